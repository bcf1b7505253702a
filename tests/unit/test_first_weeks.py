"""The first weeks: one suggestion at a time, done when it is done, gone when it is passed by, and over by itself."""

from datetime import date, datetime, time, timedelta, timezone

import pytest

from medledare.coach.first_weeks import LAST, Way, days_since, next_step
from medledare.domain.records import KINDS, Entry
from medledare.services import capture, coach, evening, first_weeks, mission, records, settings
from medledare.services.demo import demo_vault
from medledare.text.first_weeks import SUGGESTIONS
from medledare.vault.ids import new_id
from medledare.vault.vault import memory_vault

MONDAY = date(2026, 11, 23)
ZONE = timezone(timedelta(hours=1))
FIRST_DAY = ["entry", "mission", "goal", "close"]


class Clock:
    def __init__(self) -> None:
        self.now = datetime.combine(MONDAY, time(9, 30), ZONE)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def vault(clock):
    return memory_vault(clock)


def on(day: int, *tried: str, days=(0,), late=False, past=False, away=False, asked="") -> str:
    """What is suggested on a day after the first."""
    way = Way(frozenset(MONDAY + timedelta(days=one) for one in days), frozenset(tried), past, away)
    step = next_step(first_weeks.steps(), way, MONDAY + timedelta(days=day), late=late, asked=asked)
    return step.id if step else ""


def write(vault, clock, text: str = "a line") -> Entry:
    return records.add(vault, capture.entry(clock, text))


def test_the_first_day_leads_from_one_thing_to_the_next():
    assert on(0) == "entry"
    assert on(0, "entry") == "mission"
    assert on(0, "entry", "mission") == "goal"
    assert on(0, "entry", "mission", "goal") == ""
    assert on(0, "entry", "mission", "goal", late=True) == "close"
    assert on(0, *FIRST_DAY, late=True) == ""


def test_what_was_passed_by_goes_and_does_not_come_back():
    """Nobody who skips everything is held to any of it: each has its days."""
    seen = [on(day, days=(0, day)) for day in range(60)]
    for one in {*seen} - {""}:
        spans = [day for day, what in enumerate(seen) if what == one]
        assert spans == list(range(spans[0], spans[-1] + 1))
        assert len(spans) <= 4
    assert not any(seen[LAST:])
    assert len({*seen} - {""}) >= 8


def test_every_kind_of_suggestion_has_a_day_on_which_it_comes():
    """Whichever weekday one begins on, and whatever the hour."""
    for begin in range(7):
        first = MONDAY + timedelta(days=begin)
        met = set()
        for day in range(LAST + 1):
            for late in (False, True):
                tried = frozenset(("entry", "mission") if late else ())
                for done in (tried, frozenset(("entry",)), frozenset(("entry", "mission"))):
                    step = next_step(
                        first_weeks.steps(), Way(frozenset([first]), done), first + timedelta(days=day), late=late
                    )
                    met.add(step.id if step else "")
        assert met - {""} == set(SUGGESTIONS) == {step.id for step in first_weeks.steps()}


def test_it_ends_with_the_month_and_sooner_for_who_has_found_the_way():
    assert on(LAST + 1) == on(400) == ""
    tried = {"entry", "mission", "goal", "close", "focus", "failure", "need"}
    assert on(15, *list(tried)[:3]) == "trends"
    assert on(15, *tried) == ""


def test_what_the_coach_asks_today_is_not_suggested_beside_it():
    assert on(0, "entry", asked="R01") == ""
    assert on(0, "entry", asked="R02") == "mission"


def test_a_past_spares_one_the_first_day_but_not_what_is_new():
    assert on(0, past=True) == on(0, past=True, late=True) == ""
    assert on(2, past=True) == "focus"


@pytest.mark.parametrize("back", [1, 3, 40, 4000])
def test_a_clock_put_back_makes_nobody_new_again(back):
    """Whoever is past the month stays there, wherever the clock goes."""
    days = [*range(LAST + 3)]
    assert on(LAST + 3 - back, days=days) == ""
    assert on(LAST + 400, days=days) == ""


