"""Signals about the answers of the check-in."""

from collections.abc import Iterator

from medledare.coach.facts import Evidence, Facts, Item
from medledare.coach.signals.signal import signal
from medledare.domain.principles import PRINCIPLES, principle_of
from medledare.domain.problems import N_


@signal(
    N_("At least {least} of the last {last} answers on {items} are {at_most} or lower."),
    "count",
    items=PRINCIPLES[0],
    least=3,
    last=5,
    at_most=1,
)
def low(facts: Facts, *, items: str, least: int, last: int, at_most: int) -> Iterator[Evidence]:
    """At least ``least`` of the ``last`` answers on a principle's items are ``at_most`` or lower."""
    given = [one for one in facts.answers if principle_of(one.item) == items][:last]
    few = [one for one in given if one.step <= at_most]
    if len(given) == last and len(few) >= least:
        yield Evidence(tuple(dict.fromkeys(one.checkin for one in few)), {"count": len(few)})


@signal(N_("The last {times} answers to an item of the check-in are the same."), "what count", times=10)
def same_answers(facts: Facts, *, times: int) -> Iterator[Evidence]:
    """The last ``times`` answers to an item are the same."""
    for item in dict.fromkeys(one.item for one in facts.answers):
        given = [one for one in facts.answers if one.item == item][:times]
        if len(given) == times and len({one.step for one in given}) == 1:
            yield Evidence(tuple(one.checkin for one in given), {"what": Item(item), "count": times})
