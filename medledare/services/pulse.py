"""A team's pulse: the week's figures one agrees to put in, what then goes on by itself, and what the team sees.

How it goes on is in ``pulse_weeks``, and why nobody's figures can be seen in ``sharing.pulse``.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from medledare.domain.checkin import SCALE, sittings_of
from medledare.domain.principles import principle_of
from medledare.domain.problems import N_, CannotReach, Problem, Usage
from medledare.domain.records import Checkin, Conditions
from medledare.domain.week import monday_of
from medledare.services import departures, myself, records, teams
from medledare.services.clock import Clock
from medledare.services.departures import PULSE, Shared
from medledare.services.pulse_weeks import (
    NotYetOut,
    go_on,
    keep_own,
    kept,
    own_of,
    owns,
    taking_part,
    tidy,
    week_of,
)
from medledare.sharing.pulse_own import Own
from medledare.sharing.release import CODES, Figure, Picture, Release, Size, picture, values
from medledare.sharing.schedule import ATTEMPTS, round_id, times, to_join
from medledare.sharing.standing import WRONG, Standing
from medledare.sharing.team import Look, Rejected, Team
from medledare.vault.vault import Vault

__all__ = ["CODES", "Figure", "Picture", "Rejected", "Release", "Size", "Standing"]


class NothingToAgreeTo(Usage):
    sentence = N_(
        "There is no week to take part in just now. One can from Friday until Monday, for the week that ends."
    )


class AlreadyAgreed(Problem):
    """What is said to whoever says yes in one window after another."""

    sentence = N_("You take part in this week's pulse already, with the figures that you agreed to then.")


class NotAFigure(Usage):
    sentence = N_("“{code}” is none of the figures. They are: {codes}.")


class OneTeamAWeek(Problem):
    sentence = N_(
        "This week you take part in the pulse of {team}. Your figures go to one team a week, as two sums over nearly "
        "the same people would show what one of them put in."
    )


@dataclass(frozen=True, slots=True)
class Offer:
    """A week that one may take part in. ``values``: for each of ``CODES`` what would be put in, in tenths of a step
    (0 to 40), None where one has no answer. ``until``: when it can no longer be agreed to."""

    team: Team
    monday: date
    values: dict[str, int | None]
    until: datetime


@dataclass(frozen=True, slots=True)
class View:
    """All there is to see of a team's pulse.

    ``offer``: the week one may agree to, None where there is none, or one has. ``standings``: the weeks one agreed to
    that are under way or ended without figures, latest first. ``picture``: what the team sees. ``rejected``: files
    that were not taken, with the reason. ``elsewhere``: the other team in which one takes part in the week that could
    be agreed to, else empty. ``trouble``: why what is to be said next is not in the folder yet.
    """

    team: Team
    offer: Offer | None
    standings: tuple[Standing, ...]
    picture: Picture
    rejected: tuple[Rejected, ...]
    elsewhere: str = ""
    trouble: NotYetOut | None = None


def view(vault: Vault, clock: Clock, team: Team) -> View:
    """Go on with what one agreed to in the team, and all there is to see; takes a while where there are many files.

    A folder that can be read and not written to is no error. Raises NoCard, NoFolder, CannotReach, Damaged.
    """
    now = clock()
    look = teams.look(vault, team)
    standings, refused, trouble = go_on(vault, team, look, now)
    # What is said by those whose card one let go is passed over, as one wished.
    files = {one.message.id: one.file for one in look.messages if one.message.by not in look.gone}
    rejected = {one: Rejected(files[one.id], WRONG[one.reason]) for one in refused if one.id in files}
    return View(
        team=team,
        offer=_offer(vault, team, look, now),
        standings=tuple(reversed(standings)),
        picture=picture(kept(vault, team), team.threshold),
        rejected=(*look.rejected, *rejected.values()),
        elsewhere=_elsewhere(vault, team, to_join(now)),
        trouble=trouble,
    )


def agree(vault: Vault, clock: Clock, offer: Offer, leave_out: Collection[str] = ()) -> None:
    """Take part this week with the values as they were shown, but for the codes left out.

    The others hear of it as soon as the folder takes it.
    Raises NothingToAgreeTo, AlreadyAgreed, OneTeamAWeek, NotAFigure, NoCard, NoFolder, CannotReach, Damaged.
    """
    now = clock()
    for code in leave_out:
        if code not in CODES:
            raise NotAFigure(code=code, codes=", ".join(CODES))
    team, monday = offer.team, offer.monday
    look = teams.look(vault, team)
    with vault.writing():
        if other := _elsewhere(vault, team, monday):
            raise OneTeamAWeek(team=other)
        if (own := own_of(vault, team, monday)) and not own.back:
            raise AlreadyAgreed
        if monday != to_join(now) or _offer(vault, team, look, now) is None:
            raise NothingToAgreeTo
        chosen = tuple(None if code in leave_out else offer.values[code] for code in CODES)
        keep_own(vault, team, Own(monday, chosen, tuple(week_of(team, look, monday).may)))
        _note(vault, clock, team, monday, chosen)
    go_on(vault, team, look, now)


def take_back(vault: Vault, clock: Clock, team: Team, monday: date) -> bool:
    """Put nothing in after all. Returns whether that was in time: before one's sums were published.

    Where one's parts have been sent already, the whole team gets no figures out of that attempt.
    """
    with vault.writing():
        own = own_of(vault, team, monday)
        if own is None or own.published:
            return False
        keep_own(vault, team, replace(own, values=(None,) * len(CODES), back=True))
        for one in departures.shared(vault):
            if one.shared == round_id(team.id, monday, 1) and one.withdrawn is None:
                records.change(vault, one, withdrawn=clock())
    return True


def under_way(vault: Vault, clock: Clock, team: Team) -> date | None:
    """The latest week one agreed to that may still come to figures, as far as the vault alone knows."""
    seen = {one.release.monday for one in kept(vault, team)}
    going = [one.monday for one in owns(vault, team) if not one.back and one.monday not in seen]
    return max((one for one in going if clock() < times(one, ATTEMPTS[-1]).sum.closes), default=None)


def remembered(vault: Vault, team: Team) -> View:
    """What the vault alone knows, where the team's folder is out of reach: the weeks that had figures."""
    return View(team, None, (), picture(kept(vault, team), team.threshold), ())


