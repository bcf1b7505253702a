"""Everything as it is stored, in one JSON document that ``import`` takes back unchanged."""

from collections.abc import Sequence

import orjson

from medledare.transfer import Stored

NAME = "json"
COMPLETE = True


def write(rows: Sequence[Stored]) -> str:
    """``{"format": "medledare/1", "records": [{"kind", "id", …}]}``, each record's fields as they are stored."""
    records = [{"kind": row.kind, "id": row.id, **row.document} for row in rows]
    return orjson.dumps({"format": "medledare/1", "records": records}, option=orjson.OPT_INDENT_2).decode() + "\n"
