"""What can be wrong with a vault, said in one shape. The words are message ids for the catalogs."""

from typing import NamedTuple

from medledare.domain.problems import N_

HEADER_COPY = N_("one of two copies of a segment's header cannot be read; nothing is lost")
HEADER_LOST = N_("a segment's header cannot be read")
NEWER_SEGMENT = N_("a segment was written by a newer medledare")
OTHER_VAULT = N_("a segment belongs to another vault")
MISPLACED_SEGMENT = N_("a segment is not where it was written")
SEGMENT_MISSING = N_("a segment is missing or has not arrived")
END_MISSING = N_("the end of a segment is missing")
UNFINISHED = N_("an unfinished record was set aside")
NOT_A_RECORD = N_("a record does not hold what it should")
ROLLED_BACK = N_("a log holds less than was seen before")
FILE_UNREADABLE = N_("a file cannot be read")


class Damage(NamedTuple):
    """``where``: path inside the vault. ``segment``: its number, 0 if unknown. ``offset``: byte in the file."""

    what: str
    where: str
    segment: int = 0
    offset: int = 0
