"""What some fields can be. Apart from the records, so that asking for it loads none of them."""

from typing import Literal, TypeAlias

Place: TypeAlias = Literal["", "home", "office", "other"]
GoalState: TypeAlias = Literal["active", "resting", "done", "pruned"]
FailureKind: TypeAlias = Literal["", "preventable", "complex", "intelligent"]
LearnedFrom: TypeAlias = Literal["", "failure", "colleague", "user", "experiment", "research"]
NeedKind: TypeAlias = Literal["", "professional", "administrative", "psychosocial"]
NeedState: TypeAlias = Literal["draft", "shared", "answered", "dropped"]
DecisionKind: TypeAlias = Literal["", "mine", "delegated", "involved"]
OfferState: TypeAlias = Literal["shown", "answered", "later", "dismissed"]
AnswerValue: TypeAlias = int | Literal["none", "skip"]

PLACES: tuple[Place, ...] = ("home", "office", "other")
GOAL_STATES: tuple[GoalState, ...] = ("active", "resting", "done", "pruned")
FAILURE_KINDS: tuple[FailureKind, ...] = ("preventable", "complex", "intelligent")
LEARNED_FROM: tuple[LearnedFrom, ...] = ("failure", "colleague", "user", "experiment", "research")
NEED_KINDS: tuple[NeedKind, ...] = ("professional", "administrative", "psychosocial")
NEED_STATES: tuple[NeedState, ...] = ("draft", "shared", "answered", "dropped")
DECISION_KINDS: tuple[DecisionKind, ...] = ("mine", "delegated", "involved")