def test_a_clock_that_was_far_ahead_once_does_not_end_it():
    assert on(2, days=(0, 1, 900)) == "focus"
    assert days_since({MONDAY, MONDAY + timedelta(days=900)}, MONDAY + timedelta(days=4)) == 4
    assert days_since(set(), MONDAY) == 0


def test_no_day_there_is_breaks_it():
    known = Way(frozenset([MONDAY, MONDAY + timedelta(days=LAST + 1)]), frozenset())
    for day in (date.min, date.max):
        assert next_step(first_weeks.steps(), known, day) is None


def test_what_is_in_the_vault_says_what_was_done(vault, clock):
    coach.shown(vault, clock)
    assert first_weeks.now(vault, clock).id == "entry"
    kept = write(vault, clock)
    assert first_weeks.now(vault, clock).id == "mission"
    mission.write(vault, clock, statement="Answer")
    assert first_weeks.now(vault, clock).id == "goal"
    records.remove(vault, kept)
    assert first_weeks.now(vault, clock).id == "entry"


def test_the_evening_brings_the_close(vault, clock):
    coach.shown(vault, clock)
    write(vault, clock)
    clock.now = clock.now.replace(hour=16)
    assert first_weeks.now(vault, clock).id == "close"
    records.add(vault, capture.written("close", clock, "That can wait"))
    assert first_weeks.now(vault, clock).id == "mission"


def test_it_is_put_away_for_good_and_undo_brings_it_back(vault, clock):
    asked = coach.shown(vault, clock).offer
    first_weeks.put_away(vault, clock, first_weeks.now(vault, clock))
    for days in range(40):
        clock.now += timedelta(days=days > 0)
        assert first_weeks.now(vault, clock) is None
    clock.now -= timedelta(days=39)
    assert coach.today(vault, clock).offer == asked
    assert records.undo(vault)
    assert first_weeks.now(vault, clock).id == "entry"


def test_putting_away_nothing_is_said(vault, clock):
    write(vault, clock)
    clock.now += timedelta(days=60)
    with pytest.raises(first_weeks.NothingSuggested):
        first_weeks.put_away(vault, clock, first_weeks.now(vault, clock))


def test_a_vault_that_was_lived_in_is_never_suggested_anything(clock):
    assert first_weeks.now(demo_vault(clock, "en"), clock) is None


def test_one_that_was_brought_in_is_spared_the_first_day(vault, clock):
    then = clock.now - timedelta(days=900)
    records.add(vault, Entry(id=new_id(), at=then, created=then, text="long ago", origin="jrnl:1"))
    clock.now = clock.now.replace(hour=16)
    assert first_weeks.now(vault, clock) is None
    write(vault, clock)
    clock.now += timedelta(days=2)
    assert first_weeks.now(vault, clock).id == "focus"


def test_the_setting_turns_it_off(tmp_path, clock, monkeypatch):
    from medledare.config.paths import Places

    vault = memory_vault(clock)
    vault.places = Places(tmp_path / "v", tmp_path / "s", tmp_path / "c", None)
    assert first_weeks.now(vault, clock) is not None
    settings.store(vault.places, "first_weeks", "no")
    assert first_weeks.now(vault, clock) is None
    evening.choose(vault.places, True, "")
    settings.store(vault.places, "first_weeks", "yes")
    assert first_weeks.now(vault, clock) is not None


def test_what_counts_as_done_is_something_a_vault_can_hold():
    known = {*KINDS, "review", "prepared", "export", "shared"}
    assert all(step.done <= known for step in first_weeks.steps())


def test_a_suggestion_is_brief_and_counts_nothing():
    for words in SUGGESTIONS.values():
        assert len(words) <= 90
        assert not any(letter.isdigit() or letter in "%!" for letter in words)
