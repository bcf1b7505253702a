"""One's own card for others, and the cards one has of them."""

from typing import TYPE_CHECKING

from medledare.cli import terminal
from medledare.cli.common import force_option, json_option, output_option, target_of, tell_place
from medledare.cli.display import how_known
from medledare.cli.here import Here
from medledare.cli.problems import NotConfirmed, NoTerminal
from medledare.cli.spoken import argument, command, option, pass_here
from medledare.cli.writing import asked, confirmed
from medledare.services import myself, others, teams
from medledare.text import N_, _
from medledare.text.compared import COMPARED, mark
from medledare.text.team import ABOUT_CARD, ASK_NUMBER, CARD_HINT, IDENTITY_WARNING, LET_GO, NO_CARDS, QR_NEEDS, RENAMED

if TYPE_CHECKING:
    from medledare.sharing.people import Card

number_option = option(
    "--fingerprint",
    "number",
    metavar=N_("DIGITS"),
    help=N_("The number of the card, as they read it to you; without it you are asked whether it is the same"),
)


@command(
    "id",
    epilog=N_(
        "The card is one line that anybody may have. It holds a name and two public keys, and nothing you write."
    ),
)
@option("--name", metavar=N_("NAME"), help=N_("Make the card, or change the name on it"))
@output_option
@force_option
@option("--qr", is_flag=True, help=N_("Also as a QR code"))
@option("--identity", is_flag=True, help=N_("Your secret age key, for opening with age itself what was sealed to you"))
@json_option
@pass_here
def own_card(
    here: Here, name: str | None, output: str | None, force: bool, qr: bool, identity: bool, as_json: bool
) -> None:
    target = target_of(output)
    vault = here.open()
    before = myself.known(vault)
    if name is None and before is None:
        name = _asked_name()
    card = myself.make_card(vault, name) if name is not None else myself.oneself(vault).card
    if before is not None and before.name != card.name and teams.teams(vault):
        terminal.complain(_(RENAMED))
    secret = myself.oneself(vault).identity
    if identity:
        terminal.complain(_(IDENTITY_WARNING))
    if target is not None:
        from medledare.services.outfile import write_out

        tell_place(target)
        content = f"# public key: {card.recipient}\n{secret}\n" if identity else f"{card.text}\n"
        write_out(target, content.encode(), overwrite=force)
        terminal.line(_("Written to {path}").format(path=target))
    elif as_json:
        terminal.document({"card": document(card), **({"identity": secret} if identity else {})})
    elif identity:
        terminal.line(secret)
    else:
        _show(card, qr)


@command("cards")
@json_option
@pass_here
def cards(here: Here, as_json: bool) -> None:
    kept = others.known(here.open())
    if as_json:
        terminal.document({"cards": [{**document(one.card), **how_known(one)} for one in kept]})
        return
    if not kept:
        terminal.paragraph(_(NO_CARDS))
    for one in kept:
        write_person(one.card, mark(one))


@command(
    "compare",
    epilog=N_(
        "Who was added to a team by somebody else was only introduced to you. Nothing is put in a folder by comparing."
    ),
)
@argument("name", metavar=N_("NAME"))
@number_option
@pass_here
def compare(here: Here, name: str, number: str | None) -> None:
    vault = here.open()
    card = others.card_named(vault, name)
    compared(card, number)
    others.pin_compared(vault, card)
    terminal.paragraph(_(COMPARED).format(name=card.name))


@command("forget", epilog=N_("Do so when somebody has a new card, after you have heard from themselves that it is so."))
@argument("name", metavar=N_("NAME"))
@pass_here
def forget(here: Here, name: str) -> None:
    others.forget(here.open(), name)
    terminal.paragraph(_(LET_GO).format(name=name))


def compared(card: "Card", number: str | None, about: str = "") -> None:
    """See that the person is who they say. Raises NotThatNumber, NoTerminal, NotConfirmed."""
    if number is not None:
        others.compare(card, number)
        return
    if not terminal.asking():
        raise NoTerminal(needed=_("the number that they read to you, with --fingerprint"))
    terminal.line((card.name, "bold"))
    terminal.line(_("Number to compare"), f": {card.fingerprint}")
    if about:
        terminal.complain(about)
    if not confirmed(_(ASK_NUMBER).format(name=card.name)):
        raise NotConfirmed


def document(card: "Card") -> dict[str, object]:
    """A card for JSON."""
    return {"name": card.name, "number": card.fingerprint, "person": card.person, "text": card.text}


def write_person(card: "Card", note: str = "") -> None:
    """A number and a name in one line, the number first as all are of one width."""
    terminal.line(f"{card.fingerprint}  ", (card.name, "bold"), f" ({note})" if note else "")


def _asked_name() -> str:
    if not terminal.asking():
        raise NoTerminal(needed=_("a name with --name"))
    terminal.complain(_(ABOUT_CARD))
    return asked(_("The name others shall know you by: "))


def _show(card: "Card", qr: bool) -> None:
    terminal.line(card.text)
    terminal.line(_("Number to compare"), f": {card.fingerprint}")
    if terminal.talking():
        terminal.complain(_(CARD_HINT))
    if qr:
        _show_qr(card)


def _show_qr(card: "Card") -> None:
    """The code last, so that all of it is in sight above the prompt."""
    from shutil import get_terminal_size

    from medledare.services.qr import half_blocks

    code = half_blocks(card, lit=not terminal.colours())
    columns, rows = get_terminal_size()
    if terminal.talking() and (columns < len(code[0]) or rows <= len(code)):
        terminal.complain(_(QR_NEEDS).format(columns=len(code[0]), rows=len(code) + 1))
        return
    for row in code:
        terminal.line((row, "qr"))
