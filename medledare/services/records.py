"""Any record, whatever its kind: find it, add it, change it, remove it, see its history, take a step back."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar, cast

from tinydb.queries import QueryLike

from medledare.domain.codec import decoded, encode, encode_changes
from medledare.domain.problems import AmbiguousId, Damaged, UnknownId
from medledare.domain.records import KINDS, Record
from medledare.domain.short_id import short as short
from medledare.services.linking import links
from medledare.vault.damage import NOT_A_RECORD
from medledare.vault.table import Document
from medledare.vault.vault import Vault

R = TypeVar("R", bound=Record)

LEFT_ALONE, MAKING_LEFT_ALONE = ("departure",), ("offer",)
"""Kinds that no step back touches, and those whose making it does not."""


@dataclass(frozen=True, slots=True)
class Change:
    """One version of a record; ``record`` is None where it was deleted."""

    at: datetime
    device: str
    record: Record | None
    current: bool


def all_of(vault: Vault, kind: type[R], which: QueryLike | None = None) -> list[R]:
    """Records of one kind that a TinyDB query holds for (all, without one), oldest first by what they are about.

    One that is not what this version expects is left out; the vault's status names it.
    """
    rows = vault.table(kind.kind).shared().items()
    found = [decoded(kind.kind, record_id, row) for record_id, row in rows if which is None or which(row)]
    records = [cast(R, record) for record in found if record]
    return sorted(records, key=lambda record: (record.at, record.id))


def kinds_there(vault: Vault) -> list[str]:
    """The kinds of which there is any record."""
    return [kind for kind in KINDS if len(vault.table(kind))]


def get(vault: Vault, given: str, *kinds: type[Record]) -> Record:
    """The record with this id, which may be shortened from either end while unambiguous.

    Only the ``kinds`` given are looked through (all, if none). Raises UnknownId, AmbiguousId, or Damaged where it
    is not what this version expects.
    """
    wanted = given.strip().lower()
    found: list[tuple[str, Document]] = []
    for kind in (one.kind for one in kinds) if kinds else KINDS:
        table = vault.table(kind)
        if isinstance(exact := table.get(doc_id=wanted), Document):
            return _whole(kind, wanted, exact)
        found += [(kind, row) for row in table if _fits(wanted, row.doc_id)]
    if not found:
        raise UnknownId(id=given)
    if len(found) > 1:
        raise AmbiguousId(id=given, count=len(found))
    kind, document = found[0]
    return _whole(kind, document.doc_id, document)


def _fits(wanted: str, id: str) -> bool:
    return bool(wanted) and (id.startswith(wanted) or id.endswith(wanted))


def _whole(kind: str, id: str, document: Document) -> Record:
    record = decoded(kind, id, document)
    if record is None:
        raise Damaged(what=NOT_A_RECORD, where=f"{kind} {id}")
    return record


def add(vault: Vault, record: R) -> R:
    """Keep a new record, with what its text links to. When this returns it is on disk."""
    record = replace(record, **links(record, lambda: vault))
    vault.table(record.kind).insert(Document(encode(record), doc_id=record.id))
    return record


def change(vault: Vault, record: R, **fields: Any) -> R:
    """Change some fields and return the new record; nothing is written if nothing changed.

    A text that is changed links to what it did not name before. Raises UnknownId if the record was deleted meanwhile.
    """
    changed = replace(record, **fields)
    fields = {**links(changed, lambda: vault, record), **fields}
    changed = replace(changed, **fields)
    if changed == record:
        return record
    kept = vault.table(record.kind).update(encode_changes(**fields), doc_ids=[record.id])
    if not kept:
        raise UnknownId(id=short(record.id))
    return changed


def remove(vault: Vault, record: Record) -> None:
    """Delete a record. Its history stays, so that ``undo`` can bring it back."""
    if not vault.table(record.kind).remove(doc_ids=[record.id]):
        raise UnknownId(id=short(record.id))


def history(vault: Vault, record: Record) -> list[Change]:
    """Every version of a record, oldest first, as far as this version can read them."""
    return _changes(vault, record.kind, record.id)


def history_of(vault: Vault, given: str) -> list[Change]:
    """Like ``history``, for an id that may be shortened, and for a record that is deleted too.

    Raises UnknownId or AmbiguousId.
    """
    try:
        record = get(vault, given)
    except UnknownId:
        wanted = given.strip().lower()
        gone = [(kind, id) for kind in KINDS for id in vault.deleted(kind) if _fits(wanted, id)]
        if not gone:
            raise
        if len(gone) > 1:
            raise AmbiguousId(id=given, count=len(gone)) from None
        return _changes(vault, *gone[0])
    return history(vault, record)


def _changes(vault: Vault, kind: str, id: str) -> list[Change]:
    return [
        Change(
            at=version.at,
            device=version.device,
            record=known,
            current=version.current,
        )
        for version in vault.history(kind, id)
        for known in [None if version.document is None else decoded(kind, id, version.document)]
        if known or version.document is None
    ]


def undo(vault: Vault) -> list[tuple[str, str]]:
    """Take back the last step made on this device: (kind, id) of what it touched; empty if there is none.

    That something was exported, or asked by the coach, is a fact no step back can change, so its note stays; what
    was said to a question can be taken back.
    """
    return vault.undo(LEFT_ALONE, MAKING_LEFT_ALONE)


def brought_by(touched: list[tuple[str, str]]) -> int:
    """How many records a step of these (kind, id) brought in from elsewhere; 0 if it was no import."""
    others = [kind for kind, _id in touched if kind != "arrival"]
    return len(others) if len(others) < len(touched) else 0
