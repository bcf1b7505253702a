"""What was done on this device, step by step and in plain sentences; taken back as far as one likes, and done again."""

from dataclasses import dataclass
from datetime import datetime

from medledare.domain.codec import decoded
from medledare.domain.problems import N_, Problem
from medledare.domain.records import QUIET, Record
from medledare.services.records import LEFT_ALONE, MAKING_LEFT_ALONE, brought_by
from medledare.text import _, ngettext
from medledare.text.kinds import KIND_WORDS
from medledare.text.said import opening
from medledare.text.shown import shown_line
from medledare.vault.steps import Touch
from medledare.vault.vault import Vault

MOST = 300
"""Steps that are shown, the latest."""
BEGINNING = 60
"""Letters of a record that are told of what was taken back."""
BROUGHT_IN = ("arrival",)
"""A step with such a record is done again by importing the same, so that ``import undo`` knows of it."""
VERBS = {
    "add": N_("Added {what}"),
    "change": N_("Changed {what}"),
    "delete": N_("Deleted {what}"),
}


class NotThatFar(Problem):
    sentence = N_("Only {count} can be taken back. “medledare undo --list” shows what.")


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of one record (``add``, ``change``, ``delete``), and what it said before and after.

    Either is None where it was not there, or where this version cannot read it.
    """

    verb: str
    kind: str
    id: str
    before: Record | None
    after: Record | None


@dataclass(frozen=True, slots=True)
class Done:
    """A step. ``stands``: it was not taken back. ``brought``: how many records it imported."""

    name: str
    at: datetime
    changes: tuple[Changed, ...]
    stands: bool
    brought: int


def done(vault: Vault, most: int = MOST) -> list[Done]:
    """The latest steps, newest first."""
    return [
        Done(
            one.batch,
            one.at,
            tuple(_changed(touch) for touch in one.touched if touch.table not in BROUGHT_IN),
            one.stands,
            brought_by([(touch.table, touch.id) for touch in one.touched]),
        )
        for one in vault.steps(most, LEFT_ALONE, MAKING_LEFT_ALONE)
    ]


def standing(vault: Vault, count: int) -> list[Done]:
    """The last ``count`` steps that stand, newest first. Raises NotThatFar."""
    found = [one for one in done(vault) if one.stands]
    if len(found) < count:
        raise NotThatFar(count=len(found))
    return found[:count]


def take_back_to(vault: Vault, step: Done) -> list[tuple[str, str]]:
    """Take back every step from the latest to this one; (kind, id) of what was touched."""
    return vault.undo_to(step.name, LEFT_ALONE, MAKING_LEFT_ALONE)


def again(vault: Vault) -> list[tuple[str, str]]:
    """Do again what was taken back last, if nothing was done since; (kind, id) of what was touched."""
    return vault.redo(LEFT_ALONE, MAKING_LEFT_ALONE, BROUGHT_IN)


def told(step: Done) -> list[Changed]:
    """What of a step is worth telling: what the program noted of itself beside it goes without saying."""
    return [one for one in step.changes if one.kind not in QUIET] or list(step.changes)


def sentence(step: Done) -> str:
    """A step in a few words: what was done, to which kind, and how that begins."""
    if step.brought:
        return ngettext("Imported {count} record", "Imported {count} records", step.brought)
    changes = told(step)
    more = len(changes) - 1
    return said(changes[0]) + (", " + _("and {count} more").format(count=more) if more else "")


def said(change: Changed) -> str:
    """What was done to a record, and how it begins."""
    what = _(KIND_WORDS.get(change.kind, change.kind)).lower()
    record = change.after or change.before
    begins = shown_line(opening(record), 80) if record is not None else ""
    return _(VERBS[change.verb]).format(what=f"{what}: {begins}" if begins else what)


def began(vault: Vault, kind: str, id: str) -> str:
    """How a record begins, as it stands or as it was when it was taken away; empty for what nobody wrote."""
    if kind in QUIET:
        return ""
    document = next((one.document for one in reversed(vault.history(kind, id)) if one.document), None)
    record = decoded(kind, id, document) if document else None
    return shown_line(opening(record), BEGINNING) if record is not None else ""


def _changed(touch: Touch) -> Changed:
    verb = "delete" if touch.after is None else "add" if touch.before is None else "change"
    before, after = (
        None if document is None else decoded(touch.table, touch.id, document)
        for document in (touch.before, touch.after)
    )
    return Changed(verb, touch.table, touch.id, before, after)
