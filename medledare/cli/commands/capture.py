"""Writing something down. Works while the vault is locked: records are sealed, and only the passphrase reads them.

Run for every entry, so this module and what it imports load neither the store nor any date parser.
"""

from dataclasses import fields, replace
from functools import partial
from typing import Any

from medledare.cli import terminal
from medledare.cli.common import HOW, NEEDED, date_option, edit_option, json_option, words_argument
from medledare.cli.fields import field_options, values
from medledare.cli.here import Here
from medledare.cli.spoken import Command, command, option, pass_here
from medledare.cli.writing import handed_back, text_from, written_on
from medledare.domain.problems import Problem
from medledare.domain.records import Record
from medledare.domain.short_id import short
from medledare.services import capture
from medledare.services.spots import ENTRY, Spot, form_name
from medledare.services.spots import INTENTION as INTENTION_SPOT
from medledare.text import N_, _
from medledare.text.fields import FORMS, label_of
from medledare.text.marks import MARK_WORDS, MARKS, mark_tag

ADD_HOW = N_(
    "Without text you are asked for it; “-” reads it from standard input, unchanged. "
    "Both keep it out of the history of your shell. In a text, #word and @word are tags, and +name links to a "
    "principle, such as +trust, or to a goal by the first words of its title with hyphens between them."
)


def sealed(here: Here, record: Record, as_json: bool) -> None:
    """Keep a record, with what its texts link to, and say its id: short for people, whole in JSON."""
    capture.seal(here.places, _linked(here, record))
    if as_json:
        terminal.document({"kind": record.kind, "id": record.id})
    elif terminal.talking():
        terminal.line(_("Saved as {id}.").format(id=short(record.id)))
    else:
        terminal.line(short(record.id))


def _linked(here: Here, record: Record) -> Record:
    """The record with what its texts link to. A goal can only be named while the vault is open."""
    # Nearly no text has a name in it, and looking for one loads more than an entry takes.
    if not any("+" in value for field in fields(record) if isinstance(value := getattr(record, field.name), str)):
        return record
    from medledare.services.linking import links

    def missed(name: str) -> None:
        if terminal.talking():
            told = _("The vault is locked, so “+{name}” was not looked up among your goals. The text stands as it is.")
            terminal.complain(told.format(name=name))

    return replace(record, **links(record, here.at_hand, missed=missed))


def _spot(kind: str) -> Spot:
    return ENTRY if kind == "entry" else Spot(form_name(kind), FORMS[kind][0].name)


def _capture(
    here: Here,
    kind: str,
    words: tuple[str, ...],
    edit: bool,
    as_json: bool,
    given: dict[str, Any],
    spot: Spot | None = None,
    template: str | None = None,
    **more: Any,
) -> None:
    """``spot``: where an unsaved text of it belongs, if not with others of its kind. ``more`` stands in no form."""
    # Looked at first, so that nobody writes for a vault that is not there.
    capture.ready(here.places)
    said = values(here, kind, given)
    place = spot or _spot(kind)
    if template is None:
        written = text_from(here, words, _(NEEDED), spot=place if edit else None)
    else:
        from medledare.services import templates

        text = templates.called(here.open(), template).text
        written = written_on(here, templates.begun(here.open(), here.clock(), text), words, place)
    build: Any = getattr(capture, kind) if kind in ("entry", "failure", "learning") else partial(capture.written, kind)
    with handed_back(written):
        sealed(here, build(here.clock, written.text, **said, **more), as_json)


def _mark_options(function: Any) -> Any:
    """``--control`` and the like, which put a tag on an entry."""
    for mark in reversed(MARKS):
        function = option(f"--{mark}", is_flag=True, help=MARK_WORDS[mark][1])(function)
    return function


@command("add", epilog=ADD_HOW)
@words_argument
@field_options(("entry",), leave=("text",))
@_mark_options
@option("--template", "template", metavar=N_("NAME"), help=N_("Begin from this template, in your editor"))
@edit_option
@json_option
@pass_here
def add(here: Here, words: tuple[str, ...], template: str | None, edit: bool, as_json: bool, **given: Any) -> None:
    given["tags"] += tuple(mark_tag(mark) for mark in MARKS if given[mark])
    if given["place"] is None:
        given["place"] = usual(here, "place")
    _capture(here, "entry", words, edit, as_json, given, template=template)


