"""Org: a reader of Org finds a heading for each record, its text, and nothing that the text made of itself."""

from datetime import UTC, date, datetime
from typing import Any

import orgparse
from hypothesis import given
from hypothesis import strategies as st

from medledare.domain.codec import encode
from medledare.domain.records import Entry, Failure, Goal, Record
from medledare.transfer import Stored
from medledare.transfer.about import About
from medledare.transfer.exporters import org

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
COMMON: dict[str, Any] = {"at": NOW, "created": NOW}


def written(*records: Record) -> str:
    rows = [Stored(record.kind, record.id, encode(record)) for record in records]
    return org.write(rows, About("Reflections", "en", NOW)).decode()


def nodes(*records: Record) -> list[Any]:
    """The headings of records, as a reader of Org sees them."""
    found = list(orgparse.loads(written(*records)))[1:]
    assert [node.level for node in found] == [1, *(2 for _record in records)]
    return found[1:]


def test_a_record_is_a_heading_with_its_id_and_tags() -> None:
    (node,) = nodes(Entry(id="0190", **COMMON, text="Ett möte\nMed text.", tags=("#idé", "#två-ord")))
    assert node.get_property("ID") == "0190"
    assert node.tags == {"idé", "två_ord"}
    assert "Ett möte" in node.heading
    assert node.body.startswith("Med text.\n")


def test_a_goal_is_something_to_do_by_a_day_until_it_is_done() -> None:
    active, done, pruned = nodes(
        Goal(id="a", **COMMON, title="Läsa", by=date(2026, 12, 24)),
        Goal(id="b", **COMMON, title="Läst", by=date(2026, 12, 24), state="done"),
        Goal(id="c", **COMMON, title="Struket", by=date(2026, 12, 24), state="pruned"),
    )
    assert (active.todo, active.deadline.start) == ("TODO", date(2026, 12, 24))
    assert (done.todo, bool(done.deadline)) == ("DONE", False)
    assert (pruned.todo, bool(pruned.deadline)) == (None, False)


def test_what_was_written_in_several_lines_stays_so() -> None:
    (node,) = nodes(Failure(id="a", **COMMON, text="Sprack", why="för\nbråttom"))
    assert "*Why it went another way*\nför\nbråttom" in node.body


_LINES = st.lists(
    st.sampled_from(
        ["* a", "** TODO b", "*", "#+TITLE: x", "# c", ":PROPERTIES:", ":ID: stulen", ":END:", "DEADLINE: <2026-01-01>",
         "#+begin_src", "#tagg", "- x", ":a:b:", "CLOCK: x", "\r* r", "\x0b* v", "\u2028* s", "", "TODO", "COMMENT x"]
    )
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8),
    max_size=6,
).map("\n".join)  # fmt: skip


@given(_LINES)
def test_no_text_whatever_becomes_a_heading_or_a_property(text: str) -> None:
    one, two, last = nodes(
        Entry(id="a", **COMMON, text=text, for_whom=text),
        Failure(id="b", **COMMON, text=text, why=text),
        Entry(id="c", **COMMON, text="after"),
    )
    assert (one.get_property("ID"), two.get_property("ID"), last.get_property("ID")) == ("a", "b", "c")
    assert [bool(node.deadline) for node in (one, two)] == [False, False]
    assert last.heading.endswith("after")
