"""Taking reflections out, in a format of one's choice."""

import sys
from pathlib import Path

from medledare.cli import terminal
from medledare.cli.commands.log import asked_for, filters
from medledare.cli.common import force_option, output_option, target_of, tell_place
from medledare.cli.here import Here
from medledare.cli.problems import WrongUse
from medledare.cli.spoken import command, option, pass_here
from medledare.domain.redaction import Taken
from medledare.text import N_, _, ngettext
from medledare.text.formats import FORMATS, Format
from medledare.text.leaving import NOT_ENCRYPTED, WORK_MAIL, taken_counts, taken_words

MARKDOWN, OWN = "markdown", "template"
NOT_BOTH = N_("Say either a format or a template.")
NOT_SHOWN = N_("{format} cannot be shown on the screen. Name a file with --output.")


@command(
    "export",
    epilog=N_(
        "JSON holds everything and comes back unchanged by import. --redact takes out passages marked ((so)), names "
        "after @, and failures, observers, observations, check-ins, conditions and pairs unless asked for with --kind."
    ),
)
@option("--format", choices=FORMATS, help=N_("The format; markdown if not said"))
@filters
@option("--redact", is_flag=True, help=N_("Without what is for you alone; tells what was taken out"))
@option("--folder", is_flag=True, help=N_("A folder of files: Markdown day by day, CSV kind by kind"))
@output_option
@force_option
@option("--template", metavar=N_("FILE"), help=N_("A Jinja2 template of your own; see docs/export.md"))
@option("--schema", is_flag=True, help=N_("Only show the JSON Schema of the format json"))
@option("--dry-run", is_flag=True, help=N_("Only tell what would be done"))
@pass_here
def export(
    here: Here,
    format: str | None,
    since: str | None,
    until: str | None,
    kinds: tuple[str, ...],
    tags: tuple[str, ...],
    goal: str | None,
    principle: str | None,
    redact: bool,
    folder: bool,
    output: str | None,
    force: bool,
    template: str | None,
    schema: bool,
    dry_run: bool,
) -> None:
    from medledare.services import exporting

    if schema:
        terminal.raw(exporting.json_schema())
        return
    if template is not None and format not in (None, OWN):
        raise WrongUse(told=_(NOT_BOTH))
    format = format or (MARKDOWN if template is None else OWN)
    kept = exporting.format_of(format)
    query = asked_for(here, since, until, kinds, tags, goal, principle)
    target = target_of(output)
    if target is None and not kept.shows and terminal.talking() and not dry_run:
        raise WrongUse(told=_(NOT_SHOWN).format(format=format))
    wish = exporting.Wish(format, query, redact, folder, Path(template) if template is not None else None)
    prepared = exporting.prepare(here.open(), here.clock, wish)
    tell_place(target)
    if dry_run:
        told = ngettext("{count} record would be written.", "{count} records would be written.", prepared.count)
        terminal.line(told)
    else:
        done = exporting.hand_out(here.open(), here.clock, prepared, target, overwrite=force)
        if target is None:
            terminal.raw(done.text) if kept.shows else terminal.binary(done.data)
        else:
            _tell_written(kept, done.count, target)
    if redact:
        _tell_taken(prepared.taken)


def _tell_written(format: Format, count: int, target: Path) -> None:
    terminal.line(ngettext("{count} record written to", "{count} records written to", count) + f" {target}")
    for sentence in (format.hint, NOT_ENCRYPTED, WORK_MAIL):
        if sentence:
            terminal.paragraph(_(sentence))


def _tell_taken(taken: Taken) -> None:
    """What was taken out, in full only where a person sees it and nothing keeps it."""
    for told in (taken_words if terminal.is_terminal(sys.stderr) else taken_counts)(taken):
        terminal.complain(told)
