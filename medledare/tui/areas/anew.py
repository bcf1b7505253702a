"""Records that no form changes: a day, a week, the focus and pairs are said anew, and what was said before stays."""

import asyncio
from typing import TYPE_CHECKING

from medledare.domain.records import Checkin, Conditions, Record
from medledare.services import checkins
from medledare.tui.areas.today import Today
from medledare.tui.areas.trends import Trends

if TYPE_CHECKING:
    from medledare.tui.screens.main import Main


async def say_anew(main: "Main", record: Record) -> None:
    """Go to where a record of its kind is said: its day or its week, the choice of a focus, the chosen pairs."""
    area = await main.show("trends" if record.kind == "pair" else "today")
    if isinstance(area, Trends):
        area.action_pairs()
    elif isinstance(area, Today):
        await area.filled.wait()
        if isinstance(record, Checkin):
            area.fill_in(await asyncio.to_thread(checkins.for_day, area.vault, record.day))
        elif isinstance(record, Conditions):
            area.action_conditions(checkins.moment_on(record.at.date(), area.clock()))
        else:
            area.action_focus()
