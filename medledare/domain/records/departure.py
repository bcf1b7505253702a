"""That something left the vault."""

from dataclasses import dataclass
from datetime import datetime

from medledare.domain.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure(Record):
    """That ``count`` records left the vault in a format, and for which file (empty: shown on the screen or piped).

    ``redacted``: without what is for the writer alone. What was told somebody has ``shared``, the id it is known by to
    others, ``text``, its exact words, and ``digest``, the SHA-256 of the bytes that left, in hex. ``whom`` are names
    (empty: whoever has the file), ``recipients`` the age recipients it was sealed to, ``team`` the id of the team it
    was told. ``withdrawn`` is when it was taken back.
    """

    kind = "departure"
    format: str
    target: str = ""
    count: int = 0
    redacted: bool = False
    shared: str = ""
    text: str = ""
    digest: str = ""
    whom: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    team: str = ""
    withdrawn: datetime | None = None

    @property
    def headline(self) -> str:
        return self.target or self.format
