"""Reading and searching everything, newest last."""

from typing import TYPE_CHECKING, Any

import click

from medledare.cli import display, terminal
from medledare.cli.common import json_option
from medledare.cli.fields import code_of, day_of
from medledare.cli.here import Here
from medledare.cli.ids import whole
from medledare.cli.spoken import argument, command, option, pass_here
from medledare.domain.principles import PRINCIPLES
from medledare.domain.records import KINDS, class_of
from medledare.text import N_, _

if TYPE_CHECKING:
    from medledare.services.search import Query

FILTERS = (
    option("--from", "since", metavar=N_("DATE"), help=N_("From this day on")),
    option("--to", "until", metavar=N_("DATE"), help=N_("Up to and including this day")),
    option(
        "--kind",
        "kinds",
        choices=KINDS,
        metavar=N_("KIND"),
        multiple=True,
        help=N_("Only of this kind; may be repeated"),
    ),
    option(
        "--tag", "tags", metavar=N_("TAG"), multiple=True, help=N_("With this tag; may be repeated, and one is enough")
    ),
    option("--goal", metavar="ID", help=N_("For this goal")),
    option("--principle", metavar=N_("CODE"), choices=PRINCIPLES, help=N_("About this principle")),
)


def filters(function: Any) -> Any:
    """The filters that export has too. ``asked_for`` makes a query of what was given for them."""
    for one in reversed(FILTERS):
        function = one(function)
    return function


def asked_for(
    here: Here,
    since: str | None,
    until: str | None,
    kinds: tuple[str, ...],
    tags: tuple[str, ...],
    goal: str | None,
    principle: str | None,
) -> "Query":
    """The query of the filters. Raises what reading a date, a kind, a principle or an id does."""
    from medledare.services.search import Query

    return Query(
        since=day_of(here, since, "--from"),
        until=day_of(here, until, "--to"),
        kinds=tuple(code_of(kind, KINDS, "--kind") for kind in kinds),
        tags=tags,
        principle=code_of(principle, PRINCIPLES, "--principle") if principle is not None else "",
        goal=whole(here, goal, class_of("goal")) if goal is not None else "",
    )


@command("log", epilog=N_("All words must be there, in whatever case; put “quotes” around words that stand together."))
@argument("words", nargs=-1, metavar=N_("WORDS"), type=click.UNPROCESSED)
@filters
@option("-n", "limit", metavar="N", type=click.UNPROCESSED, help=N_("Only the latest N"))
@option("--starred", is_flag=True, help=N_("Only what is starred"))
@option("--on-this-day", is_flag=True, help=N_("From this day in any year"))
@option("--short", is_flag=True, help=N_("One line for each"))
@json_option
@pass_here
def log(
    here: Here,
    words: tuple[str, ...],
    since: str | None,
    until: str | None,
    kinds: tuple[str, ...],
    limit: str | None,
    tags: tuple[str, ...],
    goal: str | None,
    principle: str | None,
    starred: bool,
    on_this_day: bool,
    short: bool,
    as_json: bool,
) -> None:
    from medledare.services.search import find

    query = asked_for(here, since, until, kinds, tags, goal, principle)._replace(
        words=words,
        starred=starred,
        on_this_day=here.clock().date() if on_this_day else None,
        limit=_limit(limit),
    )
    vault = here.open()
    found = find(vault, query)
    if as_json:
        terminal.document({"records": [display.document(record) for record in found]})
        return
    standing = vault.standing()
    for number, record in enumerate(found):
        if short:
            display.write_short(record, standing.get(record.id, 1))
        else:
            if number:
                terminal.line()
            display.write_block(record, standing.get(record.id, 1))
    if not found and terminal.talking():
        terminal.complain(_("Nothing was found."))


def _limit(typed: str | None) -> int | None:
    if typed is None:
        return None
    if not (typed.isascii() and typed.isdigit()):
        raise click.UsageError(_("-n needs a whole number."), click.get_current_context())
    return int(typed)
