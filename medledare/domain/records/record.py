"""What all records share."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What all records share."""

    kind: ClassVar[str] = ""
    id: str
    at: datetime
    created: datetime
    origin: str = ""

    @property
    def headline(self) -> str:
        """The first line a person would recognise it by."""
        raise AttributeError(type(self).__name__)
