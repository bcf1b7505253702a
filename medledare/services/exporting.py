"""Taking records out, and remembering what was taken out: to files nobody else may read, or to the screen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from medledare.domain.problems import N_, Problem, Usage
from medledare.domain.redaction import Redactor, Taken, without_private
from medledare.services import departures
from medledare.services.clock import Clock
from medledare.services.outfile import write_out
from medledare.services.search import Query, find_stored
from medledare.text import _, language
from medledare.text.formats import FORMATS, Format
from medledare.transfer import NoSuchFormat, Stored
from medledare.transfer.about import About, Picture
from medledare.transfer.exporters import exporter_of, folder_exporter_of, taken_by
from medledare.vault.uncollected import uncollected
from medledare.vault.vault import Vault


class NoFolder(Usage):
    sentence = N_("{format} is always one file. There are folders of: {formats}.")


class FolderOnly(Usage):
    sentence = N_("There is one table for each kind, so this takes a folder. Choose one kind, or ask for a folder.")


class FolderNeedsPlace(Usage):
    sentence = N_("Say where the folder is to be.")


class CannotReadTemplate(Problem):
    sentence = N_("The template {path} cannot be read: {reason}. Nothing was written.")


LARGEST_TEMPLATE = 1024 * 1024
"""Bytes."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to leave, and as what. ``redact``: without what is for the writer alone. ``template``: their own."""

    format: str
    query: Query
    redact: bool = False
    folder: bool = False
    template: Path | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """What would leave: a file or several by their names, how many records are in it, and what was taken out of it."""

    wish: Wish
    content: bytes | Mapping[str, bytes]
    count: int
    taken: Taken = field(default_factory=Taken)


@dataclass(frozen=True, slots=True)
class Exported:
    """What went out, as what, and where to (None: the caller shows it)."""

    format: str
    content: bytes | Mapping[str, bytes]
    count: int
    target: Path | None
    taken: Taken = field(default_factory=Taken)

    @property
    def data(self) -> bytes:
        """The one file."""
        assert isinstance(self.content, bytes)
        return self.content

    @property
    def text(self) -> str:
        """The one file, of a format that can be shown."""
        return self.data.decode()


def prepare(vault: Vault, clock: Clock, wish: Wish) -> Prepared:
    """Make what ``wish`` asks for. Nothing is written, and nothing noted.

    JSON without ``kinds`` holds every kind there is. Raises NoSuchFormat, NoFolder, FolderOnly, or what the
    format does.
    """
    kept = format_of(wish.format)
    if wish.folder and not kept.folder:
        raise NoFolder(format=wish.format, formats=", ".join(name for name, one in FORMATS.items() if one.folder))
    with uncollected():
        return _prepared(vault, clock, wish, kept)


def _prepared(vault: Vault, clock: Clock, wish: Wish, kept: Format) -> Prepared:
    rows, redactor = _found(vault, wish, kept)
    if kept.table and not wish.folder and len({row.kind for row in rows}) > 1:
        raise FolderOnly
    about = _about(vault, clock(), wish, kept, redactor)
    write = folder_exporter_of(wish.format).write_files if wish.folder else exporter_of(wish.format).write
    return Prepared(wish, write(rows, about), len(rows), redactor.taken if redactor else Taken())


def hand_out(
    vault: Vault, clock: Clock, prepared: Prepared, target: Path | None, *, overwrite: bool = False
) -> Exported:
    """Write what was prepared to a file or a folder (None: the caller shows it), and note that it left the vault.

    It is there whole or not at all, and only its owner may read it. Raises FolderNeedsPlace, TargetExists (unless
    ``overwrite``), CannotReach or LeftUnnoted; then nothing is noted.
    """
    wish = prepared.wish
    if target is not None:
        target = target.absolute()
        write_out(target, prepared.content, overwrite)
    elif wish.folder:
        raise FolderNeedsPlace
    departures.note(vault, clock, wish.format, target, prepared.count, wish.redact)
    return Exported(wish.format, prepared.content, prepared.count, target, prepared.taken)


def _found(vault: Vault, wish: Wish, kept: Format) -> tuple[list[Stored], Redactor | None]:
    """The records that leave, as they leave."""
    rows = find_stored(vault, wish.query, everything=kept.complete)
    if (goal := wish.query.goal) and (not wish.query.kinds or "goal" in wish.query.kinds):
        document = vault.table("goal").get(doc_id=goal)
        rows = [Stored("goal", goal, document), *rows] if isinstance(document, Mapping) else rows
    rows = taken_by(wish.format, rows)
    if not wish.redact:
        return rows, None
    redactor = Redactor(wish.query.kinds)
    return [
        Stored(row.kind, row.id, redactor.document(row.kind, row.document))
        for row in rows
        if not redactor.leaves_out(row.kind)
    ], redactor


def _about(vault: Vault, now: datetime, wish: Wish, kept: Format, redactor: Redactor | None) -> About:
    query = wish.query
    made: tuple[Picture, ...] = ()
    if kept.draws:
        from medledare.services.pictures import pictures, redacted

        if redactor:
            query = query._replace(kinds=query.kinds or without_private())
        made = pictures(vault, now, query)
        made = redacted(made, redactor) if redactor else made
    unsifted = wish.query == Query(since=query.since, until=query.until)
    return About(_("Reflections"), language(), now, query.since, query.until, unsifted, made, _template(wish.template))


def _template(path: Path | None) -> str:
    """The source of a template. Raises CannotReadTemplate."""
    if path is None:
        return ""
    try:
        with path.expanduser().open("rb") as file:
            data = file.read(LARGEST_TEMPLATE + 1)
        if len(data) > LARGEST_TEMPLATE:
            raise CannotReadTemplate(path=path, reason=N_("it is larger than one megabyte"))
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CannotReadTemplate(path=path, reason=N_("it is not UTF-8 text")) from None
    except OSError as error:
        raise CannotReadTemplate(path=path, reason=error.strerror) from None


def format_of(name: str) -> Format:
    """What there is to know of a format. Raises NoSuchFormat."""
    if name not in FORMATS:
        raise NoSuchFormat(format=name, formats=", ".join(FORMATS))
    return FORMATS[name]


def json_schema() -> str:
    """The JSON Schema of what is exported as JSON."""
    from medledare.transfer.exporters.medledare_json import schema

    return schema().decode()
