"""Mends what can be mended. Nothing is deleted: each damaged piece is copied to state before it leaves the vault.

Only this machine's own log is touched, unless the owner says that another device is gone for good: what is damaged
here may be whole there, and a sync program would carry the removal over.
"""

import os
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from medledare.config.paths import Places
from medledare.domain.problems import Damaged, NewerVault, Problem, WrongRecoveryKey
from medledare.vault import damage
from medledare.vault.access import CAPTURE_FILE, KEYS, PASSPHRASE_FILE, RECOVERY_FILE
from medledare.vault.age import BadAgeKey, new_identity, recipient_of
from medledare.vault.backup import Progress
from medledare.vault.check import MISSING, NOT_OURS, Finding, Severity, check, severity_of
from medledare.vault.compact import move, rewriting, say_gone
from medledare.vault.damage import Damage
from medledare.vault.files import private_folder, reaching, read_small, write_all, write_whole
from medledare.vault.fold import Fold
from medledare.vault.info import FORMAT, INFO_FILE, checked, describe, is_hex, with_check
from medledare.vault.internal import DEVICES, gone_of
from medledare.vault.keys import Common, recovery_recipient, unwrap_capture, wrap_capture, wrap_for_recovery
from medledare.vault.reader import LARGEST, DeviceReader, SegmentReader
from medledare.vault.segment import COPY_BYTES, HEADER_BYTES, read_header
from medledare.vault.vault import FileVault


class Repaired(NamedTuple):
    """``lost``: what could not be saved. ``left``: what is still wrong. ``aside``: where damaged pieces were put.

    ``recovery_key``: a new one, to be shown once, if the old one's file could not be saved and one was asked for.
    """

    mended: tuple[Finding, ...]
    lost: tuple[Finding, ...]
    left: tuple[Finding, ...]
    aside: Path
    recovery_key: str | None = None


def aside_folder(places: Places, vault: str) -> Path:
    """Where damaged pieces are kept."""
    return places.state_of(vault) / "aside"


def mend_description(places: Places, now: datetime) -> tuple[Finding, ...]:
    """Rebuild vault.json from a key file if it cannot be read; needs no key. Raises what ``describe`` raises."""
    try:
        describe(places)
        return ()
    except NewerVault:
        raise
    except Damaged as problem:
        common = next(_commons(places), None)
        if common is None:
            raise
        path = places.vault / INFO_FILE
        if path.exists():
            _set_aside(places, common.vault, path)
        _describe_anew(places, common, now)
        return (Finding(Severity.MEND, str(problem.details["what"]), INFO_FILE),)


def repair(
    vault: FileVault,
    *,
    now: datetime,
    recovery: str | None = None,
    new_recovery: bool = False,
    gone: Collection[str] = (),
    progress: Progress | None = None,
) -> Repaired:
    """Mend the files of the keys, this machine's own log, and those of devices that are ``gone`` for good.

    ``recovery`` is the recovery key, to build its file anew; ``new_recovery`` makes another one if that file is
    lost. Raises CannotReach, VaultBusy, WrongRecoveryKey; what was set aside until then stays there.
    """
    with vault.store.writing():
        mended = list(_mend_capture(vault, now))
        found, made = _mend_recovery(vault, recovery, new_recovery)
        mended += found
        for device in dict.fromkeys((vault.device, *gone)):
            mended += _mend_log(vault, device, progress)
        mended += [Finding(Severity.LOST, damage.ROLLED_BACK, f"log/{device}") for device in vault.log.rolled_back]
        vault.accept_rollback()
    vault.keys_changed()
    left = [one for one in check(vault.places, vault.key).findings if one.severity is not Severity.NOTE]
    return Repaired(
        tuple(one for one in mended if one.severity is not Severity.LOST),
        tuple(one for one in mended if one.severity is Severity.LOST),
        tuple(left),
        aside_folder(vault.places, vault.info.id),
        made,
    )


def _commons(places: Places) -> Iterator[Common]:
    """What the key files say of the vault; the one that the vault key itself sealed comes first."""
    for name in (CAPTURE_FILE, RECOVERY_FILE, PASSPHRASE_FILE):
        path = places.vault / KEYS / name
        with suppress(OSError, Problem):
            fields = checked(read_small(path), path)
            vault, capture = fields.get("vault"), fields.get("capture")
            if isinstance(vault, str) and is_hex(vault, 16) and isinstance(capture, str):
                yield Common(vault, capture)


def _describe_anew(places: Places, common: Common, now: datetime) -> None:
    fields: dict[str, object] = {
        "format": FORMAT,
        "vault": common.vault,
        "capture": common.capture,
        "created": now.astimezone(UTC).isoformat(timespec="seconds"),
    }
    with reaching(places.vault):
        write_whole(places.vault / INFO_FILE, with_check(fields))


