"""The mission in its versions, and one's own explanations of it."""

from datetime import datetime

from tinydb import where

from medledare.domain.records import Entry, Mission
from medledare.services import capture, records
from medledare.services.clock import Clock
from medledare.vault.ids import new_id
from medledare.vault.vault import Vault

EXPLAIN = "mission.explain"
"""The question code of an entry that explains the mission in one's own words."""


def write(vault: Vault, clock: Clock, statement: str, for_whom: str = "", value: str = "") -> Mission:
    """A new version of the mission; the earlier ones stay as they were."""
    now = clock()
    return records.add(
        vault, Mission(id=new_id(), at=now, created=now, statement=statement, for_whom=for_whom, value=value)
    )


def versions(vault: Vault) -> list[Mission]:
    """Every version, oldest first."""
    return records.all_of(vault, Mission)


def current(vault: Vault) -> Mission | None:
    """The version in force."""
    return next(reversed(versions(vault)), None)


def explain(vault: Vault, clock: Clock, text: str, at: datetime | None = None) -> Entry:
    """Keep one's own explanation of the mission, as a journal entry."""
    return records.add(vault, capture.entry(clock, text, at=at, question=EXPLAIN))


def explanations(vault: Vault) -> list[Entry]:
    """Earlier explanations, oldest first."""
    return records.all_of(vault, Entry, where("question") == EXPLAIN)
