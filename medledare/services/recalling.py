"""Learnings recalled: typed from memory first, then read; used again, or left to rest."""

from datetime import datetime
from typing import Any

from medledare.domain.recall import due
from medledare.domain.records import Learning
from medledare.services import records
from medledare.services.clock import Clock
from medledare.vault.vault import Vault


def waiting(vault: Vault, clock: Clock) -> list[Learning]:
    """Learnings that wait to be recalled today, oldest first."""
    today = clock().date()
    return [one for one in records.all_of(vault, Learning) if due(one, today)]


def recalled(
    vault: Vault, clock: Clock, learning: Learning, *, wording: str = "", used: bool = False, rest: bool = False
) -> Learning:
    """That a learning was recalled. A ``wording`` becomes its text; the earlier one stays in its history."""
    now = clock()
    changes: dict[str, Any] = {"recalled": (*learning.recalled, now)}
    if wording.strip():
        changes["text"] = wording
    if used:
        changes["used"] = (*learning.used, now)
    if rest:
        changes["resting"] = True
    return records.change(vault, learning, **changes)


def used(vault: Vault, clock: Clock, learning: Learning, at: datetime | None = None) -> Learning:
    """That what was learned was used again."""
    return records.change(vault, learning, used=(*learning.used, at or clock()))
