"""Two things a person wonders about, chosen before the days that are looked at: at most five pairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from medledare.domain.problems import N_, Problem, Usage
from medledare.domain.question import quotes
from medledare.domain.records import PLACES, Entry, Pair
from medledare.domain.tags import as_tag, find_tags
from medledare.services import records
from medledare.services.clock import Clock
from medledare.trends.dots import Dot
from medledare.trends.pairs import MOST_PAIRS, Coincidence, coincidences
from medledare.vault.ids import new_id
from medledare.vault.vault import Vault

SAYS = {
    "too_early": "too_early",
    "chance": "could_be_chance",
    "higher": "coincided_with_higher",
    "lower": "coincided_with_lower",
}
"""What may be said of a pair, by what was found."""


class TooManyPairs(Problem):
    sentence = N_("You follow five pairs already. Remove one first.")


class ChosenBefore(Problem):
    sentence = N_("You follow this pair already.")


class NotAFactor(Usage):
    sentence = N_("“{given}” is nothing to follow. Write place=home, place=office, place=other or tag=#word.")


def as_factor(given: str) -> str:
    """A factor as it is kept (``place:home``, ``tag:#möte``), typed with = or :. Raises NotAFactor."""
    name, _sign, value = given.strip().replace("=", ":", 1).partition(":")
    name, value = name.strip().lower(), value.strip().lower()
    if name == "place" and value in PLACES:
        return f"place:{value}"
    if name == "tag" and find_tags(tag := as_tag(value)) == (tag,):
        return f"tag:{tag}"
    raise NotAFactor(given=given)


def add(vault: Vault, clock: Clock, factor: str, principle: str) -> Pair:
    """Follow a pair from now on. Raises NotAFactor, ChosenBefore or TooManyPairs."""
    factor = as_factor(factor)
    chosen = records.all_of(vault, Pair)
    if any((one.factor, one.principle) == (factor, principle) for one in chosen):
        raise ChosenBefore
    if len(chosen) >= MOST_PAIRS:
        raise TooManyPairs
    now = clock()
    return records.add(vault, Pair(id=new_id(), at=now, created=now, factor=factor, principle=principle))


def remove(vault: Vault, given: str) -> Pair:
    """Follow a pair no longer. Raises UnknownId or AmbiguousId."""
    pair = records.get(vault, given, Pair)
    assert isinstance(pair, Pair)
    records.remove(vault, pair)
    return pair


@dataclass(frozen=True, slots=True)
class Followed:
    """A pair, and what may be said of it so far."""

    pair: Pair
    found: Coincidence

    @property
    def says(self) -> str:
        """What may be said, as a word."""
        return SAYS[self.found.says]


def followed(vault: Vault, dots: Sequence[Dot], until: date) -> list[Followed]:
    """The pairs in the order they were chosen."""
    chosen = records.all_of(vault, Pair)[:MOST_PAIRS]
    if not chosen:
        return []
    written = (entry for entry in records.all_of(vault, Entry) if not quotes(entry.question))
    entries = [entry for entry in written if entry.at.date() <= until]
    days = {pair.id: _days(pair.factor, entries) for pair in chosen}
    told = coincidences(dots, days, chosen, until)
    return [Followed(pair, found) for pair, found in zip(chosen, told, strict=True)]


def _days(factor: str, entries: Sequence[Entry]) -> tuple[set[date], set[date]]:
    """The days with a factor, and the days on which it is known: those with a place, or with anything written."""
    name, _sign, value = factor.partition(":")
    if name == "place":
        known = [entry for entry in entries if entry.place]
        having = {entry.at.date() for entry in known if entry.place == value}
    else:
        known = list(entries)
        having = {entry.at.date() for entry in known if value in entry.all_tags}
    return having, {entry.at.date() for entry in known}
