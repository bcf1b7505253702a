"""What lies ahead as a calendar (RFC 5545): days that goals aim at or come back on, talks, and days to look back on.

A whole day never blocks one's time, and everything is marked as private. Times are in UTC, so that no time zone has to
be sent along; a talk is given an hour, as nothing says how long it takes.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from medledare.domain.period import containing
from medledare.domain.records import Goal, Need, Observer, Record, Talk
from medledare.domain.repeats import understood
from medledare.text import N_, _
from medledare.text.kinds import KIND_WORDS
from medledare.text.said import opening, said
from medledare.transfer import Stored
from medledare.transfer.about import About
from medledare.transfer.told import one_line, read

if TYPE_CHECKING:
    from icalendar import Event

REVIEWS = (
    ("week", "FREQ=WEEKLY;BYDAY=FR", N_("Look back on the week")),
    ("month", "FREQ=MONTHLY;BYMONTHDAY=-1", N_("Look back on the month")),
    ("quarter", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", N_("Look back on the quarter; take up the mission")),
)
"""Days that are good for it, while a calendar holds more than one asked for by kind or tag."""
_AHEAD = {"goal": ("by", "every"), "need": ("follow_up",), "observer": ("until",), "talk": ("at",)}
_PAST = {"goal": ("done", "pruned"), "need": ("answered", "dropped")}


def takes(row: Stored) -> bool:
    """Whether a record has a day ahead of it, and has not come to its end."""
    return (
        row.kind in _AHEAD
        and row.document.get("state") not in _PAST.get(row.kind, ())
        and any(row.document.get(name) for name in _AHEAD[row.kind])
    )


def write(rows: Sequence[Stored], about: About) -> bytes:
    """The whole calendar."""
    from icalendar import Calendar

    records, manner = read(rows)
    calendar = Calendar()
    calendar.add("prodid", "-//medledare//export//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"medledare: {about.title}")
    for record in records:
        notes = "\n".join(f"{_(piece.label)}: {piece.text}" for piece in said(record, manner))
        for event in _events(record, notes):
            event.add("dtstamp", about.now.astimezone(UTC))
            calendar.add_component(event)
    for event in _reviews(about.now.date()) if about.unsifted else ():
        event.add("dtstamp", about.now.astimezone(UTC))
        calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def _events(record: Record, notes: str) -> Iterator["Event"]:
    title = one_line(opening(record))
    if isinstance(record, Goal):
        if record.by:
            yield _whole_day(f"{record.id}-by", record.by, f"{_(KIND_WORDS['goal'])}: {title}", notes)
        if first := _first(record):
            rule = record.every + (f";UNTIL={record.by:%Y%m%d}" if record.by else "")
            yield _whole_day(f"{record.id}-every", first, title, notes, rule)
    elif isinstance(record, Need) and record.follow_up:
        yield _whole_day(record.id, record.follow_up, _("Follow up") + f": {title}", notes)
    elif isinstance(record, Observer) and record.until:
        yield _whole_day(record.id, record.until, _("Observer until today") + f": {title}", notes)
    elif isinstance(record, Talk):
        at = record.at.astimezone(UTC)
        yield _event(record.id, title, notes, dtstart=at, dtend=at + timedelta(hours=1))


def _first(goal: Goal) -> date | None:
    """The first day a goal comes back on, from which its rule can count; none for a rule not understood."""
    if not understood(goal.every):
        return None
    from dateutil.rrule import rrulestr

    start = datetime.combine(goal.at.date(), time())
    found = rrulestr(goal.every, dtstart=start).after(start, inc=True)
    first = found.date() if found else None
    return first if first and (not goal.by or first <= goal.by) else None


def _reviews(today: date) -> Iterator["Event"]:
    for scale, rule, words in REVIEWS:
        period = containing(scale, today)  # type: ignore[arg-type]
        first = period.first + timedelta(days=4) if scale == "week" else period.last
        yield _whole_day(f"review-{scale}@medledare", first, _(words), "", rule)


def _whole_day(uid: str, day: date, title: str, notes: str, rule: str = "") -> "Event":
    # A day after the last one there is cannot be said; the event is then that day alone all the same.
    after = {"dtend": day + timedelta(days=1)} if day < date.max else {}
    event = _event(uid, title, notes, dtstart=day, **after)
    event.add("transp", "TRANSPARENT")
    if rule:
        from icalendar import vRecur

        event.add("rrule", vRecur.from_ical(rule))
    return event


def _event(uid: str, title: str, notes: str, **when: Any) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", uid)
    event.add("summary", title)
    if notes:
        event.add("description", notes)
    event.add("class", "PRIVATE")
    for name, moment in when.items():
        event.add(name, moment)
    return event
