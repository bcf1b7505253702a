"""Text in and out: importing files, exporting reflections."""

import sys
from dataclasses import astuple
from pathlib import Path

import click

from medledare.cli import terminal
from medledare.cli.commands.log import filters, kinds_of
from medledare.cli.common import json_option
from medledare.cli.fields import day_of, naming
from medledare.cli.here import Here
from medledare.cli.problems import WrongUse
from medledare.cli.spoken import argument, command, option, pass_here
from medledare.services import exporting, importing
from medledare.services.importing import Done, Plan
from medledare.services.search import Query
from medledare.text import N_, _, ngettext, say
from medledare.text.formats import FORMATS

STDOUT = "-"
NOT_SHOWN = N_("{format} cannot be shown on the screen. Name a file with --output.")
SHOWN = 10
"""How many remarks on a file are told one by one."""


@command("import", epilog=N_("The same file twice adds nothing. “medledare undo” takes an import back."))
@argument("files", nargs=-1, required=True, metavar=N_("FILE"), type=click.Path(path_type=Path))
@option("--from", "format", choices=importing.formats(), help=N_("The format, if it is not to be guessed"))
@option("--timezone", metavar=N_("ZONE"), help=N_("The time zone of times that do not say; yours if left out"))
@option("--strict", is_flag=True, help=N_("For jrnl: only dates as most of the file writes them begin an entry"))
@option("--restore", is_flag=True, help=N_("Bring back what you have deleted here, too"))
@option("--dry-run", is_flag=True, help=N_("Only tell what would be done"))
@json_option
@pass_here
def import_files(
    here: Here,
    files: tuple[Path, ...],
    format: str | None,
    timezone: str | None,
    strict: bool,
    restore: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    zone = None
    if timezone:
        from medledare.text.zones import zone as named_zone

        with naming("--timezone"):
            zone = named_zone(timezone)
    # All are read before anything is written, so that a bad file stops it all.
    plans = [importing.plan(path, format=format, zone=zone, strict=strict) for path in files]
    if not as_json:
        for plan in plans:
            _tell_plan(plan)
    if dry_run:
        if as_json:
            terminal.document({"files": [_planned(plan) for plan in plans]})
        return
    vault = here.open()
    with vault.batch():
        done = [_run(here, plan, restore) for plan in plans]
    if as_json:
        told = zip(plans, done, strict=True)
        terminal.document(
            {
                "files": [
                    _planned(plan) | {"added": one.added, "already": one.already, "deleted": one.deleted}
                    for plan, one in told
                ]
            }
        )
        return
    _tell_done(Done(*(sum(counts) for counts in zip(*map(astuple, done), strict=True))))


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


def _tell_done(done: Done) -> None:
    terminal.line(ngettext("{count} record added.", "{count} records added.", done.added))
    if done.already:
        terminal.line(ngettext("{count} was here already.", "{count} were here already.", done.already))
    if done.deleted:
        terminal.line(
            ngettext(
                "{count} stays away, as you have deleted it here; --restore brings it back.",
                "{count} stay away, as you have deleted them here; --restore brings them back.",
                done.deleted,
            )
        )


def _run(here: Here, plan: Plan, restore: bool) -> Done:
    if not terminal.is_terminal(sys.stderr) or not plan.records:
        return importing.run(here.open(), plan, restore=restore)
    with click.progressbar(length=len(plan.records), label=str(plan.path.name), file=sys.stderr) as bar:

        def progress(kept: int, of: int) -> None:
            bar.length = of
            bar.update(kept - bar.pos)

        return importing.run(here.open(), plan, progress, restore=restore)


def _tell_plan(plan: Plan) -> None:
    told = ngettext("{count} record", "{count} records", len(plan.records))
    terminal.line(f"{plan.path}: {plan.format}, {told}{_span(plan)}")
    for problem in plan.problems[:SHOWN]:
        terminal.line(f"  {say(problem)}")
    if len(plan.problems) > SHOWN:
        terminal.line("  " + _("and {count} more").format(count=len(plan.problems) - SHOWN))


def _span(plan: Plan) -> str:
    if not plan.records:
        return ""
    days = sorted(record.at.date() for record in plan.records)
    return f", {days[0].isoformat()} – {days[-1].isoformat()}"


def _planned(plan: Plan) -> dict[str, object]:
    return {
        "file": str(plan.path),
        "source_format": plan.format,
        "records": len(plan.records),
        "remarks": [say(problem) for problem in plan.problems],
    }
