"""Days and times as people write them, in Swedish and in English.

Both languages are understood whichever is spoken; it only decides whether 3/4 is 3 April (Swedish) or
March 4 (English). A day without a time of day is now's time when the day is today, else noon. A day without
a year, or a weekday, is the latest one that has come, or with ``future`` the first that is still to come.

dateutil is loaded when first needed: a capture without ``--date`` needs it not.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from typing import TYPE_CHECKING, Any

from medledare.domain.problems import (
    ImpossibleDate,
    UnreadableDate,
    UnreadableTime,
)
from medledare.text import date_words
from medledare.text.date_words import DAYS, DIRECTIONS, NUMBERS, UNITS, WEEKDAY, WHOLE
from medledare.text.zones import fixed, quoted, settle, zone_of

if TYPE_CHECKING:
    from dateutil.parser import parserinfo

LONGEST = 100
"""Longest text that is tried as a date, in characters."""

_NOON = time(12)

_AGO = re.compile(r"(?:för )?(\d{1,5}|[^\W\d]+) ?([^\W\d]+) (?:sedan|sen|ago)")
_IN = re.compile(r"(?:om|in) (\d{1,5}|[^\W\d]+) ?([^\W\d]+)")
_NEIGHBOUR = re.compile(r"(?:the )?([^\W\d]+) ([^\W\d]+)")

_CLOCK = r"(\d{1,2})(?:([:.])(\d{2})(?::(\d{2}))?)? ?(am|pm|a\.m\.|p\.m\.|fm|em)?"
_AT = r"(?:(kl\.?|klockan|at) ?)?"
_CLOCK_LAST = re.compile(rf"(?:^|(?<= )|(?<=, )){_AT}{_CLOCK}$", re.IGNORECASE)
_CLOCK_ALONE = re.compile(rf"^{_AT}{_CLOCK}$", re.IGNORECASE)
_CLOCK_FIRST = re.compile(rf"^{_AT}{_CLOCK}(?:,? )", re.IGNORECASE)

_ORDINAL = re.compile(r"(?<=\d):[ea]\b", re.IGNORECASE)
_SIX_DIGITS = re.compile(r"^(\d\d)(\d\d)(\d\d)$")
_YEAR_FIRST = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class _Said:
    """What a text says: a day, perhaps a time of day, perhaps an offset from UTC."""

    day: date
    clock: time | None = None
    offset: tzinfo | None = None


def parse_moment(text: str, now: datetime, language: str, *, future: bool = False) -> datetime:
    """The moment a text means, with the offset from UTC that holds there in ``now``'s zone.

    Raises UnreadableDate, ImpossibleDate, NoSuchTime or AmbiguousTime.
    """
    try:
        here = now.astimezone(zone_of(now))
        said = _read(text, here, language, future)
        if isinstance(said, datetime):
            return fixed(said)
        if said.offset is not None:
            return fixed(datetime.combine(said.day, said.clock or _NOON, said.offset).astimezone(here.tzinfo))
        if said.clock is None and said.day == here.date():
            return fixed(here)
        return settle(datetime.combine(said.day, said.clock or _NOON), here.tzinfo)
    except OverflowError:
        raise ImpossibleDate(text=quoted(text)) from None


def parse_day(text: str, now: datetime, language: str, *, future: bool = False) -> date:
    """The day a text means in ``now``'s zone; a time of day in it is read and left out.

    Raises UnreadableDate or ImpossibleDate.
    """
    try:
        here = now.astimezone(zone_of(now))
        said = _read(text, here, language, future)
        if isinstance(said, datetime):
            return said.date()
        if said.offset is not None and said.clock is not None:
            return datetime.combine(said.day, said.clock, said.offset).astimezone(here.tzinfo).date()
        return said.day
    except OverflowError:
        raise ImpossibleDate(text=quoted(text)) from None


def parse_clock(text: str) -> time:
    """A time of day: ``17:00``, ``17.00``, ``17``, ``kl. 17``, ``5 pm``. Raises UnreadableTime."""
    found = _CLOCK_ALONE.match(" ".join(text[: LONGEST + 1].split()))
    try:
        if found is None:
            raise ValueError
        hour, _sign, minute, second, half = found.groups()[1:]
        return _clock(int(hour), int(minute or 0), int(second or 0), half)
    except ValueError:
        raise UnreadableTime(text=quoted(text)) from None


def written_out(text: str, *, day_first: bool) -> datetime | None:
    """A date written out with its year, as a clock showed it (no zone), midnight if it has no time of day.

    None for everything else, offsets and dates that do not exist among it.
    """
    try:
        first, second = (_dateutil(text, default, day_first) for default in _DEFAULTS)
    except (_Unreadable, ValueError):
        return None
    if first.date() != second.date() or first.tzinfo:
        return None
    return first if first.hour == second.hour else datetime.combine(first, time())


def _read(text: str, here: datetime, language: str, future: bool) -> _Said | datetime:
    """What ``text`` says, seen from ``here``; a moment where it counts hours or minutes from now."""
    cleaned = _ORDINAL.sub("", " ".join(unicodedata.normalize("NFC", text[: LONGEST + 1]).split())).rstrip(".,")
    if not cleaned or len(text.strip()) > LONGEST:
        raise UnreadableDate(text=quoted(text))
    if cleaned.lower() in ("nu", "now"):
        return here
    try:
        if (counted := _counted(cleaned.lower(), here)) is not None:
            return counted
        for rest, clock in _without_clock(cleaned):
            if (day := _relative_day(rest.lower(), here.date(), future) if rest else here.date()) is not None:
                return _Said(day, clock)
        return _by_dateutil(cleaned, here.date(), language, future)
    except (_Unreadable, ValueError) as reason:
        problem = UnreadableDate if isinstance(reason, _Unreadable) else ImpossibleDate
        raise problem(text=quoted(text)) from None


class _Unreadable(Exception):
    """Not a date at all; ValueError is kept for dates that cannot be."""


def _without_clock(text: str) -> list[tuple[str, time | None]]:
    """The ways to take a time of day off a text, the most telling first; the text as it is comes last."""
    ways: list[tuple[str, time | None]] = []
    for pattern in (_CLOCK_LAST, _CLOCK_FIRST):
        if found := pattern.search(text):
            at, hour, sign, minute, second, half = found.groups()
            rest = (text[: found.start()] + text[found.end() :]).strip(" ,")
            # "3.04" alone is rather a date, and a bare "14" could be anything.
            if at or half or sign == ":" or (sign and rest):
                ways.append((rest, _clock(int(hour), int(minute or 0), int(second or 0), half)))
    return [*ways, (text, None)]


def _clock(hour: int, minute: int, second: int, half: str | None) -> time:
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if half[0].lower() in "pe" else 0)
    return time(hour, minute, second)


def _counted(text: str, here: datetime) -> datetime | None:
    """Minutes and hours counted from now, as time passes (not as clocks are moved)."""
    for pattern, sign in ((_AGO, -1), (_IN, 1)):
        if (found := pattern.fullmatch(text)) and (unit := UNITS.get(found[2])) in ("minutes", "hours"):
            if (number := _number(found[1])) is None:
                raise _Unreadable
            return (here.astimezone(UTC) + sign * timedelta(**{unit: number})).astimezone(here.tzinfo)
    return None


def _relative_day(text: str, today: date, future: bool) -> date | None:
    """``yesterday``, ``3 dagar sedan``, ``förra fredagen``, ``next month``; None if it is none of these."""
    from dateutil.relativedelta import relativedelta

    if text in DAYS:
        return today + timedelta(days=DAYS[text])
    for pattern, sign in ((_AGO, -1), (_IN, 1)):
        if (found := pattern.fullmatch(text)) and (unit := UNITS.get(found[2])):
            number = _number(found[1])
            return None if number is None else today + relativedelta(**{unit: sign * number})  # type: ignore[arg-type]
    if (weekday := WEEKDAY.get(text)) is not None:
        return _weekday(today, weekday, -1 if text.endswith("dags") else 0, future)
    if (found := _NEIGHBOUR.fullmatch(text)) and (direction := DIRECTIONS.get(found[1])) is not None:
        if (weekday := WEEKDAY.get(found[2])) is not None:
            return _weekday(today, weekday, direction, future)
        if found[1] in WHOLE and (unit := UNITS.get(found[2])) in ("weeks", "months", "years"):
            return today + relativedelta(**{unit: direction})  # type: ignore[arg-type]
    return None


def _weekday(today: date, weekday: int, direction: int, future: bool) -> date:
    """The nearest such weekday: strictly before or after today, or (0) today itself or the nearest in time."""
    ahead = (weekday - today.weekday()) % 7
    if direction > 0 or (direction == 0 and future):
        return today + timedelta(days=ahead or (7 if direction else 0))
    back = -ahead % 7
    return today - timedelta(days=back or (7 if direction else 0))


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else NUMBERS.get(word)


def _by_dateutil(text: str, today: date, language: str, future: bool) -> _Said:
    """A date written out, the time of day taken off first where it can be."""
    day_first = language == "sv" and not _YEAR_FIRST.match(text)
    failure: Exception = _Unreadable()
    for rest, clock in _without_clock(text):
        try:
            said = _written(_SIX_DIGITS.sub(r"20\1-\2-\3", rest), day_first, today, future)
        except (_Unreadable, ValueError) as reason:
            # What cannot be a date at all says less than a date that does not exist.
            if isinstance(failure, _Unreadable):
                failure = reason
            continue
        if clock is None:
            return said
        if said.clock is None:
            return _Said(said.day, clock)
    raise failure


def _written(text: str, day_first: bool, today: date, future: bool) -> _Said:
    """Read twice with different defaults: what differs was not said, and only year and time may be left out."""
    first, second = (_dateutil(text, default, day_first) for default in _DEFAULTS)
    clock_said = first.hour == second.hour
    minute_alone = first.minute == second.minute and not clock_said
    if (first.month, first.day) != (second.month, second.day) or minute_alone:
        raise _Unreadable
    day = first.date() if first.year == second.year else _year_for(first.month, first.day, today, future)
    weekdays = {WEEKDAY[word] for word in re.findall(r"[^\W\d]+", text.lower()) if word in WEEKDAY}
    if weekdays - {day.weekday()}:
        raise ValueError(day)
    return _Said(day, first.time() if clock_said else None, first.tzinfo)


# Leap years, so that 29 February may stand without a year; months of 31 days.
_DEFAULTS = (datetime(2000, 1, 1), datetime(2004, 3, 15, 1, 1, 1, 1))


def _dateutil(text: str, default: datetime, day_first: bool) -> datetime:
    from dateutil.parser import ParserError, parse

    try:
        return parse(text, _names(), default=default, dayfirst=day_first, tzinfos=_offset)
    except ParserError as error:
        if error.__cause__ is not None:
            raise ValueError(text) from None
        raise _Unreadable from None
    # What dateutil lets through for text it was not written for.
    except (ValueError, TypeError, LookupError, ArithmeticError, AssertionError):
        raise _Unreadable from None


def _offset(name: str | None, seconds: int | None) -> tzinfo | None:
    """An offset in the text. A zone known only by its letters (CET) could mean several."""
    if seconds is not None:
        return timezone(timedelta(seconds=seconds))
    if name is not None:
        raise _Unreadable
    return None


@cache
def _names() -> "parserinfo":
    """dateutil's names of months, weekdays and halves of the day, in both languages."""
    from dateutil.parser import parserinfo

    class Names(parserinfo):
        JUMP = [*parserinfo.JUMP, "den", "kl", "klockan", "i", "på", "av"]  # noqa: RUF012
        WEEKDAYS: Any = date_words.WEEKDAYS
        MONTHS: Any = date_words.MONTHS
        AMPM: Any = (("am", "a", "fm"), ("pm", "p", "em"))

    return Names()


def _year_for(month: int, day: int, today: date, future: bool) -> date:
    step = 1 if future else -1
    for years in range(9):
        try:
            candidate = date(today.year + step * years, month, day)
        except ValueError:
            continue
        if (candidate >= today) if future else (candidate <= today):
            return candidate
    raise ValueError((month, day))
