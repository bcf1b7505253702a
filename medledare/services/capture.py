"""Writing something down: records are built here, for both fronts, and sealed without a key.

``seal`` puts a record in the vault's sealed inbox: anyone at this machine may write, only the passphrase
reads. It is what the command line uses, so this module loads neither the store nor any date parser.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from medledare.domain import records
from medledare.domain.codec import check_text, encode
from medledare.domain.problems import N_, NotYet, Usage
from medledare.domain.records import FailureKind, LearnedFrom, Place
from medledare.domain.tags import as_tag, is_tag
from medledare.services.clock import Clock
from medledare.text.fields import FORMS
from medledare.vault.ids import new_id

if TYPE_CHECKING:
    from medledare.config.paths import Places
    from medledare.domain.records import (
        Answer,
        Checkin,
        Entry,
        Failure,
        Learning,
        Record,
    )


class NoMoment(Usage):
    """What lies ahead has no moment."""

    sentence = N_("Say when it is, for example next Friday 10:00.")


def entry(
    clock: Clock,
    text: str,
    *,
    at: datetime | None = None,
    tags: Iterable[str] = (),
    goal: str = "",
    principles: Iterable[str] = (),
    starred: bool = False,
    place: Place = "",
    for_whom: str = "",
    question: str = "",
) -> "Entry":
    """A journal entry about ``at`` (now, if not said). Tags without a sign get ``#``."""
    now = clock()
    return records.Entry(
        id=new_id(),
        at=at or now,
        created=now,
        text=text,
        tags=tuple(dict.fromkeys(as_tag(tag) for tag in tags if is_tag(tag))),
        goal=goal,
        principles=tuple(principles),
        starred=starred,
        place=place,
        for_whom=for_whom,
        question=question,
    )


def failure(
    clock: Clock,
    text: str,
    *,
    at: datetime | None = None,
    expected: str = "",
    why: str = "",
    next: str = "",
    sort: FailureKind = "",
    goal: str = "",
    as_colleague: bool = False,
) -> "Failure":
    """A failure: what happened, and as much of the rest as one wishes to say."""
    now = clock()
    return records.Failure(
        id=new_id(),
        at=at or now,
        created=now,
        text=text,
        expected=expected,
        why=why,
        next=next,
        sort=sort,
        goal=goal,
        as_colleague=as_colleague,
    )


def learning(
    clock: Clock,
    text: str,
    *,
    at: datetime | None = None,
    learned_from: LearnedFrom = "",
    failure: str = "",
    goal: str = "",
) -> "Learning":
    """Something learned. One that names a failure was learned from it unless said otherwise."""
    now = clock()
    source: LearnedFrom = learned_from or ("failure" if failure else "")
    return records.Learning(
        id=new_id(), at=at or now, created=now, text=text, learned_from=source, failure=failure, goal=goal
    )


def written(kind: str, clock: Clock, text: str, *, at: datetime | None = None, **fields: Any) -> "Record":
    """A record of any kind that has a form: its first field, and as much of the others as one wishes to say.

    Raises NoMoment where what it is about lies ahead, and when that is was not said.
    """
    form = FORMS[kind]
    if at is None and any(field.ahead for field in form if field.name == "at"):
        raise NoMoment
    now = clock()
    made: Any = records.class_of(kind)
    record: Record = made(id=new_id(), at=at or now, created=now, **{form[0].name: text}, **fields)
    return record


def checkin(clock: Clock, answers: Iterable["Answer"], at: datetime | None = None) -> "Checkin":
    """Answers given at one sitting for the day of ``at``; of several to one item the last counts. Raises NotYet."""
    now = clock()
    return records.Checkin(id=new_id(), at=been(at or now, now), created=now, answers=_latest(answers))


def week(
    clock: Clock,
    answers: Iterable["Answer"],
    *,
    learned: str = "",
    need: str = "",
    stop: str = "",
    at: datetime | None = None,
) -> list["Record"]:
    """What is said of the week of ``at``: its conditions, one learning, one need, one thing to stop. All optional.

    Raises NotYet, or Unwritable for text that cannot be kept.
    """
    now = clock()
    moment = been(at or now, now)
    said: list[Record] = []
    if given := _latest(answers):
        said.append(records.Conditions(id=new_id(), at=moment, created=now, answers=given))
    if learned.strip():
        said.append(learning(clock, check_text(learned), at=moment))
    if need.strip():
        said.append(written("need", clock, check_text(need), at=moment))
    if stop.strip():
        said.append(written("stop", clock, check_text(stop), at=moment))
    return said


def been(at: datetime, now: datetime) -> datetime:
    """``at`` itself. Raises NotYet for a day that is still to come."""
    if at.date() > now.date():
        raise NotYet(day=at.date())
    return at


def _latest(answers: Iterable["Answer"]) -> tuple["Answer", ...]:
    return tuple({answer.item: answer for answer in answers}.values())


def ready(places: "Places") -> None:
    """See that there is a vault to write to. Raises NoVault, Damaged, NewerVault or CannotReach."""
    from medledare.vault.info import describe

    describe(places)


def seal(places: "Places", record: "Record", now: datetime | None = None) -> None:
    """Put a record in the sealed inbox. When this returns it is on disk; no key is needed.

    Raises NoVault, Unwritable or CannotReach, and then nothing was written.
    """
    from medledare.vault.inbox import drop
    from medledare.vault.info import describe

    document = encode(record)
    drop(places, describe(places), record.kind, document, id=record.id, now=now or record.created)
