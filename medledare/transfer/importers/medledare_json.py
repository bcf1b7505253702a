"""The program's own complete export, brought back: every record with its id and fields as they were."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, tzinfo
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from medledare.domain.codec import decode, encode
from medledare.domain.problems import N_, Problem, Unwritable
from medledare.domain.records import KINDS, Record, class_of
from medledare.transfer import Parsed, json_of
from medledare.transfer.exporters.medledare_json import FORMAT
from medledare.transfer.source import SingleFile, Source, the_file

_MARK = re.compile(r'\s*\{\s*"format"\s*:\s*"medledare/')
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class NotAnExport(Problem):
    sentence = N_("The file is JSON, but not what medledare exports. Nothing was imported.")


class NewerExport(Problem):
    sentence = N_("The file was exported by a newer medledare ({format}). Update the program to import it.")


class NotARecord(Problem):
    sentence = N_("Record {number}: {what}. It was left out.")


class UnknownFields(Problem):
    sentence = N_("Record {number}: this version has no place for {names}, which was left out.")


def recognises(source: Source) -> bool:
    """Whether the file is a medledare export."""
    return isinstance(source, SingleFile) and _MARK.match(source.head) is not None


def read(source: Source, zone: tzinfo, *, strict: bool = False) -> Parsed:
    """Records in the order of the file, ids kept. Raises NotJson, NotAnExport or NewerExport."""
    document = json_of(the_file(source))
    if not isinstance(document, dict) or not isinstance(document.get("records"), list):
        raise NotAnExport
    if (said := document.get("format")) != FORMAT:
        raise NewerExport(format=said) if str(said).startswith("medledare/") else NotAnExport
    records: list[Record] = []
    problems: list[Problem] = []
    for number, row in enumerate(document["records"], start=1):
        try:
            record, unknown = _record(row)
        except _Unfit as reason:
            problems.append(NotARecord(number=number, what=reason))
            continue
        records.append(record)
        if unknown:
            problems.append(UnknownFields(number=number, names=", ".join(unknown)))
    return Parsed(tuple(records), tuple(problems))


class _Unfit(Exception):
    """Why something is not a record."""


def _record(row: object) -> tuple[Record, list[str]]:
    if not isinstance(row, dict):
        raise _Unfit(f"{type(row).__name__}")
    kind, record_id = row.get("kind"), row.get("id")
    if not isinstance(kind, str) or kind not in KINDS:
        raise _Unfit(f"kind {kind!r}")
    if not isinstance(record_id, str) or not _ID.fullmatch(record_id):
        raise _Unfit(f"id {record_id!r}")
    document = {name: value for name, value in row.items() if name not in ("kind", "id")}
    if misfits := list(_misfits(class_of(kind), document, skip="id")):
        raise _Unfit(", ".join(misfits))
    record = decode(kind, record_id, document)
    try:
        encode(record)
    except Unwritable:
        raise _Unfit("NUL") from None
    known = {field.name for field in fields(record)}
    return record, [name for name in document if name not in known]


def _misfits(cls: type, document: Mapping[str, Any], skip: str = "") -> Iterator[str]:
    """Names of fields whose stored value is missing or not of the field's type."""
    hints = get_type_hints(cls)
    for field in fields(cls):
        if field.name == skip:
            continue
        if field.name not in document:
            if field.default is MISSING:
                yield field.name
        elif not _fits(document[field.name], hints[field.name]):
            yield field.name


def _fits(value: object, hint: Any) -> bool:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return any(_fits(value, one) for one in arguments)
    if origin is Literal:
        return isinstance(value, str) and value in arguments
    if origin is tuple:
        return isinstance(value, list) and all(_fits(one, arguments[0]) for one in value)
    if hint in (datetime, date):
        return isinstance(value, str) and _is_time(value, hint)
    if is_dataclass(hint) and isinstance(hint, type):
        return isinstance(value, dict) and not any(_misfits(hint, value))
    return type(value) is hint or (value is None and hint is type(None))


def _is_time(text: str, hint: type[date]) -> bool:
    try:
        moment = hint.fromisoformat(text)
    except ValueError:
        return False
    return not isinstance(moment, datetime) or moment.tzinfo is not None
