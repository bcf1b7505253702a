"""Records that were changed on several devices at once. Each version stays until somebody settles what shall stand.

Two versions are enough for a conflict; there can be more. What was not chosen stays in the record's history.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from medledare.domain.codec import decoded, encode_changes
from medledare.domain.problems import N_, Problem
from medledare.domain.records import Record
from medledare.services.forms import FORMS, Field
from medledare.vault.ids import new_id
from medledare.vault.vault import Vault


class ChangedMeanwhile(Problem):
    sentence = N_("This was changed or settled somewhere else meanwhile. Nothing was changed here; look at it again.")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the versions that stand beside each other. ``here``: this device wrote it."""

    record: Record
    at: datetime
    here: bool
    versions: tuple[str, ...]
    document: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A record of which several versions stand. ``sides``: the one that is shown elsewhere first, two at least.

    ``deleted``: versions that deleted it without having seen the others; they count for nothing.
    """

    kind: str
    id: str
    sides: tuple[Side, ...]
    deleted: tuple[str, ...] = ()


def find(vault: Vault) -> list[Conflict]:
    """All conflicts, the oldest record first."""
    found = [_conflict(vault, kind, record) for kind, record in vault.conflicts()]
    return sorted((one for one in found if one), key=lambda one: (one.sides[0].record.at, one.id))


def of(vault: Vault, record: Record) -> Conflict | None:
    """The versions that stand of a record; None where there is only one."""
    return _conflict(vault, record.kind, record.id)


def keep(vault: Vault, conflict: Conflict, side: Side, instead: Sequence[Side] = ()) -> None:
    """Let one version stand alone, or stand for those ``instead`` of which it was chosen. Raises ChangedMeanwhile."""
    _settle(vault, conflict, side.document, instead or conflict.sides)


def keep_all(vault: Vault, conflict: Conflict, among: Sequence[Side] = ()) -> list[str]:
    """Keep each version as a record of its own; the ids of the new ones. Raises ChangedMeanwhile."""
    first, *others = among or conflict.sides
    further = {new_id(): side.document for side in others}
    _settle(vault, conflict, first.document, [first, *others], further)
    return list(further)


def join(vault: Vault, conflict: Conflict, values: Mapping[str, Any], among: Sequence[Side] = ()) -> None:
    """Let a version written anew stand: the shown one with ``values`` in it. Raises ChangedMeanwhile, Unwritable."""
    sides = among or conflict.sides
    _settle(vault, conflict, sides[0].document | encode_changes(**values), sides)


def differing(conflict: Conflict, among: Sequence[Side] = ()) -> list[Field]:
    """The fields in which the versions differ, of those a person fills in."""
    records = [side.record for side in among or conflict.sides]
    return [
        field
        for field in FORMS.get(conflict.kind, ())
        if any(_value(one, field) != _value(records[0], field) for one in records)
    ]


def joint(conflict: Conflict, above: Callable[[Side], str], among: Sequence[Side] = ()) -> dict[str, str]:
    """For each text that differs, all its versions in one, to be made one by hand; ``above`` heads the others."""
    first, *others = among or conflict.sides
    texts = [field for field in differing(conflict, among) if field.shape in ("text", "line")]
    return {field.name: _joined(field, first, others, above) for field in texts}


def _joined(field: Field, first: Side, others: Iterable[Side], above: Callable[[Side], str]) -> str:
    pieces = [_value(first.record, field)]
    if field.shape == "line":
        pieces += [text for side in others if (text := _value(side.record, field)) not in pieces]
        return " / ".join(piece for piece in pieces if piece)
    for side in others:
        if (text := _value(side.record, field)) not in pieces:
            pieces += [above(side), text]
    return "\n\n".join(pieces)


def _value(record: Record, field: Field) -> Any:
    return getattr(record, field.name)


def _conflict(vault: Vault, kind: str, id: str) -> Conflict | None:
    versions = vault.history(kind, id)
    standing = [version for version in versions if version.current]
    sides: list[Side] = []
    for version in sorted(standing, key=lambda one: one.version, reverse=True):
        known = next((side for side in sides if side.document == version.document), None)
        if known:
            sides[sides.index(known)] = replace(known, versions=(*known.versions, version.version))
        elif version.document is not None and (record := decoded(kind, id, version.document)):
            # Undoing may have brought it back; who wrote it, and when, is told of the first time.
            first = next(one for one in versions if one.document == version.document)
            sides.append(Side(record, first.at, first.device == vault.device, (version.version,), version.document))
    if len(sides) < 2:
        return None
    return Conflict(kind, id, tuple(sides), tuple(one.version for one in standing if one.document is None))


def _settle(
    vault: Vault,
    conflict: Conflict,
    document: dict[str, Any],
    sides: Sequence[Side],
    further: Mapping[str, dict[str, Any]] | None = None,
) -> None:
    versions = [version for side in sides for version in side.versions]
    if len(sides) == len(conflict.sides):
        versions += conflict.deleted
    if not vault.settle(conflict.kind, conflict.id, document, versions, further or {}):
        raise ChangedMeanwhile
