"""Time zones, and what a clock on the wall means in one: a moment, none, or two.

dateutil is loaded when first needed.
"""

import re
from datetime import datetime, timedelta, timezone, tzinfo

from medledare.domain.problems import AmbiguousTime, NoSuchTime, UnknownZone

_ZONE_NAME = re.compile(r"[A-Za-z][\w+-]*(?:/[\w+-]+)*")


def zone(name: str | None = None) -> tzinfo:
    """A time zone by its name (``Europe/Stockholm``), or the system's own. Raises UnknownZone."""
    from dateutil import tz

    if not name:
        return tz.gettz() or tz.tzlocal()
    found = None
    if _ZONE_NAME.fullmatch(name):
        try:
            found = tz.gettz(name)
        except (OSError, ValueError):
            found = None
    # gettz also takes "abc3" for a zone rule; only zones with a name are meant here.
    if not isinstance(found, tz.tzfile | tz.tzutc):
        raise UnknownZone(name=quoted(name))
    return found


def zone_name() -> str:
    """What the system's own zone is called, ``Europe/Stockholm``; its offset now where that is not known."""
    import os

    name = os.environ.get("TZ", "").lstrip(":") or os.path.realpath("/etc/localtime").partition("/zoneinfo/")[2]
    return name if _ZONE_NAME.fullmatch(name) else "UTC" + datetime.now(zone()).isoformat()[-6:]


def zone_of(now: datetime) -> tzinfo:
    """The zone whose rules hold for ``now``.

    ``datetime.astimezone()`` gives only the offset of the moment, named as the system's zone is: the system's
    zone is meant then, as it has another offset half a year away.
    """
    import time as system

    if isinstance(now.tzinfo, timezone) and now.tzname() in system.tzname:
        here = zone()
        if now.astimezone(here).utcoffset() == now.utcoffset():
            return here
    return now.tzinfo or zone()


def local_times(naive: datetime, where: tzinfo) -> tuple[datetime, ...]:
    """The moments a clock in ``where`` shows ``naive``: one, none (a gap) or two (clocks moved back)."""
    from dateutil import tz

    if not tz.datetime_exists(naive, where):
        return ()
    folds = (0, 1) if tz.datetime_ambiguous(naive, where) else (0,)
    return tuple(fixed(naive.replace(tzinfo=where, fold=fold)) for fold in folds)


def settle(naive: datetime, where: tzinfo | None) -> datetime:
    """A local time as a moment. Raises NoSuchTime or AmbiguousTime."""
    moments = local_times(naive, where or zone())
    if len(moments) == 1:
        return moments[0]
    told: dict[str, object] = {"time": f"{naive:%H:%M}", "day": naive.date().isoformat()}
    if not moments:
        raise NoSuchTime(**told)
    first, second = (moment.isoformat()[-6:] for moment in moments)
    raise AmbiguousTime(**told, first=first, second=second)


def fixed(moment: datetime) -> datetime:
    """The same moment with a plain offset, as records keep it."""
    return moment.replace(tzinfo=timezone(moment.utcoffset() or timedelta()), fold=0)


def quoted(text: str) -> str:
    """Text as it is quoted in a sentence: one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
