"""Texts to begin an entry from: one's own, kept as records, and a few that the program brings and keeps nowhere."""

from datetime import datetime
from typing import NamedTuple

from medledare.domain.matching import fold
from medledare.domain.problems import N_, Usage
from medledare.domain.records import Template
from medledare.domain.templates import filled
from medledare.services import intention, records
from medledare.text.dates import clock_time, long_day, weekday_name
from medledare.text.library import templates
from medledare.vault.vault import Vault


class NoTemplate(Usage):
    sentence = N_("There is no template called “{name}”. “medledare template” lists them.")


class NotOwn(Usage):
    sentence = N_("“{name}” comes with the program. A template of your own by that name takes its place.")


class Choice(NamedTuple):
    """A template that can be begun from; ``record`` is None for one that the program brings."""

    name: str
    text: str
    record: Template | None = None


def choices(vault: Vault) -> list[Choice]:
    """One's own, by name, then those of the program whose name no own one has."""
    own = [Choice(one.headline, one.text, one) for one in records.all_of(vault, Template)]
    own.sort(key=lambda one: fold(one.name))
    taken = {fold(one.name) for one in own}
    return [*own, *(Choice(name, text) for name, text in templates() if fold(name) not in taken)]


def called(vault: Vault, name: str) -> Choice:
    """The template with a name, in whatever case, or whose name alone begins so, or with an id. Raises NoTemplate.

    Of several with the same name the latest is meant.
    """
    known, wanted = choices(vault), fold(name.strip())
    if whole := [one for one in known if fold(one.name) == wanted]:
        return max(whole, key=_made)
    begun = [one for one in known if wanted and fold(one.name).startswith(wanted)]
    if len(begun) == 1:
        return begun[0]
    if by_id := [one for one in known if one.record and wanted and one.record.id.endswith(wanted)]:
        return by_id[0]
    raise NoTemplate(name=name)


def own_called(vault: Vault, name: str) -> Template:
    """As ``called``, but one of the person's own. Raises NotOwn for another."""
    if (record := called(vault, name).record) is None:
        raise NotOwn(name=name)
    return record


def begun(vault: Vault, now: datetime, text: str) -> str:
    """A template's text as it is to be written on from now."""
    wanted = intention.of_day(vault, now.date()) if "{" in text else None
    said = {
        "date": long_day(now.date()),
        "weekday": weekday_name(now.date()),
        "week": str(now.isocalendar().week),
        "time": clock_time(now),
        "intention": wanted.text.strip() if wanted else "",
    }
    return filled(text, said)


def _made(one: Choice) -> str:
    return one.record.id if one.record else ""
