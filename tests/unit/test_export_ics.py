"""The calendar: another library's reader finds the days that lie ahead, and nothing that is over."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
import vobject
from any_record import any_of
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from medledare.domain.codec import encode
from medledare.domain.records import Goal, Need, Observer, Record, Talk
from medledare.domain.repeats import falls_on
from medledare.text import speak
from medledare.transfer import Stored
from medledare.transfer.about import About
from medledare.transfer.exporters import ics

NOW = datetime(2026, 11, 23, 16, 30, tzinfo=timezone(timedelta(hours=1)))
COMMON: dict[str, Any] = {"id": "a", "at": NOW, "created": NOW}


def written(*records: Record, unsifted: bool = False) -> bytes:
    rows = [row for record in records if ics.takes(row := Stored(record.kind, record.id, encode(record)))]
    return ics.write(rows, About("Reflections", "en", NOW, unsifted=unsifted))


def events(*records: Record, unsifted: bool = False) -> list[Any]:
    calendar = Calendar.from_ical(written(*records, unsifted=unsifted))
    assert calendar.errors == []
    found = calendar.walk("VEVENT")
    assert all(event.errors == [] and event["uid"] and event["dtstamp"] for event in found)
    assert len({str(event["uid"]) for event in found}) == len(found)
    return found


def test_a_goal_with_a_horizon_is_that_day_and_blocks_no_time() -> None:
    (event,) = events(Goal(**COMMON, title="Läsa; mer,\nom \\ allt", by=date(2026, 12, 24)))
    assert event.decoded("dtstart") == date(2026, 12, 24)
    assert event.decoded("dtend") == date(2026, 12, 25)
    assert event["summary"] == "Goal: Läsa; mer, om \\ allt"
    assert (event["transp"], event["class"]) == ("TRANSPARENT", "PRIVATE")


@pytest.mark.parametrize(
    "rule", ["FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "FREQ=MONTHLY;BYDAY=-1MO", "FREQ=DAILY", "FREQ=MONTHLY;BYMONTHDAY=31"]
)
def test_a_goal_that_comes_back_has_the_days_that_the_program_shows(rule: str) -> None:
    goal = Goal(**COMMON, title="Ringa", every=rule, by=date(2027, 6, 30))
    _horizon, event = events(goal)
    start = event.decoded("dtstart")
    shown = {NOW.date() + timedelta(days=ahead) for ahead in range(300)}
    shown = {day for day in shown if falls_on(rule, NOW.date(), day) and day <= date(2027, 6, 30)}
    repeated = rrulestr(event["rrule"].to_ical().decode(), dtstart=datetime(start.year, start.month, start.day))
    assert {one.date() for one in repeated} == shown
    assert min(shown) == start


@pytest.mark.parametrize(
    "over",
    [
        Goal(**COMMON, title="x", by=date(2026, 12, 24), state="done"),
        Goal(**COMMON, title="x", every="FREQ=DAILY", state="pruned"),
        Goal(**COMMON, title="x"),
        Goal(**COMMON, title="x", every="whenever"),
        Need(**COMMON, fact="x", follow_up=date(2026, 12, 24), state="answered"),
        Need(**COMMON, fact="x"),
    ],
)
def test_what_is_over_or_has_no_day_is_not_in_it(over: Record) -> None:
    assert events(over) == []


def test_talks_follow_ups_and_the_end_of_an_observation_are_in_it() -> None:
    talk, need, observer = events(
        Talk(**COMMON, text="Medarbetarsamtal"),
        Need(**COMMON | {"id": "b"}, fact="Köerna växer", follow_up=date(2026, 12, 1)),
        Observer(**COMMON | {"id": "c"}, behaviour="lyssnar", until=date(2026, 12, 2)),
    )
    assert talk.decoded("dtstart") == NOW.astimezone(UTC)
    assert need["summary"] == "Follow up: Köerna växer"
    assert observer.decoded("dtstart") == date(2026, 12, 2)


@pytest.mark.parametrize(("language", "words"), [("en", "Look back on the week"), ("sv", "Se tillbaka på veckan")])
def test_days_to_look_back_on_are_there_unless_something_else_was_asked_for(language: str, words: str) -> None:
    speak(language)
    try:
        week, month, quarter = events(unsifted=True)
    finally:
        speak("en")
    assert week["summary"] == words
    assert [one.decoded("dtstart") for one in (week, month, quarter)] == [
        date(2026, 11, 27),
        date(2026, 11, 30),
        date(2026, 12, 31),
    ]
    assert events(unsifted=False) == []


@pytest.mark.parametrize("kind", ["goal", "need", "observer", "talk"])
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_any_record_whatever_is_read_again(kind: str, data: st.DataObject) -> None:
    record = data.draw(any_of(kind))
    for event in events(record):
        assert event.decoded("dtstart")
    lines = written(record).split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)


def test_another_reader_of_calendars_finds_the_same() -> None:
    calendar = vobject.readOne(
        written(
            Goal(**COMMON, title="Läsa; mer, å", by=date(2026, 12, 24), every="FREQ=WEEKLY;BYDAY=MO"),
            Talk(**COMMON | {"id": "b"}, text="Samtal"),
            unsifted=True,
        ).decode()
    )
    horizon, repeated, talk, *reviews = calendar.vevent_list
    assert (horizon.summary.value, horizon.dtstart.value) == ("Goal: Läsa; mer, å", date(2026, 12, 24))
    assert [one.date() for one in repeated.getrruleset(addRDate=True)][:2] == [date(2026, 11, 23), date(2026, 11, 30)]
    assert (talk.dtstart.value, talk.dtend.value - talk.dtstart.value) == (NOW, timedelta(hours=1))
    assert all(one.getrruleset(addRDate=True)[0] for one in reviews)