@command("intend", epilog=HOW)
@words_argument
@date_option
@edit_option
@json_option
@pass_here
def intend(here: Here, words: tuple[str, ...], date: str | None, edit: bool, as_json: bool) -> None:
    from medledare.domain.question import INTENTION

    _capture(here, "entry", words, edit, as_json, {"at": date}, INTENTION_SPOT, question=INTENTION)


@command("fail", epilog=HOW)
@words_argument
@field_options(("failure",), leave=("text",))
@option("--continue", "begun", metavar="ID", help=N_("Go on with one: you are asked what it does not say yet"))
@edit_option
@json_option
@pass_here
def fail(here: Here, words: tuple[str, ...], begun: str | None, edit: bool, as_json: bool, **given: Any) -> None:
    if begun is not None:
        from medledare.cli.commands.told import go_on

        go_on(here, begun, as_json)
        return
    if given["as_colleague"] and not words and not edit and terminal.asking():
        terminal.complain(_(label_of(FORMS["failure"][0], True)))
    _capture(here, "failure", words, edit, as_json, given)


@command("learn", epilog=HOW)
@words_argument
@field_options(("learning",), leave=("text",))
@edit_option
@json_option
@pass_here
def learn(here: Here, words: tuple[str, ...], edit: bool, as_json: bool, **given: Any) -> None:
    _capture(here, "learning", words, edit, as_json, given)


def _capturing(name: str, kind: str) -> Command:
    """A command that writes down a record of a kind as its form has it."""

    @command(name, epilog=HOW)
    @words_argument
    @field_options((kind,), leave=(FORMS[kind][0].name,))
    @edit_option
    @json_option
    @pass_here
    def written(here: Here, words: tuple[str, ...], edit: bool, as_json: bool, **given: Any) -> None:
        _capture(here, kind, words, edit, as_json, given)

    return written


decide = _capturing("decide", "decision")
mandate_add = _capturing("add", "mandate")
talk_plan = _capturing("plan", "talk")
observe_add = _capturing("add", "observer")
template_add = _capturing("add", "template")
role_set = _capturing("set", "role")


@command("close", epilog=HOW)
@words_argument
@field_options(("close",), leave=("text",))
@edit_option
@json_option
@pass_here
def close(here: Here, words: tuple[str, ...], edit: bool, as_json: bool, **given: Any) -> None:
    if given["stop"] is None:
        given["stop"] = usual(here, "stop_time")
    if not words and given["at"] is None and terminal.asking():
        _recall_intention(here)
    _capture(here, "close", words, edit, as_json, given)


@command("add", epilog=HOW)
@words_argument
@option("--fact", metavar=N_("TEXT"), help=N_("Fact"), hint=N_("What happened, as anyone could have seen it"))
@field_options(("need",), leave=("fact",))
@edit_option
@json_option
@pass_here
def need_add(here: Here, words: tuple[str, ...], fact: str | None, edit: bool, as_json: bool, **given: Any) -> None:
    _capture(here, "need", words if fact is None else (fact, *words), edit, as_json, given)


@command("stop", epilog=N_("Without text it shows the list."))
@words_argument
@field_options(("stop",), leave=("text",))
@edit_option
@json_option
@pass_here
def stop(here: Here, words: tuple[str, ...], edit: bool, as_json: bool, **given: Any) -> None:
    if words or edit:
        _capture(here, "stop", words, edit, as_json, given)
    else:
        from medledare.cli.commands.practice import show_all

        show_all(here, "stop", as_json)


def _recall_intention(here: Here) -> None:
    """Say what one wanted of the day, if the vault can be read without asking."""
    if (vault := here.at_hand()) is not None:
        from medledare.services.intention import of_day

        if said := of_day(vault, here.clock().date()):
            terminal.complain(_("Today: {intention}").format(intention=said.text.strip()))


def usual(here: Here, setting: str) -> str | None:
    """What a setting says, if anything; settings that cannot be read do not stop an entry."""
    try:
        return str(here.settings.get(setting, "")) or None
    except Problem:
        return None
