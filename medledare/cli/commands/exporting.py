"""Taking reflections out."""

from pathlib import Path

from medledare.cli import terminal
from medledare.cli.commands.log import filters, kinds_of
from medledare.cli.fields import day_of
from medledare.cli.here import Here
from medledare.cli.problems import WrongUse
from medledare.cli.spoken import command, option, pass_here
from medledare.services import exporting
from medledare.services.search import Query
from medledare.text import N_, _, ngettext
from medledare.text.formats import FORMATS

STDOUT = "-"
NOT_SHOWN = N_("{format} cannot be shown on the screen. Name a file with --output.")


@command("export", epilog=N_("JSON holds everything and comes back unchanged by import. The file is not encrypted."))
@option("--format", choices=FORMATS, default="markdown", help=N_("The format; markdown if not said"))
@filters
@option("-o", "--output", metavar=N_("FILE"), help=N_("The file to write; standard output if not said"))
@option("--force", is_flag=True, help=N_("Replace the file if it is there"))
@pass_here
def export(
    here: Here,
    format: str,
    since: str | None,
    until: str | None,
    kinds: tuple[str, ...],
    output: str | None,
    force: bool,
) -> None:
    query = Query(since=day_of(here, since, "--from"), until=day_of(here, until, "--to"), kinds=kinds_of(kinds))
    if output == "":
        raise WrongUse(told=_("{name} needs a value.").format(name="--output"))
    target = Path(output) if output is not None and output != STDOUT else None
    shows = FORMATS[format].shows if format in FORMATS else True
    if target is None and not shows and terminal.talking():
        raise WrongUse(told=_(NOT_SHOWN).format(format=format))
    done = exporting.export(here.open(), here.clock, format, query, target, overwrite=force)
    if target is None:
        terminal.raw(done.text) if shows else terminal.binary(done.data)
    else:
        terminal.line(
            ngettext("{count} record written to", "{count} records written to", done.count) + f" {target}",
        )
        terminal.line(_("It is not encrypted: keep it where only you can read it."))
