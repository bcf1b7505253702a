"""Everything as it is stored, in one JSON document that ``import`` takes back unchanged."""

from collections.abc import Sequence

import orjson

from medledare.transfer import About, Stored


def write(rows: Sequence[Stored], about: About) -> bytes:
    """``{"format": "medledare/1", "records": [{"kind", "id", …}]}``, each record's fields as they are stored."""
    records = [{"kind": row.kind, "id": row.id, **row.document} for row in rows]
    return orjson.dumps({"format": "medledare/1", "records": records}, option=orjson.OPT_INDENT_2) + b"\n"
