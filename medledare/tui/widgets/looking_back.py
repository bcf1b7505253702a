"""The words of Today that are only read: the mission, what was written today, and in earlier years. Pure."""

from collections.abc import Sequence

from medledare.domain.records import Mission, Record
from medledare.services.today import Today
from medledare.text import _
from medledare.text.dates import clock_time
from medledare.text.kinds import KIND_WORDS
from medledare.text.said import opening
from medledare.tui.widgets.blocks import Block, shown, shown_line

LINES = 6
"""Lines of an entry that are shown here; the journal has them all."""
LINE = 400
"""Characters of a line that are shown here."""
MARGIN = 7


def mission_words(mission: Mission | None) -> tuple[str, str]:
    """The mission in force and whom it is for; or nothing, and what to do about it."""
    if mission is None:
        return "", _("What are you here to do, and for whom? Press m to write your mission.")
    whom = _("For whom") + f": {shown_line(mission.for_whom)}" if mission.for_whom else ""
    return shown(mission.statement.strip()), whom


def written_today(day: Today) -> list[Block]:
    """What was written earlier today, the latest first."""
    return _under(_("Earlier today"), [(clock_time(record.at), record) for record in reversed(day.written)])


def earlier_years(day: Today) -> list[Block]:
    """What was written on this day in earlier years."""
    return _under(_("On this day"), [(str(entry.at.year), entry) for entry in day.earlier])


def _under(heading: str, told: Sequence[tuple[str, Record]]) -> list[Block]:
    blocks = [Block(heading, "heading")] if told else []
    for when, record in told:
        blocks += _told(when, record)
    return blocks


def _told(when: str, record: Record) -> list[Block]:
    text = opening(record)
    start = text[: LINES * LINE]
    lines = [line[:LINE] for line in shown(start).split("\n") if line.strip()]
    if len(lines) > LINES or len(text) > len(start):
        lines[LINES - 1 :] = [lines[min(LINES, len(lines)) - 1] + " …"]
    if record.kind != "entry" and lines:
        lines[0] = f"{_(KIND_WORDS[record.kind])}: {lines[0]}"
    margin = " " * MARGIN
    return [
        Block(line, first=margin if number else f"{when:<{MARGIN}}", rest=margin) for number, line in enumerate(lines)
    ]
