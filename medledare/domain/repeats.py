"""Days that come back: the rules a goal can repeat by, as RFC 5545 writes them, without a start."""

import re
from datetime import date, datetime, time
from functools import lru_cache

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKDAYS = DAYS[:5]
LONGEST = 99
"""The longest interval."""

_DAY = "|".join(DAYS)
_RULE = re.compile(
    r"FREQ=(?P<freq>DAILY|WEEKLY|MONTHLY|YEARLY)(?:;INTERVAL=(?P<interval>[1-9]\d?))?"
    rf"(?:;BYDAY=(?P<days>(?:{_DAY})(?:,(?:{_DAY}))*|(?P<nth>[1-4]|-1)(?P<nth_day>{_DAY}))"
    r"|;BYMONTHDAY=(?P<month_day>-1|[12]?[1-9]|[123]0|31))?"
)


def understood(rule: str) -> "re.Match[str] | None":
    """The parts of a rule by name (freq, interval, days, nth, nth_day, month_day), or None for any other text."""
    found = _RULE.fullmatch(rule)
    if found is None:
        return None
    freq, by_day, nth = found["freq"], bool(found["days"]), bool(found["nth"])
    fits = {
        "DAILY": not by_day and not found["month_day"],
        "WEEKLY": not nth and not found["month_day"],
        "MONTHLY": nth or not by_day,
        "YEARLY": not by_day and not found["month_day"],
    }
    return found if fits[freq] else None


@lru_cache(maxsize=512)
def falls_on(rule: str, start: date, day: date) -> bool:
    """Whether a rule that holds since ``start`` has one of its days on ``day``; never, for a rule not understood."""
    if day < start or not understood(rule):
        return False
    from dateutil.rrule import rrulestr

    at = datetime.combine(day, time())
    return bool(rrulestr(rule, dtstart=datetime.combine(start, time())).between(at, at, inc=True))
