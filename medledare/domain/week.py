"""Weeks, which begin on Monday."""

from datetime import date, timedelta


def monday_of(day: date) -> date:
    """The first day of the week ``day`` is in."""
    return day - timedelta(days=day.weekday())
