"""The team's shelf: cards read and searched, one put there word for word, thanked for, and taken back."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from medledare.cli import display, terminal
from medledare.cli.agreeing import agree_option, agreed, agreement
from medledare.cli.commands.team import tell_refused
from medledare.cli.common import (
    HOW,
    NEEDED,
    edit_option,
    id_argument,
    json_option,
    redact_option,
    team_option,
    words_argument,
)
from medledare.cli.here import Here
from medledare.cli.spoken import argument, command, option, pass_here
from medledare.cli.writing import Written, begun, edited, forget, handed_back, text_from
from medledare.domain.records import Failure, Learning
from medledare.domain.redaction import Redactor
from medledare.domain.short_id import short
from medledare.services import myself, records, sheets, teams, telling
from medledare.services import shelf as shelves
from medledare.text import N_, _
from medledare.text import shelf as said
from medledare.text.leaving import taken_words
from medledare.text.sheets import HINTS
from medledare.text.shown import shown_line

if TYPE_CHECKING:
    from medledare.services.shelf import OnShelf, Seen, Thanks


@command(
    "shelf",
    epilog=N_("All words must be there, in whatever case; put “quotes” around words that stand together."),
)
@argument("wanted", nargs=-1, metavar=N_("WORDS"), type=click.UNPROCESSED)
@option("--short", is_flag=True, help=N_("One line for each"))
@team_option
@json_option
@pass_here
def shelf(here: Here, wanted: tuple[str, ...], short: bool, team_name: str, as_json: bool) -> None:
    vault = here.open()
    team = teams.team_named(vault, team_name)
    seen = shelves.look(vault, here.clock, team)
    found = shelves.found(seen.cards, wanted)
    if as_json:
        terminal.document(
            {
                "team": team.name,
                "cards": [_document(one, seen) for one in found],
                "rejected": [{"file": one.file, "reason": teams.reason(one)} for one in seen.rejected],
            }
        )
        return
    for number, one in enumerate(found):
        if number and not short:
            terminal.line()
        _write_short(one) if short else _write(one, seen)
    if not found and not wanted:
        terminal.paragraph(_(said.EMPTY))
        if terminal.talking():
            terminal.complain(_("“medledare team share” does it, with the id of a failure or a learning of yours."))
    elif not found and terminal.talking():
        terminal.complain(_("Nothing was found."))
    tell_refused(seen.rejected)


@command(
    "share",
    epilog=N_(
        "The card is made of a failure with what it taught, or of a learning. You are shown its exact words and asked; "
        "where nobody can be asked, --agree with the number that is shown. Nothing else goes there, now or later."
    ),
)
@id_argument
@edit_option
@option("--anew", is_flag=True, help=N_("Make it anew instead of going on with what you had begun"))
@redact_option
@agree_option
@team_option
@pass_here
def share(here: Here, given_id: str, edit: bool, anew: bool, redact: bool, agree: str | None, team_name: str) -> None:
    vault = here.open()
    team, me = teams.team_named(vault, team_name), myself.oneself(vault)
    record = records.get(vault, given_id, *shelves.KINDS)
    assert isinstance(record, Failure | Learning)
    sheet, spot = sheets.card(vault, record), shelves.spot(record)
    if anew:
        forget(here, spot)
    written = edited(here, sheet.text, spot, instead=True) if edit else Written(begun(here, spot) or sheet.text)
    redactor = Redactor()
    text = redactor.text(written.text) if redact else written.text
    with handed_back(written):
        if redact and agree is None:
            for told in taken_words(redactor.taken):
                terminal.complain(told)
        to_know = f"{said.who_reads(team.name, me.name)} {_(HINTS['card'])}"
        number = agreement("experience", team.id, text)
        agreed(text, number, agree, to_know, _("Put it on the shelf?"))
        made = shelves.put(vault, here.clock, team, text, made_of=sheet.made_of, redacted=redact)
    forget(here, spot)
    _done(_(said.ON_THE_SHELF).format(team=team.name), made)


@command("thank", epilog=HOW)
@id_argument
@words_argument
@team_option
@pass_here
def thank(here: Here, given_id: str, words: tuple[str, ...], team_name: str) -> None:
    vault = here.open()
    team = teams.team_named(vault, team_name)
    card = shelves.look(vault, here.clock, team).card(given_id)
    written = text_from(here, words, _(NEEDED))
    with handed_back(written):
        made = shelves.thank(vault, here.clock, team, card, written.text)
    _done(_(said.THANKED), made)


@command("take-back", epilog=N_("A card of yours, or thanks of yours, by its id as “medledare team shelf” shows it."))
@id_argument
@team_option
@pass_here
def take_back(here: Here, given_id: str, team_name: str) -> None:
    vault = here.open()
    shelves.withdraw(vault, here.clock, teams.team_named(vault, team_name), given_id)
    terminal.paragraph(_(telling.CANNOT_CALL_BACK))


def _done(sentence: str, made: str) -> None:
    """Say what was done, or give the id to whatever reads it."""
    told = _("Its id is {id}.").format(id=short(made))
    terminal.line(f"{sentence} {told}" if terminal.talking() else short(made))


def _write_short(card: "OnShelf") -> None:
    terminal.line(*_head(card.at, card.id, card.by.name), " ", shown_line(said.headline(card.text)))


def _write(card: "OnShelf", seen: "Seen") -> None:
    """A card with all its words, then what it was thanked with; an id where one can take it back."""
    terminal.line(*_head(card.at, card.id, card.by.name))
    display.indented(card.text)
    for word in card.thanks:
        first, _newline, rest = word.text.strip("\n").partition("\n")
        label = _("Thanks from {name}").format(name=word.by.name)
        own: list[display.Piece] = [" ", (short(word.id), "dim")] if seen.mine(word) else []
        terminal.line("  ", (label, "dim"), *own, ": ", first)
        display.indented(rest, "    ")


def _head(at: datetime, id: str, name: str) -> list[display.Piece]:
    return [(display.moment(at), "dim"), " ", (short(id), "dim"), " ", (name, "bold")]


def _document(card: "OnShelf", seen: "Seen") -> dict[str, Any]:
    return {**_words(card, seen), "thanks": [_words(word, seen) for word in card.thanks]}


def _words(one: "OnShelf | Thanks", seen: "Seen") -> dict[str, Any]:
    return {
        "id": one.id,
        "by": one.by.name,
        "mine": seen.mine(one),
        "at": one.at.isoformat(),
        "text": one.text,
    }
