"""A card or a letter of one record, on the screen or in a file; that it left is noted."""

from medledare.cli import terminal
from medledare.cli.common import force_option, id_argument, output_option, redact_option, target_of, tell_place
from medledare.cli.here import Here
from medledare.cli.spoken import command, pass_here
from medledare.domain.records import Failure, Learning, Need
from medledare.services import records, sheets
from medledare.services.sheets import Sheet
from medledare.text import N_, _
from medledare.text.sheets import HINTS


@command("card", epilog=N_("What was expected, what happened, what was learned and what comes next, as Markdown."))
@id_argument
@output_option
@force_option
@redact_option
@pass_here
def card(here: Here, given_id: str, output: str | None, force: bool, redact: bool) -> None:
    found = records.get(here.open(), given_id, Failure, Learning)
    assert isinstance(found, Failure | Learning)
    _hand_out(here, sheets.card(here.open(), found), output, force, redact)


@command("letter", epilog=N_("Fact, effect, need and what you ask for. With --lang in the other language."))
@id_argument
@output_option
@force_option
@redact_option
@pass_here
def need_letter(here: Here, given_id: str, output: str | None, force: bool, redact: bool) -> None:
    found = records.get(here.open(), given_id, Need)
    assert isinstance(found, Need)
    _hand_out(here, sheets.letter(found), output, force, redact)


def _hand_out(here: Here, sheet: Sheet, output: str | None, force: bool, redact: bool) -> None:
    target = target_of(output)
    tell_place(target)
    written = sheets.hand_out(here.open(), here.clock, sheet, target, overwrite=force, redact=redact)
    if written is None:
        terminal.raw(sheet.text_out(redact))
    else:
        terminal.line(_("Written to {path}").format(path=written))
    if written is not None or terminal.talking():
        terminal.complain(_(HINTS[sheet.format]))
