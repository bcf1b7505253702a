"""Looks at every byte of a vault and says what is wrong, where, and how bad it is. Changes nothing.

What needs no key is looked at first, so that a vault that does not open can be looked at too.
"""

import os
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from medledare.config.paths import Places
from medledare.domain.problems import N_, Damaged, NewerVault, Problem
from medledare.vault import damage, frames
from medledare.vault.access import CAPTURE_FILE, KEYS, PASSPHRASE_FILE, RECOVERY_FILE
from medledare.vault.age import recipient_of
from medledare.vault.backup import Progress
from medledare.vault.damage import Damage
from medledare.vault.files import TEMPORARY, read_small
from medledare.vault.fold import Fold
from medledare.vault.heads import put_back
from medledare.vault.info import INFO_FILE, checked, describe
from medledare.vault.internal import DEVICES, gone_of
from medledare.vault.keys import ALTERED, VaultKey, recovery_recipient, unwrap_capture
from medledare.vault.reader import readers, size

MISSING = N_("a file is missing")
NOT_OURS = N_("the public key in vault.json is not the vault's own; what was captured with it cannot be read")
LEFT_OVER = N_("a file was left by a write that was stopped; it means nothing")
NEWER = N_("this was written by a newer medledare")


class Severity(Enum):
    """How bad a finding is: something is lost, or only the spare of it, or it is merely worth knowing."""

    LOST = "lost"
    MEND = "mend"
    NOTE = "note"


class Finding(NamedTuple):
    """``what``: a message id. ``where``: path in the vault. ``segment``: 0 if none. ``offset``: byte in the file."""

    severity: Severity
    what: str
    where: str
    segment: int = 0
    offset: int = 0


class Checked(NamedTuple):
    """What a check found. ``locked``: without the key, so that no record was looked at."""

    findings: tuple[Finding, ...]
    devices: int = 0
    segments: int = 0
    versions: int = 0
    bytes: int = 0
    locked: bool = False

    @property
    def damaged(self) -> bool:
        """Whether anything is worse than worth knowing."""
        return any(one.severity is not Severity.NOTE for one in self.findings)


_SEVERITIES = {
    damage.HEADER_COPY: Severity.MEND,
    damage.MISPLACED_SEGMENT: Severity.MEND,
    damage.OTHER_VAULT: Severity.MEND,
    damage.UNFINISHED: Severity.NOTE,
    damage.NEWER_SEGMENT: Severity.MEND,
    frames.OUT_OF_PLACE: Severity.MEND,
}


def severity_of(what: str) -> Severity:
    """How bad a kind of damage is; lost, unless it is known to be less."""
    return _SEVERITIES.get(what, Severity.LOST)


def check(places: Places, key: VaultKey | None, progress: Progress | None = None) -> Checked:
    """Look at everything. Without a key only at what can be read without it. Raises CannotReach, NoVault."""
    findings = [*_description(places), *_key_files(places, key), *_left_over(places.vault)]
    if key is None:
        return Checked(tuple(findings), locked=True)
    logs = readers(places.vault, key)
    total = sum(map(size, logs))
    fold, versions, done = Fold(), 0, 0
    flaws: list[Damage] = []
    for reader in logs:
        for batch in reader.poll():
            new, bad = fold.take(batch.plain, "")
            versions += new
            flaws += [Damage(damage.NOT_A_RECORD, batch.where, batch.segment)] * bool(bad)
            done += sum(map(len, batch.plain))
            if progress:
                progress(min(done, total), total)
    about = fold.live.get(DEVICES, {})
    for reader in logs:
        flaws += reader.flaws(gone_of(about.get(reader.device)))
    flaws += [Damage(damage.ROLLED_BACK, f"log/{one}") for one in put_back(places.state_of(key.vault), logs)]
    findings += [Finding(severity_of(one.what), *one) for one in flaws]
    segments = sum(len(reader.segments) for reader in logs)
    return Checked(tuple(findings), sum(bool(one.segments) for one in logs), segments, versions, total)


def _description(places: Places) -> Iterator[Finding]:
    try:
        describe(places)
    except NewerVault:
        yield Finding(Severity.NOTE, NEWER, INFO_FILE)
    except Damaged as problem:
        yield Finding(Severity.MEND, str(problem.details["what"]), INFO_FILE)


def _key_files(places: Places, key: VaultKey | None) -> Iterator[Finding]:
    """What is wrong with the files of the keys. The passphrase's file may be missing."""
    for name, lost in (
        (PASSPHRASE_FILE, Severity.MEND),
        (RECOVERY_FILE, Severity.MEND),
        (CAPTURE_FILE, Severity.LOST),
    ):
        path = places.vault / KEYS / name
        where = f"{KEYS}/{name}"
        try:
            content = read_small(path)
            fields = checked(content, path)
            if key is not None:
                _verified(name, content, path, key)
        except FileNotFoundError:
            if name != PASSPHRASE_FILE:
                yield Finding(lost, MISSING, where)
        except Damaged as problem:
            yield Finding(lost, str(problem.details["what"]), where)
        except OSError:
            yield Finding(lost, damage.FILE_UNREADABLE, where)
        else:
            if name == CAPTURE_FILE and not _is_capture_of(places, fields.get("capture")):
                yield Finding(Severity.LOST, NOT_OURS, INFO_FILE)


def _verified(name: str, content: bytes, path: Path, key: VaultKey) -> None:
    """Raise Damaged where the vault key does not bear a file out."""
    if name == RECOVERY_FILE:
        recovery_recipient(content, path, key)
    elif name == CAPTURE_FILE and recipient_of(unwrap_capture(content, path, key)) != checked(content, path)["capture"]:
        raise Damaged(what=ALTERED, where=path)


def _is_capture_of(places: Places, capture: object) -> bool:
    try:
        return describe(places).capture == capture
    except Problem:
        # Said already.
        return True


def _left_over(vault: Path) -> Iterator[Finding]:
    for folder, _, names in os.walk(vault):
        for name in names:
            if name.startswith(TEMPORARY):
                yield Finding(Severity.NOTE, LEFT_OVER, str((Path(folder) / name).relative_to(vault)))
