"""Bringing text in: what is in a file, taking it in, and taking an import back."""

import sys
from collections import Counter
from datetime import tzinfo
from functools import partial, reduce
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from medledare.cli import terminal
from medledare.cli.common import json_option
from medledare.cli.fields import naming
from medledare.cli.here import Here
from medledare.cli.problems import WrongUse
from medledare.cli.spoken import Group, Row, argument, command, option, pass_here
from medledare.cli.suggesting import zones
from medledare.domain.problems import Problem
from medledare.domain.short_id import short
from medledare.services import importing as bringing
from medledare.services.importing import Done, Plan
from medledare.text import N_, _, ngettext, say
from medledare.text.said import opening, source_words

if TYPE_CHECKING:
    from medledare.domain.records import Arrival, Record

ROWS = (
    Row("files", "importing:files", N_("Bring a journal in from elsewhere")),
    Row("list", "importing:list_imports", N_("Imports there were")),
    Row("undo", "importing:undo", N_("Take a whole import back, also long after")),
)
MAY_BE = N_("FILE is a file, a folder or a zip archive. The same twice adds nothing.")
importing = Group(
    "import",
    ROWS,
    default="files",
    words=True,
    help=N_("Bring a journal in from elsewhere"),
    epilog=MAY_BE,
)

NO_ZONE = N_("Times there without a zone are read as {zone}; --timezone says another.")
ASK_ZONE = N_("{path} does not say in which time zone its times are.")
DOUBTFUL = N_("--strict leaves such lines in the entry they stand in.")
SHOWN = 10
"""How many remarks on a file are told one by one."""

_WIDTH = 72


