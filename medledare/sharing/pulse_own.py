"""What one's own program remembers of a week's pulse, so that it never says two different things.

It is kept before anything is written that rests on it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from medledare.sharing.release import CODES, Figure, Kept, Release, Size
from medledare.sharing.schedule import ATTEMPTS


@dataclass(frozen=True, slots=True)
class Try:
    """What one has done in an attempt."""

    joined: bool = False
    roster: tuple[str, ...] = ()
    """Who takes part, in order, as one first saw it after the deadline."""
    sent: bool = False
    """Whether one's parts may have been sent."""
    complete: str = ""
    parts: str = ""
    """The list one signed (``pulse_said.Listed``); empty before."""
    sums: tuple[int, ...] = ()
    """What the parts to oneself are together: a number for each of ``CODES``, then one for each count."""
    counted: bool = False
    """Whether one's sum of counts may have been published."""
    basis: str = ""
    valued: tuple[str, ...] = ()
    """What one's sum of values rests on, and of which codes it is; empty before."""


@dataclass(frozen=True, slots=True)
class Own:
    """A week that one agreed to take part in.

    ``values``: for each of ``CODES`` 0 to 40, None where one has or gives none. ``among``: the members there were when
    one agreed. ``back``: whether one has taken it back.
    """

    monday: date
    values: tuple[int | None, ...]
    among: tuple[str, ...]
    back: bool = False
    tried: tuple[Try, ...] = (Try(),) * len(ATTEMPTS)

    def with_try(self, attempt: int, **fields: Any) -> "Own":
        """The same with some fields of an attempt changed."""
        tried = list(self.tried)
        tried[attempt - 1] = replace(tried[attempt - 1], **fields)
        return replace(self, tried=tuple(tried))

    def of(self, attempt: int) -> Try:
        return self.tried[attempt - 1]

    @property
    def attempt(self) -> int:
        """The last attempt one joined; 0 before."""
        return max((attempt for attempt in ATTEMPTS if self.of(attempt).joined), default=0)

    @property
    def published(self) -> bool:
        """Whether a sum of one's own may be out."""
        return any(one.counted for one in self.tried)

    @property
    def summands(self) -> list[int]:
        """What is summed: a value for each of ``CODES``, 0 where there is none, then for each whether there is."""
        return [value or 0 for value in self.values] + [int(value is not None) for value in self.values]


def own_document(own: Own) -> dict[str, Any]:
    """As JSON."""
    return {**asdict(own), "monday": own.monday.isoformat()}


def own_of(document: Mapping[str, Any]) -> Own:
    """From JSON. Raises ValueError."""
    try:
        tried = tuple(_try(fields) for fields in document["tried"])
        values = tuple(document["values"])
        own = Own(
            date.fromisoformat(document["monday"]), values, tuple(document["among"]), bool(document["back"]), tried
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(error) from error
    if len(values) != len(CODES) or len(tried) != len(ATTEMPTS):
        raise ValueError(document.keys())
    return own


def _try(fields: Mapping[str, Any]) -> Try:
    loose: dict[str, Any] = {key: tuple(one) if isinstance(one, list) else one for key, one in fields.items()}
    return Try(**loose)


def kept_document(kept: Kept) -> dict[str, Any]:
    """As JSON."""
    figures = [
        {"code": one.code, "mean": one.mean, "size": list(one.size) if one.size else None, "withheld": one.withheld}
        for one in kept.release.figures
    ]
    return {"monday": kept.release.monday.isoformat(), "figures": figures, "who": sorted(kept.who)}


def kept_of(document: Mapping[str, Any]) -> Kept:
    """From JSON. Raises ValueError."""
    try:
        figures = tuple(
            Figure(one["code"], one["mean"], Size(*one["size"]) if one["size"] else None, one["withheld"])
            for one in document["figures"]
        )
        kept = Kept(Release(date.fromisoformat(document["monday"]), figures), frozenset(document["who"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(error) from error
    if tuple(one.code for one in figures) != CODES:
        raise ValueError(document.keys())
    return kept
