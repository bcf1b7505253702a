"""The coach's one question a day: chosen from what the vault holds, answered, put off or turned down, and explained."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from medledare import coach
from medledare.coach.catalogue import Rule, rules_of
from medledare.coach.engine import Proposal, propose
from medledare.coach.facts import Facts, Item
from medledare.coach.first_weeks import RULE as FIRST_WEEKS
from medledare.coach.history import History
from medledare.coach.own import Own, UnreadableCoachFile, read_own
from medledare.config.paths import Places
from medledare.domain.codec import decoded
from medledare.domain.problems import Problem
from medledare.domain.question import Question
from medledare.domain.records import Entry, Offer, OfferState, Record
from medledare.services import capture, checkins, records
from medledare.services.clock import Clock
from medledare.text import N_, _, library
from medledare.text.dates import spoken_day
from medledare.vault.ids import new_id
from medledare.vault.vault import Vault

OWN_FILE = "coach.toml"
"""A person's own rules and questions, in the configuration folder."""

REACH = 400
"""Days back that entries, check-ins and closes are looked at."""
_MANY = ("entry", "checkin", "close")
_FEW = (
    "mission",
    "goal",
    "failure",
    "learning",
    "need",
    "mandate",
    "decision",
    "stop",
    "conditions",
    "observer",
    "observation",
    "talk",
)
_NAMED = 60
"""Characters of a record's words that a reason quotes."""

_WEIGHT: tuple[OfferState, ...] = ("answered", "later", "dismissed", "shown")
"""What counts of several questions of one day, the first first."""

_BECAUSE = {
    "morning": N_("a morning question on {principle}"),
    "evening": N_("an evening question on {principle}"),
    "weekly": N_("a question for the week, on {principle}"),
    "failure": N_("a question on {principle}, after a failure you wrote down"),
    "talk": N_("a question on {principle}, before a talk that is coming up"),
}
_IN_FOCUS = N_("{reason}, your focus")


class NothingAsked(Problem):
    sentence = N_("There is no question today, so there is nothing to answer.")


class Done(Problem):
    sentence = N_("Today's question is dealt with. The next one comes another day.")


class Another(Problem):
    """Another device asked something else on the same day, and that counts."""

    sentence = N_("Another question was asked today on another device, and is shown now. Nothing was saved.")


@dataclass(frozen=True, slots=True)
class Offered:
    """Today's question, if there is one, and what is wrong with the file of own rules, if anything.

    ``kept``: whether the offer lies in the vault already.
    """

    offer: Offer | None
    kept: bool = False
    problem: Problem | None = None

    @property
    def open(self) -> bool:
        """Whether it waits for an answer."""
        return self.offer is not None and self.offer.state == "shown"


@dataclass(frozen=True, slots=True)
class Why:
    """Why today's question is asked. ``rule`` is None for a question of the bank, or a rule that is gone since.

    ``behind`` are the records the rule found, those that are still there; ``wait`` is in days, and ``again`` is the
    first day it may come back.
    """

    offer: Offer
    rule: Rule | None
    behind: tuple[Record, ...]
    wait: int
    again: date


class Catalogue(NamedTuple):
    """All rules, those that are off and all questions, in the language spoken, and what is wrong with the own file."""

    rules: tuple[Rule, ...]
    off: frozenset[str]
    bank: tuple[Question, ...]
    problem: Problem | None = None

    @property
    def active(self) -> list[Rule]:
        """The rules that are not off."""
        return [rule for rule in self.rules if rule.id not in self.off]


def today(vault: Vault, clock: Clock) -> Offered:
    """Today's question, as it was first shown wherever that was, or else chosen now. Writes nothing."""
    known = catalogue(vault.places)
    day = clock().date()
    offers = _offers(vault, day)
    if standing := _standing(vault, offers, day):
        return Offered(standing, True, known.problem)
    facts = facts_of(vault, clock, offers)
    proposal = propose(facts, known.active, known.bank)
    return Offered(_offer(clock, proposal, facts) if proposal else None, False, known.problem)


def keep(vault: Vault, offered: Offered) -> Offered:
    """Keep a question, so that it stays all day; or the one that was kept for its day meanwhile.

    Raises CannotReach and what else writing raises.
    """
    offer = offered.offer
    if offer is None or offered.kept:
        return offered
    day = offer.at.date()
    with vault.writing():
        standing = _standing(vault, _offers(vault, day), day)
        return replace(offered, offer=standing or records.add(vault, offer), kept=True)


def shown(vault: Vault, clock: Clock) -> Offered:
    """Today's question, kept as shown. Where it cannot be kept, it is given all the same."""
    offered = today(vault, clock)
    with suppress(Problem):
        return keep(vault, offered)
    return offered


def answer(vault: Vault, clock: Clock, text: str, seen: Offer | None = None) -> Entry:
    """Keep an answer as an entry: to the question that was ``seen``, or to today's.

    One step for undo, which makes the question open again. Raises NothingAsked, Done, Another and what writing raises.
    """
    offer = waiting(vault, clock, seen)
    principles = (offer.principle,) if offer.principle else ()
    with vault.batch():
        entry = records.add(vault, capture.entry(clock, text, question=offer.question, principles=principles))
        records.change(vault, offer, state="answered", entry=entry.id)
    return entry


def later(vault: Vault, clock: Clock, seen: Offer | None = None) -> Offer:
    """Not today. Raises as ``answer``."""
    return records.change(vault, waiting(vault, clock, seen), state="later")


