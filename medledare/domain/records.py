"""The records a person keeps, one frozen class each.

Every record has an id (UUIDv7), the moment it is about (``at``) and the moment it was written
(``created``), both with an offset from UTC. Empty text means "not said": every field beside the first can be
skipped. ``origin`` names what an imported record came from, so that importing it again adds nothing.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal, TypeAlias

from medledare.domain.tags import find_tags

Place: TypeAlias = Literal["", "home", "office", "other"]
GoalState: TypeAlias = Literal["active", "resting", "done", "pruned"]
FailureKind: TypeAlias = Literal["", "preventable", "complex", "intelligent"]
LearnedFrom: TypeAlias = Literal["", "failure", "colleague", "user", "experiment", "research"]
AnswerValue: TypeAlias = int | Literal["none", "skip"]

PLACES: tuple[Place, ...] = ("home", "office", "other")
GOAL_STATES: tuple[GoalState, ...] = ("active", "resting", "done", "pruned")
FAILURE_KINDS: tuple[FailureKind, ...] = ("preventable", "complex", "intelligent")
LEARNED_FROM: tuple[LearnedFrom, ...] = ("failure", "colleague", "user", "experiment", "research")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Record):
    """A journal entry, kept exactly as it was typed. ``question`` is the code of the question it answers."""

    kind = "entry"
    text: str
    tags: tuple[str, ...] = ()
    goal: str = ""
    principles: tuple[str, ...] = ()
    starred: bool = False
    place: Place = ""
    for_whom: str = ""
    question: str = ""

    @property
    def headline(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The first line."""
        return self.text.partition("\n")[0]

    @property
    def body(self) -> str:
        """Everything after the first line."""
        return self.text.partition("\n")[2]

    @property
    def all_tags(self) -> tuple[str, ...]:
        """Tags given beside the text and tags written in it, in that order, each once."""
        return tuple(dict.fromkeys((*self.tags, *find_tags(self.text))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mission(Record):
    """One version of the mission; a new wording is a new record, so earlier ones stay readable."""

    kind = "mission"
    statement: str
    for_whom: str = ""
    value: str = ""

    @property
    def headline(self) -> str:
        return self.statement.partition("\n")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Record):
    """A goal. ``serves`` says what in the mission it serves; empty means openly standalone (fristående)."""

    kind = "goal"
    title: str
    serves: str = ""
    for_whom: str = ""
    by: date | None = None
    cue: str = ""
    action: str = ""
    principles: tuple[str, ...] = ()
    state: GoalState = "active"
    changed: datetime | None = None
    closing: str = ""

    @property
    def headline(self) -> str:
        return self.title

    @property
    def standalone(self) -> bool:
        return not self.serves


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """That a failure was told, when, and to whom (a role, not a name)."""

    whom: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure(Record):
    """A failure: what was expected, what happened (``text``), why, and what next. It has no severity."""

    kind = "failure"
    text: str
    expected: str = ""
    why: str = ""
    next: str = ""
    sort: FailureKind = ""
    goal: str = ""
    told: tuple[Telling, ...] = ()
    recurred: tuple[datetime, ...] = ()

    @property
    def headline(self) -> str:
        return self.text.partition("\n")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning(Record):
    """Something learned, where it came from, and the failure it grew out of, if any."""

    kind = "learning"
    text: str
    learned_from: LearnedFrom = ""
    failure: str = ""
    goal: str = ""

    @property
    def headline(self) -> str:
        return self.text.partition("\n")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer to one item: 0-4 on the scale, or apart from it ``none`` (no occasion) or ``skip``.

    ``wording`` is the version of the item's wording; a new wording starts a new series.
    """

    item: str
    value: AnswerValue
    wording: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkin(Record):
    """Answers given at one sitting for the day of ``at``. A later sitting for the same day wins item by item."""

    kind = "checkin"
    answers: tuple[Answer, ...]

    @property
    def headline(self) -> str:
        return "  ".join(f"{answer.item} {answer.value}" for answer in self.answers)

    @property
    def day(self) -> date:
        return self.at.date()

    @property
    def afterwards(self) -> bool:
        """Whether it was filled in after the day it is about."""
        return self.created.date() > self.day


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus(Record):
    """The principle chosen as focus from this moment on; an empty one means none."""

    kind = "focus"
    principle: str = ""

    @property
    def headline(self) -> str:
        return self.principle or "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure(Record):
    """That ``count`` records left the vault in a format, and for which file (empty: shown on the screen or piped)."""

    kind = "departure"
    format: str
    target: str = ""
    count: int = 0

    @property
    def headline(self) -> str:
        return self.target or self.format


KINDS: dict[str, type[Record]] = {
    cls.kind: cls for cls in (Entry, Mission, Goal, Failure, Learning, Checkin, Focus, Departure)
}
"""Every kind of record by its name, which is also the name of its table."""
