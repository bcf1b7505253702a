"""The use cases a person lives through, over a real vault in memory, with a clock that moves when told."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from exported import export

from medledare.domain.problems import AmbiguousId, UnknownId, Unwritable
from medledare.domain.records import Answer, Entry, Failure, Goal, Learning, Mission
from medledare.services import capture, checkins, failures, goals, mission, records, today, trends
from medledare.services.demo import demo_vault
from medledare.services.departures import departures
from medledare.services.search import Query
from medledare.vault.vault import Vault, memory_vault


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 15, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def vault(clock: Clock) -> Iterator[Vault]:
    with memory_vault(clock) as opened:
        yield opened


def test_a_new_wording_of_the_mission_leaves_the_earlier_ones_readable(vault: Vault, clock: Clock) -> None:
    assert mission.current(vault) is None
    mission.write(vault, clock, "Svara föräldrar", for_whom="föräldrar")
    clock.forward(days=90)
    mission.write(vault, clock, "Ge föräldrar besked i tid")
    assert [one.statement for one in mission.versions(vault)] == ["Svara föräldrar", "Ge föräldrar besked i tid"]
    current = mission.current(vault)
    assert current is not None
    assert current.statement == "Ge föräldrar besked i tid"


def test_goals_stand_under_what_they_serve_and_standalone_ones_apart(vault: Vault, clock: Clock) -> None:
    for title, serves in [("a", ""), ("b", "besked"), ("c", "planering"), ("d", "besked")]:
        clock.forward(hours=1)
        goals.create(vault, clock, title, serves=serves)
    found = [(group.serves, [goal.title for goal in group.goals]) for group in goals.grouped(vault)]
    assert found == [("besked", ["b", "d"]), ("planering", ["c"]), ("", ["a"])]


def test_a_goal_rests_wakes_and_ends_and_pruned_goals_stay_visible(vault: Vault, clock: Clock) -> None:
    kept, cleared = goals.create(vault, clock, "kept"), goals.create(vault, clock, "cleared")
    kept = goals.rest(vault, clock, kept)
    assert [goal.state for group in goals.grouped(vault) for goal in group.goals] == ["resting", "active"]
    kept = goals.wake(vault, clock, kept)
    clock.forward(days=1)
    goals.done(vault, clock, kept, closing="Samira")
    clock.forward(days=1)
    goals.prune(vault, clock, cleared)
    assert goals.grouped(vault) == []
    assert [(goal.title, goal.state, goal.closing) for goal in goals.closed(vault)] == [
        ("cleared", "pruned", ""),
        ("kept", "done", "Samira"),
    ]


def test_what_was_done_for_a_goal_is_a_journal_entry(vault: Vault, clock: Clock) -> None:
    goal = goals.create(vault, clock, "a")
    entry = goals.note(vault, clock, goal, "ringde")
    assert goals.notes(vault, goal) == [entry]
    assert records.all_of(vault, Entry) == [entry]


def test_a_failure_keeps_to_whom_it_was_told_and_what_was_learned(vault: Vault, clock: Clock) -> None:
    failure = records.add(vault, capture.failure(clock, "lovade för mycket"))
    failure = failures.told(vault, clock, failure, "arbetslaget")
    failure = failures.recurred(vault, clock, failure)
    learning = records.add(vault, capture.learning(clock, "fråga först", failure=failure.id))
    kept = records.get(vault, failure.id, Failure)
    assert isinstance(kept, Failure)
    assert [telling.whom for telling in kept.told] == ["arbetslaget"]
    assert kept.recurred == (clock.now,)
    assert failures.learnings_of(vault, kept) == [learning]
    assert learning.learned_from == "failure"


def test_an_id_may_be_shortened_from_either_end_while_unambiguous(vault: Vault, clock: Clock) -> None:
    one, other = (records.add(vault, capture.entry(clock, text)) for text in ("one", "other"))
    assert records.get(vault, records.short(one.id)) == one
    assert records.get(vault, other.id.upper()) == other
    with pytest.raises(AmbiguousId):
        records.get(vault, one.id[:4])
    for nothing in ("zzzz", "", "  "):
        with pytest.raises(UnknownId):
            records.get(vault, nothing)
    with pytest.raises(UnknownId):
        records.get(vault, one.id, Goal)


def test_undo_takes_back_one_step_at_a_time(vault: Vault, clock: Clock) -> None:
    entry = records.add(vault, capture.entry(clock, "först"))
    records.change(vault, entry, text="sedan")
    records.remove(vault, entry)
    assert records.undo(vault) == [("entry", entry.id)]
    assert records.get(vault, entry.id).headline == "sedan"
    records.undo(vault)
    assert records.get(vault, entry.id).headline == "först"
    records.undo(vault)
    assert records.all_of(vault, Entry) == []
    assert records.undo(vault) == []


def test_undo_after_an_export_takes_back_what_was_written_not_that_it_left(vault: Vault, clock: Clock) -> None:
    entry = records.add(vault, capture.entry(clock, "skrivet"))
    export(vault, clock, "markdown", Query(), None)
    assert records.undo(vault) == [("entry", entry.id)]
    assert len(departures(vault)) == 1


def test_the_history_of_a_record_holds_every_version(vault: Vault, clock: Clock) -> None:
    entry = records.add(vault, capture.entry(clock, "först"))
    clock.forward(minutes=5)
    changed = records.change(vault, entry, text="sedan")
    clock.forward(minutes=5)
    records.remove(vault, changed)
    versions = records.history(vault, entry)
    assert [version.record.headline if version.record else None for version in versions] == ["först", "sedan", None]
    assert [version.current for version in versions] == [False, False, True]


def test_changing_nothing_writes_nothing(vault: Vault, clock: Clock) -> None:
    entry = records.add(vault, capture.entry(clock, "samma"))
    before = vault.generation
    assert records.change(vault, entry, text="samma") == entry
    assert vault.generation == before


def test_changing_what_was_deleted_meanwhile_is_told(vault: Vault, clock: Clock) -> None:
    entry = records.add(vault, capture.entry(clock, "borta"))
    records.remove(vault, entry)
    with pytest.raises(UnknownId):
        records.change(vault, entry, text="kvar")
    with pytest.raises(UnknownId):
        records.remove(vault, entry)


def test_text_that_cannot_be_kept_is_refused_and_nothing_is_written(vault: Vault, clock: Clock) -> None:
    with pytest.raises(Unwritable):
        records.add(vault, capture.entry(clock, "nul \x00"))
    entry = records.add(vault, capture.entry(clock, "hel"))
    with pytest.raises(Unwritable):
        records.change(vault, entry, for_whom="\ud800")
    assert records.all_of(vault, Entry) == [entry]


def test_today_gathers_the_day(vault: Vault, clock: Clock) -> None:
    mission.write(vault, clock, "Ge besked")
    goal = goals.create(vault, clock, "svara")
    year_ago = records.add(vault, capture.entry(clock, "för ett år sedan", at=clock.now - timedelta(days=365)))
    records.add(vault, capture.entry(clock, "i går", at=clock.now - timedelta(days=1)))
    note = goals.note(vault, clock, goal, "ringde")
    day = today.look(vault, clock)
    assert day.mission is not None
    assert [(one.goal, one.notes) for one in day.goals] == [(goal, (note,))]
    assert day.written == (note,)
    assert day.earlier == (year_ago,)
    assert len(day.asked.items) == 4


def test_a_second_answer_the_same_day_replaces_the_first(vault: Vault, clock: Clock) -> None:
    checkins.set_focus(vault, clock, "TIL")
    checkins.answer(vault, clock, [Answer(item="TIL1", value=1)])
    clock.forward(hours=2)
    checkins.answer(vault, clock, [Answer(item="TIL1", value=3), Answer(item="MED1", value="none")])
    asked = checkins.for_day(vault, clock.now.date())
    assert asked.items[:2] == ("TIL1", "TIL2")
    assert {item: answer.value for item, answer in asked.answers.items()} == {"TIL1": 3, "MED1": "none"}
    assert "MED1" in asked.items


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_demo_is_a_lived_in_half_year(language: str, clock: Clock) -> None:
    with demo_vault(clock, language) as vault:
        for kind, least in ((Mission, 1), (Goal, 5), (Entry, 15), (Failure, 3), (Learning, 2)):
            assert len(records.all_of(vault, kind)) >= least
        assert all(record.at <= clock.now for record in records.all_of(vault, Entry))
        window = trends.window(trends.read(vault, clock.now), 26)
        assert {trend.says for trend in window.trends} == {"could_be_chance", "probably_risen"}
        assert today.look(vault, clock).written
