"""Earlier imports: which there were, and taking one back, also long after."""

from typing import NamedTuple

from medledare.domain.problems import N_, Problem
from medledare.domain.records import Arrival
from medledare.services import records
from medledare.vault.vault import Vault


class NoArrival(Problem):
    sentence = N_("There is no import to take back.")


class TakenBack(NamedTuple):
    """``taken``: how many records are away again. ``stay``: how many are here still, as they were changed since."""

    arrival: Arrival
    taken: int
    stay: int


def arrivals(vault: Vault) -> list[Arrival]:
    """Imports into this vault that were not taken back, oldest first.

    A note of an import into another vault, which came here with its records, begins no step here.
    """
    if not (known := records.all_of(vault, Arrival)):
        return []
    begun = vault.beginners(Arrival.kind)
    return [arrival for arrival in known if arrival.id in begun]


def the_arrival(vault: Vault, given: str | None = None) -> Arrival:
    """The import with this id, which may be shortened, or the latest. Raises NoArrival, UnknownId or AmbiguousId."""
    known = arrivals(vault)
    if given is not None:
        wanted = records.get(vault, given, Arrival)
        known = [arrival for arrival in known if arrival == wanted]
    if not known:
        raise NoArrival
    return known[-1]


def take_back(vault: Vault, arrival: Arrival) -> TakenBack:
    """Take back all that came in with an import, but for what was changed since: that has become one's own.

    Raises NoArrival where another window has done it meanwhile.
    """
    touched = set(vault.take_back(arrival.kind, arrival.id))
    if not touched:
        raise NoArrival
    note = {(arrival.kind, arrival.id)}
    stay = set(vault.made_with(arrival.kind, arrival.id))
    return TakenBack(arrival, len(touched - note), len(stay - touched - note))
