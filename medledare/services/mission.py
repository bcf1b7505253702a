"""The mission in its versions, and one's own explanations of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tinydb import where

from medledare.domain.problems import N_, Problem
from medledare.domain.question import EXPLAIN
from medledare.domain.records import Entry, Goal, Mission
from medledare.services import capture, records
from medledare.services.clock import Clock
from medledare.services.differences import Run, runs
from medledare.text.fields import FORMS, Field
from medledare.vault.ids import new_id
from medledare.vault.vault import Vault


class NoMission(Problem):
    sentence = N_("There is no mission yet. “medledare mission set” writes one.")


@dataclass(frozen=True, slots=True)
class Wording:
    """A version of the mission, what changed in it since the one before, and how it was explained while it held."""

    mission: Mission | None
    """None before the first one."""
    changes: tuple[tuple[Field, tuple[Run, ...]], ...]
    explanations: tuple[Entry, ...]


def write(vault: Vault, clock: Clock, statement: str, for_whom: str = "", value: str = "") -> Mission:
    """A new version of the mission; the earlier ones stay as they were."""
    now = clock()
    return records.add(
        vault, Mission(id=new_id(), at=now, created=now, statement=statement, for_whom=for_whom, value=value)
    )


def begin(vault: Vault, clock: Clock, said: Mapping[str, str]) -> None:
    """The first version, of whichever fields were filled in: the first of them is what the mission is so far."""
    statement = said.get("statement") or said.get("value") or said.get("for_whom")
    if statement:
        write(vault, clock, **{**said, "statement": statement})


def reword(vault: Vault, clock: Clock, statement: str, **fields: str) -> Mission:
    """A new version whose other fields are as they were in the one in force, unless they are given."""
    now = current(vault)
    before = {"for_whom": now.for_whom, "value": now.value} if now else {}
    return write(vault, clock, statement, **{**before, **fields})


def versions(vault: Vault) -> list[Mission]:
    """Every version, oldest first."""
    return records.all_of(vault, Mission)


def current(vault: Vault) -> Mission | None:
    """The version in force."""
    return next(reversed(versions(vault)), None)


def set_under(vault: Vault, goal: Goal) -> Mission | None:
    """The wording that held when a goal was set, if the mission reads otherwise now; None else."""
    known = versions(vault)
    held = [one for one in known if one.at <= goal.at]
    return held[-1] if held and changes(held[-1], known[-1]) else None


def explain(vault: Vault, clock: Clock, text: str, at: datetime | None = None) -> Entry:
    """Keep one's own explanation of the mission, as a journal entry."""
    return records.add(vault, capture.entry(clock, text, at=at, question=EXPLAIN))


def explanations(vault: Vault) -> list[Entry]:
    """Earlier explanations, oldest first."""
    return records.all_of(vault, Entry, where("question") == EXPLAIN)


def wordings(vault: Vault) -> list[Wording]:
    """Every version with what changed and how it was explained, oldest first.

    What was explained before there was a mission comes first, beside none.
    """
    told = explanations(vault)
    found: list[Wording] = []
    known: list[Mission | None] = [None, *versions(vault)]
    for place, version in enumerate(known):
        until = known[place + 1] if place + 1 < len(known) else None
        of_it = [one for one in told if until is None or one.at < until.at]
        told = told[len(of_it) :]
        before = known[place - 1] if place else None
        if version or of_it:
            found.append(Wording(version, changes(before, version), tuple(of_it)))
    return found


def changes(before: Mission | None, now: Mission | None) -> tuple[tuple[Field, tuple[Run, ...]], ...]:
    """Each field in which two versions differ, with how its words changed."""
    if before is None or now is None:
        return ()
    pairs = [(field, getattr(before, field.name), getattr(now, field.name)) for field in FORMS["mission"]]
    return tuple((field, tuple(runs(was, became))) for field, was, became in pairs if was != became)
