"""Summaries in a team's space: for all members, or sealed once more to some of them and signed within."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from medledare.domain.problems import N_
from medledare.sharing import sealed_text
from medledare.sharing.people import Card, Person
from medledare.sharing.sealed_text import Forged, Unsigned
from medledare.sharing.taken_back import Standing, Unfit, words
from medledare.sharing.team import UNREADABLE, Look, Rejected
from medledare.vault.age import Altered, NotForUs, open_with, seal_for

SUMMARY = "summary"

BY_ANOTHER = N_("what is sealed in it was written by somebody else, or for somebody else")


@dataclass(frozen=True, slots=True)
class Told:
    """A summary that one may read. ``id``: its message's. ``to_all``: it is for every member."""

    id: str
    by: Card
    at: datetime
    text: str
    to_all: bool


@dataclass(frozen=True, slots=True)
class Summaries:
    """Those that stand and are for oneself, oldest first, and the files that are refused."""

    told: tuple[Told, ...]
    rejected: tuple[Rejected, ...]


def body_of(person: Person, at: datetime, text: str, recipients: Sequence[str]) -> Mapping[str, Any]:
    """What a message says: the text as it is, or with ``recipients`` sealed to them and to oneself."""
    if not recipients:
        return {"text": text}
    keys = sorted({*recipients, person.card.recipient})
    content = sealed_text.signed(person, sealed_text.new_id(), at, text.encode(), keys)
    return {"sealed": base64.b64encode(seal_for(keys, content)).decode()}


def summaries(look: Look, person: Person) -> Summaries:
    """What of a space's summaries is for a person. One that is for others is passed over without a word."""
    standing = Standing(look)
    told = []
    for message, file in standing.of(SUMMARY):
        by = look.cards[message.by]
        try:
            to_all = "sealed" not in message.body
            text = words(message.body, "text") if to_all else _opened(message.body, by, person)
            told.append(Told(message.id, by, message.at, text, to_all))
        except Unfit as unfit:
            standing.refuse(file, *unfit.args)
        except NotForUs:
            continue
    return Summaries(tuple(told), tuple(standing.rejected))


def _opened(body: Mapping[str, Any], by: Card, person: Person) -> str:
    """The text that was sealed within. Raises NotForUs, or Unfit, with why."""
    try:
        inner = sealed_text.read(open_with(person.identity, base64.b64decode(words(body, "sealed"), validate=True)))
        if inner.by.person != by.person or not inner.is_for(person.card.recipient):
            raise Unfit(BY_ANOTHER)
        return inner.body.decode()
    except (Altered, Unsigned, Forged, UnicodeDecodeError):
        raise Unfit(UNREADABLE) from None
    except NotForUs:
        raise
    except ValueError as error:
        raise error if isinstance(error, Unfit) else Unfit(UNREADABLE) from None
