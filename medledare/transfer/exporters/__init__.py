"""Formats that can be written, by name."""

from medledare.transfer import Exporter
from medledare.transfer.exporters import markdown, medledare_json

EXPORTERS: dict[str, Exporter] = {module.NAME: module for module in (markdown, medledare_json)}
