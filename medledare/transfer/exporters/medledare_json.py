"""Everything as it is stored, in one JSON document that ``import`` takes back unchanged."""

from collections.abc import Sequence
from importlib import resources

import orjson

from medledare.transfer import Stored
from medledare.transfer.about import About

FORMAT = "medledare/1"
SCHEMA = "urn:medledare:export:1"
"""By which the document names its JSON Schema, which ``schema`` gives."""


def schema() -> bytes:
    """The JSON Schema of what is written here. Made by ``docs/make_schema.py``."""
    return resources.files("medledare.transfer").joinpath("medledare-1.schema.json").read_bytes()


def write(rows: Sequence[Stored], about: About) -> bytes:
    """``{"format", "schema", "records": [{"kind", "id", …}]}``, each record's fields as they are stored."""
    records = [{"kind": row.kind, "id": row.id, **row.document} for row in rows]
    return orjson.dumps({"format": FORMAT, "schema": SCHEMA, "records": records}, option=orjson.OPT_INDENT_2) + b"\n"
