"""How an invitation to observe is told to whoever is to answer it, the same in both fronts."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from medledare.text import N_, _
from medledare.text.dates import long_day

SEALED = N_(
    "Your answers are sealed here, before anything is written. Only the one who invited you can open them, and they "
    "belong to that person. Leave out what you like."
)


class Invited(Protocol):
    """What is told of an invitation."""

    @property
    def behaviour(self) -> str: ...
    @property
    def since(self) -> date: ...
    @property
    def until(self) -> date | None: ...
    @property
    def name(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def questions(self) -> Sequence[str]: ...


def pieces(asked: Invited) -> Iterator[tuple[str, str]]:
    """What is asked, by whom and when, as (label in words, text)."""
    yield _("Behaviour"), asked.behaviour
    if asked.name:
        yield _("From"), asked.name
    yield _("Period"), period(asked.since, asked.until)
    yield _("Number to compare"), asked.number


def period(since: date, until: date | None) -> str:
    """From one day on, perhaps to another."""
    if until is None:
        return _("from {day}").format(day=long_day(since))
    return _("{first} to {last}").format(first=long_day(since), last=long_day(until))


def about(asked: Invited) -> Iterator[str]:
    """The same line by line, and what becomes of the answers."""
    for label, text in pieces(asked):
        yield f"{label}: {text}"
    yield _(SEALED)