@command("files", epilog=MAY_BE)
@argument("files", nargs=-1, required=True, metavar=N_("FILE"), type=click.Path())
@option(
    "--from", "format", choices=bringing.formats(), metavar=N_("FORMAT"), help=N_("The format; guessed if left out")
)
@option(
    "--timezone",
    metavar=N_("ZONE"),
    help=N_("The time zone of times that do not say; yours if left out"),
    shell_complete=zones,
)
@option("--strict", is_flag=True, help=N_("For jrnl: only dates as most of the file writes them begin an entry"))
@option("--restore", is_flag=True, help=N_("Bring back what you have deleted here, too"))
@option("--dry-run", is_flag=True, help=N_("Only tell what would be done"))
@json_option
@pass_here
def files(
    here: Here,
    files: tuple[str, ...],
    format: str | None,
    timezone: str | None,
    strict: bool,
    restore: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    if "" in files:
        # It would be the present folder.
        raise WrongUse(told=_("{name} needs a value.").format(name=_("FILE")))
    planned = partial(bringing.plan, format=format, strict=strict)
    zone = _named(timezone) if timezone else None
    # All are read before anything is written, so that a bad file stops it all.
    plans = [planned(Path(file), zone=zone) for file in files]
    if zone is None and not dry_run and not as_json and terminal.asking():
        plans = [planned(plan.path, zone=_asked_zone(plan)) if plan.zoneless else plan for plan in plans]
    elif zone is None and any(plan.zoneless for plan in plans):
        _tell_zone()
    if not as_json:
        for plan in plans:
            _tell_plan(plan, samples=dry_run)
    if dry_run:
        vault = here.at_hand()
        done = bringing.foresee(vault, plans, restore=restore) if vault else None
        if not as_json and done:
            _tell_counts(reduce(add, done), _would_be)
    else:
        done = _run(here, plans, restore)
        if not as_json:
            _tell_counts(reduce(add, done), _was)
    if as_json:
        counts: list[dict[str, int]] = [_counts(one) for one in done] if done else [{} for _plan in plans]
        told = zip(plans, counts, strict=True)
        terminal.document({"files": [_planned(plan, samples=dry_run) | one for plan, one in told]})


@command("list")
@json_option
@pass_here
def list_imports(here: Here, as_json: bool) -> None:
    from medledare.services.arrivals import arrivals

    known = arrivals(here.open())
    if as_json:
        terminal.document({"imports": [_document(one) for one in known]})
        return
    for one in known:
        _tell_arrival(one)
    if not known:
        terminal.line(_("There is no import here."))


@command("undo", epilog=N_("Without BATCH it is the latest. What you have changed since stays."))
@argument("batch", required=False, metavar=N_("BATCH"))
@json_option
@pass_here
def undo(here: Here, batch: str | None, as_json: bool) -> None:
    from medledare.services.arrivals import take_back, the_arrival

    done = take_back(here.open(), the_arrival(here.open(), batch))
    if as_json:
        terminal.document({"import": _document(done.arrival), "taken_back": done.taken, "kept": done.stay})
        return
    _tell_arrival(done.arrival)
    terminal.line(ngettext("{count} record taken back.", "{count} records taken back.", done.taken))
    if done.stay:
        terminal.line(
            ngettext(
                "{count} stays, as you have changed it since.",
                "{count} stay, as you have changed them since.",
                done.stay,
            )
        )


def _run(here: Here, plans: list[Plan], restore: bool) -> list[Done]:
    count = sum(len(plan.records) for plan in plans)
    if not terminal.is_terminal(sys.stderr) or terminal.lines_only() or not count:
        return bringing.run(here.open(), here.clock, plans, restore=restore)
    with click.progressbar(length=count, label=terminal.shown(plans[0].path.name), file=sys.stderr) as bar:

        def progress(kept: int, of: int) -> None:
            bar.length = of
            bar.update(kept - bar.pos)

        return bringing.run(here.open(), here.clock, plans, progress, restore=restore)


def _named(zone: str) -> tzinfo:
    from medledare.text.zones import zone as named_zone

    with naming("--timezone"):
        return named_zone(zone)


def _asked_zone(plan: Plan) -> tzinfo:
    """The zone that is said at the terminal, the system's for a bare Enter."""
    from medledare.cli.writing import asked
    from medledare.text.zones import zone, zone_name

    terminal.complain(_(ASK_ZONE).format(path=plan.path))
    while True:
        answer = asked(_("Time zone") + f" [{zone_name()}] ")
        try:
            return zone(answer)
        except Problem as problem:
            terminal.complain(say(problem))


def _tell_zone() -> None:
    from medledare.text.zones import zone_name

    terminal.complain(_(NO_ZONE).format(zone=zone_name()))


def _tell_plan(plan: Plan, *, samples: bool) -> None:
    told = ngettext("{count} record", "{count} records", len(plan.records))
    span = ", {} – {}".format(*plan.days) if plan.days else ""
    terminal.line(f"{plan.path}: {source_words(plan.format)}, {told}{span}")
    if samples:
        for record in plan.samples:
            terminal.line((f"  {record.at:%Y-%m-%d %H:%M}", "dim"), f"  {_sample(record)}")
    for problem in plan.problems[:SHOWN]:
        terminal.line(f"  {say(problem)}")
    if len(plan.problems) > SHOWN:
        terminal.line("  " + _("and {count} more").format(count=len(plan.problems) - SHOWN))
    if plan.doubtful:
        terminal.line(f"  {_(DOUBTFUL)}")


def _sample(record: "Record") -> str:
    from medledare.text.zones import quoted

    return quoted(opening(record)[: 10 * _WIDTH])


def _tell_arrival(arrival: "Arrival") -> None:
    terminal.line((short(arrival.id), "dim"), f"  {arrival.at:%Y-%m-%d %H:%M}  {opening(arrival)}")


def _would_be(count: int) -> str:
    return ngettext("{count} record would be added.", "{count} records would be added.", count)


def _was(count: int) -> str:
    return ngettext("{count} record added.", "{count} records added.", count)


def _tell_counts(done: Done, added: Any) -> None:
    terminal.line(added(done.added))
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
    if added is _was and done.added:
        terminal.line(_("“medledare import undo” takes the whole import back."))


def _planned(plan: Plan, *, samples: bool) -> dict[str, object]:
    first, last = plan.days or (None, None)
    told: dict[str, object] = {
        "file": str(plan.path),
        "source_format": plan.format,
        "records": len(plan.records),
        "kinds": Counter(record.kind for record in plan.records),
        "first": first and first.isoformat(),
        "last": last and last.isoformat(),
        "zoneless": plan.zoneless,
        "remarks": [say(problem) for problem in plan.problems],
    }
    if samples:
        told["samples"] = [{"at": one.at.isoformat(), "text": _sample(one)} for one in plan.samples]
    return told


def _counts(done: Done) -> dict[str, int]:
    return {"added": done.added, "already": done.already, "deleted": done.deleted}


def _document(arrival: "Arrival") -> dict[str, object]:
    return {
        "id": arrival.id,
        "at": arrival.at.isoformat(),
        "source_format": arrival.format,
        "sources": arrival.sources,
        "records": arrival.count,
    }
