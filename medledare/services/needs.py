"""Needs after they were written down: the writer shares them when they wish, notes what came of it, or drops them."""

from datetime import date, datetime
from typing import Any

from medledare.domain.records import Need, NeedState
from medledare.services import records
from medledare.services.clock import Clock
from medledare.vault.vault import Vault

OPEN: tuple[NeedState, ...] = ("draft", "shared")
"""The states in which something may still come of a need."""


def shared(
    vault: Vault,
    clock: Clock,
    need: Need,
    whom: str = "",
    at: datetime | None = None,
    *,
    follow_up: date | None = None,
) -> Need:
    """That the need was told upward, to ``whom`` (a role) if that is said, and which day to follow it up."""
    fields = {"whom": whom.strip() or need.whom, "follow_up": follow_up or need.follow_up}
    return _become(vault, need, "shared", at or clock(), **fields)


def answered(vault: Vault, clock: Clock, need: Need, answer: str = "", at: datetime | None = None) -> Need:
    """That there was an answer, and what came of it."""
    return _become(vault, need, "answered", at or clock(), answer=answer or need.answer)


def to_follow_up(vault: Vault, day: date) -> list[Need]:
    """Shared needs that are to be followed up on a day."""
    return [need for need in in_state(vault, "shared") if need.follow_up == day]


def drop(vault: Vault, clock: Clock, need: Need) -> Need:
    """Let a need go; it stays to be read."""
    return _become(vault, need, "dropped", clock())


def in_state(vault: Vault, *states: NeedState) -> list[Need]:
    """Needs in these states, state by state, the oldest first."""
    found = records.all_of(vault, Need)
    return [need for state in states for need in found if need.state == state]


def _become(vault: Vault, need: Need, state: NeedState, at: datetime, **fields: Any) -> Need:
    return records.change(vault, need, state=state, changed=at, **fields)
