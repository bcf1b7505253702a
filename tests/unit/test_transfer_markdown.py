"""Markdown to read: by day, in the language spoken, with every text as it was written and none reaching too far."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from medledare.domain.codec import encode
from medledare.domain.records import (
    Answer,
    Checkin,
    Conditions,
    Departure,
    Entry,
    Failure,
    Focus,
    Goal,
    Learning,
    Mission,
    Record,
    Role,
    Telling,
)
from medledare.text import _, language, speak
from medledare.transfer import Stored
from medledare.transfer.about import About
from medledare.transfer.exporters import markdown

AT = datetime(2026, 11, 23, 16, 30, tzinfo=timezone(timedelta(hours=1)))
COMMON: dict[str, Any] = {"id": "a", "at": AT, "created": AT}
ALL: tuple[Record, ...] = (
    Mission(**COMMON, statement="Att hjälpa", for_whom="brukare", value="en tryggare dag"),
    Goal(**COMMON, title="Läsa mer", serves="kunskap", cue="efter lunch", action="en sida", principles=("KUN",)),
    Entry(
        **COMMON,
        text="En *dag*\nmed [x] och #tagg",
        tags=("#extra",),
        goal="a",
        place="home",
        for_whom="Anna",
        starred=True,
    ),
    Failure(
        **COMMON,
        text="Glömde",
        why="för bråttom",
        sort="complex",
        told=(Telling(whom="chefen", at=AT),),
        recurred=(AT,),
    ),
    Learning(**COMMON, text="Skriv upp", learned_from="failure"),
    Checkin(**COMMON, answers=(Answer(item="STO1", value=2), Answer(item="STO2", value="none"))),
    Conditions(**COMMON, answers=(Answer(item="STO", value=0), Answer(item="HAN", value="skip"))),
    Role(**COMMON, text="Handläggare"),
    Focus(**COMMON, principle="KUN"),
    Departure(**COMMON, format="json", count=2),
)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    speak("en")


def written(*records: Record) -> str:
    rows = [Stored(record.kind, record.id, encode(record)) for record in records]
    return markdown.write(rows, About(_("Reflections"), language(), AT)).decode()


def headings(text: str) -> list[str]:
    """Headings of the document itself, not of anything quoted in it."""
    tokens = MarkdownIt("commonmark").parse(text)
    return [
        f"{token.tag} {tokens[place + 1].content}"
        for place, token in enumerate(tokens)
        if token.type == "heading_open" and token.level == 0
    ]


def test_each_day_and_each_record_has_its_heading() -> None:
    later = Entry(id="b", at=AT + timedelta(days=1), created=AT, text="Mer")
    assert headings(written(ALL[2], ALL[3], later)) == [
        "h1 Reflections",
        "h2 Monday 23 November 2026",
        "h3 16:30 · ★",
        "h3 16:30 · Failure",
        "h2 Tuesday 24 November 2026",
        "h3 16:30",
    ]


def test_it_is_written_in_the_language_spoken() -> None:
    speak("sv")
    text = written(*ALL)
    assert "## måndag 23 november 2026" in text
    assert "Jag bad om stöd som jag behövde. **Delvis**" in text
    assert "få det stöd du behövde? **Inte alls**" in text
    assert "**Inget tillfälle**" in text
    assert "**Hoppade över**" in text
    speak("en")
    assert "**Partly**" in written(*ALL)


def test_answers_that_were_given_afterwards_are_marked() -> None:
    answers = (Answer(item="STO1", value=2),)
    assert "afterwards" not in written(Checkin(**COMMON, answers=answers))
    late = Checkin(id="a", at=AT, created=AT + timedelta(days=1), answers=answers)
    assert "1 answer, filled in afterwards" in written(late)


def test_everything_a_person_wrote_is_in_it() -> None:
    text = written(*ALL)
    for words in (
        "Att hjälpa|brukare|en tryggare dag|Läsa mer|kunskap|efter lunch|en sida|En *dag*\nmed [x] och #tagg",
        "#extra|Anna|Glömde|för bråttom|chefen|Skriv upp|Handläggare",
    ):
        for word in words.split("|"):
            assert word in text


@pytest.mark.parametrize(
    "text",
    [
        "# Rubrik\ntext",
        "Rubrik\n===",
        "Rubrik\n---",
        "```\nkod",
        "~~~",
        "<!-- sedan",
        "<script>\n",
        "a\r# b",
        "***",
        "  ## x",
    ],
)
def test_text_that_would_reach_too_far_is_quoted_line_by_line(text: str) -> None:
    one = Entry(id="b", at=AT, created=AT, text=text)
    assert headings(written(one, one)) == ["h1 Reflections", "h2 Monday 23 November 2026", "h3 16:30", "h3 16:30"]
    quoted = written(one).partition("### 16:30\n\n")[2]
    assert quoted.removesuffix("\n").replace("> ", "") == text


_LINES = st.lists(
    st.sampled_from(
        ["# a", "text", "", "---", "===", "```", "- x", "> q", "    kod", "<div>", "| a |", "1. x", "\t# y", "\\"]
    )
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8),
    max_size=6,
).map("\n".join)


@given(_LINES)
def test_no_text_whatever_changes_what_stands_around_it(text: str) -> None:
    one = Entry(id="b", at=AT, created=AT, text=text, for_whom=text)
    two = Entry(id="c", at=AT, created=AT, text="after")
    assert headings(written(one, two)) == ["h1 Reflections", "h2 Monday 23 November 2026", "h3 16:30", "h3 16:30"]
