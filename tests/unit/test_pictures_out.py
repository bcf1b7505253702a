"""Pictures for what is exported: the answers of the period asked for, what may be said of them, and no more."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone

import pytest

from medledare.domain.records import Answer, Checkin, Role
from medledare.domain.redaction import Redactor
from medledare.services import records
from medledare.services.demo import demo_vault
from medledare.services.pictures import pictures, redacted
from medledare.services.search import Query
from medledare.services.trend_words import SAYS_WORDS
from medledare.text import _, speak
from medledare.vault.ids import new_id
from medledare.vault.vault import Vault, memory_vault

NOW = datetime(2026, 11, 23, 16, 30, tzinfo=timezone(timedelta(hours=1)))


def clock() -> datetime:
    return NOW


@pytest.fixture(params=["sv", "en"])
def vault(request: pytest.FixtureRequest) -> Iterator[Vault]:
    speak(request.param)
    with demo_vault(clock, request.param) as opened:
        yield opened
    speak("en")


def days(vault: Vault, query: Query) -> set[date]:
    return {one.day for picture in pictures(vault, NOW, query) for item in picture.items for one in item.answers}


def test_each_principle_has_a_picture_with_the_only_words_there_are_for_it(vault: Vault) -> None:
    made = pictures(vault, NOW, Query())
    assert len(made) == 7
    for picture in made:
        assert picture.says in {_(words) for words in SAYS_WORDS.values()}
        assert len(picture.steps) == 5
        assert all(item.question and item.told for item in picture.items)
        for item in picture.items:
            assert [one.day for one in item.answers] == sorted(one.day for one in item.answers)
            for edge in (edge for stretch in item.band for edge in stretch):
                assert 0 <= edge.low <= edge.high <= 4


def test_nothing_from_outside_the_period_is_in_them(vault: Vault) -> None:
    since, until = date(2026, 10, 1), date(2026, 10, 31)
    shown = days(vault, Query(since=since, until=until))
    assert shown
    assert min(shown) >= since
    assert max(shown) <= until
    for picture in pictures(vault, NOW, Query(since=since, until=until)):
        assert (picture.first, picture.last) == (since, until)
        drawn = [day for day, _step in picture.conditions] + [day for day, _told in picture.changes]
        drawn += [edge.day for item in picture.items for stretch in item.band for edge in stretch]
        assert all(since <= day <= until for day in drawn)


@pytest.mark.parametrize(
    "query",
    [
        Query(kinds=("entry",)),
        Query(words=("word",)),
        Query(tags=("#x",)),
        Query(since=date(2027, 1, 1)),
        Query(until=date(2000, 1, 1)),
    ],
)
def test_what_was_not_asked_for_has_no_picture(vault: Vault, query: Query) -> None:
    assert pictures(vault, NOW, query) == ()


def test_one_principle_alone(vault: Vault) -> None:
    assert [one.principle for one in pictures(vault, NOW, Query(principle="STO"))] == ["STO"]


def test_a_role_is_told_only_where_roles_are_asked_for() -> None:
    with memory_vault(clock) as vault:
        for number in range(30):
            at = NOW - timedelta(days=number)
            records.add(vault, Checkin(id=new_id(), at=at, created=at, answers=(Answer(item="TIL1", value=2),)))
        at = NOW - timedelta(days=10)
        records.add(vault, Role(id=new_id(), at=at, created=at, text="Handläggare"))
        (with_role,) = pictures(vault, NOW, Query())
        (without,) = pictures(vault, NOW, Query(kinds=("checkin",)))
    assert "Handläggare" in str(with_role)
    assert "Handläggare" not in str(without)


def test_a_role_with_a_name_in_it_loses_the_name_where_names_are_taken_out() -> None:
    with memory_vault(clock) as vault:
        for number in range(30):
            at = NOW - timedelta(days=number)
            records.add(vault, Checkin(id=new_id(), at=at, created=at, answers=(Answer(item="TIL1", value=2),)))
        at = NOW - timedelta(days=10)
        records.add(vault, Role(id=new_id(), at=at, created=at, text="Vikarie för @Anna"))
        redactor = Redactor()
        (picture,) = redacted(pictures(vault, NOW, Query(kinds=("checkin", "role"))), redactor)
    assert "Vikarie för @…" in str(picture)
    assert redactor.taken.names == {"@Anna": 1}
