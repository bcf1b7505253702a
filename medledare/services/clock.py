"""The one place that reads the system's time; everything else is handed a clock."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]
"""Gives the present moment, aware of the local offset from UTC."""


def local_now() -> datetime:
    """The system's time in the system's zone."""
    return datetime.now().astimezone()
