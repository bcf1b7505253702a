"""Days and times of day as people read them, in the language that is spoken.

Babel is loaded when first needed: a capture needs it not.
"""

from datetime import date, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from medledare.text import language as spoken

if TYPE_CHECKING:
    from babel import Locale


def long_day(day: date) -> str:
    """``måndag 23 november 2026`` or ``Monday 23 November 2026``."""
    return _format(day, "EEEE d MMMM y")


def weekday_name(day: date) -> str:
    """``måndag`` or ``Monday``."""
    return _format(day, "EEEE")


def spoken_day(day: date) -> str:
    """``måndag 23 november`` or ``Monday 23 November``."""
    return _format(day, "EEEE d MMMM")


def short_day(day: date) -> str:
    """``23 nov. 2026`` or ``23 Nov 2026``."""
    return _format(day, "d MMM y")


def day_and_month(day: date) -> str:
    """``23 november`` or ``23 November``."""
    return _format(day, "d MMMM")


def month_alone(day: date) -> str:
    """``november`` or ``November``, where the year is known."""
    return _format(day, "LLLL")


def month_and_year(day: date) -> str:
    """``oktober 2026`` or ``October 2026``."""
    return _format(day, "LLLL y")


def short_month(day: date) -> str:
    """``nov`` or ``Nov``."""
    return _format(day, "LLL").rstrip(".")


def clock_time(moment: datetime) -> str:
    """``14:30``, in both languages."""
    return f"{moment.hour:02}:{moment.minute:02}"


def _format(day: date, pattern: str) -> str:
    return _formatted(day, pattern, spoken())


@lru_cache(maxsize=1024)
def _formatted(day: date, pattern: str, language: str) -> str:
    from babel.dates import format_date

    return format_date(day, pattern, locale=_locale(language))


@cache
def _locale(language: str) -> "Locale":
    from babel import Locale

    return Locale(language)
