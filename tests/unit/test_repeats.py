"""Days that come back: understood in both languages, said in either, and found in the calendar."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medledare.domain.problems import Problem
from medledare.domain.repeats import DAYS, LONGEST, WORKDAYS, falls_on, understood
from medledare.text import LANGUAGES, speak
from medledare.text.repeats import parse, words

RULES = {
    "FREQ=DAILY": ("varje dag", "every day", "dagligen", "Daily"),
    "FREQ=DAILY;INTERVAL=10": ("var 10:e dag", "every 10th day", "every 10 days"),
    "FREQ=WEEKLY;BYDAY=FR": ("varje fredag", "every Friday", "på fredagar", "Fridays", "  VARJE   Fredag "),
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO": ("varannan måndag", "every other Monday", "every second Monday"),
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR": ("varje vardag", "every weekday", "vardagar", "weekdays"),
    "FREQ=WEEKLY;BYDAY=MO,TH": ("varje måndag och torsdag", "every Monday and Thursday", "torsdagar och måndagar"),
    "FREQ=WEEKLY;INTERVAL=3": ("var tredje vecka", "every third week", "every 3 weeks"),
    "FREQ=MONTHLY": ("varje månad", "every month", "monthly"),
    "FREQ=MONTHLY;BYMONTHDAY=1": ("den första i månaden", "the first of the month", "den 1:a i varje månad"),
    "FREQ=MONTHLY;BYMONTHDAY=15": ("den 15:e i månaden", "the 15th of the month", "den 15 i månaden"),
    "FREQ=MONTHLY;BYMONTHDAY=-1": ("den sista i månaden", "the last day of the month"),
    "FREQ=MONTHLY;BYDAY=1MO": ("första måndagen i månaden", "the first Monday of the month"),
    "FREQ=MONTHLY;BYDAY=-1FR": ("den sista fredagen i månaden", "last Friday of every month"),
    "FREQ=YEARLY;INTERVAL=2": ("vartannat år", "every other year"),
}


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    speak("en")


@pytest.mark.parametrize(("rule", "said"), [(rule, said) for rule, ways in RULES.items() for said in ways])
def test_what_people_say_is_understood_whichever_language_is_spoken(rule: str, said: str) -> None:
    for spoken in LANGUAGES:
        speak(spoken)
        assert parse(said) == rule


@pytest.mark.parametrize(
    ("rule", "swedish", "english"),
    [(rule, *ways[:2]) for rule, ways in RULES.items() if not rule.endswith(("INTERVAL=3", "-1", "-1FR"))],
)
def test_a_rule_is_said_as_people_say_it(rule: str, swedish: str, english: str) -> None:
    speak("sv")
    assert words(rule) == swedish
    speak("en")
    assert words(rule) == english


def rules() -> st.SearchStrategy[str]:
    interval = st.integers(1, LONGEST).map(lambda number: f";INTERVAL={number}" if number > 1 else "")
    week = st.sets(st.sampled_from(DAYS), min_size=1).map(lambda days: ",".join(sorted(days, key=DAYS.index)))
    return st.one_of(
        st.builds("FREQ={}{}".format, st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]), interval),
        st.builds("FREQ=WEEKLY{};BYDAY={}".format, interval, week),
        st.builds("FREQ=MONTHLY;BYMONTHDAY={}".format, st.sampled_from([-1, *range(1, 32)])),
        st.builds("FREQ=MONTHLY;BYDAY={}{}".format, st.sampled_from([1, 2, 3, 4, -1]), st.sampled_from(DAYS)),
    )


@given(rules(), st.sampled_from(LANGUAGES))
def test_what_is_said_of_a_rule_is_read_back_as_the_same(rule: str, spoken: str) -> None:
    speak(spoken)
    assert understood(rule)
    assert parse(words(rule)) == rule


@pytest.mark.parametrize(
    "text", ["hej", "varje", "every 0 days", "[/b]", "var", "fredag", "x" * 10**6, "\u202evarje dag"]
)
def test_what_says_no_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Problem):
        parse(text)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_and_shown_as_it_is(text: str) -> None:
    with suppress(Problem):
        parse(text)
    if not understood(text):
        assert words(text) == text
        assert not falls_on(text, date(2026, 1, 1), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=WEEKLY;BYDAY=FR", [6, 13, 20, 27]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", [2, 16, 30]),
        ("FREQ=MONTHLY;BYMONTHDAY=1", [1]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", [30]),
        ("FREQ=MONTHLY;BYDAY=-1FR", [27]),
        ("FREQ=DAILY;INTERVAL=10", [8, 18, 28]),
        (f"FREQ=WEEKLY;BYDAY={','.join(WORKDAYS)}", [day for day in range(1, 31) if date(2026, 11, day).weekday() < 5]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", []),
    ],
)
def test_its_days_are_those_of_the_calendar_counted_from_the_start(rule: str, days: list[int]) -> None:
    start = date(2026, 10, 19)
    assert [day for day in range(1, 31) if falls_on(rule, start, date(2026, 11, day))] == days


def test_no_day_comes_before_the_start() -> None:
    assert not falls_on("FREQ=DAILY", date(2026, 11, 23), date(2026, 11, 22))
