"""Drops history older than asked from this machine's own log.

Nothing is rewritten in place. What is kept of a segment is appended once more, behind everything else, as any write
is; then one record says that the segment is gone; only then is its file removed. Killed at any step, the log holds the
old segment, or both, or the new one, and folding them gives the same. docs/format.md tells why other devices, other
processes and logs that arrive in pieces see no difference.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from medledare.domain.problems import N_, Problem
from medledare.vault.backup import Progress
from medledare.vault.clock import milliseconds
from medledare.vault.files import reaching, sync_folder
from medledare.vault.fold import Fold, Operation
from medledare.vault.internal import DEVICES, gone_of, merged
from medledare.vault.overlay import encode
from medledare.vault.reader import DeviceReader, SegmentReader, readers, size
from medledare.vault.store import Change, Store
from medledare.vault.vault import FileVault
from medledare.vault.writer import SEALED_AT

Key = tuple[str, str, str]
"""Table, id and version."""

_LATER = "g"
"""What no version reaches, as each begins with a hex digit."""


class MendFirst(Problem):
    """Compacting a damaged log would remove what could still be saved."""

    status = 4
    sentence = N_("The log is damaged. Run “medledare vault repair” first; nothing was changed.")


class Compacted(NamedTuple):
    """``dropped``: versions that are no longer kept. ``before``, ``after``: bytes of all logs."""

    dropped: int
    before: int
    after: int


class Rewriting(NamedTuple):
    """Segments whose records were read, to be appended once more and then removed. ``texts`` oldest first."""

    numbers: list[int]
    files: list[Path]
    texts: list[bytes]


def compact(
    vault: FileVault, older_than: datetime, gone: Collection[str] = (), progress: Progress | None = None
) -> Compacted:
    """Drop versions replaced before ``older_than``, as far as this machine's own log holds them.

    Kept are: what every record shows now, conflicts, deletions, all versions since then, and what stood right before
    each of them. ``gone`` are devices that will not come back; their logs are gone through as well. Raises MendFirst,
    CannotReach, VaultBusy; what was visible before is there whatever happens.
    """
    dropped = 0
    with vault.store.writing():
        before = sum(map(size, readers(vault.places.vault, vault.key)))
        for device in dict.fromkeys((vault.device, *gone)):
            dropped += _compact(vault, device, f"{milliseconds(older_than):012x}", progress)
        return Compacted(dropped, before, sum(map(size, readers(vault.places.vault, vault.key))))


def destroy_replaced(vault: FileVault, table: str) -> None:
    """Drop every replaced version of one of the vault's own tables from this machine's own log, as ``compact`` does.

    For keys that nobody shall use again. Raises as ``compact``.
    """
    with vault.store.writing():
        _compact(vault, vault.device, _LATER, None, table)


def _compact(vault: FileVault, device: str, cutoff: str, progress: Progress | None, only: str = "") -> int:
    """Go through the log of one device, perhaps for ``only`` one table; how many versions were dropped."""
    reader = DeviceReader(vault.places.vault / "log" / device, vault.key, own=False)
    plain = {batch.where: batch.plain for batch in reader.poll()}
    fold = vault.store.fold
    if reader.flaws(gone_of(fold.live.get(DEVICES, {}).get(device))) or device in vault.log.rolled_back:
        raise MendFirst
    drop = {one for one in superseded(fold, cutoff) if only in ("", one[0])}
    chosen, dropped = _chosen(reader, plain, drop)
    if chosen.files:
        move(vault, device, chosen, _with_replaced(fold, chosen.texts, dropped, drop), progress)
    return len(dropped)


def superseded(fold: Fold, cutoff: str) -> set[Key]:
    """Versions that nobody needs to see what is, nor what became of it since ``cutoff``, the beginning of a version."""
    drop: set[Key] = set()
    several: dict[tuple[str, str], list[Operation]] = {}
    for table, record, operation in fold.operations():
        several.setdefault((table, record), []).append(operation)
    batches: set[str] = set()
    undoing: list[tuple[Key, str]] = []
    for (table, record), operations in several.items():
        kept = {head.version for head in fold.heads(table, record)}
        for operation in operations:
            if operation.version >= cutoff:
                kept.update((operation.version, *operation.parents))
        for operation in operations:
            which = table, record, operation.version
            if operation.version in kept:
                batches.add(operation.batch)
            else:
                drop.add(which)
                if operation.undoes:
                    undoing.append((which, operation.undoes))
    # A step that is still here must be known as taken back if it was.
    return drop.difference(which for which, undone in undoing if undone in batches)


def move(
    vault: FileVault, device: str, rewriting: Rewriting, texts: list[bytes], progress: Progress | None = None
) -> None:
    """Append what is kept of some segments of ``device``, say that they are gone, and remove their files.

    The writer's lock must be held. Raises CannotReach; a segment is only removed once all it held is on the disk.
    """
    vault.log.turn()
    done = 0
    for chunk in chunks(texts):
        vault.store.append(chunk)
        done += len(chunk)
        if progress:
            progress(done, len(texts))
    say_gone(vault.store, device, [(number, number) for number in rewriting.numbers if number])
    folder = vault.places.vault / "log" / device
    with reaching(folder):
        for file in rewriting.files:
            file.unlink(missing_ok=True)
        if folder.is_dir():
            sync_folder(folder)
    vault.log.forget(device, [file.name for file in rewriting.files])


def say_gone(store: Store, device: str, runs: Iterable[tuple[int, int]]) -> None:
    """Write down that nobody needs these segments of ``device`` any more."""
    about = dict(store.fold.live.get(DEVICES, {}).get(device, {}))
    gone = merged((*gone_of(about), *runs))
    if gone != gone_of(about):
        store.write([Change(DEVICES, device, about | {"gone": [list(run) for run in gone]})])


def chunks(texts: Iterable[bytes]) -> Iterable[list[bytes]]:
    """The texts in order, about one segment at a time."""
    chunk: list[bytes] = []
    size = 0
    for text in texts:
        chunk.append(text)
        size += len(text)
        if size >= SEALED_AT:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def newest_first(reader: DeviceReader) -> list[SegmentReader]:
    """A device's segments, the highest number first, copies last."""
    return sorted(reader.segments.values(), key=lambda segment: segment.number, reverse=True)


