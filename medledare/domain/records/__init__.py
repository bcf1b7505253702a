"""The records a person keeps, one frozen class each, loaded when it is first asked for.

Every record has an id (UUIDv7), the moment it is about (``at``) and the moment it was written
(``created``), both with an offset from UTC. Empty text means "not said": every field beside the first can be
skipped. ``origin`` names what an imported record came from, so that importing it again adds nothing.

Making a dataclass takes longer than reading a hundred of its documents, so a command pays only for those it meets.
"""

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from medledare.domain.records.choices import (
    DECISION_KINDS,
    FAILURE_KINDS,
    GOAL_STATES,
    LEARNED_FROM,
    NEED_KINDS,
    NEED_STATES,
    PLACES,
    AnswerValue,
    DecisionKind,
    FailureKind,
    GoalState,
    LearnedFrom,
    NeedKind,
    NeedState,
    OfferState,
    Place,
)

if TYPE_CHECKING:
    from medledare.domain.records.arrival import Arrival
    from medledare.domain.records.checkin import Answer, Checkin, Focus
    from medledare.domain.records.close import Close
    from medledare.domain.records.conditions import Conditions
    from medledare.domain.records.decision import Decision
    from medledare.domain.records.departure import Departure
    from medledare.domain.records.entry import Entry
    from medledare.domain.records.failure import Failure, Telling
    from medledare.domain.records.goal import Goal
    from medledare.domain.records.learning import Learning
    from medledare.domain.records.mandate import Mandate
    from medledare.domain.records.mission import Mission
    from medledare.domain.records.need import Need
    from medledare.domain.records.observation import Observation, Seen
    from medledare.domain.records.observer import Observer
    from medledare.domain.records.offer import Offer
    from medledare.domain.records.pair import Pair
    from medledare.domain.records.record import Record
    from medledare.domain.records.role import Role
    from medledare.domain.records.stop import Stop
    from medledare.domain.records.talk import Talk
    from medledare.domain.records.template import Template

__all__ = [
    "DAILY", "DECISION_KINDS", "FAILURE_KINDS", "GOAL_STATES", "KINDS", "LEARNED_FROM", "NEED_KINDS", "NEED_STATES",
    "OF_OTHERS", "PLACES", "QUIET",
    "Answer", "AnswerValue", "Arrival", "Checkin", "Close", "Conditions", "Decision", "DecisionKind", "Departure",
    "Entry", "Failure", "FailureKind", "Focus", "Goal", "GoalState", "LearnedFrom", "Learning", "Mandate", "Mission",
    "Need", "NeedKind", "NeedState", "Observation", "Observer", "Offer", "OfferState", "Pair", "Place", "Record",
    "Role", "Seen", "Stop", "Talk", "Telling", "Template", "class_of",
]  # fmt: skip

KINDS = (
    "entry", "mission", "role", "goal", "failure", "learning", "need", "mandate", "decision", "stop", "close", "talk",
    "template", "observer", "observation", "checkin", "conditions", "focus", "pair", "offer", "departure", "arrival",
)  # fmt: skip
"""The name of every kind of record: its table, and its class in small letters."""

DAILY = ("entry", "failure", "learning", "need", "decision", "stop", "close")
"""Kinds that are told day by day, as in a journal."""

QUIET = ("offer", "departure", "arrival")
"""Kinds that the program writes of itself: found only when asked for by name."""

OF_OTHERS = ("observation",)
"""Kinds that hold what others wrote to one: read, found and deleted as all others, but worded by nobody here."""

_BESIDES = {"Answer": "checkin", "Focus": "checkin", "Seen": "observation", "Telling": "failure"}
"""Classes that do not have a module of their own."""


def class_of(kind: str) -> "type[Record]":
    """The class of a kind. Raises KeyError for an unknown one."""
    if kind not in KINDS:
        raise KeyError(kind)
    cls: type[Record] = getattr(sys.modules[__name__], kind.capitalize())
    return cls


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    found = globals()[name] = getattr(import_module(f"{__name__}.{_BESIDES.get(name, name.lower())}"), name)
    return found