def dismiss(vault: Vault, clock: Clock, seen: Offer | None = None) -> Offer:
    """Not for me: it will be twice as long until it is asked again. Raises as ``answer``."""
    return records.change(vault, waiting(vault, clock, seen), state="dismissed")


def why(vault: Vault, clock: Clock, seen: Offer | None = None) -> Why:
    """What is behind the question that was ``seen``, or today's. Raises NothingAsked."""
    offered = shown(vault, clock)
    if seen and (offered.offer is None or offered.offer.id != seen.id):
        offered = Offered(seen)
    if offered.offer is None:
        raise NothingAsked
    offer = offered.offer
    known = catalogue(vault.places)
    day = offer.at.date()
    offers = _offers(vault, day) if offered.kept else [*_offers(vault, day), offer]
    history = History(offers, day)
    rule = next((one for one in known.rules if one.id == offer.rule), None)
    behind = tuple(one for record_id in offer.about for one in _still_there(vault, record_id))
    if rule is None:
        wait = history.question_wait(Question(offer.question, offer.principle, offer.text))
        return Why(offer, None, behind, wait, day + timedelta(days=wait))
    return Why(offer, rule, behind, history.wait(rule), history.earliest(rule))


def catalogue(places: Places) -> Catalogue:
    """Every rule and question there is. What is wrong with the own file leaves the built-in ones."""
    built_in = rules_of(_built_in(), library.rule_words(), "rules.toml")
    own, problem = Own(), None
    try:
        own = _own(places, tuple(one.id for one in built_in))
    except Problem as met:
        problem = met
    return Catalogue((*built_in, *own.rules), own.off, (*library.questions(), *own.questions), problem)


def facts_of(vault: Vault, clock: Clock, offers: Sequence[Offer]) -> Facts:
    """What the coach looks at: of what there is much of, a year and a little."""
    since = (clock().date() - timedelta(days=REACH)).isoformat()
    found = {kind: _decoded(vault, kind, since if kind in _MANY else "") for kind in (*_MANY, *_FEW)}
    return Facts(clock(), found, offers, checkins.focus(vault))


@cache
def _built_in() -> Mapping[str, Any]:
    return tomllib.loads((Path(coach.__file__).parent / "rules.toml").read_text(encoding="utf-8"))


def _own(places: Places, built_in: Sequence[str]) -> Own:
    """The own file as it is. Raises a Problem that says what is wrong with it."""
    path = places.config / OWN_FILE
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return Own()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise UnreadableCoachFile(path=path, reason=str(reason)) from None
    return read_own(content, OWN_FILE, built_in)


def _offers(vault: Vault, day: date) -> list[Offer]:
    """What was asked: everything by rules, and of the bank what is not long ago."""
    since = (day - timedelta(days=REACH)).isoformat()
    found = [
        decoded("offer", record_id, document)
        for record_id, document in vault.table("offer").shared().items()
        if (document.get("rule") or str(document.get("at", "")) >= since) and document.get("rule") != FIRST_WEEKS
    ]
    return [one for one in found if isinstance(one, Offer) and one.state in _WEIGHT]


def _decoded(vault: Vault, kind: str, since: str) -> list[Record]:
    found = [
        decoded(kind, record_id, document)
        for record_id, document in vault.table(kind).shared().items()
        if not since or str(document.get("at", "")) >= since
    ]
    return [one for one in found if one]


def _standing(vault: Vault, offers: Sequence[Offer], day: date) -> Offer | None:
    """What was asked on a day. Two devices may each have asked: what was answered counts, else what was shown first.

    One whose answer was taken away again is open.
    """
    asked = [one for one in offers if one.at.date() == day]
    offer = min(asked, key=lambda one: (_WEIGHT.index(one.state), one.created, one.id), default=None)
    if offer and offer.state == "answered" and vault.table("entry").get(doc_id=offer.entry) is None:
        return replace(offer, state="shown", entry="")
    return offer


def _offer(clock: Clock, proposal: Proposal, facts: Facts) -> Offer:
    question, now = proposal.question, clock()
    return Offer(
        id=new_id(),
        at=now,
        created=now,
        question=question.code,
        text=question.text,
        reason=_reason(proposal, facts.focus),
        rule=proposal.rule.id if proposal.rule else "",
        principle=question.principle,
        about=proposal.evidence.ids,
    )


def _reason(proposal: Proposal, focus: str) -> str:
    """The reason in words, as it goes on after "because:"."""
    if proposal.rule:
        return proposal.rule.because.format_map(
            {name: _named(name, one) for name, one in proposal.evidence.values.items()}
        )
    principle = proposal.question.principle
    reason = _(_BECAUSE[proposal.moment]).format(principle=library.principle_name(principle).lower())
    return _(_IN_FOCUS).format(reason=reason) if principle == focus else reason


def _named(name: str, value: object) -> str:
    if isinstance(value, date):
        return spoken_day(value)
    if isinstance(value, Item):
        return library.item_text(value)
    told = " ".join(str(value).split())
    if not told and name == "whom":
        return _("a colleague")
    return told if len(told) <= _NAMED else told[: _NAMED - 1].rstrip() + "…"


def waiting(vault: Vault, clock: Clock, seen: Offer | None = None) -> Offer:
    """The question to answer, the one that was ``seen`` or today's, kept. Raises NothingAsked, Done or Another."""
    offer = keep(vault, Offered(seen) if seen else today(vault, clock)).offer
    if offer is None:
        raise NothingAsked
    if seen and offer.id != seen.id:
        raise Another
    if offer.state != "shown":
        raise Done
    return offer


def _still_there(vault: Vault, record_id: str) -> Iterator[Record]:
    with suppress(Problem):
        yield records.get(vault, record_id)
