"""What a signal is, and how one is declared."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from medledare.coach.facts import Evidence

Parameter: TypeAlias = int | str | tuple[str, ...] | tuple[int, ...]
"""A whole number, a principle's code, tags, or numbers of days."""

Find: TypeAlias = Callable[..., Iterator[Evidence]]
"""From facts and parameters to everything the signal finds, what matters most first."""


class Signal(NamedTuple):
    """A signal: its name, how it is looked for, its parameters with their defaults, and what a reason may name.

    ``tells`` says in words (a message id that names parameters) when it is there.
    """

    name: str
    tells: str
    find: Find
    parameters: Mapping[str, Parameter]
    gives: tuple[str, ...]


SIGNALS: dict[str, Signal] = {}
"""Every signal by its name."""


def signal(tells: str, gives: str = "", **parameters: Parameter) -> Callable[[Find], Find]:
    """Declare a function as the signal of its name. ``gives``: names with spaces between."""

    def declare(find: Find) -> Find:
        SIGNALS[find.__name__] = Signal(find.__name__, tells, find, parameters, tuple(gives.split()))
        return find

    return declare
