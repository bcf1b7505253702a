"""Folders and archives as other programs leave them, made for a test and opened as an import opens them."""

import zipfile
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path

from medledare.services import importing
from medledare.services.importing import Done, Plan
from medledare.text import say
from medledare.text.zones import zone
from medledare.transfer import Parsed
from medledare.transfer.importers import IMPORTERS, importer
from medledare.transfer.opening import open_source
from medledare.vault.vault import Vault

NOW = datetime(2026, 11, 23, 16, 30, tzinfo=timezone(timedelta(hours=1)))
STOCKHOLM = zone("Europe/Stockholm")

Files = Mapping[str, str | bytes]


def folder(path: Path, files: Files) -> Path:
    """A folder with these files in it."""
    path.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(_bytes(content))
    return path


def archive(path: Path, files: Files) -> Path:
    """A zip with these files in it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(name, _bytes(content))
    return path


def parsed(path: Path, format: str) -> Parsed:
    """What the format's importer makes of it, with what could not be read of the source among the problems."""
    with open_source(path) as source:
        found = importer(format).read(source, STOCKHOLM)
        return found._replace(problems=(*source.problems, *found.problems))


def told(found: Parsed) -> list[str]:
    """The problems, as they are said."""
    return [say(problem) for problem in found.problems]


def guessed(path: Path) -> str | None:
    """The format that recognises it first."""
    with open_source(path) as source:
        return next((name for name in IMPORTERS if importer(name).recognises(source)), None)


def run(vault: Vault, planned: Plan) -> Done:
    """Bring in what is planned."""
    (done,) = importing.run(vault, lambda: NOW, [planned])
    return done


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content
