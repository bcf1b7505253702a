"""Taking out what is for the writer alone: whole kinds, passages marked ((so)), and names after @.

It takes out rather too much than too little: an opening ``((`` without an end hides the rest of its text, a word with a
capital after a name goes with it, and of an address nothing stays.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from medledare.domain.records import KINDS, QUIET
from medledare.domain.word_fields import changed, text_fields

PRIVATE = ("failure", "observer", "observation", "checkin", "conditions", "pair", *QUIET)
"""Kinds that are left out unless they are asked for by name: what one rates, fails in, is watched in or was asked."""

NAME_MARK = "@…"
PASSAGE_MARK = "[…]"
OPENS, CLOSES = "((", "))"

_BRACKETS = re.compile(r"\(\(|\)\)")
_LETTER = r"[\w\u0300-\u036f]"
_WORD = rf"[ \u00a0][^\W\d_](?:[-’']|{_LETTER})*"
_NAME = re.compile(rf"((?:(?<![-.+\w])[-.+\w]+)?)([@＠]{_LETTER}(?:(?:[-+*#/.]|{_LETTER})*{_LETTER})?)((?:{_WORD})*)")
_NEXT_WORD = re.compile(_WORD)


@dataclass
class Taken:
    """What was taken out: kinds and how many records of each, names and how often, and passages as they were."""

    kinds: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    passages: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.kinds or self.names or self.passages)


class Redactor:
    """Takes out and remembers in ``taken`` what it took. ``asked`` are kinds that were asked for by name."""

    def __init__(self, asked: Collection[str] = ()) -> None:
        self.taken = Taken()
        self._private = frozenset(PRIVATE) - frozenset(asked)

    def leaves_out(self, kind: str) -> bool:
        """Whether a record of this kind is left out whole; then it is counted."""
        if kind in self._private:
            self.taken.kinds[kind] += 1
        return kind in self._private

    def document(self, kind: str, document: Mapping[str, Any]) -> dict[str, Any]:
        """A record's document with every text as ``text`` leaves it, and without what it was imported from."""
        kept = changed(document, text_fields(kind), self.text)
        kept.pop("origin", None)
        return kept

    def text(self, text: str) -> str:
        """The text with a mark for each passage and each name."""
        if OPENS in text:
            text = self._passages(text)
        if "@" in text or "＠" in text:
            text = _NAME.sub(self._name, text)
        return text

    def _passages(self, text: str) -> str:
        kept: list[str] = []
        depth = start = end = 0
        for found in _BRACKETS.finditer(text):
            if found[0] == OPENS:
                if not depth:
                    start = found.end()
                    kept.append(text[end : found.start()])
                depth += 1
            elif depth:
                depth -= 1
                if not depth:
                    end = found.end()
                    kept.append(PASSAGE_MARK)
                    self.taken.passages.append(text[start : found.start()])
        if depth:
            self.taken.passages.append(text[start:])
            return "".join((*kept, PASSAGE_MARK))
        return "".join((*kept, text[end:]))

    def _name(self, found: re.Match[str]) -> str:
        """The mark, and after it the words from the first without a capital on: they belong to no name."""
        before, name, after = found.groups()
        end = 0
        while (word := _NEXT_WORD.match(after, end)) and word[0][1].isupper():
            end = word.end()
        self.taken.names[before + name + after[:end]] += 1
        return NAME_MARK + after[end:]


def without_names(text: str) -> str:
    """A text with a mark for each passage and each name."""
    return Redactor().text(text)


def without_private() -> tuple[str, ...]:
    """All kinds but the private ones, in their order."""
    return tuple(kind for kind in KINDS if kind not in PRIVATE)
