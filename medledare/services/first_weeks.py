"""The first weeks: one thing at a time that one could try next, until it ends by itself or is put away."""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from medledare import coach
from medledare.coach.first_weeks import RULE, Step, Way, is_over, next_step, steps_of
from medledare.config.paths import Places
from medledare.domain.problems import N_, Problem
from medledare.domain.question import is_review, quotes
from medledare.domain.records import KINDS, Offer
from medledare.services import coach as coaching
from medledare.services import records, settings
from medledare.services.clock import Clock
from medledare.services.evening import evening
from medledare.services.today import has_come
from medledare.text import _
from medledare.text.first_weeks import PUT_AWAY, SUGGESTIONS
from medledare.vault.ids import new_id
from medledare.vault.vault import Vault

SETTING = "first_weeks"


class NothingSuggested(Problem):
    sentence = N_("Nothing is suggested now, so there is nothing to put away.")


@cache
def steps() -> tuple[Step, ...]:
    """Every step, in order."""
    return steps_of(tomllib.loads((Path(coach.__file__).parent / "first_weeks.toml").read_text(encoding="utf-8")))


def way(vault: Vault, day: date) -> Way | None:
    """How far one has come on a day; None where the first weeks are over, or the setting says they are not for one."""
    if not _wanted(vault.places):
        return None
    days, past = set[date](), False
    for document in _documents(vault):
        made = _day(document)
        if document.get("origin"):
            past = True
        elif made is not None:
            if is_over([made], day):
                return None
            days.add(made)
    return Way(frozenset(days), frozenset(_tried(vault)), past, _is_away(vault))


def suggestion(way: Way | None, day: date, *, late: bool, asked: str) -> Step | None:
    """What to suggest. ``late``: the day may be closed. ``asked``: the coach's rule that waits for an answer."""
    return next_step(steps(), way, day, late=late, asked=asked) if way else None


def now(vault: Vault, clock: Clock) -> Step | None:
    """What to suggest at this moment, if anything."""
    moment = clock()
    if (known := way(vault, moment.date())) is None:
        return None
    late = has_come(evening(vault.places), moment.time())
    return suggestion(known, moment.date(), late=late, asked=asked_by(coaching.today(vault, clock)))


def asked_by(offered: coaching.Offered) -> str:
    """The rule whose question waits for an answer, or empty."""
    return offered.offer.rule if offered.offer is not None and offered.open else ""


def words(step: Step) -> str:
    """What is said of a step."""
    return _(SUGGESTIONS[step.id])


def put_away(vault: Vault, clock: Clock, step: Step | None) -> Offer:
    """Suggest nothing more, here and on every device; one step for undo.

    Raises NothingSuggested and what writing raises.
    """
    if step is None:
        raise NothingSuggested
    now = clock()
    offer = Offer(id=new_id(), at=now, created=now, question=step.id, text=_(PUT_AWAY), rule=RULE)
    # Made first and then turned down, as a question is: what was said of it is what can be taken back.
    return records.change(vault, records.add(vault, offer), state="dismissed")


def _wanted(places: Places) -> bool:
    with suppress(Problem):
        return bool(settings.load(places)[SETTING])
    return True


def _documents(vault: Vault) -> Iterator[Mapping[str, Any]]:
    for kind in KINDS:
        yield from vault.table(kind).shared().values()


def _day(document: Mapping[str, Any]) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(str(document.get("created", ""))[:10])
    return None


def _is_away(vault: Vault) -> bool:
    offers = vault.table("offer").shared().values()
    return any(one.get("rule") == RULE and one.get("state") == "dismissed" for one in offers)


def _tried(vault: Vault) -> Iterator[str]:
    """The kinds there are, and what else can be seen to have been done."""
    yield from (kind for kind in records.kinds_there(vault) if kind != "entry")
    for entry in vault.table("entry").shared().values():
        question = entry.get("question", "")
        yield "review" if is_review(question) else "prepared" if quotes(question) else "entry"
    for departure in vault.table("departure").shared().values():
        yield "shared" if departure.get("shared") else "export"
