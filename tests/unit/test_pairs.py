"""Pairs are chosen beforehand, at most five; only days after that count, and then what coincided may be said."""

from datetime import datetime, timedelta, timezone

import pytest

from medledare.domain.problems import UnknownId
from medledare.domain.records import Answer, Checkin, Entry
from medledare.services import pairs, records, trends
from medledare.services.pairs import ChosenBefore, NotAFactor, TooManyPairs, as_factor
from medledare.vault.ids import new_id
from medledare.vault.vault import Vault, memory_vault

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=timezone(timedelta(hours=1)))
BEGUN = NOW - timedelta(days=360)


@pytest.fixture
def vault() -> Vault:
    return memory_vault(lambda: NOW)


def then() -> datetime:
    return BEGUN


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("place=home", "place:home"),
        ("place:office", "place:office"),
        (" Place = OTHER ", "place:other"),
        ("tag=#möte", "tag:#möte"),
        ("tag=Möte", "tag:#möte"),
        ("tag=@anna", "tag:@anna"),
    ],
)
def test_a_factor_may_be_typed_in_several_ways(typed: str, kept: str) -> None:
    assert as_factor(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "home",
        "place=",
        "place=hemma",
        "tag=",
        "tag=#",
        "tag=two words",
        "tag=[/b]",
        "tag=\x00",
        "mood=good",
        "💥=💥",
    ],
)
def test_what_is_no_factor_is_refused(vault: Vault, typed: str) -> None:
    with pytest.raises(NotAFactor):
        pairs.add(vault, then, typed, "TIL")
    assert trends.read(vault, NOW).pairs == []


def test_five_pairs_are_the_most_and_none_twice(vault: Vault) -> None:
    for number in range(5):
        pairs.add(vault, then, f"tag=#t{number}", "TIL")
    with pytest.raises(ChosenBefore):
        pairs.add(vault, then, "tag=T0", "TIL")
    with pytest.raises(TooManyPairs):
        pairs.add(vault, then, "tag=#t6", "TIL")
    first = trends.read(vault, NOW).pairs[0].pair
    pairs.remove(vault, first.id)
    pairs.add(vault, then, "tag=#t6", "TIL")
    assert [one.pair.factor[-1] for one in trends.read(vault, NOW).pairs] == ["1", "2", "3", "4", "6"]
    with pytest.raises(UnknownId):
        pairs.remove(vault, "nothere")


def live(vault: Vault, first: int, last: int) -> None:
    """Home and office by turns, higher answers at home, on each working day; a note with a tag on days at home."""
    with vault.batch():
        for days in range(first, last, -1):
            at = NOW - timedelta(days=days)
            home = at.toordinal() * 7919 % 5 < 2
            value = 3 if home else 1
            answer = Answer(item="TIL1", value=value)
            records.add(vault, Checkin(id=new_id(), at=at, created=at, answers=(answer,)))
            text = "Lugnt #hemma" if home else "Möten"
            place = "home" if home else "office"
            records.add(vault, Entry(id=new_id(), at=at, created=at, text=text, place=place))


@pytest.mark.parametrize(
    ("factor", "says"),
    [
        ("place=home", "coincided_with_higher"),
        ("place=office", "coincided_with_lower"),
        ("tag=#hemma", "coincided_with_higher"),
        ("place=other", "too_early"),
    ],
)
def test_what_coincided_is_told(vault: Vault, factor: str, says: str) -> None:
    pairs.add(vault, then, factor, "TIL")
    live(vault, 359, 0)
    assert [one.says for one in trends.read(vault, NOW).pairs] == [says]


def test_days_before_the_choice_do_not_count(vault: Vault) -> None:
    live(vault, 359, 0)
    pairs.add(vault, lambda: NOW, "place=home", "TIL")
    followed = trends.read(vault, NOW).pairs[0]
    assert followed.says == "too_early"
    assert followed.found.days == 0


def test_days_without_anything_known_are_in_neither_group(vault: Vault) -> None:
    pairs.add(vault, then, "place=home", "TIL")
    at = NOW - timedelta(days=100)
    records.add(vault, Checkin(id=new_id(), at=at, created=at, answers=(Answer(item="TIL1", value=4),)))
    records.add(vault, Entry(id=new_id(), at=at, created=at, text="Var det hemma?"))
    assert trends.read(vault, NOW).pairs[0].found.days == 0


def test_a_tag_that_only_a_review_quotes_says_nothing_of_its_day(vault: Vault) -> None:
    pairs.add(vault, then, "tag=#hemma", "TIL")
    live(vault, 359, 100)
    before = trends.read(vault, NOW).pairs[0].found
    at = NOW - timedelta(days=90)
    records.add(vault, Checkin(id=new_id(), at=at, created=at, answers=(Answer(item="TIL1", value=4),)))
    quoting = {"text": "- 20 augusti: Lugnt #hemma", "question": "review.week.2026-W34"}
    records.add(vault, Entry(id=new_id(), at=at, created=at, **quoting))
    assert trends.read(vault, NOW).pairs[0].found == before
