"""What stands on the reading page of a record, and in its row of a list."""

from datetime import UTC, datetime

from medledare.domain.records import Answer, Checkin, Conditions, Entry, Failure, Learning, Record, Role, Telling
from medledare.services.records import Change
from medledare.tui.widgets.blocks import Block, laid_out
from medledare.tui.widgets.item_list import Drawn, Heading
from medledare.tui.widgets.reader import history, reading
from medledare.tui.widgets.record_rows import NewestFirst, by_month, drawn, drawn_found

AT = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)


def an_entry(text: str = "Title\nbody", at: datetime = AT, **fields: object) -> Entry:
    return Entry(id=f"e{at:%y%m%d}", at=at, created=at, text=text, **fields)  # type: ignore[arg-type]


def page(blocks: list[Block]) -> str:
    return "\n".join(line.before + line.block.text for line in laid_out(blocks, 200))


def row(drawn: Drawn) -> str:
    return " ".join(piece.text for piece in (*drawn.left, *drawn.right))


def test_the_head_says_when_what_and_what_it_belongs_to() -> None:
    entry = an_entry("Hi #sun", goal="g1", starred=True, place="home", for_whom="a parent", principles=("TIL",))
    head = page(reading(entry, {"g1": "My goal"}.get)).split("\n\n")[0]  # type: ignore[arg-type]
    for said in ("Monday 23 November 2026", "14:30", "★", "Entry", "home", "#sun", "My goal", "a parent", "Trust"):
        assert said in head


def test_what_was_not_said_takes_no_room() -> None:
    assert page(reading(an_entry(), lambda _id: "")).split("\n")[:3] == ["Monday 23 November 2026  14:30", "Entry", ""]


def test_an_entry_is_read_as_markdown() -> None:
    assert page(reading(an_entry("Title\nsome **bold** words"), lambda _id: "")).endswith("Title\n\nsome bold words")


def test_while_searching_the_text_stands_as_typed_with_what_was_found_marked() -> None:
    blocks = reading(
        an_entry("Title\nsome **bold** words"),
        lambda _id: "",
        lambda text: [(text.index("bold"), text.index("bold") + 4)],
    )
    marked = [block.text[span.start : span.end] for block in blocks for span in block.spans if span.role == "hit"]
    assert marked == ["bold"]
    assert "some **bold** words" in page(blocks)


def test_a_failure_shows_the_questions_that_were_answered() -> None:
    failure = Failure(id="f", at=AT, created=AT, text="It broke", why="Haste", told=(Telling(whom="a peer", at=AT),))
    text = page(reading(failure, lambda _id: ""))
    assert "What happened\nIt broke" in text
    assert "Why it went another way\nHaste" in text
    assert "What you expected" not in text


def test_a_learning_names_the_failure_it_grew_out_of() -> None:
    learning = Learning(id="l", at=AT, created=AT, text="Ask first", learned_from="failure", failure="f")
    assert "It broke" in page(reading(learning, {"f": "It broke"}.get))  # type: ignore[arg-type]


def test_answers_are_read_in_words_and_marked_when_given_afterwards() -> None:
    answers = (Answer(item="STO1", value=3), Answer(item="STO2", value="none"), Answer(item="MED1", value="skip"))
    text = page(reading(Checkin(id="c", at=AT, created=AT, answers=answers), lambda _id: ""))
    for said in ("I asked for support that I needed.\n  Largely", "  No occasion", "  Skipped"):
        assert said in text
    assert "afterwards" not in text
    late = Checkin(id="c", at=AT, created=AT.replace(day=25), answers=answers)
    assert "3 answers, filled in afterwards" in page(reading(late, lambda _id: ""))
    assert "Largely" in page(history([Change(at=AT, device="d", record=late, current=True)]))


def test_conditions_and_a_role_are_read_in_words() -> None:
    said = Conditions(id="c", at=AT, created=AT, answers=(Answer(item="OPP", value=1),))
    assert "good enough to speak openly?\n  A little" in page(reading(said, lambda _id: ""))
    assert "What you work as\nA nurse" in page(reading(Role(id="r", at=AT, created=AT, text="A nurse"), lambda _id: ""))


def test_history_shows_each_wording_the_latest_first_and_that_it_was_deleted() -> None:
    changes = [
        Change(at=AT, device="d", record=an_entry("first"), current=False),
        Change(at=AT, device="d", record=None, current=False),
        Change(at=AT, device="d", record=an_entry("second"), current=True),
    ]
    text = page(history(changes))
    assert text.index("second") < text.index("Deleted") < text.index("first")
    assert text.count("now") == 1


def test_records_stand_under_their_month() -> None:
    rows = by_month([an_entry(), an_entry(at=AT.replace(day=2)), an_entry(at=AT.replace(year=2025))])
    assert [one.text if isinstance(one, Heading) else one.id for one in rows] == [
        "November 2026", "e261123", "e261102", "November 2025", "e251123",
    ]  # fmt: skip


def test_a_row_shows_its_day_its_first_line_and_its_star() -> None:
    text = row(drawn(an_entry("# A [b] title\nmore", starred=True)))
    assert "23 Mon 14:30" in text
    assert "A [b] title" in text
    assert "more" not in text
    assert "★" in text


def test_a_found_row_shows_what_was_found_where_the_title_does_not_have_it() -> None:
    line = drawn_found(an_entry("Title\n" + "word " * 50 + "needle and more"), ("needle",))
    piece = line.left[1]
    assert [piece.text[start:end] for start, end in piece.hits] == ["needle"]
    assert piece.text.index("needle") < 25


def test_newest_first_looks_only_at_what_is_shown() -> None:
    class Counting(list[Record]):
        looked = 0

        def __getitem__(self, place):  # type: ignore[no-untyped-def]
            self.looked += 1
            return super().__getitem__(place)

    found = Counting([an_entry(at=AT.replace(day=day)) for day in range(1, 29)])
    newest = NewestFirst(found)
    assert newest[0].at.day == 28
    assert [record.at.day for record in newest[1:3]] == [27, 26]
    assert found.looked == 3
