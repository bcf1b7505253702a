"""Writing something down. Works while the vault is locked: records are sealed, and only the passphrase reads them.

Run for every entry, so this module and what it imports load neither the store nor any date parser.
"""

from typing import Any

from medledare.cli import terminal
from medledare.cli.common import HOW, NEEDED, edit_option, json_option, words_argument
from medledare.cli.fields import field_options, values
from medledare.cli.here import Here
from medledare.cli.spoken import command, pass_here
from medledare.cli.writing import handed_back, text_from
from medledare.domain.problems import Problem
from medledare.domain.records import Record
from medledare.domain.short_id import short
from medledare.services import capture
from medledare.services.spots import ENTRY, Spot, form_name
from medledare.text import _


def sealed(here: Here, record: Record, as_json: bool) -> None:
    """Keep a record and say its id: short for people, whole in JSON."""
    capture.seal(here.places, record)
    if as_json:
        terminal.document({"kind": record.kind, "id": record.id})
    elif terminal.talking():
        terminal.line(_("Saved as {id}.").format(id=short(record.id)))
    else:
        terminal.line(short(record.id))


def _spot(kind: str) -> Spot:
    return ENTRY if kind == "entry" else Spot(form_name(kind), "text")


def _capture(here: Here, kind: str, words: tuple[str, ...], edit: bool, as_json: bool, given: dict[str, Any]) -> None:
    # Looked at first, so that nobody writes for a vault that is not there.
    capture.ready(here.places)
    fields = values(here, kind, given)
    written = text_from(here, words, _(NEEDED), spot=_spot(kind) if edit else None)
    build: Any = getattr(capture, kind)
    with handed_back(written):
        sealed(here, build(here.clock, written.text, **fields), as_json)


@command("add", epilog=HOW)
@words_argument
@field_options(("entry",), leave=("text",))
@edit_option
@json_option
@pass_here
def add(here: Here, words: tuple[str, ...], edit: bool, as_json: bool, **given: Any) -> None:
    if given["place"] is None:
        given["place"] = _usual_place(here)
    _capture(here, "entry", words, edit, as_json, given)


@command("fail", epilog=HOW)
@words_argument
@field_options(("failure",), leave=("text",))
@edit_option
@json_option
@pass_here
def fail(here: Here, words: tuple[str, ...], edit: bool, as_json: bool, **given: Any) -> None:
    _capture(here, "failure", words, edit, as_json, given)


@command("learn", epilog=HOW)
@words_argument
@field_options(("learning",), leave=("text",))
@edit_option
@json_option
@pass_here
def learn(here: Here, words: tuple[str, ...], edit: bool, as_json: bool, **given: Any) -> None:
    _capture(here, "learning", words, edit, as_json, given)


def _usual_place(here: Here) -> str | None:
    """Where one usually is, if the settings say so; settings that cannot be read do not stop an entry."""
    try:
        return str(here.settings.get("place", "")) or None
    except Problem:
        return None
