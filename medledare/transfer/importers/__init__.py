"""Formats that can be brought in, by name."""

from medledare.transfer import Importer
from medledare.transfer.importers import jrnl_text, medledare_json

IMPORTERS: dict[str, Importer] = {module.NAME: module for module in (medledare_json, jrnl_text)}
"""In the order in which they are asked whether they recognise a file."""
