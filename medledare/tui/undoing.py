"""Taking back the latest step, and the words for what it was."""

from typing import TYPE_CHECKING, TypeAlias

from medledare.domain.problems import UnknownId
from medledare.domain.records import QUIET, class_of
from medledare.services import records
from medledare.text import _, ngettext
from medledare.text.kinds import KIND_WORDS
from medledare.text.said import import_taken_back, quoted

if TYPE_CHECKING:
    from medledare.vault.vault import Vault

Touched: TypeAlias = list[tuple[str, str]]


def take_back(vault: "Vault") -> tuple[str, Touched]:
    """Take back this device's latest step: what happened, in words, and (kind, id) of what it touched."""
    touched = records.undo(vault)
    if not touched:
        return _("There is nothing to take back."), []
    # What the program had noted of itself beside it goes without saying, as that the coach's question is open again.
    told_of = [one for one in touched if one[0] not in QUIET] or touched
    if brought := records.brought_by(touched):
        return import_taken_back(brought), touched
    if len(told_of) > 1:
        return ngettext("Took back {count} change.", "Took back {count} changes.", len(told_of)), touched
    kind, record_id = told_of[0]
    told = _("As it was before: {what}.") if _exists(vault, kind, record_id) else _("Taken back: {what}.")
    return told.format(what=_called(vault, kind, record_id)), touched


def _exists(vault: "Vault", kind: str, record_id: str) -> bool:
    try:
        records.get(vault, record_id, class_of(kind))
    except UnknownId:
        return False
    return True


def do_again(vault: "Vault") -> str:
    """Do again what was taken back last: what happened, in words."""
    from medledare.services import steps

    if not (touched := steps.again(vault)):
        return _("There is nothing to do again.")
    told_of = [one for one in touched if one[0] not in QUIET] or touched
    if len(told_of) > 1:
        return ngettext("Did {count} change again.", "Did {count} changes again.", len(told_of))
    return _("Done again: {what}.").format(what=_called(vault, *told_of[0]))


def _called(vault: "Vault", kind: str, record_id: str) -> str:
    """The kind of a record and how it begins, so that nobody wonders which it was."""
    from medledare.services.steps import began

    said, begins = _(KIND_WORDS[kind]).lower(), began(vault, kind, record_id)
    return f"{said}, {quoted(begins)}" if begins else said
