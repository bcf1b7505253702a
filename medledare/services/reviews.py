"""Reviews of a week, a month, a quarter, a year: drafted from one's own records, and kept as an entry."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from tinydb import where

from medledare.domain.period import SCALES, Period, Scale, containing, nearest_its_end
from medledare.domain.question import is_review, quotes
from medledare.domain.records import DAILY, Conditions, Entry, Failure, Goal, Mission, Need, Record, Role
from medledare.domain.review import Fact, Material, Review, code_of, draft, period_of
from medledare.services import capture, goals, mission, records
from medledare.services.clock import Clock
from medledare.services.search import Query, find
from medledare.services.spots import Spot
from medledare.text import closing as words
from medledare.vault.vault import Vault

NEAR: dict[Scale, int] = {"week": 2, "month": 5, "quarter": 10, "year": 20}
"""How many days before and after its end a period is worth looking back on."""


def look(vault: Vault, period: Period) -> Review:
    """What there is of a period. Takes a while over a long journal: not for the event loop."""
    return draft(period, material(vault, period))


def material(vault: Vault, period: Period) -> Material:
    """What a review of a period, or a summary, is drafted from."""
    written = find(vault, Query(since=period.first, until=period.last, kinds=DAILY))
    kept_ones = records.all_of(vault, Entry, where("question").test(is_review))
    return Material(
        written=[one for one in written if not quotes(getattr(one, "question", ""))],
        goals=records.all_of(vault, Goal),
        needs=records.all_of(vault, Need),
        missions=records.all_of(vault, Mission),
        roles=records.all_of(vault, Role),
        conditions=records.all_of(vault, Conditions),
        reviews=kept_ones,
        told=records.all_of(vault, Failure, where("told").test(bool)),
        intended=tuple(_intended(period, kept_ones)),
    )


def kept(vault: Vault, period: Period) -> Entry | None:
    """The review of a period that was kept, if there is one."""
    return next(reversed(records.all_of(vault, Entry, where("question") == code_of(period))), None)


def due(vault: Vault, day: date) -> list[Period]:
    """The periods that end about ``day``, in which anything was written, and that were not looked back on yet."""
    found = []
    for scale in SCALES:
        period = nearest_its_end(scale, day)
        near = abs((day - period.last).days) <= NEAR[scale]
        if near and not kept(vault, period) and find(vault, Query(since=period.first, until=period.last, kinds=DAILY)):
            found.append(period)
    return found


def keep(vault: Vault, clock: Clock, period: Period, text: str) -> Entry:
    """Keep a review as an entry, in the place of the one kept before. Raises Unwritable or TooLong."""
    if before := kept(vault, period):
        return records.change(vault, before, text=text)
    return records.add(vault, capture.entry(clock, text, question=code_of(period)))


def intended(vault: Vault, day: date) -> tuple[str, ...]:
    """What was intended for the week of a day, in the review of the week before."""
    before = containing("week", day).before()
    entry = kept(vault, before)
    return words.intended(before, entry.text) if entry else ()


def further(vault: Vault, clock: Clock, to: str, text: str, **fields: Any) -> Record:
    """Take something a review says further, as the person wished: ``to`` is one of what an answer LEADS to.

    The mission is worded anew with whom it is for and its value as they were.
    """
    if to == "goal":
        return goals.create(vault, clock, text, **fields)
    if to == "learning":
        return records.add(vault, capture.learning(clock, text, **fields))
    if to == "explain":
        return mission.explain(vault, clock, text)
    if to == "mission":
        return mission.reword(vault, clock, text)
    return records.add(vault, capture.written(to, clock, text, **fields))


def spot(period: Period) -> Spot:
    """Where the review of a period is kept while it is being written."""
    return Spot(code_of(period))


def _intended(period: Period, reviews: Sequence[Entry]) -> Iterator[Fact]:
    """What was intended in the latest review of the same length before a period."""
    known = ((period_of(one.question), one) for one in reviews)
    before = [(about, one) for about, one in known if about and about.scale == period.scale and about < period]
    for about, one in sorted(before, key=lambda found: found[0])[-1:]:
        if lines := words.intended(about, one.text):
            yield Fact(one, about.last, lines=lines)