def _mend_capture(vault: FileVault, now: datetime) -> Iterator[Finding]:
    """A capture key that cannot be read is replaced by a new one; vault.json follows the key."""
    places, path = vault.places, vault.places.vault / KEYS / CAPTURE_FILE
    with reaching(path):
        try:
            capture = recipient_of(unwrap_capture(read_small(path), path, vault.key))
        except (FileNotFoundError, Damaged) as problem:
            if path.exists():
                _set_aside(places, vault.info.id, path)
            identity = new_identity()
            capture = recipient_of(identity)
            private_folder(path.parent)
            write_whole(path, wrap_capture(vault.key, Common(vault.info.id, capture), identity))
            yield Finding(Severity.LOST, _what(problem), f"{KEYS}/{CAPTURE_FILE}")
    if capture != vault.info.capture:
        _set_aside(places, vault.info.id, places.vault / INFO_FILE)
        _describe_anew(places, Common(vault.info.id, capture), now)
        vault.keys_changed()
        yield Finding(Severity.MEND, NOT_OURS, INFO_FILE)


def _mend_recovery(vault: FileVault, identity: str | None, make_new: bool) -> tuple[list[Finding], str | None]:
    path = vault.places.vault / KEYS / RECOVERY_FILE
    with reaching(path):
        try:
            recovery_recipient(read_small(path), path, vault.key)
            return [], None
        except (FileNotFoundError, Damaged) as problem:
            made = new_identity() if make_new and identity is None else None
            key = identity or made
            if key is None:
                return [], None
            recipient = _recipient_of(key)
            if path.exists():
                _set_aside(vault.places, vault.info.id, path)
            private_folder(path.parent)
            write_whole(path, wrap_for_recovery(vault.key, Common(vault.info.id, vault.info.capture), recipient))
            return [Finding(Severity.MEND, _what(problem), f"{KEYS}/{RECOVERY_FILE}")], made


def _mend_log(vault: FileVault, device: str, progress: Progress | None) -> list[Finding]:
    """Save what is readable of the damaged segments of one log, and set the segments aside."""
    reader = DeviceReader(vault.places.vault / "log" / device, vault.key, own=False)
    texts: dict[str, list[bytes]] = {}
    flaws: list[Damage] = []
    for batch in reader.poll():
        texts[batch.where] = [text for text in batch.plain if not Fold().take((text,), "")[1]]
        if len(texts[batch.where]) < len(batch.plain):
            flaws.append(Damage(damage.NOT_A_RECORD, batch.where, batch.segment))
    flaws += reader.flaws(gone_of(vault.store.fold.live.get(DEVICES, {}).get(device)))
    segments = {segment.where: segment for segment in reader.segments.values()}
    done = [flaw for flaw in flaws if _is_for_us(flaw, segments)]
    hurt = list(dict.fromkeys(flaw.where for flaw in done if flaw.where in segments))
    spare = [where for where in hurt if all(one.what == damage.HEADER_COPY for one in done if one.where == where)]
    for where in spare:
        _mend_header(vault, segments[where])
    broken = [segments[where] for where in hurt if where not in spare]
    for segment in broken:
        _set_aside(vault.places, vault.info.id, segment.path, f"{device}-{segment.path.name}")
    if broken:
        left = {flaw.where for flaw in flaws if flaw not in done}
        chosen = rewriting(reader, texts, max(one.number for one in broken), spare=left)
        move(vault, device, chosen, chosen.texts, progress)
    if any(flaw.what == damage.SEGMENT_MISSING for flaw in done):
        say_gone(vault.store, device, _between(sorted(one.number for one in segments.values() if one.number)))
    return [Finding(severity_of(flaw.what), *flaw) for flaw in done]


def _is_for_us(flaw: Damage, segments: dict[str, SegmentReader]) -> bool:
    """Whether a flaw can be dealt with: the file can be read, and is not from the future."""
    if flaw.what == damage.SEGMENT_MISSING:
        return True
    return flaw.where in segments and flaw.what not in (damage.NEWER_SEGMENT, damage.FILE_UNREADABLE)


def _between(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """The runs of numbers missing from 1 on."""
    before = 0
    for number in numbers:
        if number > before + 1:
            yield before + 1, number - 1
        before = number


def _mend_header(vault: FileVault, segment: SegmentReader) -> None:
    """Write the good copy of a header over the bad one, in place: others may be appending to the file."""
    with reaching(segment.path), open(segment.path, "r+b", buffering=0) as file:
        start = file.read(HEADER_BYTES)
        bad = read_header(start).bad_copies
        if len(bad) == 1:
            good = 1 - bad[0]
            file.seek(bad[0] * COPY_BYTES)
            write_all(file.fileno(), start[good * COPY_BYTES : (good + 1) * COPY_BYTES])
            os.fsync(file.fileno())
    vault.log.read_again(segment.path.parent.name, segment.path)


def _set_aside(places: Places, vault: str, path: Path, name: str = "") -> None:
    """Copy a file to state, durably. Raises CannotReach; then it must stay where it is."""
    folder = aside_folder(places, vault)
    with reaching(path):
        private_folder(folder)
        content = read_small(path, LARGEST)
        write_whole(folder / f"{name or path.name}-{os.urandom(4).hex()}", content)


def _recipient_of(identity: str) -> str:
    try:
        return recipient_of(identity)
    except BadAgeKey:
        raise WrongRecoveryKey from None


def _what(problem: Exception) -> str:
    return str(problem.details["what"]) if isinstance(problem, Damaged) else MISSING
