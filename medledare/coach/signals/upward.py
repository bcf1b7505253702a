"""Signals about mandates and about needs on their way up the chain."""

from collections.abc import Iterator

from medledare.coach.facts import Evidence, Facts, Value
from medledare.coach.signals.signal import signal
from medledare.domain.problems import N_


@signal(N_("A line of the mandate map says what is missing."), "what")
def mandate_gap(facts: Facts) -> Iterator[Evidence]:
    """A line of the mandate map says what is missing."""
    for one in facts.mandates:
        if one.missing:
            yield Evidence((one.id,), {"what": one.headline})


@signal(N_("A need has been a draft for at least {days} days."), "what whom day days", days=7, written=2)
def draft_idle(facts: Facts, *, days: int, written: int) -> Iterator[Evidence]:
    """A need has been a draft for ``days`` days, ``written`` of them written on."""
    yield from _resting(facts, "draft", days, written)


@signal(N_("The last {times} needs neither need nor ask for anything."), "count", times=3)
def only_good_news(facts: Facts, *, times: int) -> Iterator[Evidence]:
    """The last ``times`` needs neither need nor ask for anything."""
    latest = [one for one in facts.needs if one.state != "dropped"][-times:]
    if len(latest) == times and not any(one.need or one.ask for one in latest):
        yield Evidence(tuple(one.id for one in reversed(latest)), {"count": times})


@signal(
    N_("A need was shared at least {days} days ago, and no answer is noted."), "what whom day days", days=14, written=3
)
def need_unanswered(facts: Facts, *, days: int, written: int) -> Iterator[Evidence]:
    """A need was shared ``days`` days ago and has no answer, ``written`` of them written on."""
    yield from _resting(facts, "shared", days, written)


def _resting(facts: Facts, state: str, days: int, written: int) -> Iterator[Evidence]:
    for one in facts.needs:
        day = (one.changed or one.at).date()
        if one.state == state and facts.elapsed(day) >= days and facts.days_written_since(day) >= written:
            values: dict[str, Value] = {"what": one.headline, "whom": one.whom, "day": day, "days": facts.elapsed(day)}
            yield Evidence((one.id,), values)
