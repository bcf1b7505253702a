"""What should be said beside a picture of the answers, as facts. The words are the front's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from medledare.trends.dots import ENOUGH_ANSWERS, Dot, Series, by_series

TOP = 4
CROWDED = 0.6


@dataclass(frozen=True, slots=True)
class NewWording:
    """From ``since``, its first answer, an item had a wording whose answers cannot be set beside earlier ones."""

    item: str
    wording: int
    since: date


@dataclass(frozen=True, slots=True)
class Warnings:
    """Facts about a principle's answers in a window.

    ``at_top``: items with over 60 % of their answers at the top, where the scale has run out. ``answered_weeks`` of
    ``weeks`` weeks, counted back from the window's last day, have answers. ``late`` answers were written too long
    afterwards to take part in a test.
    """

    at_top: tuple[str, ...]
    answered_weeks: int
    weeks: int
    late: int
    new_wordings: tuple[NewWording, ...]


def warnings(series: Series, begun: date | None = None) -> Warnings:
    """The facts about the answers of ``series``; a window without a beginning begins with its first answer.

    ``begun`` is the day of the first answer of all, to whatever item: no week before it can have any.
    """
    since = series.since or min((dot.day for dot in series.dots), default=series.until)
    since = max(since, begun) if begun else since
    return Warnings(
        at_top=_at_top(series.dots),
        answered_weeks=len({_weeks_back(dot.day, series.until) for dot in series.dots}),
        weeks=_weeks_back(since, series.until) + 1,
        late=sum(not dot.observed for dot in series.dots),
        new_wordings=_new_wordings(series.dots),
    )


def _weeks_back(day: date, until: date) -> int:
    return (until - day).days // 7


def _at_top(dots: Iterable[Dot]) -> tuple[str, ...]:
    """Judged by the latest wording of each item."""
    latest = {item: own for (item, _), own in sorted(by_series(dots).items())}
    return tuple(
        item
        for item, own in latest.items()
        if len(own) >= ENOUGH_ANSWERS and sum(dot.value == TOP for dot in own) > CROWDED * len(own)
    )


def _new_wordings(dots: Iterable[Dot]) -> tuple[NewWording, ...]:
    begun = {series: min(dot.day for dot in own) for series, own in by_series(dots).items()}
    first = {item: min(wording for one, wording in begun if one == item) for item, _ in begun}
    return tuple(
        NewWording(item, wording, since) for (item, wording), since in sorted(begun.items()) if wording > first[item]
    )
