"""Rules: which signal makes which question worth asking, and how often. Read from plain mappings and checked."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any, NamedTuple

from medledare.coach.signals import SIGNALS, Parameter, Signal
from medledare.domain.principles import PRINCIPLES
from medledare.domain.problems import N_, Problem
from medledare.domain.question import MOMENTS

LONGEST_WAIT = 3650
"""Days."""
LONGEST_TEXT = 300
LONGEST_QUOTED = 60
BY_THE_DAY = "day"
"""Instead of a rule's own question: one that fits the time of day."""

TEXT = N_("a text of 1 to 300 characters on one line")
SOME_TAGS = N_('a list of words, such as ["waiting"]')
SOME_NUMBERS = N_("a list of whole numbers from 1 to 3650")
BRACES = N_("braces only around what the signal gives")


class Missing(Problem):
    sentence = N_("{file}, {entry}: “{given}” is missing.")


class NoSuchField(Problem):
    sentence = N_("{file}, {entry}: there is no “{given}”. Allowed: {allowed}.")


class NotAllowed(Problem):
    sentence = N_("{file}, {entry}: it cannot say “{given}”. Allowed: {allowed}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule. ``because`` names what its signal gives in braces.

    ``cooldown`` is in days; the highest ``weight`` speaks. ``once``: the same records are asked about once only.
    ``alone``: while it holds, no other rule speaks. ``instead``: the moment of a question from the bank that carries
    the rule's reason while its own question rests (empty: the rule waits).
    """

    id: str
    principle: str
    signal: str
    parameters: Mapping[str, Parameter]
    cooldown: int
    weight: int
    question: str
    because: str
    once: bool = False
    alone: bool = False
    instead: str = ""
    own: bool = False


class Place(NamedTuple):
    """Where something stands: the file's name and the entry in it."""

    file: str
    entry: str

    def refuse(self, field: str, value: object, allowed: str) -> NotAllowed:
        """The problem that a field's value is."""
        told = json.dumps(value, ensure_ascii=False, default=str)
        given = f"{field} = {told if len(told) <= LONGEST_QUOTED else told[:LONGEST_QUOTED] + '…'}"
        return NotAllowed(file=self.file, entry=self.entry, given=given, allowed=allowed)


class Reader:
    """Takes fields out of a mapping one by one, each checked; what is left at the end should not be there."""

    def __init__(self, about: Mapping[str, Any], place: Place) -> None:
        self._left = dict(about)
        self._taken: list[str] = []
        self.place = place

    def take(self, field: str, fits: Callable[[Any], bool], allowed: str, default: Any = None) -> Any:
        """A field's value. Raises Missing if there is neither one nor a default, or NotAllowed."""
        self._taken.append(field)
        if field not in self._left:
            if default is None:
                raise Missing(file=self.place.file, entry=self.place.entry, given=f"{field} =")
            return default
        value = self._left.pop(field)
        if not fits(value):
            raise self.place.refuse(field, value, allowed)
        return value

    def choice(self, field: str, choices: Iterable[str], default: Any = None) -> str:
        """One of some words."""
        known = tuple(choices)
        chosen: str = self.take(
            field, lambda value: isinstance(value, str) and value in known, ", ".join(known), default
        )
        return chosen

    def number(self, field: str, low: int, high: int, default: Any = None) -> int:
        """A whole number."""
        given: int = self.take(field, lambda value: _is_number(value, low, high), f"{low}–{high}", default)
        return given

    def yes(self, field: str) -> bool:
        """Yes or no; no, if it is not said."""
        return bool(self.take(field, lambda value: isinstance(value, bool), "true, false", False))

    def text(self, field: str) -> str:
        """A line of text."""
        return str(self.take(field, is_line, TEXT)).strip()

    def parameter(self, field: str, default: Parameter) -> Parameter:
        """A signal's parameter, of the same kind as its default."""
        if isinstance(default, int):
            return self.number(field, 1, LONGEST_WAIT, default)
        if isinstance(default, str):
            return self.choice(field, PRINCIPLES, default)
        if default and isinstance(default[0], int):
            return tuple(self.take(field, _are_numbers, SOME_NUMBERS, default))
        return tuple(self.take(field, _are_words, SOME_TAGS, default or None))

    def end(self) -> None:
        """Raises NoSuchField for anything that was not asked for."""
        for field in self._left:
            allowed = ", ".join(self._taken)
            raise NoSuchField(file=self.place.file, entry=self.place.entry, given=f"{field} =", allowed=allowed)


def rules_of(catalogue: Mapping[str, Any], words: Mapping[str, Mapping[str, str]], file: str) -> tuple[Rule, ...]:
    """The built-in rules: ``catalogue`` has a table for each id, ``words`` its question and its because."""
    return tuple(
        _built_in(rule_id, about, words[rule_id], Place(file, rule_id)) for rule_id, about in catalogue.items()
    )


def _built_in(rule_id: str, about: Mapping[str, Any], words: Mapping[str, str], place: Place) -> Rule:
    read = Reader({**about, **words}, place)
    rule = rule_from(
        read,
        rule_id,
        cooldown=read.number("cooldown", 0, LONGEST_WAIT),
        alone=read.yes("alone"),
        instead=read.choice("instead", (BY_THE_DAY, *MOMENTS), ""),
        own=False,
    )
    read.end()
    return rule


def rule_from(read: Reader, rule_id: str, *, cooldown: int, own: bool, alone: bool = False, instead: str = "") -> Rule:
    """A rule of the fields that every rule has, and its signal's parameters."""
    signal = SIGNALS[read.choice("signal", SIGNALS)]
    return Rule(
        id=rule_id,
        principle=read.choice("principle", PRINCIPLES),
        signal=signal.name,
        parameters={name: read.parameter(name, default) for name, default in signal.parameters.items()},
        cooldown=cooldown,
        weight=read.number("weight", 1, 99, 50),
        question=read.text("question"),
        because=_because(read, signal),
        once=read.yes("once"),
        alone=alone,
        instead=instead,
        own=own,
    )


def _because(read: Reader, signal: Signal) -> str:
    """The reason, whose braces hold nothing but what the signal gives."""
    text = read.text("because")
    allowed = ", ".join(f"{{{name}}}" for name in signal.gives) or BRACES
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        raise read.place.refuse("because", text, allowed) from None
    for _text, name, form, conversion in parts:
        if name is not None and (name not in signal.gives or form or conversion):
            raise read.place.refuse("because", text, allowed)
    return text


def is_line(value: object) -> bool:
    """Whether it is a line of text that can be shown and kept."""
    if not isinstance(value, str) or not 1 <= len(value.strip()) <= LONGEST_TEXT:
        return False
    return not any(letter < " " or "\x7f" <= letter < "\xa0" for letter in value)


def _is_number(value: object, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _are_numbers(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_number(one, 1, LONGEST_WAIT) for one in value)


def _are_words(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(is_line(one) and one.strip("#@ ") for one in value)
