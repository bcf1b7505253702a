"""Reviews of a week, a month, a quarter, a year: drafted from one's own records, and kept as an entry."""

from typing import Any

from tinydb import where

from medledare.domain.period import Period
from medledare.domain.question import is_review
from medledare.domain.records import DAILY, Conditions, Entry, Goal, Mission, Need, Role, Stop
from medledare.domain.review import Material, Review, code_of, draft
from medledare.services import capture, records
from medledare.services.clock import Clock
from medledare.services.search import Query, find
from medledare.services.spots import Spot
from medledare.vault.vault import Vault


def look(vault: Vault, period: Period) -> Review:
    """What there is of a period. Takes a while over a long journal: not for the event loop."""
    written = find(vault, Query(since=period.first, until=period.last, kinds=DAILY))
    return draft(
        period,
        Material(
            written=[one for one in written if not is_review(getattr(one, "question", ""))],
            goals=records.all_of(vault, Goal),
            needs=records.all_of(vault, Need),
            missions=records.all_of(vault, Mission),
            roles=records.all_of(vault, Role),
            conditions=records.all_of(vault, Conditions),
            reviews=records.all_of(vault, Entry, where("question").test(is_review)),
        ),
    )


def kept(vault: Vault, period: Period) -> Entry | None:
    """The review of a period that was kept, if there is one."""
    return next(reversed(records.all_of(vault, Entry, where("question") == code_of(period))), None)


def keep(vault: Vault, clock: Clock, period: Period, text: str) -> Entry:
    """Keep a review as an entry, in the place of the one kept before. Raises Unwritable or TooLong."""
    if before := kept(vault, period):
        return records.change(vault, before, text=text)
    return records.add(vault, capture.entry(clock, text, question=code_of(period)))


def stop(vault: Vault, clock: Clock, text: str, **fields: Any) -> Stop:
    """Put something on the stop list, as the person said."""
    return records.add(vault, capture.written("stop", clock, text, **fields))  # type: ignore[return-value]


def spot(period: Period) -> Spot:
    """Where the review of a period is kept while it is being written."""
    return Spot(code_of(period))
