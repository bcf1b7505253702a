"""What a shell may offer for values that are known without a vault: settings, periods, time zones."""

from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from medledare.cli.spoken import beginning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from medledare.domain.period import Period

_PERIODS = 12
"""How many periods are offered, the present one first."""


def setting_names(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[Any]:
    """The settings, each with what it does."""
    from click.shell_completion import CompletionItem

    from medledare.services.settings import SETTINGS
    from medledare.text import _

    return [CompletionItem(one.name, help=_(one.help)) for one in SETTINGS if one.name.startswith(incomplete)]


def setting_values(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[Any]:
    """What the setting that is already named may be, where that can be listed."""
    from medledare.services.settings import SETTINGS

    named = ctx.params.get("name")
    return beginning((value for one in SETTINGS if one.name == named for value in one.values), incomplete)


def periods(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[Any]:
    """The codes of the latest periods of the scale that is already said."""
    from medledare.domain.period import SCALES, containing
    from medledare.services.clock import local_now

    scale = next((one for one in SCALES if one == ctx.params.get("scale")), SCALES[0])
    now = containing(scale, local_now().date())
    return beginning((one.code for one in islice(_backward(now), _PERIODS)), incomplete)


def zones(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[Any]:
    """The time zones this system knows."""
    from zoneinfo import available_timezones

    return beginning(sorted(available_timezones()), incomplete)


def _backward(period: "Period") -> "Iterator[Period]":
    while True:
        yield period
        period = period.before()
