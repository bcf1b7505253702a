"""Ids as people give them: whole, or shortened while unambiguous."""

import re

from medledare.cli.here import Here
from medledare.domain.records import Record

_WHOLE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


def whole(here: Here, given: str, kind: type[Record]) -> str:
    """The whole id. A short one needs the vault open; one that is whole is taken as it is while the vault is locked.

    Raises Locked, UnknownId or AmbiguousId.
    """
    wanted = given.strip().lower()
    from medledare.services import glance

    if _WHOLE.fullmatch(wanted) and glance.state(here.places, here.clock) != "open":
        return wanted
    from medledare.services import records

    return records.get(here.open(), wanted, kind).id
