"""How a team's pulse goes on: what one agreed to is done, what came of it is kept, and old files go.

What one has done lies in the vault's own table ``_pulse``, a document for each team and week, and is there before any
file that rests on it is written.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from medledare.domain.problems import N_, CannotReach, Damaged
from medledare.domain.week import monday_of
from medledare.services import myself, teams
from medledare.sharing import pulse_own, space
from medledare.sharing.eligible import members_before
from medledare.sharing.message import Message
from medledare.sharing.pulse import Post, Step, Week, attempts, step
from medledare.sharing.pulse_own import Own
from medledare.sharing.pulse_said import KINDS, SHARE
from medledare.sharing.release import Kept
from medledare.sharing.schedule import ATTEMPTS, KEPT, all_go, parts_go, round_id, times
from medledare.sharing.standing import Refused, Standing
from medledare.sharing.tally import outcome
from medledare.sharing.team import Look, Team
from medledare.vault.table import Document
from medledare.vault.vault import Vault

TABLE = "_pulse"

_ALTERED = N_("what is kept of a team's pulse does not hold what it should")
_REMEMBERED = 12
"""Weeks whose rounds are known by name; what is older than this goes by its time."""
_STAGES = 4
"""A person whom all others waited for can be let through these at once."""


class NotYetOut(CannotReach):
    """What is to be said next, that the team's folder does not take now."""

    sentence = N_("What comes next could not be put in {path} yet: {reason}. It is tried again by itself.")


Rounds = Mapping[str, tuple[date, int]]
"""A round's id to its week and attempt."""


class Went(NamedTuple):
    """Where the weeks stand that one agreed to, oldest first; what is refused; and why what is to be said could not be
    put in the folder, which is tried again."""

    standings: list[Standing]
    refused: list[Refused]
    trouble: NotYetOut | None


def go_on(vault: Vault, team: Team, look: Look, now: datetime) -> Went:
    """Go on in every week that is under way. Raises NoCard, NoFolder, Damaged, or CannotReach of the vault."""
    rounds = {round_id(team.id, monday, number): (monday, number) for monday in _weeks(now) for number in ATTEMPTS}
    said = _by_week(look, rounds, now)
    standings: list[Standing] = []
    refused: list[Refused] = []
    trouble: NotYetOut | None = None
    for monday, messages in said.items():
        own = own_of(vault, team, monday)
        if not own and not messages:
            continue
        week = week_of(team, look, monday)
        if own and now < all_go(monday):
            turn, unsaid = _say(vault, team, week, messages, now)
            trouble = unsaid or trouble
            standings.append(turn.standing)
            refused += turn.refused
        else:
            refused += attempts(week, messages)[1]
        if _see(vault, team, week, messages):
            standings = [one for one in standings if one.monday != monday]
    _clear(vault, team, look, rounds, now)
    return Went(standings, refused, trouble)


def week_of(team: Team, look: Look, monday: date) -> Week:
    """A week of a team, with those who may take part in it."""
    may = members_before(team, look, times(monday, 1).join.opens)
    return Week(team.id, monday, team.threshold, may)


def owns(vault: Vault, team: Team) -> list[Own]:
    """What one has done in the weeks one agreed to. Raises Damaged."""
    found = (_read_own(row) for row in _rows(vault, team))
    return [own for own in found if own]


def own_of(vault: Vault, team: Team, monday: date) -> Own | None:
    """What one has done in a week; None where one has not agreed to anything. Raises Damaged."""
    row = vault.table(TABLE).get(doc_id=_id(team, monday))
    return _read_own(row) if isinstance(row, Document) else None


def keep_own(vault: Vault, team: Team, own: Own) -> None:
    """Keep what one has done. Raises CannotReach."""
    _keep(vault, team, own.monday, {"own": pulse_own.own_document(own)})


def kept(vault: Vault, team: Team) -> list[Kept]:
    """Every week's release that was seen here. Raises Damaged."""
    found = (_read_kept(row) for row in _rows(vault, team))
    return [one for one in found if one]


def taking_part(vault: Vault, monday: date) -> list[str]:
    """The ids of the teams one's figures of a week go to, also of those one has left since. Raises Damaged."""
    rows = ((str(row.get("team")), _read_own(row)) for row in vault.table(TABLE).all())
    return [team for team, own in rows if own and own.monday == monday and not own.back]


