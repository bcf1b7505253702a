"""The wordings of a shared mission, beside each other: which there are, and in which words they differ.

Wordings are compared, never people: nothing here says whose one is, when it was shown, or by how many.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from medledare.domain.matching import fold
from medledare.sharing.message import Message
from medledare.sharing.taken_back import Standing, Unfit, words
from medledare.sharing.team import Look, Rejected

MISSION = "mission"
FIELDS = ("statement", "for_whom", "value")

_WORD = re.compile("[\\w\u0300-\u036f]+")

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Wording:
    """A mission as somebody words it; of the last two, either may be empty."""

    statement: str
    for_whom: str = ""
    value: str = ""

    @property
    def fields(self) -> dict[str, str]:
        """Its texts by the field's name, without those that are empty."""
        texts = {name: getattr(self, name) for name in FIELDS}
        return {name: text for name, text in texts.items() if text.strip()}

    @property
    def key(self) -> tuple[str, ...]:
        """What those that are worded alike have in common; also what they are ordered by."""
        return tuple(fold(" ".join(getattr(self, name).split())) for name in FIELDS)


@dataclass(frozen=True, slots=True)
class Shown:
    """A wording, and for each field the stretches (start, end) of words that not all the others have there."""

    wording: Wording
    apart: Mapping[str, tuple[Stretch, ...]]


@dataclass(frozen=True, slots=True)
class Wordings:
    """All that are shown, by their words; what is worded alike stands once. ``rejected``: files left out."""

    shown: tuple[Shown, ...]
    rejected: tuple[Rejected, ...]


def wordings(look: Look) -> Wordings:
    """The wordings that stand of those who are members."""
    standing = Standing(look)
    found = _latest(standing)
    alike = {one.key: one for one in found.values()}
    ordered = [alike[key] for key in sorted(alike)]
    return Wordings(tuple(_beside(one, ordered) for one in ordered), tuple(standing.rejected))


def standing_of(look: Look, person: str) -> list[tuple[str, Wording]]:
    """The wordings of a person that were not replaced or taken back, each with its message's id, oldest first."""
    return [(message.id, wording) for message, wording in _standing(Standing(look)) if message.by == person]


def body_of(wording: Wording, replaces: Sequence[str]) -> dict[str, Any]:
    """What a message holds that shows a wording in place of earlier ones (ids)."""
    return {name: getattr(wording, name) for name in FIELDS} | {"replaces": list(replaces)}


def _latest(standing: Standing) -> dict[str, Wording]:
    """The newest by each member."""
    return {message.by: wording for message, wording in _standing(standing) if message.by in standing.look.members}


def _standing(standing: Standing) -> list[tuple[Message, Wording]]:
    found: list[tuple[Message, Wording]] = []
    replaced: set[tuple[str, str]] = set()
    for message, file in standing.of(MISSION):
        try:
            found.append((message, _read(message.body)))
        except Unfit:
            standing.refuse(file)
        else:
            # By its own author alone, whatever order the clocks put them in.
            replaced.update((message.by, id) for id in message.body.get("replaces", ()))
    return [(message, wording) for message, wording in found if (message.by, message.id) not in replaced]


def _read(body: Mapping[str, Any]) -> Wording:
    replaces = body.get("replaces", [])
    if not isinstance(replaces, list) or not all(isinstance(one, str) for one in replaces):
        raise Unfit
    return Wording(words(body, "statement"), *(words(body, name, may_be_empty=True) for name in FIELDS[1:]))


def _beside(wording: Wording, among: Sequence[Wording]) -> Shown:
    apart = {}
    for name, text in wording.fields.items():
        others = [one.fields[name] for one in among if one is not wording and name in one.fields]
        apart[name] = _apart(text, [_words(other) for other in others])
    return Shown(wording, apart)


def _apart(text: str, others: Sequence[frozenset[str]]) -> tuple[Stretch, ...]:
    """The words of a text that are missing in any of the others; what stands next to each other is one stretch."""
    stretches: list[Stretch] = []
    together = False
    for found in _WORD.finditer(text):
        word = fold(found.group())
        if all(word in other for other in others):
            together = False
            continue
        start = stretches.pop()[0] if together else found.start()
        stretches.append((start, found.end()))
        together = True
    return tuple(stretches)


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in _WORD.findall(text))
