"""A card or a letter of one record, on the screen or in a file; that it left is noted."""

from pathlib import Path

from medledare.cli import terminal
from medledare.cli.common import id_argument
from medledare.cli.here import Here
from medledare.cli.problems import WrongUse
from medledare.cli.spoken import command, option, pass_here
from medledare.domain.records import Failure, Learning, Need
from medledare.services import records, sheets
from medledare.services.sheets import Sheet
from medledare.text import N_, _
from medledare.text.sheets import HINTS

STDOUT = "-"

output_option = option("-o", "--output", metavar=N_("FILE"), help=N_("The file to write; standard output if not said"))
force_option = option("--force", is_flag=True, help=N_("Replace the file if it is there"))


@command("card", epilog=N_("What was expected, what happened, what was learned and what comes next, as Markdown."))
@id_argument
@output_option
@force_option
@pass_here
def card(here: Here, given_id: str, output: str | None, force: bool) -> None:
    found = records.get(here.open(), given_id, Failure, Learning)
    assert isinstance(found, Failure | Learning)
    _hand_out(here, sheets.card(here.open(), found), output, force)


@command("letter", epilog=N_("Fact, effect, need and what you ask for. With --lang in the other language."))
@id_argument
@output_option
@force_option
@pass_here
def need_letter(here: Here, given_id: str, output: str | None, force: bool) -> None:
    found = records.get(here.open(), given_id, Need)
    assert isinstance(found, Need)
    _hand_out(here, sheets.letter(found), output, force)


def _hand_out(here: Here, sheet: Sheet, output: str | None, force: bool) -> None:
    if output == "":
        raise WrongUse(told=_("{name} needs a value.").format(name="--output"))
    target = None if output in (None, STDOUT) else Path(str(output))
    written = sheets.hand_out(here.open(), here.clock, sheet, target, overwrite=force)
    if written is None:
        terminal.raw(sheet.text)
    else:
        terminal.line(_("Written to {path}").format(path=written))
    if written is not None or terminal.talking():
        terminal.complain(_(HINTS[sheet.format]))
