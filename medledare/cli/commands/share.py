"""What was shared and with whom, taking it back, and opening what others have sealed."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from medledare.cli import display, terminal
from medledare.cli.common import force_option, id_argument, json_option, target_of, tell_place
from medledare.cli.here import Here
from medledare.cli.spoken import argument, command, option, pass_here
from medledare.domain.records import Departure
from medledare.domain.short_id import short
from medledare.services import departures, received, records, withdrawing
from medledare.text import N_, _
from medledare.text.compared import doubt
from medledare.text.said import left_words
from medledare.text.withdrawal import NOT_CALLED_BACK

if TYPE_CHECKING:
    from medledare.services.received import Received


@command("list")
@json_option
@pass_here
def list_shared(here: Here, as_json: bool) -> None:
    shared = departures.shared(here.open())
    if as_json:
        terminal.document({"shared": [display.document(one) for one in shared]})
        return
    if not shared:
        terminal.line(_("You have not shared anything."))
    for one in shared:
        terminal.line((display.moment(one.at), "dim"), " ", (short(one.id), "dim"), " ", left_words(one))


@command("withdraw", epilog=NOT_CALLED_BACK)
@id_argument
@option("-o", "--output", metavar=N_("FILE"), help=N_("Where to write the notice, where a file was shared"))
@force_option
@pass_here
def withdraw(here: Here, given_id: str, output: str | None, force: bool) -> None:
    vault = here.open()
    shared = records.get(vault, given_id, Departure)
    assert isinstance(shared, Departure)
    target = target_of(output)
    if not shared.team:
        tell_place(target)
    withdrawing.withdraw(vault, here.clock, shared, target, overwrite=force)
    if shared.team or target is None:
        terminal.line(_("Withdrawn: the others' programs no longer show it."))
    else:
        terminal.line(_("Written to {path}").format(path=target.expanduser().absolute()))
    terminal.complain(_(NOT_CALLED_BACK))


@command(
    "open",
    epilog=N_(
        "Stock age opens the file too, with the key that “medledare team id --identity” shows; only medledare checks "
        "the signature. Call whoever wrote it and compare the number aloud; with --fingerprint their card is kept."
    ),
)
@argument("file", metavar=N_("FILE"))
@option("--fingerprint", metavar=N_("DIGITS"), help=N_("The number of the card, as its owner reads it aloud"))
@json_option
@pass_here
def open_shared(here: Here, file: str, fingerprint: str | None, as_json: bool) -> None:
    found = received.open_file(here.open(), Path(file), fingerprint or "")
    if as_json:
        terminal.document({"received": _document(found)})
        return
    terminal.raw(found.text)
    terminal.complain(_by_words(found))


def _by_words(found: "Received") -> str:
    """By whom it is, and whether one knows."""
    by = found.signed.by
    told = _("Signed by {name}, {moment}.").format(name=by.name, moment=display.moment(found.signed.at))
    return f"{told} {doubt(by, found.author)}".rstrip()


def _document(found: "Received") -> dict[str, Any]:
    signed = found.signed
    return {
        "id": signed.id,
        "at": signed.at.isoformat(),
        "by": {
            "name": signed.by.name,
            "fingerprint": signed.by.fingerprint,
            "known": found.author is not None,
            **display.how_known(found.author),
        },
        "withdraws": signed.withdraws or None,
        "text": found.text,
    }