def tidy(vault: Vault, now: datetime) -> None:
    """Of teams one is in no longer, keep only what one has put in, while the week may still be under way.

    So no other team gets the figures of that week, and who is added again says no two different things. Raises Damaged.
    """
    mine = {team.id for team in teams.teams(vault)}
    for row in vault.table(TABLE).all():
        if row.get("team") in mine:
            continue
        own = _read_own(row)
        if own is None or now >= all_go(own.monday) or (own.back and not own.attempt):
            vault.table(TABLE).remove(doc_ids=[str(row.doc_id)])
        elif row.get("kept"):
            vault.table(TABLE).upsert(Document({"kept": None}, doc_id=str(row.doc_id)))


def _say(vault: Vault, team: Team, week: Week, messages: list[Message], now: datetime) -> tuple[Step, NotYetOut | None]:
    """Say all there is to say now, or as much as the folder takes; what was said is among the messages after."""
    person = myself.oneself(vault)
    for _stage in range(_STAGES):
        with vault.writing():
            own = own_of(vault, team, week.monday)
            assert own
            turn = step(week, person, messages, own, now)
            if turn.own != own:
                keep_own(vault, team, turn.own)
        try:
            for post in turn.posts:
                messages.append(_post(vault, team, post))
        except CannotReach as problem:
            return turn, NotYetOut(**problem.details)
        if not turn.posts:
            break
    return turn, None


def _post(vault: Vault, team: Team, post: Post) -> Message:
    return teams.post(vault, lambda: post.at, team, post.kind, post.body)


def _see(vault: Vault, team: Team, week: Week, messages: list[Message]) -> bool:
    """Whether the week has a release; it is kept when it is first seen."""
    row = vault.table(TABLE).get(doc_id=_id(team, week.monday))
    if isinstance(row, Document) and _read_kept(row):
        return True
    own = own_of(vault, team, week.monday)
    rosters = {number: own.of(number).roster for number in ATTEMPTS if own.of(number).roster} if own else {}
    found = outcome(week, messages, rosters).kept
    if found:
        _keep(vault, team, week.monday, {"kept": pulse_own.kept_document(found)})
    return bool(found)


def _clear(vault: Vault, team: Team, look: Look, rounds: Rounds, now: datetime) -> None:
    """Take away one's own files that are of no use any longer, and what was only needed to write them."""
    me = myself.known(vault)
    gone = []
    for message, file in look.messages:
        if me and message.by == me.card.person and message.kind in KINDS and now >= _goes(message, rounds):
            gone.append(file)
    if gone:
        # Where they cannot be taken away, there is another time.
        with suppress(CannotReach):
            space.remove(teams.folder_of(vault, team), iter(gone))
    for own in owns(vault, team):
        if now >= all_go(own.monday):
            _keep(vault, team, own.monday, {"own": None})


def _goes(message: Message, rounds: Rounds) -> datetime:
    """From when a message is of no use."""
    known = rounds.get(str(message.body.get("round")))
    if known is None:
        return message.at + KEPT
    return parts_go(*known) if message.kind == SHARE else all_go(known[0])


def _by_week(look: Look, rounds: Rounds, now: datetime) -> dict[date, list[Message]]:
    """What was said of each week, oldest first; what is of no week there is goes with the latest, to be looked at."""
    said: dict[date, list[Message]] = {monday: [] for monday in _weeks(now)}
    latest = max(said)
    for message, _file in look.messages:
        if message.kind in KINDS:
            said[rounds.get(str(message.body.get("round")), (latest, 1))[0]].append(message)
    return said


def _weeks(now: datetime) -> Iterator[date]:
    this = monday_of(now.astimezone(UTC).date())
    return (this - timedelta(weeks=back) for back in reversed(range(_REMEMBERED)))


def _rows(vault: Vault, team: Team) -> list[Mapping[str, Any]]:
    return [row for row in vault.table(TABLE).all() if row.get("team") == team.id]


def _keep(vault: Vault, team: Team, monday: date, fields: dict[str, object]) -> None:
    vault.table(TABLE).upsert(Document({"team": team.id, **fields}, doc_id=_id(team, monday)))


def _id(team: Team, monday: date) -> str:
    return f"{team.id}-{monday.isoformat()}"


def _read_own(row: Mapping[str, Any]) -> Own | None:
    try:
        return pulse_own.own_of(row["own"]) if row.get("own") else None
    except ValueError:
        raise Damaged(what=_ALTERED, where=TABLE) from None


def _read_kept(row: Mapping[str, Any]) -> Kept | None:
    try:
        return pulse_own.kept_of(row["kept"]) if row.get("kept") else None
    except ValueError:
        raise Damaged(what=_ALTERED, where=TABLE) from None
