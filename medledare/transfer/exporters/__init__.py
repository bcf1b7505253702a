"""Formats that can be written, by name; each is loaded when it is first asked for."""

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from medledare.transfer import Exporter, FolderExporter, Stored

MODULES = {
    "markdown": "markdown",
    "html": "html",
    "pdf": "pdf",
    "json": "medledare_json",
    "csv": "csv_tables",
    "ics": "ics",
    "org": "org",
    "template": "own_template",
}
"""The module of each format of ``medledare.text.formats``."""


def exporter_of(format: str) -> "Exporter":
    """What writes a format. Raises KeyError for an unknown one."""
    return cast("Exporter", import_module(f"{__name__}.{MODULES[format]}"))


def taken_by(format: str, rows: "list[Stored]") -> "list[Stored]":
    """The records that a format has a place for: all, unless its module has a ``takes(row)`` that says no."""
    takes = getattr(exporter_of(format), "takes", None)
    return [row for row in rows if takes(row)] if takes else rows


def folder_exporter_of(format: str) -> "FolderExporter":
    """What writes a format as several files, for one that can be a folder."""
    return cast("FolderExporter", import_module(f"{__name__}.{MODULES[format]}"))
