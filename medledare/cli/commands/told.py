"""That a failure was told to somebody: a role, not a name."""

from medledare.cli import display, terminal
from medledare.cli.common import date_option, id_argument, json_option
from medledare.cli.fields import moment_of
from medledare.cli.here import Here
from medledare.cli.spoken import command, option, pass_here
from medledare.domain.records import Failure
from medledare.services import failures, records
from medledare.services.forms import Empty
from medledare.text import N_, _


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
    vault = here.open()
    failure = records.get(vault, given_id, Failure)
    assert isinstance(failure, Failure)
    failure = failures.told(vault, here.clock, failure, whom, at)
    if as_json:
        terminal.document({"record": display.document(failure)})
    else:
        terminal.line(_("Noted: {title} was told to {whom}.").format(title=failure.headline, whom=whom))
