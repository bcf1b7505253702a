"""Weeks as whole numbers, Monday to Sunday, and the fixed calendar of looks.

Trends are looked at on fixed Sundays, whatever day a person opens the screen: each look is one more chance of a false
alarm, so there are few, and nobody can look until something shows.
"""

from datetime import date, timedelta

WINDOWS = (12, 26, 52)
"""Lengths in weeks of the windows that are tested."""

LOOK_EVERY = 12
"""Weeks between the looks."""


def week_of(day: date) -> int:
    """The number of the week of ``day``; the week of 0001-01-01, a Monday, is 0."""
    return (day.toordinal() - 1) // 7


def monday_of(week: int) -> date:
    """The first day of a week."""
    return date.fromordinal(week * 7 + 1)


def sunday_of(week: int) -> date:
    """The last day of a week."""
    return monday_of(week) + timedelta(days=6)


def latest_look(until: date) -> int:
    """The last week, whole by the end of ``until``, at whose end there is a look."""
    week = week_of(until + timedelta(days=1)) - 1
    return week - week % LOOK_EVERY