def carry_on(vault: Vault, clock: Clock) -> None:
    """Do what one agreed to, in every team, as far as it can be done now; nothing where nothing was agreed to.

    Called when the program is opened. A folder that is not there is no error here. Raises NoCard, Damaged.
    """
    now = clock()
    tidy(vault, now)
    for team in teams.teams(vault):
        if owns(vault, team):
            try:
                go_on(vault, team, teams.look(vault, team), now)
            except (teams.NoFolder, CannotReach):
                continue


def week_values(vault: Vault, monday: date) -> dict[str, int | None]:
    """One's values for a week: for each of ``CODES`` the mean of the week's answers in tenths, None without any."""
    days: dict[date, list[Checkin]] = {}
    for sitting in records.all_of(vault, Checkin):
        if monday_of(sitting.day) == monday:
            days.setdefault(sitting.day, []).append(sitting)
    answers: dict[str, list[int]] = {}
    for sittings in days.values():
        for item, (answer, _sitting) in sittings_of(sittings).items():
            if isinstance(answer.value, int) and answer.value in SCALE:
                answers.setdefault(principle_of(item), []).append(answer.value)
    rated = sittings_of(one for one in records.all_of(vault, Conditions) if one.monday == monday)
    for principle, (answer, _rating) in rated.items():
        if isinstance(answer.value, int) and answer.value in SCALE:
            answers[f"{principle}.c"] = [answer.value]
    return values(answers)


def _note(vault: Vault, clock: Clock, team: Team, monday: date, values: Sequence[int | None]) -> None:
    """The ledger has the exact figures, and the team they went to."""
    text = "\n".join(f"{code} {value}" for code, value in zip(CODES, values, strict=True) if value is not None)
    # There are no bytes to hash: what leaves is parts, which say nothing on their own.
    told = Shared(round_id(team.id, monday, 1), text, "", whom=(team.name,), team=team.id)
    departures.note(vault, clock, PULSE, teams.folder_of(vault, team), 0, shared=told)


def _offer(vault: Vault, team: Team, look: Look, now: datetime) -> Offer | None:
    monday, me = to_join(now), myself.known(vault)
    if monday is None or me is None or me.card.person not in week_of(team, look, monday).may:
        return None
    own = own_of(vault, team, monday)
    if (own and not own.back) or _elsewhere(vault, team, monday):
        return None
    return Offer(team, monday, week_values(vault, monday), times(monday, 1).join.closes)


def _elsewhere(vault: Vault, team: Team, monday: date | None) -> str:
    """The name of another team in which one takes part in a week, or did before one left it; empty if there is none."""
    others = [one for one in taking_part(vault, monday) if one != team.id] if monday else []
    if not others:
        return ""
    names = {one.id: one.name for one in teams.teams(vault)}
    # The ledger knows the name of a team one has left.
    names |= {
        one.team: one.whom[0] for one in departures.shared(vault) if one.format == PULSE and one.team and one.whom
    }
    return names.get(others[0], others[0][: teams.SHORT])
