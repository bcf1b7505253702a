"""The chain from a goal: everything that was linked to it, and what grew out of that."""

from dataclasses import fields

from tinydb import where

from medledare.domain.records import KINDS, Goal, Learning, Record, class_of
from medledare.services import records
from medledare.vault.vault import Vault


def chain(vault: Vault, goal: Goal) -> list[Record]:
    """Whatever names the goal, of any kind, and the learnings of its failures; oldest first."""
    kinds = [kind for kind in map(class_of, KINDS) if any(field.name == "goal" for field in fields(kind))]
    found: dict[str, Record] = {
        one.id: one for kind in kinds for one in records.all_of(vault, kind, where("goal") == goal.id)
    }
    failures = [id for id, one in found.items() if one.kind == "failure"]
    if failures:
        grown = records.all_of(vault, Learning, where("failure").one_of(failures))
        found |= {one.id: one for one in grown}
    return sorted(found.values(), key=lambda one: (one.at, one.id))
