"""Periods as people write and read them, in Swedish and in English: last week, vecka 47, oktober, Q3, 2025.

A period without its year is the latest one that has begun.
"""

import re
from datetime import date, datetime

from medledare.domain.period import Period, Scale, containing, from_code, numbered
from medledare.domain.problems import N_, ImpossibleDate, UnreadableDate, Usage
from medledare.text import _, language
from medledare.text.date_words import month_number
from medledare.text.dates import month_and_year
from medledare.text.when import LONGEST, parse_day

_NUMBERED: dict[Scale, re.Pattern[str]] = {
    "week": re.compile(r"(?:vecka|veckan|v\.?|week|w) ?(\d{1,2})(?:,? (\d{4}))?"),
    "month": re.compile(r"([^\W\d]+)\.?(?:,? (\d{4}))?"),
    "quarter": re.compile(r"(?:q|k|kvartal|quarter) ?([1-4])(?:,? (\d{4}))?"),
    "year": re.compile(r"(?:år |year )?(\d{4})"),
}
_ORDINAL = re.compile(r"(?:the )?([^\W\d]+) (?:kvartalet|quarter)(?:,? (\d{4}))?")
_ORDINALS = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}
_UNITS: dict[Scale, re.Pattern[str]] = {
    "week": re.compile(r"\b(?:vecka|veckan|week)\b"),
    "month": re.compile(r"\b(?:månad|månaden|month)\b"),
    "quarter": re.compile(r"\b(?:kvartal|kvartalet|quarter)\b"),
    "year": re.compile(r"\b(?:år|året|fjol|year)\b"),
}
_THIS = re.compile(r"(?:den här|det här|denna|detta|this) [^\W\d]+|i år")
_BEFORE = re.compile(r"(?:the )?(?:förra|last|previous) (?:kvartalet|quarter)|i fjol")


class UnreadablePeriod(Usage):
    sentence = N_("“{text}” could not be read as a period. Write for example last week, week 47, October, Q3 or 2025.")


class NotBegun(Usage):
    """A period that lies ahead."""

    sentence = N_("There is nothing to look back on yet: {period} has not begun.")


def parse_period(scale: Scale, text: str, now: datetime) -> Period:
    """The period of a scale that a text means; a day means the one it is in.

    Raises UnreadablePeriod, ImpossibleDate or NotBegun.
    """
    typed = " ".join(text[: LONGEST + 1].split())
    try:
        if not typed or len(text.strip()) > LONGEST:
            raise UnreadableDate(text=typed)
        period = _read(scale, typed, now)
        # The calendar ends at the year 9999.
        later = period.last, period.first > now.date()
    except UnreadableDate:
        raise UnreadablePeriod(text=typed[:60]) from None
    except (ValueError, OverflowError):
        raise ImpossibleDate(text=typed[:60]) from None
    if later[1]:
        raise NotBegun(period=period_name(period))
    return period


def parse_any(text: str, now: datetime) -> Period:
    """The period that a text means, whatever its length; a day means the week it is in. Raises as ``parse_period``."""
    return parse_period(_scale(" ".join(text[: LONGEST + 1].lower().split())), text, now)


def _scale(typed: str) -> Scale:
    """The scale that is named, or that alone can be meant."""
    for scale, unit in _UNITS.items():
        if unit.search(typed):
            return scale
    for scale, pattern in _NUMBERED.items():
        if from_code(scale, typed.upper()):
            return scale
        if (found := pattern.fullmatch(typed)) and (scale != "month" or month_number(found[1]) is not None):
            return scale
    return "week"


def period_name(period: Period) -> str:
    """``vecka 47 2026``, ``oktober 2026``, ``kvartal 3 2026`` or ``2026``."""
    if period.scale == "month":
        return month_and_year(period.first)
    words = {"week": _("week {number} {year}"), "quarter": _("quarter {number} {year}"), "year": "{year}"}
    return words[period.scale].format(number=period.number, year=period.year)


def _read(scale: Scale, typed: str, now: datetime) -> Period:
    """Raises UnreadableDate, ImpossibleDate, ValueError or OverflowError."""
    today, lower = now.date(), typed.lower()
    if known := from_code(scale, typed.upper()):
        return known
    if _THIS.fullmatch(lower):
        return containing(scale, today)
    if _BEFORE.fullmatch(lower):
        return containing(scale, today).before()
    if found := _ORDINAL.fullmatch(lower):
        if scale != "quarter" or found[1] not in _ORDINALS:
            raise UnreadableDate(text=typed)
        return _numbered(scale, _ORDINALS[found[1]], found[2], today)
    if found := _NUMBERED[scale].fullmatch(lower):
        if scale == "year":
            return numbered(scale, int(found[1]))
        number = month_number(found[1]) if scale == "month" else int(found[1])
        if number is not None:
            return _numbered(scale, number, found[2], today)
    return containing(scale, parse_day(typed, now, language()))


def _numbered(scale: Scale, number: int, year: str | None, today: date) -> Period:
    if year:
        return numbered(scale, int(year), number)
    latest = today.isocalendar().year if scale == "week" else today.year
    for back in range(9):
        # Not every year has a week 53.
        try:
            period = numbered(scale, latest - back, number)
        except ValueError:
            continue
        if period.first <= today:
            return period
    raise ValueError(number)
