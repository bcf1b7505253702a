"""Signals about the days: entries and their tags, failures, learnings, closing the day, and coming back."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, time
from typing import TYPE_CHECKING

from medledare.coach.facts import Evidence, Facts
from medledare.coach.signals.signal import signal
from medledare.domain.problems import N_
from medledare.domain.recall import waits
from medledare.domain.tags import as_tag

if TYPE_CHECKING:
    from medledare.domain.records import Close, Entry, Failure, Learning

SMALL_HOURS = time(4)
"""A day closed before this hour is the day before that went on."""
_FEW = 3


@signal(N_("The last {entries} entries name nobody they were for."), "count", entries=10)
def nobody_named(facts: Facts, *, entries: int) -> Iterator[Evidence]:
    """The last ``entries`` entries name nobody they were for."""
    latest = facts.entries[-entries:]
    if len(latest) == entries and not any(entry.for_whom for entry in latest):
        yield Evidence(tuple(entry.id for entry in reversed(latest)), {"count": entries})


@signal(
    N_("An entry of the last {days} days is tagged {tags}, or something was learned from one the work is for."),
    "what day",
    tags=("röst", "voice"),
    days=14,
)
def users_voice(facts: Facts, *, tags: tuple[str, ...], days: int) -> Iterator[Evidence]:
    """What a user said was written down in the last ``days`` days: in an entry so tagged, or a learning from one."""
    voices: list[Entry | Learning] = [entry for entry, _tag in facts.tagged(tags, days)]
    voices += [one for one in facts.learnings if one.learned_from == "user" and facts.within(one.at.date(), days)]
    for one in sorted(voices, key=lambda one: (one.at, one.id), reverse=True):
        yield Evidence((one.id,), {"what": one.headline, "day": one.at.date()})


@signal(
    N_("Entries of the last {days} days are tagged {tags}, {times} times or more."),
    "tag count day",
    tags=(),
    times=2,
    days=28,
)
def tagged(facts: Facts, *, tags: tuple[str, ...], times: int, days: int) -> Iterator[Evidence]:
    """Entries of the last ``days`` days have one of ``tags``, ``times`` times."""
    found = facts.tagged(tags, days)
    if len(found) >= times:
        latest, tag = found[-1]
        ids = tuple(entry.id for entry, _tag in reversed(found))
        yield Evidence(ids, {"tag": tag, "count": len(found), "day": latest.at.date()})


@signal(
    N_("One tag that begins with {beginnings} stands on {times} entries or more of the last {days} days."),
    "tag count day",
    beginnings=("hinder", "obstacle"),
    times=3,
    days=28,
)
def tag_repeated(facts: Facts, *, beginnings: tuple[str, ...], times: int, days: int) -> Iterator[Evidence]:
    """One tag that begins in a certain way stands on entries of the last ``days`` days, ``times`` times."""
    begin = tuple(as_tag(one)[1:] for one in beginnings)
    by_tag: dict[str, list[Entry]] = defaultdict(list)
    for entry, tags in facts.with_tags(days):
        for tag in tags:
            if tag[1:].startswith(begin):
                by_tag[tag].append(entry)
    for tag, those in sorted(by_tag.items(), key=lambda one: -len(one[1])):
        if len(those) >= times:
            ids = tuple(entry.id for entry in reversed(those))
            yield Evidence(ids, {"tag": tag, "count": len(those), "day": those[-1].at.date()})


@signal(
    N_("A failure is at least {days} days old, and nothing is written yet of what it taught."),
    "what day days",
    days=2,
    written=1,
    within=30,
)
def failure_without_learning(facts: Facts, *, days: int, written: int, within: int) -> Iterator[Evidence]:
    """A failure of the last ``within`` days led to no learning, nor to words on why and what next, in ``days`` days."""
    learned = {one.failure for one in facts.learnings}
    for one in _recent(facts, within):
        if one.id not in learned and not (one.why and one.next):
            yield from _waited(facts, one, days, written)


@signal(
    N_("A failure is at least {days} days old, and telling it is not noted."),
    "what day days",
    days=7,
    written=2,
    within=60,
)
def failure_untold(facts: Facts, *, days: int, written: int, within: int) -> Iterator[Evidence]:
    """A failure of the last ``within`` days was told to nobody in ``days`` days, ``written`` of them written on."""
    for one in _recent(facts, within):
        if not one.told:
            yield from _waited(facts, one, days, written)


@signal(
    N_("No failure was written down for {days} days, and something else was on at least {written} of them."),
    "day days",
    days=30,
    written=10,
)
def no_failure(facts: Facts, *, days: int, written: int) -> Iterator[Evidence]:
    """No failure was written down for ``days`` days, ``written`` of them written on."""
    if not facts.written:
        return
    since = (facts.failures[-1] if facts.failures else facts.written[0]).at.date()
    if facts.elapsed(since) >= days and facts.days_written_since(since) >= written:
        behind = facts.failures[-1:] or facts.written[-_FEW:]
        ids = tuple(one.id for one in reversed(behind))
        yield Evidence(ids, {"day": since, "days": facts.elapsed(since)})


@signal(N_("Failures give the same why, or one came back: {times} times or more."), "what count", times=2)
def same_cause(facts: Facts, *, times: int) -> Iterator[Evidence]:
    """Failures give the same why, or one came back: ``times`` times in all."""
    by_cause: dict[str, list[Failure]] = defaultdict(list)
    for one in facts.failures:
        if words := " ".join(one.why.casefold().split()).rstrip(".!"):
            by_cause[words].append(one)
        elif one.recurred:
            by_cause[one.id].append(one)
    for those in reversed(by_cause.values()):
        count = sum(1 + len(one.recurred) for one in those)
        if count >= times:
            latest = those[-1]
            ids = tuple(one.id for one in reversed(those))
            yield Evidence(ids, {"what": latest.why.strip() or latest.headline, "count": count})


@signal(N_("A learning is old enough to be recalled: after {after} days."), "day days", after=(7, 21, 60), written=1)
def learning_due(facts: Facts, *, after: tuple[int, ...], written: int) -> Iterator[Evidence]:
    """A learning is old enough to be recalled once more: ``after`` so many days, each asked about or recalled once."""
    asked: dict[str, list[date]] = defaultdict(list)
    for offer in facts.offers:
        for record_id in offer.about:
            asked[record_id].append(offer.at.date())
    for one in facts.learnings:
        day = one.at.date()
        age = facts.elapsed(day)
        thought_of = [*asked[one.id], *(moment.date() for moment in one.recalled)]
        if not one.resting and waits(day, age, thought_of, after) and facts.days_written_since(day) >= written:
            yield Evidence((one.id,), {"day": day, "days": age})


@signal(
    N_("Of the last {last} closed days with a stop-time, {times} or more were closed after it."),
    "count",
    times=3,
    last=5,
)
def past_stop(facts: Facts, *, times: int, last: int) -> Iterator[Evidence]:
    """Of the ``last`` days that were closed with a stop-time, ``times`` were closed after it."""
    closes = [one for one in facts.closes if _stop_of(one) is not None][-last:]
    late = [one for one in closes if _is_late(one)]
    if len(closes) == last and len(late) >= times:
        yield Evidence(tuple(one.id for one in reversed(late)), {"count": len(late)})


@signal(
    N_("Tags {tags} are in use, and none stands on anything from the last {days} days that were written on."),
    "day days",
    tags=("kontakt", "contact"),
    days=3,
    uses=2,
)
def no_contact(facts: Facts, *, tags: tuple[str, ...], days: int, uses: int) -> Iterator[Evidence]:
    """Who has noted contact at least ``uses`` times has not for ``days`` days, each of them written on."""
    contacts = [entry for entry, _tag in facts.tagged(tags, 366)]
    if len(contacts) >= uses:
        latest = contacts[-1]
        day = latest.at.date()
        if facts.days_written_since(day) >= days:
            yield Evidence((latest.id,), {"day": day, "days": facts.elapsed(day)})


@signal(N_("Nothing was written for more than {days} days before today."), "day", days=7)
def back(facts: Facts, *, days: int) -> Iterator[Evidence]:
    """Before today nothing was written and nothing asked for more than ``days`` days."""
    earlier = [one for one in facts.written if one.at.date() < facts.today]
    if not earlier:
        return
    last = max([earlier[-1].at.date(), *(one.at.date() for one in facts.offers if one.at.date() < facts.today)])
    if (facts.today - last).days > days:
        yield Evidence((earlier[-1].id,), {"day": earlier[-1].at.date()})


@signal(
    N_("A colleague agreed to observe at least {days} days ago, and no reply has come in."),
    "whom what day days",
    days=14,
    within=60,
)
def observer_agreed(facts: Facts, *, days: int, within: int) -> Iterator[Evidence]:
    """A colleague agreed to observe ``days`` days ago, not more than ``within``, and what they saw has not come in."""
    replied = {one.observer for one in facts.observations}
    for one in reversed(facts.observers):
        day = one.at.date()
        if one.id not in replied and facts.elapsed(day) >= days and facts.within(day, within):
            yield Evidence((one.id,), {"whom": one.whom, "what": one.headline, "day": day, "days": facts.elapsed(day)})


@signal(N_("What an observer saw came in during the last {within} days."), "whom what day", within=14)
def observer_replied(facts: Facts, *, within: int) -> Iterator[Evidence]:
    """A reply was taken in within the last ``within`` days, and not today: there was time to read it."""
    for one in reversed(facts.observations):
        day = one.at.date()
        if day < facts.today and facts.within(day, within):
            yield Evidence((one.id,), {"whom": one.whom, "what": one.headline, "day": day})


@signal(N_("A talk is at most {days} days away."), "what day days", days=7)
def talk_soon(facts: Facts, *, days: int) -> Iterator[Evidence]:
    """A talk is within ``days`` days."""
    for one in sorted(facts.talks, key=lambda one: (one.at, one.id)):
        ahead = (one.at.date() - facts.today).days
        if 0 <= ahead <= days and one.created <= facts.now:
            yield Evidence((one.id,), {"what": one.headline, "day": one.at.date(), "days": ahead})


def _recent(facts: Facts, within: int) -> "Iterator[Failure]":
    return (one for one in reversed(facts.failures) if facts.within(one.at.date(), within))


def _waited(facts: Facts, one: "Failure", days: int, written: int) -> Iterator[Evidence]:
    day = one.at.date()
    if facts.elapsed(day) >= days and facts.days_written_since(day) >= written:
        yield Evidence((one.id,), {"what": one.headline, "day": day, "days": facts.elapsed(day)})


def _stop_of(one: "Close") -> time | None:
    try:
        return time.fromisoformat(one.stop.strip().replace(".", ":"))
    except ValueError:
        return None


def _is_late(one: "Close") -> bool:
    stop, closed = _stop_of(one), one.at.time().replace(second=0, microsecond=0)
    return stop is not None and (closed > stop or closed < SMALL_HOURS <= stop)
