"""Failures after they were written down: told to somebody, come back, learned from."""

from datetime import datetime

from tinydb import where

from medledare.domain.records import Failure, Learning, Telling
from medledare.services import records
from medledare.services.clock import Clock
from medledare.text.fields import FORMS, Field
from medledare.vault.vault import Vault


def told(vault: Vault, clock: Clock, failure: Failure, whom: str, at: datetime | None = None) -> Failure:
    """That the failure was told, and to whom (a role)."""
    return records.change(vault, failure, told=(*failure.told, Telling(whom=whom, at=at or clock())))


def recurred(vault: Vault, clock: Clock, failure: Failure, at: datetime | None = None) -> Failure:
    """That it happened again."""
    return records.change(vault, failure, recurred=(*failure.recurred, at or clock()))


def unsaid(failure: Failure) -> list[Field]:
    """Which of the questions about it have no answer yet."""
    return [field for field in FORMS["failure"] if field.of_colleague and not getattr(failure, field.name).strip()]


def learnings_of(vault: Vault, failure: Failure) -> list[Learning]:
    """What was learned from a failure, oldest first."""
    return records.all_of(vault, Learning, where("failure") == failure.id)
