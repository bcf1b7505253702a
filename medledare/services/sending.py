"""A summary on its way out: its bytes made ready to be read through, and only then written or posted, and noted.

``prepare`` writes nothing. ``send`` writes exactly what ``prepare`` showed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from medledare.domain.codec import check_text
from medledare.domain.period import Period
from medledare.domain.problems import N_, TooLong, Usage
from medledare.domain.records import Departure
from medledare.services import departures, myself, others, summaries, teams
from medledare.services.clock import Clock
from medledare.services.departures import Shared
from medledare.services.outfile import write_out
from medledare.services.recipients import Recipient
from medledare.services.telling import tell
from medledare.sharing import sealed_text
from medledare.sharing.summaries import SUMMARY, body_of
from medledare.sharing.team import Team
from medledare.text import _, language
from medledare.text import summary as words
from medledare.transfer import NoSuchFormat, Stored
from medledare.transfer.about import About
from medledare.transfer.exporters import exporter_of
from medledare.vault.age import seal_for
from medledare.vault.ids import new_id
from medledare.vault.vault import Vault

FORMS = ("markdown", "html", "sealed")
"""What a summary can be written as. The first two are for whoever has the file."""
SEALED, TEAM = "sealed", "team"
ENDINGS = {"markdown": "md", "html": "html", "sealed": "age"}
LONGEST = 4
"""Megabytes of text that a summary may be."""
MOST = 100
"""Recipients that one sealed summary can have: with more, its header would be longer than is opened."""
_AGREED = 12
_WORDS = re.compile(r"^(?!#{1,6}(?:\s|$))[^\S\n]*\S", re.MULTILINE)
"""A line that says something and is no heading."""


class NothingToTell(Usage):
    sentence = N_("“{title}” says nothing yet. Choose what to tell, or write it yourself.")


class ToNobody(Usage):
    sentence = N_("Say whom it is for: a name whose card you have, a card, or an age recipient.")


class TooMany(Usage):
    sentence = N_("A summary can be sealed to at most {limit} people. Tell it to a team, or send it in several.")


class NotAMember(Usage):
    sentence = N_("{name} is not in the team {team}.")


class OnlySealed(Usage):
    sentence = N_("A file in this format is for whoever has it. Seal it, or leave out whom it is for.")


@dataclass(frozen=True, slots=True)
class Prepared:
    """What would leave. ``content``: the exact bytes somebody reads, once it is opened if it is sealed.

    ``id``: what it will be known by to others.
    """

    form: str
    text: str
    content: bytes
    whom: tuple[Recipient, ...]
    id: str
    team: Team | None = None
    """Where it would be told: all members, if ``whom`` is empty."""

    @property
    def digest(self) -> str:
        """SHA-256 of the content, in hex."""
        return sha256(self.content).hexdigest()

    @property
    def agreement(self) -> str:
        """What one agrees to by naming it: a hash of the form, the words, and whom they are for."""
        place = self.team.id if self.team else ""
        told = [self.form, place, *sorted(one.key for one in self.whom), self.text]
        return sha256("\n".join(told).encode()).hexdigest()[:_AGREED]


def prepare(
    vault: Vault, clock: Clock, period: Period, text: str, form: str, whom: Sequence[Recipient] = ()
) -> Prepared:
    """Make ready what would leave, and write nothing.

    Raises NothingToTell, NoSuchFormat, ToNobody, TooMany, OnlySealed, NoCard, Unwritable, TooLong.
    """
    text = _whole(text)
    if form not in FORMS:
        raise NoSuchFormat(format=form, formats=", ".join(FORMS))
    if whom and form != SEALED:
        raise OnlySealed
    to = tuple({one.key: one for one in whom}.values())
    if len(to) > MOST:
        raise TooMany(limit=MOST)
    id = sealed_text.new_id()
    if form == SEALED:
        if not to:
            raise ToNobody
        person = myself.oneself(vault)
        content = sealed_text.signed(person, id, clock(), text.encode(), [one.key for one in to])
    elif form == "html":
        content = _page(clock(), period, text)
    else:
        content = text.encode()
    return Prepared(form, text, content, to, id)


def prepare_for_team(vault: Vault, text: str, team: Team, whom: Sequence[Recipient] = ()) -> Prepared:
    """Make ready what a team's members, or some of them, would be told, and post nothing.

    Raises NothingToTell, NotAMember, NoCard, Unwritable, TooLong, NoFolder, CannotReach.
    """
    text, person = _whole(text), myself.oneself(vault)
    to = tuple({one.key: one for one in whom if one.key != person.card.recipient}.values())
    members = {card.recipient for card in teams.members(teams.look(vault, team))}
    for one in to:
        if one.key not in members:
            raise NotAMember(name=one.name, team=team.name)
    return Prepared(TEAM, text, text.encode(), to, "", team)


def post(vault: Vault, clock: Clock, prepared: Prepared) -> Departure:
    """Tell the team what was prepared for it, and note that. Raises TooLong, NoFolder, CannotReach, LeftUnnoted."""
    assert prepared.team is not None
    person = myself.oneself(vault)
    body = body_of(person, clock(), prepared.text, [one.key for one in prepared.whom])
    names = tuple(one.name for one in prepared.whom)
    said = tell(vault, clock, prepared.team, SUMMARY, body, prepared.text, whom=names)
    summaries.remember(vault, words.chosen(prepared.text))
    return next(one for one in departures.shared(vault) if one.shared == said.id)


def send(vault: Vault, clock: Clock, prepared: Prepared, target: Path, *, overwrite: bool = False) -> Departure:
    """Write what was prepared, note what was told whom, and keep the cards it is for.

    Raises TargetExists, CannotReach or LeftUnnoted.
    """
    keys = tuple(one.key for one in prepared.whom)
    sealed = prepared.form == SEALED
    target = target.expanduser().absolute()
    write_out(target, seal_for(keys, prepared.content) if sealed else prepared.content, overwrite)
    names = tuple(one.name for one in prepared.whom)
    told = Shared(prepared.id, prepared.text, prepared.digest, names, keys)
    left = departures.note(vault, clock, SEALED if sealed else "summary", target, 0, shared=told)
    for one in prepared.whom:
        if one.card is not None:
            others.pin(vault, one.card)
    summaries.remember(vault, words.chosen(prepared.text))
    return left


def form_of(path: Path) -> str:
    """What the name of a file asks for by its ending; Markdown if it asks for nothing."""
    ending = path.suffix.lower().removeprefix(".")
    return next((form for form in FORMS if ENDINGS[form] == ending), FORMS[0])


def _whole(text: str) -> str:
    """The text with one line feed at its end. Raises NothingToTell, Unwritable, TooLong."""
    text = check_text(text).strip("\n") + "\n"
    if len(text.encode()) > LONGEST << 20:
        raise TooLong(limit=LONGEST)
    title, rest = words.without_title(text)
    if not _WORDS.search(rest):
        raise NothingToTell(title=title or _("Summary"))
    return text


def _page(now: datetime, period: Period, text: str) -> bytes:
    """The text as one page for a browser."""
    title, rest = words.without_title(text)
    document = {"at": now.isoformat(), "created": now.isoformat(), "text": rest}
    about = About(title or words.title(period), language(), now, period.first, period.last)
    return exporter_of("html").write([Stored("entry", new_id(), document)], about)
