"""Records that were changed on several devices at once: shown with all their versions, and settled."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from medledare.cli import display, terminal
from medledare.cli.common import json_option
from medledare.cli.here import Here
from medledare.cli.problems import WrongUse
from medledare.cli.spoken import argument, command, option, pass_here
from medledare.cli.writing import edited, handed_back
from medledare.domain.short_id import short
from medledare.services import conflicts, records
from medledare.services.conflicts import Conflict, Side
from medledare.services.differences import Stretch, differences
from medledare.services.spots import Spot
from medledare.text import N_, _

ONE_WAY = N_("Give one of --keep, --both and --edit, and the id of a record.")
NO_SUCH_VERSION = N_("--keep needs the number of a version, from 1 to {count}.")
NO_TEXT = N_("The texts are the same, so there is nothing to write. Give --keep or --both.")
_INDENT = "   "


@command(
    "settle",
    epilog=N_(
        "Without an id it lists what was changed on several devices at once. With an id it shows each version; "
        "nothing changes until you say what shall stand. What you do not keep stays in the history."
    ),
)
@argument("given_id", metavar="ID", required=False)
@option("--keep", metavar="N", help=N_("Let version N stand"))
@option("--both", is_flag=True, help=N_("Keep each version as a record of its own"))
@option("--edit", is_flag=True, help=N_("Write one text of them in your editor"))
@json_option
@pass_here
def settle(here: Here, given_id: str | None, keep: str | None, both: bool, edit: bool, as_json: bool) -> None:
    ways = sum((keep is not None, both, edit))
    if ways > 1 or (ways and given_id is None):
        raise WrongUse(told=_(ONE_WAY))
    vault = here.open()
    if given_id is None:
        _list(conflicts.find(vault), as_json)
        return
    record = records.get(vault, given_id)
    conflict = conflicts.of(vault, record)
    if conflict is None:
        if as_json:
            terminal.document({"versions": []})
        else:
            terminal.line(_("There is one version of this; nothing needs to be settled."))
    elif not ways:
        _show(conflict, as_json)
    else:
        _settle(here, conflict, keep, both)
        settled = records.get(vault, conflict.id)
        if as_json:
            terminal.document({"record": display.document(settled)})
        else:
            terminal.line(_("Settled. What was not kept is in “medledare history {id}”.").format(id=short(settled.id)))


def _settle(here: Here, conflict: Conflict, keep: str | None, both: bool) -> None:
    vault = here.open()
    if keep is not None:
        conflicts.keep(vault, conflict, conflict.sides[_number(keep, len(conflict.sides)) - 1])
    elif both:
        conflicts.keep_all(vault, conflict)
    else:
        texts = conflicts.joint(conflict, _above)
        if not texts:
            raise WrongUse(told=_(NO_TEXT))
        with ExitStack() as stack:
            values: dict[str, str] = {}
            for name, text in texts.items():
                written = edited(here, text, Spot(f"settle {conflict.id}", name), instead=True)
                stack.enter_context(handed_back(written))
                values[name] = written.text
            conflicts.join(vault, conflict, values)


def _number(typed: str, count: int) -> int:
    if not (typed.isascii() and typed.isdigit() and 1 <= int(typed[:9]) <= count):
        raise WrongUse(told=_(NO_SUCH_VERSION).format(count=count))
    return int(typed[:9])


def _list(found: list[Conflict], as_json: bool) -> None:
    if as_json:
        terminal.document({"conflicts": [_document(one) for one in found]})
        return
    for one in found:
        display.write_short(one.sides[0].record, versions=len(one.sides))
    if found:
        terminal.line(_("“medledare settle ID” shows each version and how to settle what shall stand."))
    else:
        terminal.line(_("There is one version of everything; nothing needs to be settled."))


def _show(conflict: Conflict, as_json: bool) -> None:
    if as_json:
        terminal.document(_document(conflict))
        return
    display.write_short(conflict.sides[0].record, versions=len(conflict.sides))
    for number, side in enumerate(conflict.sides, 1):
        terminal.line()
        terminal.line((f"{number}", "bold"), f"  {_above(side)}")
        _versions_fields(conflict, side)
    terminal.line()
    terminal.line(_("--keep N lets version N stand, --both keeps each, --edit lets you write one of them."))


def _versions_fields(conflict: Conflict, side: Side) -> None:
    fields = conflicts.differing(conflict)
    if not fields:
        display.write_block(side.record)
    other = next(one for one in conflict.sides if one is not side)
    for field in fields:
        text = display.words_of(side.record, field)
        marks, _others = differences(text, display.words_of(other.record, field))
        terminal.line(_INDENT, (_(field.label), "dim"), ":")
        for line in _marked(text or "–", marks):
            terminal.line(_INDENT, *line)


def _marked(text: str, marks: list[Stretch]) -> Iterator[list[str | tuple[str, str]]]:
    """The lines of a text, what the other version does not have set apart."""
    at = 0
    for line in text.split("\n"):
        pieces: list[str | tuple[str, str]] = []
        end, done = at + len(line), at
        for first, last in marks:
            if first < end and last > at:
                pieces += [text[done : max(first, done)], (text[max(first, done) : min(last, end)], "warn")]
                done = min(last, end)
        yield [*pieces, text[done:end]]
        at = end + 1


def _above(side: Side) -> str:
    written = _("Written {moment} on this device") if side.here else _("Written {moment} on another device")
    return written.format(moment=display.moment(side.at.astimezone()))


def _document(conflict: Conflict) -> dict[str, Any]:
    return {
        "kind": conflict.kind,
        "id": conflict.id,
        "versions": [
            {"at": side.at.isoformat(), "here": side.here, "record": display.document(side.record)}
            for side in conflict.sides
        ],
    }
