"""What became of a failure: told to somebody (a role, not a name), or come back."""

from medledare.cli import display, terminal
from medledare.cli.asking import each_line
from medledare.cli.common import date_option, id_argument, json_option
from medledare.cli.fields import moment_of
from medledare.cli.here import Here
from medledare.cli.problems import NoTerminal
from medledare.cli.spoken import command, option, pass_here
from medledare.domain.records import Failure
from medledare.services import failures, records
from medledare.services.forms import Empty
from medledare.text import N_, _
from medledare.text.fields import label_of


@command("told")
@id_argument
@option("--whom", required=True, metavar=N_("ROLE"), help=N_("Whom you told; a role rather than a name"))
@date_option
@json_option
@pass_here
def told(here: Here, given_id: str, whom: str, date: str | None, as_json: bool) -> None:
    if not whom.strip():
        raise Empty
    at = moment_of(here, date, "--date")
    failure = failures.told(here.open(), here.clock, _failure(here, given_id), whom, at)
    _tell(failure, as_json, _("Noted: {title} was told to {whom}.").format(title=failure.headline, whom=whom))


@command("recurred")
@id_argument
@date_option
@json_option
@pass_here
def recurred(here: Here, given_id: str, date: str | None, as_json: bool) -> None:
    at = moment_of(here, date, "--date")
    failure = failures.recurred(here.open(), here.clock, _failure(here, given_id), at)
    _tell(failure, as_json, _("Noted that it happened again: {title}").format(title=failure.headline))


def go_on(here: Here, given_id: str, as_json: bool) -> None:
    """Ask what a failure does not say yet, a line for each question, as far as the input goes."""
    failure = _failure(here, given_id)
    unsaid = failures.unsaid(failure)
    if unsaid and not terminal.asking():
        raise NoTerminal(needed="medledare edit")
    said: dict[str, str] = {}
    if unsaid:
        display.write_block(failure)
        said = each_line({field.name: _(label_of(field, failure.as_colleague)) for field in unsaid})
    changed = records.change(here.open(), failure, **{name: text for name, text in said.items() if text})
    told = _("Nothing was changed.") if changed == failure else _("Changed. “medledare undo” takes it back.")
    _tell(changed, as_json, told)


def _failure(here: Here, given_id: str) -> Failure:
    found = records.get(here.open(), given_id, Failure)
    assert isinstance(found, Failure)
    return found


def _tell(failure: Failure, as_json: bool, sentence: str) -> None:
    if as_json:
        terminal.document({"record": display.document(failure)})
    else:
        terminal.line(sentence)
