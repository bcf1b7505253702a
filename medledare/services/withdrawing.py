"""What was shared, and taking it back: a signed notice, as nobody can call a copy back."""

from datetime import datetime
from pathlib import Path

from medledare.domain.problems import N_, Problem, Usage
from medledare.domain.records import Departure
from medledare.services import departures, myself, records, teams
from medledare.services.clock import Clock
from medledare.services.outfile import write_out
from medledare.services.telling import take_back
from medledare.sharing import sealed_text
from medledare.sharing.sealed_text import SignedText
from medledare.text.withdrawal import notice
from medledare.vault.age import seal_for
from medledare.vault.table import Document
from medledare.vault.vault import Vault

TABLE = "_withdrawn"
"""The vault's own table of what others have taken back, by who and id, so that it is no longer shown here."""


class NotShared(Usage):
    sentence = N_(
        "That was not shared with anybody, so there is nothing to withdraw. “medledare share list” has what was."
    )


class AlreadyWithdrawn(Usage):
    sentence = N_("You withdrew that already.")


class InPulse(Usage):
    sentence = N_(
        "Figures are taken back from the pulse itself, with “medledare team pulse --take-back”, before they are summed."
    )


class NeedsNotice(Usage):
    sentence = N_("Say with --output where to write the notice, for you to send the way you sent the summary.")


class LeftTeam(Problem):
    sentence = N_("You have left the team it was told, so it cannot be withdrawn there.")


def withdraw(
    vault: Vault, clock: Clock, shared: Departure, target: Path | None = None, *, overwrite: bool = False
) -> Departure:
    """Take back what was shared: a message to the team it was told, else a notice in a file for those who got it.

    Raises NotShared, AlreadyWithdrawn, InPulse, NeedsNotice, LeftTeam, NoCard, TargetExists, CannotReach, NoFolder.
    """
    if not shared.shared:
        raise NotShared
    if shared.withdrawn:
        raise AlreadyWithdrawn
    if shared.format == departures.PULSE:
        raise InPulse
    if shared.team:
        team = next((one for one in teams.teams(vault) if one.id == shared.team), None)
        if team is None:
            raise LeftTeam
        take_back(vault, clock, team, [shared.shared])
        return next(one for one in departures.shared(vault) if one.id == shared.id)
    if target is None:
        raise NeedsNotice
    write_out(target.expanduser().absolute(), _notice(vault, clock, shared), overwrite)
    return records.change(vault, shared, withdrawn=clock())


def _notice(vault: Vault, clock: Clock, shared: Departure) -> bytes:
    """Sealed to those it was sealed to; where it was for everybody, to be read by everybody."""
    person = myself.oneself(vault)
    body = notice(person.name, shared).encode()
    id = sealed_text.new_id()
    content = sealed_text.signed(person, id, clock(), body, shared.recipients, withdraws=shared.shared)
    return seal_for(shared.recipients, content) if shared.recipients else content


def remember(vault: Vault, notice: SignedText) -> None:
    """Keep that its author took something back. It holds only for what is by the same author."""
    at = Document({"at": notice.at.isoformat()}, doc_id=_key(notice, notice.withdraws))
    vault.table(TABLE).upsert(at)


def withdrawn(vault: Vault, text: SignedText) -> datetime | None:
    """When the author of a text took it back, as far as a notice came here; None if not."""
    row = vault.table(TABLE).get(doc_id=_key(text, text.id))
    try:
        return datetime.fromisoformat(row["at"]) if isinstance(row, Document) else None
    except (KeyError, TypeError, ValueError):
        return None


def _key(text: SignedText, id: str) -> str:
    return f"{text.by.person}.{id}"
