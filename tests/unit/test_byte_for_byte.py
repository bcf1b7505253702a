"""Everything a user typed comes back byte for byte, through the disk, whichever way it went in."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medledare.config.paths import Places
from medledare.domain.problems import Unwritable
from medledare.domain.records import Entry, Goal
from medledare.services import capture, goals, records, session

CLOCK_NOW = datetime(2026, 3, 2, 9, 15, tzinfo=UTC)
HOSTILE = (
    "[/b]",
    "[link=https://example.org]x[/link]",
    "\x1b]0;title\x07\x1b[2J",
    "a\r\nb\rc\n",
    "e\u0301 é \u202eתירבע \ufeff \u2028",
    "👩‍👩‍👧‍👦 \U0010ffff",
    " \t mellanslag kvar \n\n",
    "{text} %s \\ ' \" `",
)


def clock() -> datetime:
    return CLOCK_NOW


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    top = tmp_path_factory.mktemp("home")
    made = Places(top / "vault", top / "state", top / "config", top / "run")
    session.make(made, None, clock)
    return made


def kept_after_reopening(places: Places, text: str) -> list[str]:
    """The text as it comes back from the log, the sealed inbox, and a field of another kind."""
    with session.open_at_hand(places, clock) as vault:
        direct = records.add(vault, capture.entry(clock, text, at=CLOCK_NOW - timedelta(days=1)))
        goal = goals.create(vault, clock, text, serves="x", cue=text)
    sealed = capture.entry(clock, text, for_whom=text)
    capture.seal(places, sealed)
    with session.open_at_hand(places, clock) as vault:
        one, other = records.get(vault, direct.id, Entry), records.get(vault, sealed.id, Entry)
        third = records.get(vault, goal.id, Goal)
        assert isinstance(one, Entry)
        assert isinstance(other, Entry)
        assert isinstance(third, Goal)
        return [one.text, other.text, other.for_whom, third.title, third.cue]


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1))
def test_any_text_comes_back_unchanged(places: Places, text: str) -> None:
    assert kept_after_reopening(places, text) == [text] * 5


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(places: Places, text: str) -> None:
    assert kept_after_reopening(places, text) == [text] * 5


def test_a_megabyte_is_an_entry_like_any_other(places: Places) -> None:
    text = ("En lång dag, å ä ö 🙂. " * 50_000)[:1_000_000]
    assert kept_after_reopening(places, text) == [text] * 5


@settings(max_examples=30, deadline=None)
@given(text=st.text(st.characters(categories=["Cs"]) | st.just("\x00"), min_size=1, max_size=3))
def test_what_cannot_be_kept_is_refused_and_nothing_is_written(places: Places, text: str) -> None:
    def files() -> dict[Path, int]:
        return {path: path.stat().st_size for path in places.vault.parent.rglob("*") if path.is_file()}

    before = files()
    with pytest.raises(Unwritable):
        capture.seal(places, capture.entry(clock, "x" + text))
    assert files() == before
