"""Preparing for a talk: a draft from one's own records in two columns; only the one to bring is written out."""

from typing import TYPE_CHECKING, Any

from medledare.cli import display, terminal
from medledare.cli.common import (
    edit_option,
    force_option,
    json_option,
    output_option,
    redact_option,
    target_of,
    tell_place,
)
from medledare.cli.fields import day_of, naming
from medledare.cli.here import Here
from medledare.cli.problems import WrongUse
from medledare.cli.spoken import command, option, pass_here
from medledare.domain.preparation import OCCASIONS, Occasion
from medledare.domain.short_id import short
from medledare.text import N_, _
from medledare.text.formats import FORMATS as KEPT
from medledare.text.preparation import FORMATS

if TYPE_CHECKING:
    from medledare.domain.preparation import Preparation
    from medledare.domain.records import Entry


@command(
    "prepare",
    epilog=N_(
        "Every line of it cites a record of yours. All of it stays with you until you say what to bring, with --bring "
        "or by moving lines with --edit; only that is written out."
    ),
)
@option("--for", "occasion", choices=OCCASIONS, metavar=N_("TALK"), help=N_("What kind of talk it is"))
@option("--from", "since", metavar=N_("DATE"), help=N_("Look back from here; a year if left out, or as the talk asks"))
@option("--to", "until", metavar=N_("DATE"), help=N_("Look back to here; today if left out"))
@option("--bring", multiple=True, metavar="ID", help=N_("Move the line that cites a record to the other column"))
@option("--anew", is_flag=True, help=N_("Draft it anew instead of going on with the one you have"))
@edit_option
@option("--format", choices=FORMATS, help=N_("Write out what is to be brought, in a format"))
@output_option
@force_option
@option("--all", "everything", is_flag=True, help=N_("Write out what is for you, too"))
@redact_option
@json_option
@pass_here
def prepare(
    here: Here,
    occasion: str | None,
    since: str | None,
    until: str | None,
    bring: tuple[str, ...],
    anew: bool,
    edit: bool,
    format: str | None,
    output: str | None,
    force: bool,
    everything: bool,
    redact: bool,
    as_json: bool,
) -> None:
    from medledare.services import preparing, records
    from medledare.text import preparation as words

    about = _span(here, occasion, since, until)
    vault = here.open()
    preparation = preparing.look(vault, *about)
    entry = None if anew else preparing.kept(vault, *about)
    text = start = entry.text if entry else words.markdown(preparation)
    for given in bring:
        with naming("--bring"):
            text = preparing.bring(text, records.get(vault, given).id)
    if edit:
        text = _edited(here, preparation, text)
    if text != start:
        entry = preparing.keep(vault, here.clock, preparation, text)
    if format is not None or output is not None:
        _hand_out(
            here, preparation, text, format or "markdown", output, everything=everything, force=force, redact=redact
        )
    elif as_json:
        terminal.document(_document(preparation, text, entry))
    elif text != start and entry is not None:
        terminal.line(_("Saved as {id}.").format(id=short(entry.id)) if terminal.talking() else short(entry.id))
    else:
        for line in text.rstrip("\n").split("\n"):
            terminal.line(line)


def _span(here: Here, occasion: str | None, since: str | None, until: str | None) -> tuple[Occasion, Any]:
    from medledare.domain.preparation import Span, span_back
    from medledare.services.forms import NotAChoice
    from medledare.text.preparation import names

    known = names()
    about = known.get((occasion or OCCASIONS[0]).strip().lower())
    if about is None:
        with naming("--for"):
            raise NotAChoice(value=str(occasion), choices=", ".join(OCCASIONS))
    last = day_of(here, until, "--to") or here.clock().date()
    first = day_of(here, since, "--from") or span_back(about, last).first
    if first > last:
        raise WrongUse(told=_("--from is after --to."))
    return about, Span(first, last)


def _edited(here: Here, preparation: "Preparation", text: str) -> str:
    from medledare.cli.writing import edited, handed_back
    from medledare.services import preparing

    written = edited(here, text, preparing.spot(preparation.occasion), instead=True)
    with handed_back(written):
        if written.text != text:
            preparing.keep(here.open(), here.clock, preparation, written.text)
    return written.text


def _hand_out(
    here: Here,
    preparation: "Preparation",
    text: str,
    format: str,
    output: str | None,
    *,
    everything: bool,
    force: bool,
    redact: bool,
) -> None:
    from medledare.services import preparing

    target = target_of(output)
    if target is None and format in KEPT and not KEPT[format].shows:
        raise WrongUse(told=_("Say with --output which file to write."))
    tell_place(target)
    content = preparing.hand_out(
        here.open(),
        here.clock,
        preparation,
        text,
        format,
        target,
        everything=everything,
        overwrite=force,
        redact=redact,
    )
    if target is None:
        terminal.raw(content.decode())
    else:
        terminal.line(_("Written to {path}").format(path=target.expanduser().absolute()))


def _document(preparation: "Preparation", text: str, entry: "Entry | None") -> dict[str, Any]:
    from medledare.text import preparation as words

    return {
        "preparation": {
            "for": preparation.occasion,
            "from": preparation.span.first.isoformat(),
            "to": preparation.span.last.isoformat(),
            "title": words.title(preparation.occasion),
            "parts": [
                {
                    "part": part.code,
                    "records": [
                        {"kind": one.record.kind, "id": one.record.id, "date": one.day.isoformat()}
                        for one in part.claims
                    ],
                }
                for part in preparation.parts
            ],
            "months_without_notes": [month.code for month in preparation.silent],
            "text": text,
            "kept": entry and display.document(entry),
        }
    }
