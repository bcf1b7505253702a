"""Finding records: by what is known about them, or by words anywhere in their text.

It reads through TinyDB's queries and decodes only what it returns.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial, reduce
from operator import and_, eq, ge, le
from typing import Any, NamedTuple, cast

from tinydb import where
from tinydb.queries import QueryInstance

from medledare.domain.codec import decoded
from medledare.domain.principles import principle_of
from medledare.domain.records import KINDS, QUIET, Record
from medledare.domain.tags import find_tags, same_tag
from medledare.domain.word_fields import text_fields, texts
from medledare.transfer import Stored
from medledare.vault.vault import Vault

TOLD = "departure"
"""What left the vault. Where it was told somebody its words are one's own, and found by words as all others are."""
_UNFIT = KeyError, TypeError, ValueError, AttributeError


class Query(NamedTuple):
    """What to find; everything said must hold. Days are local days, both ends included.

    Each of ``words`` is matched whole, as it was typed; one of ``tags`` is enough. ``on_this_day`` matches month and
    day in any year. ``limit`` keeps the latest.
    """

    words: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    kinds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    goal: str = ""
    principle: str = ""
    starred: bool = False
    on_this_day: date | None = None
    limit: int | None = None


def find(vault: Vault, query: Query) -> list[Record]:
    """The records that fit, newest last."""
    return [record for row in _rows(vault, query, False) if (record := row.record)]


def find_stored(vault: Vault, query: Query, *, everything: bool = False) -> list[Stored]:
    """As ``find``, but as the store holds them: never alter one. ``everything``: quiet kinds too, if no kind is named.

    Records that are not what this version expects are left out.
    """
    return [row for row in _rows(vault, query, everything) if row.record]


def _rows(vault: Vault, query: Query, everything: bool) -> list[Stored]:
    try:
        return _found(vault, query, everything, careful=False)
    except _UNFIT:
        # Looking at each one closely takes time that only a vault with such a record needs.
        return _found(vault, query, everything, careful=True)


def _found(vault: Vault, query: Query, everything: bool, *, careful: bool) -> list[Stored]:
    loud = [kind for kind in KINDS if everything or kind not in QUIET or (kind == TOLD and query.words)]
    kinds = [kind for kind in KINDS if kind in (query.kinds or loud)]
    found: list[tuple[datetime, Stored]] = []
    for kind in kinds:
        condition = _condition(kind, query, careful)
        found += [
            (datetime.fromisoformat(document["at"]), Stored(kind, record_id, document))
            for record_id, document in vault.table(kind).shared().items()
            if (condition(document) if condition else "at" in document)
        ]
    found.sort(key=lambda one: (one[0], one[1].id))
    return [row for _at, row in (found if query.limit is None else found[max(0, len(found) - query.limit) :])]


def text_of(kind: str, document: Mapping[str, Any]) -> str:
    """Every text of a record that a person wrote, a line between them."""
    return "\n".join(texts(document, text_fields(kind)))


def _fit(kind: str) -> QueryInstance:
    """That a document holds what its kind does."""
    return _whole(lambda document: decoded(kind, "", document) is not None)


def _condition(kind: str, query: Query, careful: bool) -> QueryInstance | None:
    """TinyDB's condition for one kind, None if all fit; the cheap tests come first. ``careful``: each must be whole."""
    parts: list[QueryInstance] = [_fit(kind)] if careful else []
    if query.since:
        parts.append(_at(partial(le, query.since.isoformat()), 0, 10))
    if query.until:
        parts.append(_at(partial(ge, query.until.isoformat()), 0, 10))
    if query.on_this_day:
        parts.append(_at(partial(eq, f"{query.on_this_day:%m-%d}"), 5, 10))
    if query.starred:
        parts.append(where("starred") == True)  # noqa: E712 - TinyDB's way to say it
    if query.goal:
        parts.append(where("goal") == query.goal)
    if query.principle:
        parts.append(_about(query.principle))
    if query.tags:
        parts.append(_whole(lambda document: _tagged(document, query.tags)))
    if query.words:
        parts += [where("text").test(bool)] if kind == TOLD and not query.kinds else []
        parts.append(_holding(kind, query.words))
    return reduce(and_, parts) if parts else None


def _holding(kind: str, words: Sequence[str]) -> QueryInstance:
    """That every word is somewhere in the text."""
    from medledare.domain.matching import fold, holds

    wanted = tuple(map(fold, words))
    return _whole(lambda document: holds(fold(text_of(kind, document)), wanted))


def _at(test: Callable[[str], bool], start: int | None = None, end: int | None = None) -> QueryInstance:
    """A condition on a part of the moment as stored, ``2026-11-23T16:30:00+01:00``."""
    return where("at").test(cast(Any, lambda at: test(at[start:end])))


def _about(principle: str) -> QueryInstance:
    """Named by the record itself, chosen as focus, or answered for."""
    named = where("principles").any([principle]) | _whole(lambda document: document.get("principle") == principle)
    return named | where("answers").any(where("item").map(principle_of) == principle)


def _tagged(document: Mapping[str, Any], wanted: Sequence[str]) -> bool:
    tags = (*document.get("tags", ()), *find_tags(document.get("text", "")))
    return any(same_tag(tag, one) for tag in wanted for one in tags)


def _whole(test: Callable[[Mapping[str, Any]], bool]) -> QueryInstance:
    """A condition on the document as a whole."""
    return QueryInstance(test, None)
