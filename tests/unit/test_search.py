"""Everything written is found again: by word, by day, by what it is about; at once, as one types."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any, get_args, get_origin, get_type_hints

import orjson
import pytest
from any_record import any_of
from hypothesis import given, settings
from hypothesis import strategies as st

from medledare.domain.codec import decode
from medledare.domain.records import (
    KINDS,
    Answer,
    Checkin,
    Departure,
    Entry,
    Failure,
    Focus,
    Goal,
    Learning,
    Mission,
    Record,
    Telling,
    class_of,
)
from medledare.services import index as index_module
from medledare.services import records, search
from medledare.services.exporting import Wish, prepare
from medledare.services.index import Index
from medledare.services.search import Query, find
from medledare.text.formats import FORMATS
from medledare.vault.ids import new_id
from medledare.vault.vault import Vault, memory_vault

ZONE = timezone(timedelta(hours=1))
NOW = datetime(2026, 11, 23, 16, 30, tzinfo=ZONE)


@pytest.fixture
def vault() -> Iterator[Vault]:
    with memory_vault(lambda: NOW) as opened:
        yield opened


def common(at: datetime = NOW) -> dict[str, Any]:
    return {"id": new_id(), "at": at, "created": NOW}


def keep(vault: Vault, text: str, at: datetime = NOW, **more: Any) -> Entry:
    return records.add(vault, Entry(**common(at), text=text, **more))


def texts(found: Any) -> list[str]:
    return [record.text for record in found]


def test_all_words_must_match_whatever_case_and_accents(vault: Vault) -> None:
    keep(vault, "Möte på ett café")
    keep(vault, "Kaffe före mötet")
    assert texts(find(vault, Query(words=("MÖTE", "cafe")))) == ["Möte på ett café"]
    assert texts(find(vault, Query(words=("före mötet",)))) == ["Kaffe före mötet"]
    assert find(vault, Query(words=("mote",))) == []


def test_the_newest_comes_last_whatever_order_it_was_written_in_and_whatever_its_offset(vault: Vault) -> None:
    keep(vault, "b", NOW)
    keep(vault, "a", NOW - timedelta(days=400))
    keep(vault, "c", datetime(2026, 11, 23, 11, 0, tzinfo=timezone(timedelta(hours=-5))))
    assert texts(find(vault, Query())) == ["a", "b", "c"]
    assert texts(find(vault, Query(limit=2))) == ["b", "c"]
    assert texts(find(vault, Query(limit=9))) == ["a", "b", "c"]
    assert find(vault, Query(limit=0)) == []


def test_a_limit_keeps_the_latest_of_those_that_fit(vault: Vault) -> None:
    for day in range(6):
        keep(vault, f"word {day}" if day % 2 else f"other {day}", NOW + timedelta(days=day))
    assert texts(find(vault, Query(words=("word",), limit=2))) == ["word 3", "word 5"]
    for number in range(3):
        keep(vault, f"word same {number}", NOW + timedelta(days=9))
    assert len(find(vault, Query(words=("word",), limit=2))) == 2


def test_days_are_local_and_both_ends_count(vault: Vault) -> None:
    for day, hour in ((1, 0), (2, 12), (3, 23)):
        keep(vault, str(day), datetime(2026, 3, day, hour, 59, tzinfo=ZONE))
    assert texts(find(vault, Query(since=date(2026, 3, 2)))) == ["2", "3"]
    assert texts(find(vault, Query(until=date(2026, 3, 2)))) == ["1", "2"]
    assert texts(find(vault, Query(since=date(2026, 3, 3), until=date(2026, 3, 3)))) == ["3"]


def test_this_day_in_other_years(vault: Vault) -> None:
    keep(vault, "then", NOW.replace(year=2019))
    keep(vault, "another day", NOW.replace(year=2019, day=22))
    assert texts(find(vault, Query(on_this_day=NOW.date()))) == ["then"]


def test_tags_goals_principles_stars_and_kinds(vault: Vault) -> None:
    goal = records.add(vault, Goal(**common(), title="Mål", principles=("KUN",)))
    keep(vault, "in the text #Idé", goal=goal.id)
    keep(vault, "beside it", tags=("#idé",), principles=("TIL", "KUN"))
    keep(vault, "starred #idéer", starred=True)
    failure = records.add(vault, Failure(**common(), text="failed #idé"))
    checkin = records.add(vault, Checkin(**common(), answers=(Answer(item="TIL1", value=1),)))
    focus = records.add(vault, Focus(**common(), principle="TIL"))
    assert texts(find(vault, Query(tags=("idé",)))) == ["in the text #Idé", "beside it", failure.text]
    assert find(vault, Query(tags=("@idé",))) == []
    assert texts(find(vault, Query(goal=goal.id))) == ["in the text #Idé"]
    assert texts(find(vault, Query(starred=True))) == ["starred #idéer"]
    assert find(vault, Query(principle="TIL"))[1:] == [checkin, focus]
    assert find(vault, Query(kinds=("failure",))) == [failure]
    assert find(vault, Query(kinds=("goal",), principle="KUN")) == [goal]


def test_every_field_a_person_writes_in_is_searched(vault: Vault) -> None:
    kept: list[Record] = [
        keep(vault, "text1", tags=("#tag1",), for_whom="whom1"),
        records.add(vault, Mission(**common(), statement="text2", for_whom="whom2", value="value2")),
        records.add(
            vault,
            Goal(**common(), title="text3", serves="serves3", for_whom="whom3", cue="cue3", action="a3", closing="c3"),
        ),
        records.add(
            vault,
            Failure(
                **common(), text="text4", expected="e4", why="why4", next="n4", told=(Telling(whom="whom4", at=NOW),)
            ),
        ),
        records.add(vault, Learning(**common(), text="text5")),
    ]
    words = ["text1", "#tag1", "whom1", "text2", "whom2", "value2", "text3", "serves3", "whom3", "cue3", "a3", "c3"]
    words += ["text4", "e4", "why4", "n4", "whom4", "text5"]
    index = Index(vault)
    for word in words:
        (record,) = find(vault, Query(words=(word,)))
        assert record in kept
        assert list(index.find(word)) == [record]


def test_no_kind_has_a_text_field_that_search_forgets() -> None:
    def words_in(cls: Any, value: str) -> dict[str, Any]:
        hints = get_type_hints(cls)
        filled: dict[str, Any] = {}
        for field in fields(cls):
            hint = hints[field.name]
            inner = get_args(hint)[0] if get_origin(hint) is tuple else hint
            if is_dataclass(inner):
                filled[field.name] = [words_in(inner, value)]
            elif inner is str:
                filled[field.name] = [f"{field.name}!"] if get_origin(hint) is tuple else f"{field.name}!"
        return filled

    codes = {
        "id",
        "origin",
        "goal",
        "failure",
        "question",
        "principle",
        "principles",
        "item",
        "format",
        "about",
        "entry",
        "observer",
        "shared",
        "digest",
        "recipients",
        "team",
    }
    for kind, cls in ((kind, class_of(kind)) for kind in KINDS):
        found = set(search.text_of(kind, words_in(cls, "")).replace("!", "").split("\n")) - {""}
        inner = {"failure": {"whom"}, "observation": {"asked", "answer"}}.get(kind, set())
        strings = {
            name
            for name, hint in get_type_hints(cls).items()
            if hint is str or (get_origin(hint) is tuple and get_args(hint)[0] is str)
        }
        assert found == (strings - codes) | inner


def test_that_something_left_the_vault_is_found_only_when_asked_for(vault: Vault) -> None:
    left = records.add(vault, Departure(**common(), format="json", target="journal.json"))
    assert find(vault, Query()) == []
    assert find(vault, Query(words=("journal",))) == []
    assert find(vault, Query(kinds=("departure",))) == [left]
    assert find(vault, Query(kinds=("departure",), words=("journal",))) == [left]
    assert list(Index(vault).find("")) == list(Index(vault).find("journal")) == []


def test_what_was_told_somebody_is_found_by_its_words(vault: Vault) -> None:
    told = records.add(vault, Departure(**common(), format="summary", shared="one", text="We asked the users first."))
    assert find(vault, Query()) == []
    assert find(vault, Query(words=("users",))) == [told]
    assert list(Index(vault).find("users")) == [told]


def test_typing_on_narrows_and_deleting_widens_again(vault: Vault) -> None:
    for text in ("mål", "måndag", "möte"):
        keep(vault, text)
    index = Index(vault)
    for typed, found in (("m", 3), ("må", 2), ("mål", 1), ("må", 2), ("m ö", 1), ("xyz", 0), ("", 3), ("mål m", 1)):
        assert len(index.find(typed)) == found


def test_what_was_written_changed_or_deleted_meanwhile_shows_after_a_refresh(vault: Vault) -> None:
    first, second = keep(vault, "first"), keep(vault, "second")
    index = Index(vault)
    assert not index.refresh()
    changed = records.change(vault, first, text="changed")
    records.remove(vault, second)
    third = keep(vault, "third", NOW - timedelta(days=1))
    assert texts(index.find("")) == ["first", "second"]
    assert index.refresh()
    assert list(index.find("")) == [third, changed]
    assert len(index.find("first")) == 0


def test_what_did_not_change_is_not_folded_again(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(20):
        keep(vault, f"entry {number}")
    index = Index(vault)
    folded: list[str] = []
    monkeypatch.setattr("medledare.services.index.fold", lambda text: folded.append(text) or text.lower())
    keep(vault, "one more")
    index.refresh()
    assert folded == ["one more"]


def test_only_what_is_looked_at_is_decoded(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(50):
        keep(vault, f"entry {number}", NOW + timedelta(minutes=number))
    decoded: list[str] = []

    def noted(kind: str, record_id: str, document: Any) -> Record:
        decoded.append(record_id)
        return decode(kind, record_id, document)

    monkeypatch.setattr("medledare.transfer.decoded", noted)
    monkeypatch.setattr("medledare.services.index.decode", noted)
    assert len(find(vault, Query(limit=5))) == 5
    assert len(decoded) == 5
    found = Index(vault).find("entry")
    assert len(found) == 50
    assert len(decoded) == 5
    assert texts(found[-2:]) == ["entry 48", "entry 49"]
    assert texts([found[-1], found[49]]) == ["entry 49", "entry 49"]
    assert len(decoded) == 7


@given(
    st.lists(st.text("aåä ABé\n#😀", max_size=6), max_size=8),
    st.lists(st.text("aåäb😀", min_size=1, max_size=3)),
    st.sampled_from((1, 2, 3, 1024)),
    st.integers(0, 8),
)
def test_typing_and_asking_find_the_same(written: list[str], words: list[str], together: int, before: int) -> None:
    with memory_vault(lambda: NOW) as vault, pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_module, "_STRETCH", together)
        for text in written[:before]:
            keep(vault, text)
        index = Index(vault)
        for place, text in enumerate(written[before:]):
            keep(vault, text, NOW + timedelta(hours=(-1) ** place))
        index.refresh()
        for count in range(len(words) + 1):
            typed = words[:count]
            found = index.find(" ".join(typed))
            assert list(found) == find(vault, Query(words=tuple(typed)))


def test_a_search_through_very_much_pauses_for_other_things(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "_STRETCH", 2)
    monkeypatch.setattr(index_module, "_AT_ONCE", 3)
    for number in range(20):
        keep(vault, f"entry {number}", NOW + timedelta(minutes=number))
    index = Index(vault)
    *pauses, found = index.look("entry 1")
    assert pauses == [None] * 3
    assert found is not None
    assert texts(found) == ["entry 1", *(f"entry {number}" for number in range(10, 20))]


def test_half_a_character_is_nowhere(vault: Vault) -> None:
    keep(vault, "a text 😀")
    assert list(Index(vault).find("\ud83d")) == []


@settings(max_examples=10, deadline=None)
@given(st.data())
@pytest.mark.parametrize("name", [name for name in FORMATS if name != "pdf"])
def test_what_goes_out_is_read_where_it_lies_and_not_altered(name: str, data: st.DataObject) -> None:
    made = [data.draw(any_of(kind)) for kind in KINDS]
    with memory_vault(lambda: NOW) as vault:
        for record in made:
            records.add(vault, record)
        before = orjson.dumps([vault.table(kind).shared() for kind in KINDS])
        for redact in (False, True):
            prepare(vault, lambda: NOW, Wish(name, Query(kinds=tuple(KINDS)), redact, folder=FORMATS[name].table))
        assert orjson.dumps([vault.table(kind).shared() for kind in KINDS]) == before
