"""An invented colleague's half year, in memory: something to look around in that leaves no trace."""

import random
import tomllib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from medledare import text
from medledare.domain.checkin import items_for
from medledare.domain.principles import ITEMS, PRINCIPLES, principle_of
from medledare.domain.records import Answer, Checkin, Goal
from medledare.services import capture, checkins, goals, mission, records, roles
from medledare.services.clock import Clock
from medledare.services.failures import told
from medledare.vault.vault import Vault, memory_vault

DAYS = 180
FOCUS = "KUN"
"""The principle that is practised."""
_SEED = 7


def demo_vault(clock: Clock, language: str) -> Vault:
    """A vault in memory with an invented half year up to ``clock()``. Nothing is written anywhere."""
    vault = memory_vault(clock)
    fill(vault, clock(), language)
    return vault


def fill(vault: Vault, now: datetime, language: str) -> None:
    """Write the invented half year before ``now`` into a vault, the same every time."""
    story = tomllib.loads((Path(text.__file__).parent / "library" / f"demo.{language}.toml").read_text("utf-8"))
    with vault.batch():
        _fill(vault, now, story)


def _fill(vault: Vault, now: datetime, story: dict[str, Any]) -> None:
    def clock_at(days_ago: int, hour: int = 9) -> Clock:
        moment = (now - timedelta(days=days_ago)).replace(
            hour=hour, minute=(days_ago * 7) % 60, second=0, microsecond=0
        )
        return lambda: min(moment, now)

    mission.write(vault, clock_at(DAYS), **story["mission"])
    checkins.set_focus(vault, clock_at(DAYS), FOCUS)
    made: dict[str, Goal] = {}
    for one in story["goals"]:
        clock = clock_at(one["ago"])
        goal = goals.create(
            vault,
            clock,
            one["title"],
            serves=one.get("serves", ""),
            for_whom=one.get("for_whom", ""),
            cue=one.get("cue", ""),
            action=one.get("action", ""),
            principles=tuple(one.get("principles", ())),
        )
        if one.get("state") == "done":
            goals.done(vault, clock_at(one["ago"] // 2), goal, one.get("closing", ""))
        elif one.get("state") == "resting":
            goals.rest(vault, clock_at(one["ago"] // 2), goal)
        made[one["key"]] = goal
    goal_ids = {key: goal.id for key, goal in made.items()}
    for one in story["entries"]:
        records.add(
            vault,
            capture.entry(
                clock_at(one["ago"], one.get("hour", 16)),
                one["text"],
                goal=goal_ids.get(one.get("goal", ""), ""),
                tags=one.get("tags", ()),
                place=one.get("place", ""),
                starred=one.get("starred", False),
                for_whom=one.get("for_whom", ""),
            ),
        )
    for one in story["failures"]:
        clock = clock_at(one["ago"], 15)
        fields = {name: one.get(name, "") for name in ("expected", "why", "next", "sort")}
        failure = records.add(vault, capture.failure(clock, one["text"], **fields))
        if "told" in one:
            told(vault, clock_at(max(one["ago"] - 2, 0), 11), failure, one["told"])
        if "learning" in one:
            records.add(vault, capture.learning(clock_at(max(one["ago"] - 3, 0)), one["learning"], failure=failure.id))
    for one in story["roles"]:
        roles.begin(vault, clock_at(one["ago"]), one["text"])
    _answer(vault, clock_at)
    _rate(vault, clock_at)


def _answer(vault: Vault, clock_at: Callable[..., Clock]) -> None:
    """Check-ins on most working days. Only the focus principle has been practised, so that its answers rise."""
    chance, late = random.Random(_SEED), random.Random(_SEED)
    usual = {principle: chance.choice((1, 2, 2, 3)) for principle in PRINCIPLES}
    sittings: list[Checkin] = []
    for ago in range(DAYS - 1, 0, -1):
        clock = clock_at(ago, 16)
        if clock().weekday() >= 5 or chance.random() < 0.25:
            continue
        usual[FOCUS] = 3 - 3 * ago // DAYS
        answers = []
        for item in items_for(clock().date(), FOCUS, sittings):
            value = min(4, max(0, usual[principle_of(item)] + chance.choice((-1, 0, 0, 0, 1))))
            aside = chance.random()
            answers.append(Answer(item=item, value="none" if aside < 0.08 else value, wording=ITEMS[item]))
        # Some days are filled in the morning after.
        written = clock_at(ago - 1, 8) if late.random() < 0.1 else clock
        sittings.append(records.add(vault, capture.checkin(written, answers, clock())))


def _rate(vault: Vault, clock_at: Callable[..., Clock]) -> None:
    """The conditions on most Fridays."""
    chance = random.Random(_SEED)
    usual = {principle: chance.choice((1, 2, 3)) for principle in PRINCIPLES}
    for ago in range(DAYS - 1, 0, -1):
        clock = clock_at(ago, 15)
        if clock().weekday() != 4 or chance.random() < 0.15:
            continue
        answers = [
            Answer(item=principle, value=min(4, max(0, usual[principle] + chance.choice((-1, 0, 0, 1)))))
            for principle in PRINCIPLES
        ]
        checkins.say_week(vault, capture.week(clock, answers))
