"""What Today writes. Apart, so that the screen can be drawn and typed in before the store is loaded."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from medledare.coach.first_weeks import Step, Way
from medledare.domain.principles import ITEMS
from medledare.domain.problems import Problem
from medledare.domain.records import Answer, AnswerValue
from medledare.services import capture, checkins, coach, first_weeks, goals, intention, mission, records, roles
from medledare.services.clock import Clock
from medledare.services.evening import Evening, evening
from medledare.services.today import GoalToday, Today, has_come, look, offer
from medledare.services.today_told import at_hand, intention_words, left_words
from medledare.text import N_, _
from medledare.text.dates import long_day
from medledare.text.library import principle_name
from medledare.text.marks import mark_tag
from medledare.text.when import parse_day
from medledare.tui.first_weeks import told
from medledare.tui.widgets.blocks import Block
from medledare.tui.widgets.looking_back import earlier_years, mission_words, written_today

if TYPE_CHECKING:
    from medledare.config.paths import Places
    from medledare.vault.vault import Vault

OFFERED = {
    "": "",
    "intention": N_("What do you want of today? One sentence is enough: press i."),
    "close": N_("Would you like to close the day? Press e."),
}
"""What the hour may bring up, in words."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The day as it stands, and what is said of it."""

    day: Today
    title: str
    mission: tuple[str, str]
    written: list[Block]
    earlier: list[Block]
    practised: str
    """The focus principle's name, or empty."""
    week_unsaid: bool
    """Whether the week is near its end and nothing was said of its conditions."""
    at_hand: str
    """What one asked to be told of today, or empty."""
    intention: str
    """What one wants of the day, or empty."""
    evening: Evening
    way: Way | None
    """How far one has come in the first weeks; None once they are over."""

    def suggested(self, now: time) -> Step | None:
        """What one could try next, unless the hour brings up what one asked for."""
        if offer(self.day, self.evening, now) == "close":
            return None
        late, asked = has_come(self.evening, now), first_weeks.asked_by(self.day.offered)
        return first_weeks.suggestion(self.way, self.day.day, late=late, asked=asked)

    def offered(self, now: time, keys: Mapping[str, str]) -> str:
        """What one could try next, or else what the hour brings up, or empty."""
        if step := self.suggested(now):
            return told(step, keys)
        words = OFFERED[offer(self.day, self.evening, now)]
        return _(words) if words else ""


def see(vault: "Vault", clock: Clock, places: "Places") -> Seen:
    """Look at the day. Takes a while: not for the event loop."""
    day = look(vault, clock)
    practised = principle_name(code) if (code := checkins.focus(vault)) else ""
    told = mission_words(day.mission), written_today(day), earlier_years(day)
    return Seen(
        day,
        long_day(day.day),
        *told,
        practised=practised,
        week_unsaid=checkins.week_unsaid(vault, day.day),
        at_hand="\n".join([*_left(vault, day), *at_hand(vault, day.day)]),
        intention=intention_words(day.intention),
        evening=evening(places),
        way=first_weeks.way(vault, day.day),
    )


def _left(vault: "Vault", day: Today) -> list[str]:
    """What the close before let wait, until one has said what one wants of the day."""
    return [] if day.intention or not (left := left_words(vault, day.day)) else [left]


def earlier_day(vault: "Vault", now: datetime, typed: str, language: str) -> checkins.Asked:
    """What is asked about the day that was typed. Raises NotYet and what reading a date raises."""
    day = parse_day(typed, now, language)
    return checkins.for_day(vault, capture.been(checkins.moment_on(day, now), now).date())


def earlier_week(now: datetime, typed: str, language: str) -> datetime:
    """The moment in a week that was typed as a day of it. Raises as ``earlier_day``."""
    return capture.been(checkins.moment_on(parse_day(typed, now, language), now), now)


def write_entry(vault: "Vault", clock: Clock, text: str, marks: Iterable[str] = ()) -> str:
    """Keep an entry with the tags of some marks; its id."""
    return records.add(vault, capture.entry(clock, text, tags=map(mark_tag, marks))).id


def intention_hint(vault: "Vault", day: date) -> str:
    """What is said where the intention for a day is written: what the close before let wait, if it was lately."""
    return "\n".join(filter(None, (_("One sentence is enough."), left_words(vault, day))))


def keep_question(vault: "Vault", day: Today) -> bool:
    """Keep the day's question, so that it stays all day, if it can be written; whether it was."""
    with suppress(Problem):
        return coach.keep(vault, day.offered) is not day.offered
    return False


def answer_question(vault: "Vault", clock: Clock, day: Today, text: str) -> None:
    """Keep the answer to the day's question."""
    coach.answer(vault, clock, text, day.offered.offer)


def put_off_question(vault: "Vault", clock: Clock, day: Today) -> None:
    """Not today."""
    coach.later(vault, clock, day.offered.offer)


def turn_down_question(vault: "Vault", clock: Clock, day: Today) -> None:
    """Let the question rest twice as long."""
    coach.dismiss(vault, clock, day.offered.offer)


def put_suggestions_away(vault: "Vault", clock: Clock, step: Step) -> None:
    """Suggest nothing more in the first weeks."""
    first_weeks.put_away(vault, clock, step)


def note_for_goal(vault: "Vault", clock: Clock, goal: GoalToday, text: str) -> None:
    """Keep what was done for a goal."""
    goals.note(vault, clock, goal.goal, text)


def answer_item(vault: "Vault", clock: Clock, day: date, item: str, value: AnswerValue) -> None:
    """Keep an answer to an item of the check-in of a day."""
    given = Answer(item=item, value=value, wording=ITEMS[item])
    checkins.answer(vault, clock, [given], checkins.moment_on(day, clock()))


def write_mission(vault: "Vault", clock: Clock, values: dict[str, str]) -> None:
    """Keep a new wording of the mission."""
    mission.write(vault, clock, **values)


def keep_intention(vault: "Vault", clock: Clock, text: str) -> None:
    """Keep what one wants of the day."""
    intention.keep(vault, clock, text)


def explain_mission(vault: "Vault", clock: Clock, text: str) -> None:
    """Keep the mission in one's own words, as an entry."""
    mission.explain(vault, clock, text)


def focus(vault: "Vault") -> str:
    """The focus principle's code, or empty."""
    return checkins.focus(vault)


def choose_focus(vault: "Vault", clock: Clock, code: str) -> None:
    """Choose the focus principle."""
    checkins.set_focus(vault, clock, code)


def role(vault: "Vault", now: datetime) -> str:
    """What one works as, or empty."""
    current = roles.current(vault, now)
    return current.text if current else ""


def begin_role(vault: "Vault", clock: Clock, values: dict[str, Any]) -> None:
    """Work as something else from now on, or from the moment given."""
    roles.begin(vault, clock, **values)