def rewriting(
    reader: DeviceReader,
    plain: Mapping[str, Sequence[bytes]],
    last: int,
    drop: Collection[Key] = (),
    spare: Collection[str] = (),
) -> Rewriting:
    """All segments up to number ``last``, and copies, but for those ``spare`` names; what is in none of the others.

    All of them, as other processes follow a log from its last segment to the one after it: no gap may open behind one.
    """
    seen = _Seen()
    found = Rewriting([], [], [])
    for segment in newest_first(reader):
        news = [text.rstrip(b" ") for text in reversed(plain.get(segment.where, ())) if seen.is_news(text)]
        if segment.number <= last and segment.where not in spare:
            found.numbers.append(segment.number)
            found.files.append(segment.path)
            found.texts.extend(text for text in news if key_of(text) not in drop)
    found.texts.reverse()
    return found


class _Seen:
    """Versions met, and what they replace."""

    def __init__(self) -> None:
        self._replaced: dict[Key, set[str]] = {}

    def is_news(self, text: bytes) -> bool:
        """Whether a text says anything that none before it did."""
        fields = orjson.loads(text)
        key: Key = fields["table"], fields["id"], fields["version"]
        replaces = set(fields.get("replaces") or ())
        known = self._replaced.get(key)
        if known is None:
            self._replaced[key] = replaces
            return True
        news = not replaces <= known
        known |= replaces
        return news


def key_of(text: bytes) -> Key:
    """Which version of which record a text is."""
    fields = orjson.loads(text)
    return fields["table"], fields["id"], fields["version"]


def _chosen(reader: DeviceReader, plain: dict[str, list[bytes]], drop: set[Key]) -> tuple[Rewriting, set[Key]]:
    """What is to be rewritten so that nothing to drop is left, and what is dropped by that."""
    seen = _Seen()
    last = -1
    dropped: set[Key] = set()
    for segment in newest_first(reader):
        texts = plain.get(segment.where, ())
        keys = {key_of(text) for text in texts}
        # What was appended once more by a run that was stopped need not be there twice.
        repeated = [text for text in texts if not seen.is_news(text)]
        if repeated or keys & drop:
            last = max(last, segment.number)
        if last >= 0:
            dropped |= keys & drop
    return (rewriting(reader, plain, last, drop) if last >= 0 else Rewriting([], [], [])), dropped


def _with_replaced(fold: Fold, texts: list[bytes], dropped: set[Key], drop: set[Key]) -> list[bytes]:
    """``texts``, where the version that each touched record shows also names all that nobody else names any more.

    Without that, a version in another device's log could come back once the one that replaced it is dropped.
    """
    shown: dict[Key, list[str]] = {}
    for table, record in dict.fromkeys((table, record) for table, record, _ in dropped):
        kept = [one for one in fold.versions(table, record).values() if (table, record, one.version) not in drop]
        named = {parent for one in kept for parent in one.parents}
        if unnamed := sorted(fold.replaced(table, record) - named):
            shown[table, record, fold.heads(table, record)[-1].version] = unnamed
    out: list[bytes] = []
    for text in texts:
        key = key_of(text)
        out.append(encode(orjson.loads(text) | {"replaces": shown.pop(key)}) if key in shown else text)
    for (table, record, version), unnamed in shown.items():
        out.append(encode(_fields(table, record, fold.versions(table, record)[version]) | {"replaces": unnamed}))
    return out


def _fields(table: str, record: str, operation: Operation) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "table": table,
        "id": record,
        "version": operation.version,
        "parents": operation.parents,
        "document": operation.document,
    }
    if operation.batch != operation.version:
        fields["batch"] = operation.batch
    if operation.undoes:
        fields["undoes"] = operation.undoes
    return fields
