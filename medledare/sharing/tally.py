"""What came of a week's pulse, from what was said alone: whoever is a member can see it, having taken part or not."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from medledare.sharing.message import Message
from medledare.sharing.pulse import Attempt, Week, agreed, attempts, chosen, counts_of, total
from medledare.sharing.pulse_said import COUNTS, VALUES, Summed, basis_hash, roster_hash
from medledare.sharing.release import Impossible, Kept, enough, released, summable


class Outcome(NamedTuple):
    """``kept``: the week's release, None while there is none. ``impossible``: whether a sum was refused as false."""

    kept: Kept | None
    impossible: bool = False


def outcome(week: Week, messages: Iterable[Message], rosters: Mapping[int, Sequence[str]]) -> Outcome:
    """The week's release: of the first attempt that came to one, and only one, whole set of sums.

    ``rosters``: who took part as one saw it oneself, by attempt; sums of others there are not taken. Raises TooFew.
    """
    enough(0, week.threshold)
    all, _refused = attempts(week, messages)
    impossible = False
    for attempt in all.values():
        whole = [roster for roster in _rosters(attempt) if rosters.get(attempt.number, roster) == roster]
        found = [_kept(week, attempt, roster) for roster in whole]
        impossible = impossible or any(one.impossible for one in found)
        kept = [one for one in found if one.kept]
        # Two sets of sums for one attempt: nobody can know which is the team's.
        if len(kept) == 1:
            return kept[0]
    return Outcome(None, impossible)


def _rosters(attempt: Attempt) -> list[tuple[str, ...]]:
    """Groups of whom each published a sum for exactly that group: only then is a sum whole."""
    groups: dict[str, list[str]] = {}
    for person, of in attempt.heard.sums:
        if of == COUNTS and (said := attempt.heard.sum_of(person, COUNTS)):
            groups.setdefault(said.roster, []).append(person)
    return [tuple(sorted(one)) for hashed, one in groups.items() if roster_hash(attempt.round, one) == hashed]


def _kept(week: Week, attempt: Attempt, roster: tuple[str, ...]) -> Outcome:
    listed = agreed(attempt, roster)
    if listed is None or not enough(len(who := chosen(roster, listed.complete)), week.threshold):
        return Outcome(None)
    counts = counts_of(attempt, roster, listed)
    if counts is None:
        return Outcome(None)
    try:
        counted = total(counts)
        codes = summable(counted, week.threshold, len(who))
        values = _values(attempt, counts, codes)
        if values is None:
            return Outcome(None)
        release = released(week.monday, counted, total(values), week.threshold, len(who))
    except Impossible:
        return Outcome(None, impossible=True)
    return Outcome(Kept(release, frozenset(who)))


def _values(attempt: Attempt, counts: Mapping[str, Summed], codes: Sequence[str]) -> dict[str, Summed] | None:
    """Everybody's sums of values, if all rest on these counts and are of these codes; else None."""
    basis = basis_hash(counts)
    found = {person: attempt.heard.sum_of(person, VALUES) for person in counts}
    right = {
        person: one
        for person, one in found.items()
        if one
        and (one.roster, one.list, one.basis) == (counts[person].roster, counts[person].list, basis)
        and [code for code, _figure in one.figures] == list(codes)
    }
    return right if len(right) == len(counts) else None
