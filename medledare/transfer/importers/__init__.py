"""Formats that can be brought in, by name. A format's module is loaded when it is first asked for."""

from importlib import import_module
from typing import cast

from medledare.transfer import Importer

_MODULES = {
    "medledare": "medledare_json",
    "jrnl-json": "jrnl_json",
    "dayone": "day_one",
    "daylio": "daylio",
    "logseq": "logseq",
    "obsidian": "obsidian",
    "jrnl": "jrnl_text",
    "org": "org_journal",
    "markdown": "markdown_folder",
}
"""In the order in which they are asked whether they recognise a source: the more particular ones first."""

IMPORTERS = tuple(_MODULES)
"""The names of all formats, as they are written on the command line."""


def importer(name: str) -> Importer:
    """The importer of a format. Raises KeyError for an unknown one."""
    return cast(Importer, import_module(f"{__name__}.{_MODULES[name]}"))
