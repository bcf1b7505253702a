"""Taking back the latest step, and the words for what it was."""

from typing import TYPE_CHECKING, TypeAlias

from medledare.domain.problems import UnknownId
from medledare.domain.records import class_of
from medledare.services import records
from medledare.text import N_, _, ngettext

if TYPE_CHECKING:
    from medledare.vault.vault import Vault

Touched: TypeAlias = list[tuple[str, str]]

_GONE = {
    "entry": N_("Took back the entry."),
    "mission": N_("Took back the new wording of the mission."),
    "goal": N_("Took back the goal."),
    "failure": N_("Took back the failure."),
    "learning": N_("Took back the learning."),
    "checkin": N_("Took back the answer."),
    "focus": N_("Took back the choice of focus principle."),
}
_AS_BEFORE = {
    "entry": N_("The entry is as it was before."),
    "goal": N_("The goal is as it was before."),
    "failure": N_("The failure is as it was before."),
    "learning": N_("The learning is as it was before."),
    "mission": N_("The mission is as it was before."),
}


def take_back(vault: "Vault") -> tuple[str, Touched]:
    """Take back this device's latest step: what happened, in words, and (kind, id) of what it touched."""
    touched = records.undo(vault)
    if not touched:
        return _("There is nothing to take back."), []
    if len(touched) > 1:
        return ngettext("Took back {count} change.", "Took back {count} changes.", len(touched)), touched
    kind, record_id = touched[0]
    words = _AS_BEFORE if _exists(vault, kind, record_id) else _GONE
    return _(words.get(kind, N_("Took back the latest change."))), touched


def _exists(vault: "Vault", kind: str, record_id: str) -> bool:
    try:
        records.get(vault, record_id, class_of(kind))
    except UnknownId:
        return False
    return True
