"""Taking records out, and remembering what was taken out: to files nobody else may read, or to the screen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from medledare.domain.problems import N_, Usage
from medledare.domain.records import Departure
from medledare.services import records
from medledare.services.clock import Clock
from medledare.services.outfile import write_out
from medledare.services.search import Query, find_stored
from medledare.text import _, language
from medledare.text.formats import FORMATS, Format
from medledare.transfer import About, NoSuchFormat
from medledare.transfer.exporters import exporter_of, folder_exporter_of
from medledare.vault.ids import new_id
from medledare.vault.vault import Vault


class NoFolder(Usage):
    sentence = N_("{format} is always one file. There are folders of: {formats}.")


@dataclass(frozen=True, slots=True)
class Exported:
    """What went out: a file or several by their names, how many records, and where to (None: the caller shows it)."""

    content: bytes | Mapping[str, bytes]
    count: int
    target: Path | None

    @property
    def data(self) -> bytes:
        """The one file."""
        assert isinstance(self.content, bytes)
        return self.content

    @property
    def text(self) -> str:
        """The one file, of a format that can be shown."""
        return self.data.decode()


def export(
    vault: Vault,
    clock: Clock,
    format: str,
    query: Query,
    target: Path | None,
    *,
    folder: bool = False,
    overwrite: bool = False,
) -> Exported:
    """Write what ``query`` finds in a format, and note that it left the vault.

    The file, or with ``folder`` the folder of files, is there whole or not at all, and only its owner may read it.
    JSON without ``kinds`` holds every kind there is. Raises NoSuchFormat, NoFolder, TargetExists (unless
    ``overwrite``) or CannotReach; then nothing is noted.
    """
    kept = _format(format)
    if folder and not kept.folder:
        raise NoFolder(format=format, formats=", ".join(name for name, one in FORMATS.items() if one.folder))
    rows = find_stored(vault, query, everything=kept.complete)
    now = clock()
    about = _about(vault, now, query, draws=kept.draws)
    write = folder_exporter_of(format).write_files if folder else exporter_of(format).write
    content = write(rows, about)
    if target is not None:
        target = target.absolute()
        write_out(target, content, overwrite)
    records.add(
        vault,
        Departure(
            id=new_id(), at=now, created=now, format=format, target=str(target) if target else "", count=len(rows)
        ),
    )
    return Exported(content, len(rows), target)


def _about(vault: Vault, now: datetime, query: Query, *, draws: bool) -> About:
    about = About(_("Reflections"), language(), now, query.since, query.until)
    if not draws:
        return about
    from medledare.services.pictures import pictures

    return replace(about, pictures=pictures(vault, now, query))


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise NoSuchFormat(format=name, formats=", ".join(FORMATS))
    return FORMATS[name]


def formats() -> tuple[str, ...]:
    """Names of the formats there are."""
    return tuple(FORMATS)


def departures(vault: Vault) -> list[Departure]:
    """What was exported, oldest first."""
    return records.all_of(vault, Departure)
