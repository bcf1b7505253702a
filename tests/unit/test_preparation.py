"""A talk is prepared from one's own records: all of it cited, nothing brought unasked, no month crowded out."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medledare.domain.preparation import OCCASIONS, Span, span_back
from medledare.domain.records import Departure, Entry, Failure, Goal, Learning, Need
from medledare.services import preparing, records
from medledare.services.preparing import NothingToBring
from medledare.text import LANGUAGES, speak
from medledare.text import preparation as words
from medledare.vault.vault import Vault, memory_vault

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
YEAR = Span(date(2025, 11, 24), date(2026, 11, 24))


def clock() -> datetime:
    return NOW


@pytest.fixture(autouse=True)
def _spoken() -> None:
    speak("sv")


@pytest.fixture
def vault() -> Vault:
    """A year in which most was written lately, one failure was not told, and one need still waits."""
    vault = memory_vault(clock)

    def at(day: date) -> dict[str, datetime]:
        moment = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        return {"at": moment, "created": moment}

    for number in range(30):
        records.add(vault, Entry(id=f"n{number:035}", text=f"Rad {number}", goal="g", **at(date(2026, 11, 1))))
    records.add(vault, Entry(id="e" * 36, text="Mars var tungt men det gick", starred=True, **at(date(2026, 3, 4))))
    records.add(vault, Failure(id="f" * 36, text="Lovade för mycket", next="Frågar först", **at(date(2026, 5, 2))))
    records.add(vault, Learning(id="a" * 36, text="Ett löfte i taget", **at(date(2026, 5, 3))))
    records.add(
        vault, Need(id="b" * 36, fact="Två av tre saknas", ask="En till", state="shared", **at(date(2024, 9, 1)))
    )
    records.add(vault, Goal(id="c" * 36, title="Svar i tid", **at(date(2026, 1, 9))))
    return vault


def test_every_claim_cites_a_record_and_none_is_brought_unasked(vault: Vault) -> None:
    for occasion in OCCASIONS:
        for spoken in LANGUAGES:
            speak(spoken)
            text = words.markdown(preparing.look(vault, occasion, YEAR))
            claims = [line for line in text.split("\n") if line.startswith("- ")]
            assert len(claims) == len(words.cited(text)) > 3
            assert all(records.get(vault, id) for id in words.cited(text))
            assert words.brought(text) == ""
            with pytest.raises(NothingToBring):
                preparing.to_bring(text)


def test_recent_weeks_do_not_crowd_out_the_year_and_silent_months_are_named(vault: Vault) -> None:
    preparation = preparing.look(vault, "dialogue", YEAR)
    text = words.markdown(preparation)
    assert text.count("Rad ") <= 3
    assert "4 mars 2026: Mars var tungt men det gick (eeeeeee)" in text
    assert "november 2025 – februari 2026, april 2026, juni 2026 – oktober 2026" in text
    assert len(preparation.parts[0].claims) == 31


def test_a_need_that_still_waits_is_there_however_old_and_goals_ahead_too(vault: Vault) -> None:
    text = words.markdown(preparing.look(vault, "dialogue", YEAR))
    assert "Två av tre saknas, delat – En till" in text
    assert "- Svar i tid (ccccccc)" in text
    assert "Lovade för mycket – Frågar först" in text


def test_what_is_moved_is_brought_without_its_id_and_can_be_moved_back(vault: Vault) -> None:
    preparation = preparing.look(vault, "dialogue", YEAR)
    draft = words.markdown(preparation)
    text = preparing.bring(preparing.bring(draft, "f" * 36), "a" * 36)
    out = preparing.to_bring(text)
    assert "## Det som var svårt\n\n- 2 maj 2026: Lovade för mycket – Frågar först\n" in out
    assert "Ett löfte i taget" in out
    assert "fffffff" not in out
    assert "Mars" not in out
    assert "Det jag helst undviker att säga" not in out
    assert "Tre saker jag vill ta upp" not in out
    back = preparing.bring(preparing.bring(text, "f" * 36), "a" * 36)
    assert words.brought(back) == ""
    assert sorted(words.cited(back)) == sorted(words.cited(draft))


def test_what_was_written_under_a_question_to_bring_goes_out(vault: Vault) -> None:
    draft = words.markdown(preparing.look(vault, "dialogue", YEAR))
    question = words.QUESTION + "Tre saker jag vill ta upp"
    out = preparing.to_bring(draft.replace(question + "\n", question + "\n\nLokalerna (och taket)\n"))
    assert out == "### Tre saker jag vill ta upp\n\nLokalerna (och taket)\n"


def test_a_preparation_written_in_one_language_is_brought_in_the_other(vault: Vault) -> None:
    text = preparing.bring(words.markdown(preparing.look(vault, "salary", YEAR)), "a" * 36)
    speak("en")
    assert "Ett löfte i taget" in preparing.to_bring(text)
    assert words.names()["medarbetarsamtal"] == words.names()["development dialogue"] == "dialogue"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["# För mig", "# Att ta med", "## A", "- x (1234567)", "  mer", "", "### F", "ord"])))
def test_moving_loses_no_line_whatever_became_of_the_text(lines: list[str]) -> None:
    speak("sv")
    text = "\n".join(lines)
    for at in range(len(lines)):
        after, there = words.moved(text, at)
        assert 0 <= there < max(1, after.count("\n") + 1)
        kept = [line for line in lines if line.strip() and not line.startswith("## ")]
        assert sorted(kept) == sorted(line for line in after.split("\n") if line.strip() and not line.startswith("## "))


def test_it_goes_on_where_it_was_left_until_the_next_talk(vault: Vault) -> None:
    preparation = preparing.look(vault, "dialogue", YEAR)
    entry = preparing.keep(vault, clock, preparation, "Mitt eget")
    later = preparing.look(vault, "dialogue", span_back("dialogue", date(2026, 12, 10)))
    assert preparing.kept(vault, later.occasion, later.span) == entry
    assert preparing.keep(vault, clock, later, "Mer").id == entry.id
    assert preparing.kept(vault, "salary", later.span) is None
    next_year = span_back("dialogue", date(2027, 11, 10))
    assert preparing.kept(vault, "dialogue", next_year) is None
    # It quotes what was written, so it is not itself something that went well.
    assert "Mer" not in words.markdown(preparing.look(vault, "dialogue", later.span))


def test_only_what_is_to_be_brought_is_written_out_and_it_is_in_the_ledger(vault: Vault, tmp_path: Path) -> None:
    preparation = preparing.look(vault, "dialogue", YEAR)
    text = preparing.bring(words.markdown(preparation), "a" * 36)
    target = tmp_path / "ut.md"
    preparing.hand_out(vault, clock, preparation, text, "markdown", target)
    assert target.read_text("utf-8").startswith("# Inför medarbetarsamtalet\n\n## Det som utvecklats\n")
    assert "Lovade" not in target.read_text("utf-8")
    assert target.stat().st_mode & 0o777 == 0o600
    (left,) = records.all_of(vault, Departure)
    assert (left.format, left.count, left.target) == ("talk", 1, str(target))
    whole = preparing.hand_out(vault, clock, preparation, text, "markdown", None, everything=True)
    assert whole.decode() == text


@pytest.mark.parametrize("day", [date(2026, 2, 28), date(2028, 2, 29), date(2026, 1, 31), date(2026, 12, 31)])
def test_one_looks_back_to_the_same_day_of_the_month(day: date) -> None:
    for occasion in OCCASIONS:
        span = span_back(occasion, day)
        assert span.last == day
        assert span.first.day == day.day or (span.first + timedelta(days=1)).day == 1
