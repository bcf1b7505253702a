"""The program's commands, declared once: name, where it is, and its line in the help.

``medledare --help`` is written from this table alone; a command's module is loaded when the command is run.
"""

import click

from medledare import __version__
from medledare.cli import terminal
from medledare.cli.here import Here
from medledare.cli.spoken import Group, Option, Row
from medledare.text import N_

WRITE = N_("Write")
READ = N_("Read and change")
AIM = N_("Mission and goals")
OTHERS = N_("With others")
CARE = N_("The vault")
PROGRAM = N_("The program")

ROWS = (
    Row("add", "capture:add", N_("Write a journal entry"), WRITE),
    Row("intend", "capture:intend", N_("Write what you want of the day, in a sentence"), WRITE),
    Row("fail", "capture:fail", N_("Write down a failure"), WRITE),
    Row("told", "told:told", N_("Note that a failure was told, and to whom"), WRITE),
    Row("recurred", "told:recurred", N_("Note that what failed happened again"), WRITE),
    Row("learn", "capture:learn", N_("Write down something learned"), WRITE),
    Row("recall", "recall:recall", N_("Recall what you learned: type it first, then see it"), WRITE),
    Row("used", "recall:used", N_("Note that something learned was used again"), WRITE),
    Row("decide", "capture:decide", N_("Write down a decision"), WRITE),
    Row("close", "capture:close", N_("Close the day: what may wait until tomorrow"), WRITE),
    Row("template", "groups:template", N_("Texts to begin an entry from"), WRITE),
    Row("checkin", "checkin:checkin", N_("Answer today's items about your own co-leadership"), WRITE),
    Row("coach", "coach:coach", N_("One question today, with its reason")),
    Row("log", "log:log", N_("Read and search everything"), READ),
    Row("show", "record:show", N_("Show one record"), READ),
    Row("edit", "record:edit", N_("Change a record"), READ),
    Row("delete", "record:delete", N_("Delete a record"), READ),
    Row("settle", "settle:settle", N_("Say what shall stand of what was changed on two devices at once"), READ),
    Row("history", "record:history", N_("Show the earlier versions of a record"), READ),
    Row("undo", "undo:undo", N_("Take back the last change, or more; what was done so far"), READ),
    Row("trends", "trends:trends", N_("What may be said of your answers over time"), READ),
    Row("review", "review:review", N_("Look back on a week, a month, a quarter or a year"), READ),
    Row("mission", "mission:mission", N_("What you are here to do, for whom"), AIM),
    Row("role", "groups:role", N_("What you work as, from a day on"), AIM),
    Row("focus", "groups:focus", N_("The principle you practise, or none"), AIM),
    Row("goal", "goal:goal", N_("Goals, and what they serve in the mission"), AIM),
    Row("mandate", "groups:mandate", N_("What you answer for, beside what you may decide"), AIM),
    Row("stop", "capture:stop", N_("The stop list: what you stop doing"), AIM),
    Row("need", "groups:need", N_("Feedback upward: what the work needs"), OTHERS),
    Row("talk", "groups:talk", N_("Prepare for a talk; the talks that are coming up"), OTHERS),
    Row("card", "sheet:card", N_("A failure or a learning as a card to share"), OTHERS),
    Row("share", "groups:share", N_("Tell others what you choose, and take it back"), OTHERS),
    Row("observe", "groups:observe", N_("A colleague who observes one behaviour of yours"), OTHERS),
    Row("team", "groups:team", N_("A team of co-leaders, and what its members tell each other"), OTHERS),
    Row("init", "init:init", N_("Make the vault"), CARE),
    Row("unlock", "lock:unlock", N_("Keep the vault open for a while"), CARE),
    Row("lock", "lock:lock", N_("Close the vault again"), CARE),
    Row("import", "importing:importing", N_("Bring a journal in from elsewhere"), CARE),
    Row("export", "exporting:export", N_("Take reflections out"), CARE),
    Row("vault", "care:vault", N_("How the vault is"), CARE),
    Row("privacy", "privacy:privacy", N_("Where everything lies and who can see it"), CARE),
    Row("status", "status:status", N_("One line for a prompt: open or locked"), PROGRAM),
    Row("remind", "remind:remind", N_("Be reminded to write, at a time of your choice; off until you ask")),
    Row("config", "config:config", N_("Settings"), PROGRAM),
    Row("keys", "keys:keys", N_("The keys of the whole terminal's commands"), PROGRAM),
    Row("completion", "program:completion", N_("Completion for your shell"), PROGRAM),
    Row("man", "program:man", N_("The page for man, as man reads it"), PROGRAM),
    Row("evidence", "evidence:evidence", N_("What research it leans on, and what it refuses to do"), PROGRAM),
    Row("demo", "program:demo", N_("Look around in a sample vault; nothing is kept"), PROGRAM),
)


def _show_version(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        terminal.line(f"medledare {__version__}")
        ctx.exit()


def _open_interface() -> None:
    """The terminal interface, when no command is named."""
    ctx = click.get_current_context()
    if ctx.invoked_subcommand is not None:
        return
    from medledare.cli.interface import open_interface

    here = ctx.find_object(Here)
    assert here is not None
    open_interface(here)


root = Group(
    "medledare",
    ROWS,
    default="interface",
    callback=_open_interface,
    help=N_(
        "A private self-leadership journal.\n\n"
        "Without a command it opens in the whole terminal. Everything it can do can be done from here too.\n\n"
        "Words you give to a command stay in the history of your shell. “medledare add” asks for them instead, "
        "“medledare add -” reads them from standard input, and the whole terminal keeps all of them out."
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
    params=[
        Option(
            ["--version"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            help=N_("Show the version"),
            callback=_show_version,
        )
    ],
)
