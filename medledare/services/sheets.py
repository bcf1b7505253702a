"""A card or a letter taken out: made of one record, written to a file or shown, and noted as having left the vault."""

from pathlib import Path
from typing import Literal, NamedTuple

from medledare.domain.problems import UnknownId
from medledare.domain.records import Failure, Learning, Need
from medledare.domain.redaction import without_names
from medledare.services import departures, records
from medledare.services.clock import Clock
from medledare.services.failures import learnings_of
from medledare.services.outfile import write_out
from medledare.text.sheets import card as card_words
from medledare.text.sheets import letter as letter_words
from medledare.vault.vault import Vault


class Sheet(NamedTuple):
    """What is to leave: its format, its text, and how many records it was made of."""

    format: Literal["card", "letter", "talk", "invitation"]
    text: str
    made_of: int

    @property
    def ending(self) -> str:
        """What the file's name ends with."""
        return "txt" if self.format in ("letter", "invitation") else "md"

    @property
    def redacts(self) -> bool:
        """Whether names and passages can be taken out; what others' programs read stays whole."""
        return self.format != "invitation"

    def text_out(self, redact: bool) -> str:
        """The text as it leaves; with ``redact``, without names after @ and marked passages."""
        return without_names(self.text) if redact else self.text


def card(vault: Vault, about: Failure | Learning) -> Sheet:
    """An experience card: a failure with what was learned from it, or a learning with the failure it grew out of."""
    failure: Failure | None
    if isinstance(about, Failure):
        failure, learnings = about, learnings_of(vault, about)
    else:
        failure, learnings = _failure_of(vault, about), [about]
    return Sheet("card", card_words(failure, learnings), len(learnings) + bool(failure))


def letter(need: Need) -> Sheet:
    """A need as a letter ready to send."""
    return Sheet("letter", letter_words(need), 1)


def hand_out(
    vault: Vault, clock: Clock, sheet: Sheet, target: Path | None, *, overwrite: bool = False, redact: bool = False
) -> Path | None:
    """Write a sheet to a file (None: the caller shows its ``text_out``), and note that it left the vault.

    ``redact``: without names after @ and marked passages. Raises TargetExists, CannotReach or LeftUnnoted; then
    nothing is noted.
    """
    if target is not None:
        target = target.expanduser().absolute()
        write_out(target, sheet.text_out(redact).encode(), overwrite)
    departures.note(vault, clock, sheet.format, target, sheet.made_of, redact)
    return target


def _failure_of(vault: Vault, learning: Learning) -> Failure | None:
    try:
        found = records.get(vault, learning.failure, Failure) if learning.failure else None
    except UnknownId:
        return None
    return found if isinstance(found, Failure) else None
