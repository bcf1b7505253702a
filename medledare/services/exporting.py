"""Taking records out, and remembering what was taken out: to a file nobody else may read, or to the screen."""

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from medledare.domain.problems import N_, CannotReach, Problem
from medledare.domain.records import Departure
from medledare.services import records
from medledare.services.clock import Clock
from medledare.services.search import Query, find_stored
from medledare.transfer import NoSuchFormat
from medledare.transfer.exporters import EXPORTERS
from medledare.vault.ids import new_id
from medledare.vault.vault import Vault


class TargetExists(Problem):
    sentence = N_("There is already a file at {path}. It was left untouched; choose another name.")


@dataclass(frozen=True, slots=True)
class Exported:
    """What went out: the text, how many records, and the file (None: handed to the caller to show)."""

    text: str
    count: int
    target: Path | None


def export(
    vault: Vault, clock: Clock, format: str, query: Query, target: Path | None, *, overwrite: bool = False
) -> Exported:
    """Write what ``query`` finds in a format, and note that it left the vault.

    The file is there whole or not at all, and only its owner may read it. JSON without ``kinds`` holds every kind
    there is. Raises NoSuchFormat, TargetExists (unless ``overwrite``) or CannotReach; then nothing is noted.
    """
    if format not in EXPORTERS:
        raise NoSuchFormat(format=format, formats=", ".join(EXPORTERS))
    exporter = EXPORTERS[format]
    rows = find_stored(vault, query, everything=exporter.COMPLETE)
    text = exporter.write(rows)
    if target is not None:
        target = target.absolute()
        write_out(target, text.encode(), overwrite)
    now = clock()
    records.add(
        vault,
        Departure(
            id=new_id(), at=now, created=now, format=format, target=str(target) if target else "", count=len(rows)
        ),
    )
    return Exported(text, len(rows), target)


def formats() -> tuple[str, ...]:
    """Names of the formats there are."""
    return tuple(EXPORTERS)


def departures(vault: Vault) -> list[Departure]:
    """What was exported, oldest first."""
    return records.all_of(vault, Departure)


def write_out(target: Path, data: bytes, overwrite: bool) -> None:
    """Put a whole file at ``target``: a draft beside it, made durable, then given its name."""
    if not overwrite and os.path.lexists(target):
        raise TargetExists(path=target)
    draft: str | None = None
    try:
        # mkstemp makes it 0600.
        handle, draft = tempfile.mkstemp(prefix=".medledare-", dir=target.parent)
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _name(draft, target, overwrite)
        _settle(target.parent)
    except FileExistsError:
        raise TargetExists(path=target) from None
    except OSError as error:
        raise CannotReach(path=target, reason=error.strerror) from None
    finally:
        if draft is not None:
            with suppress(FileNotFoundError):
                os.unlink(draft)


def _name(draft: str, target: Path, overwrite: bool) -> None:
    """Give the draft its name. Linking, unlike renaming, never replaces a file that came meanwhile."""
    if not overwrite:
        try:
            os.link(draft, target)
            return
        except FileExistsError:
            raise
        except OSError:
            # Some file systems have no links: then look again, as closely before as can be.
            if os.path.lexists(target):
                raise FileExistsError(target) from None
    os.replace(draft, target)


def _settle(folder: Path) -> None:
    """Make the name durable too, where folders can be synced."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
