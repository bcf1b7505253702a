"""A reminder at a time of one's own choice: set it, see it, take it away."""

from medledare.cli import terminal
from medledare.cli.common import json_option
from medledare.cli.fields import code_of
from medledare.cli.here import Here
from medledare.cli.problems import WrongUse
from medledare.cli.spoken import Group, Row, command, option, pass_here
from medledare.domain.repeats import DAYS
from medledare.services import reminding
from medledare.services.reminding import Kept
from medledare.text import N_, _
from medledare.text.reminder import GONE, NONE_SET, QUIETLY, set_words

NOT_BOTH = N_("Say either --weekdays or --days.")

remind = Group(
    "remind",
    (
        Row("show", "remind:show", N_("The reminder you have set, if any")),
        Row("install", "remind:install", N_("Be reminded at a time of your choice, instead of any other you have set")),
        Row("remove", "remind:remove", N_("Be reminded no longer; everything it left is removed")),
        Row("now", "remind:now", N_("Be reminded at once, as a try; it is what the timer runs")),
        Row("line", "remind:line", N_("The line that waits, once; for the prompt of a shell")),
    ),
    default="show",
    epilog=N_(
        "It is off until you ask for it, and asks whether you would like to write a line. What you have written or not "
        "is nothing it looks at."
    ),
)


@command("show")
@json_option
@pass_here
def show(here: Here, as_json: bool) -> None:
    kept = reminding.kept()
    if as_json:
        terminal.document({"reminder": kept and _document(kept)})
    elif kept is None:
        terminal.line(_(NONE_SET))
    else:
        _tell(here, kept)


@command("install")
@option("--at", required=True, metavar=N_("TIME"), help=N_("The time of day, such as 16:30"))
@option("--weekdays", is_flag=True, help=N_("Only Monday to Friday"))
@option(
    "--days", metavar=N_("DAYS"), default="", help=N_("Only on these days"), hint=N_("For example: Monday and Thursday")
)
@option("--quiet", is_flag=True, help=QUIETLY)
@option("--with", "by", choices=reminding.NAMES, help=N_("What keeps it; what your system has, if not said"))
@pass_here
def install(here: Here, at: str, weekdays: bool, days: str, quiet: bool, by: str | None) -> None:
    if weekdays and days:
        raise WrongUse(told=_(NOT_BOTH))
    reminder = reminding.read(at, reminding.weekdays() if weekdays else days, quiet=quiet)
    _tell(
        here, reminding.install(here.places, reminder, code_of(by, reminding.NAMES, "--with") if by is not None else "")
    )


@command("remove")
@pass_here
def remove(here: Here) -> None:
    terminal.line(_(GONE) if reminding.remove(here.places) else _(NONE_SET))


@command("now")
@option("--quiet", is_flag=True, help=QUIETLY)
@pass_here
def now(here: Here, quiet: bool) -> None:
    reminding.remind(here.places, here.clock, quiet=quiet)


@command("line")
@pass_here
def line(here: Here) -> None:
    if waiting := reminding.line(here.places, here.clock):
        terminal.line(waiting)


def _tell(here: Here, kept: Kept) -> None:
    terminal.line(set_words(kept.reminder.at, reminding.days_words(kept.reminder)))
    for path in kept.timer.places():
        terminal.line("  ", (str(path), "dim"))
    if kept.timer.name == "cron":
        terminal.line("  ", (_("A line in your crontab (crontab -l)"), "dim"))
    if kept.reminder.quiet or not reminding.can_notify():
        terminal.paragraph(_("It comes as a line before your shell’s next prompt, if this stands in PROMPT_COMMAND:"))
        terminal.line("  ", reminding.prompt_line(here.places))


def _document(kept: Kept) -> dict[str, object]:
    reminder = kept.reminder
    return {
        "at": f"{reminder.at:%H:%M}",
        "days": [DAYS[day] for day in reminder.days],
        "quiet": reminder.quiet,
        "with": kept.timer.name,
        "files": [str(path) for path in kept.timer.places()],
    }
