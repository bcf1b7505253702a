"""A Markdown file for each day: its properties are read as YAML whatever the tags, and no record gets lost."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from medledare.domain.codec import encode
from medledare.domain.records import Entry
from medledare.transfer import Stored
from medledare.transfer.about import About
from medledare.transfer.exporters import markdown

AT = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=12)


def files(*entries: Entry) -> dict[str, str]:
    rows = [Stored("entry", one.id, encode(one)) for one in entries]
    made = markdown.write_files(rows, About("Reflections", "en", AT))
    return {name: data.decode() for name, data in made.items()}


def properties(text: str) -> dict[str, Any]:
    start, head, _body = text.split("---\n", 2)
    assert start == ""
    read = yaml.safe_load(head)
    assert isinstance(read, dict)
    return read


def entry(text: str, at: datetime = AT, **more: Any) -> Entry:
    return Entry(id=text, at=at, created=at, text=text, **more)


def test_a_day_has_its_title_date_and_tags() -> None:
    (made,) = files(entry("Ett #idé", tags=("#två-ord", "@anna")), entry("Mer #idé")).values()
    assert properties(made) == {
        "title": "Monday 23 November 2026",
        "date": date(2026, 11, 23),
        "tags": ["två-ord", "idé"],
    }
    assert made.index("Ett #idé") < made.index("Mer #idé")


def test_a_day_is_the_one_it_was_where_one_was() -> None:
    far = AT.replace(hour=23, tzinfo=timezone(timedelta(hours=-10)))
    near = (far + timedelta(hours=1)).astimezone(timezone(timedelta(hours=13)))
    back = (near + timedelta(hours=1)).astimezone(far.tzinfo)
    made = files(entry("a", far), entry("b", near), entry("c", back))
    assert sorted(made) == sorted({f"{at.date()}.md" for at in (far, near, back)})
    assert all(any(text in one for one in made.values()) for text in "abc")


@given(st.lists(words.map("#{}".format), max_size=4))
def test_no_tag_whatever_breaks_the_properties(tags: list[str]) -> None:
    (made,) = files(entry("x", tags=tuple(tags))).values()
    head = made.split("\n---\n", 1)[0].removeprefix("---\n")
    assert yaml.safe_load(head).get("tags", []) == list(dict.fromkeys(tag[1:] for tag in tags))
