"""What is linked to a goal or a failure, and the whole chain from a goal."""

from collections.abc import Collection
from dataclasses import fields
from datetime import datetime

from tinydb import where

from medledare.domain.records import KINDS, Failure, Goal, Record, class_of
from medledare.services import records
from medledare.vault.vault import Vault


def chain(vault: Vault, goal: Goal) -> list[Record]:
    """Whatever names the goal, of any kind, and what grew out of its failures; oldest first."""
    found = _naming(vault, "goal", [goal.id])
    found |= _naming(vault, "failure", [id for id, one in found.items() if one.kind == "failure"])
    return sorted(found.values(), key=_by_time)


def grown(vault: Vault, failure: Failure) -> list[Record]:
    """What grew out of a failure, of any kind: learnings, needs, decisions; oldest first."""
    return sorted(_naming(vault, "failure", [failure.id]).values(), key=_by_time)


def _naming(vault: Vault, field: str, ids: Collection[str]) -> dict[str, Record]:
    """The records of any kind that name one of ``ids`` in a field, by their own id."""
    kinds = [kind for kind in map(class_of, KINDS) if any(one.name == field for one in fields(kind))]
    return {one.id: one for kind in kinds for one in records.all_of(vault, kind, where(field).one_of(list(ids)))}


def _by_time(record: Record) -> tuple[datetime, str]:
    return record.at, record.id
