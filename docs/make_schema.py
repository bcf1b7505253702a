"""Writes the JSON Schema of the complete export, from the records themselves: ``python docs/make_schema.py``."""

import json
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from medledare.domain.records import KINDS, class_of
from medledare.transfer.exporters.medledare_json import FORMAT, SCHEMA

TARGET = Path(__file__).parents[1] / "medledare" / "transfer" / "medledare-1.schema.json"

PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": 0},
    NoneType: {"type": "null"},
    datetime: {"$ref": "#/$defs/moment"},
    date: {"$ref": "#/$defs/day"},
}


def schema() -> dict[str, Any]:
    """The whole schema."""
    kinds = {kind: _object(class_of(kind), {"kind": {"const": kind}}) for kind in KINDS}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        "title": FORMAT,
        "description": "Everything that medledare exports as JSON. A field that says nothing is left out; a newer "
        "version may add kinds and fields, and then this schema has them, too.",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "schema": {"const": SCHEMA},
            "records": {"type": "array", "items": {"oneOf": [{"$ref": f"#/$defs/{kind}"} for kind in KINDS]}},
        },
        "required": ["format", "records"],
        "additionalProperties": False,
        "$defs": {
            "moment": {
                "description": "A moment with its offset from UTC (ISO 8601).",
                "type": "string",
                "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?[+-]\d\d:\d\d$",
            },
            "day": {"description": "A day (ISO 8601).", "type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
            **kinds,
        },
    }


def _object(cls: type, given: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(cls)
    properties = given | {field.name: _value(hints[field.name]) for field in fields(cls)}
    needed = [*given, *(field.name for field in fields(cls) if field.default is MISSING)]
    return {
        "description": " ".join((cls.__doc__ or "").replace("``", "").split()),
        "type": "object",
        "properties": properties,
        "required": needed,
        "additionalProperties": False,
    }


def _value(hint: Any) -> dict[str, Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (Union, UnionType):
        return {"anyOf": [_value(one) for one in arguments]}
    if origin is tuple:
        return {"type": "array", "items": _value(arguments[0])}
    if is_dataclass(hint) and isinstance(hint, type):
        return _object(hint, {})
    return PLAIN[hint]


if __name__ == "__main__":
    TARGET.write_text(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n", "utf-8")
