"""The daily check-in: given as options and sealed at once, or asked one by one at a terminal."""

from datetime import datetime

from medledare.cli import terminal
from medledare.cli.common import date_option, json_option
from medledare.cli.fields import moment_of
from medledare.cli.here import Here
from medledare.cli.problems import NoTerminal, NothingWritten, WrongUse
from medledare.cli.spoken import command, option, pass_here
from medledare.domain.checkin import as_answer
from medledare.domain.records import Answer
from medledare.services import capture
from medledare.text import N_, _

NOT_AN_ANSWER = N_("“{given}” is not an answer. Write for example TIL1=3, TIL1=none or TIL1=skip.")
NEEDED = N_("the answers with --answer, for example --answer TIL1=3")
KEYS = {"n": "none", "i": "none", "s": "skip", "h": "skip"}
"""What may be typed besides 0 to 4: no occasion (inget tillfälle), skip (hoppa över)."""


@command("checkin", epilog=N_("Without answers, you are asked one item at a time. The items are drafts, not a test."))
@option(
    "--answer",
    "given",
    metavar="ITEM=0..4|none|skip",
    multiple=True,
    help=N_("An answer; needs no passphrase; may be repeated"),
)
@date_option
@json_option
@pass_here
def checkin(here: Here, given: tuple[str, ...], date: str | None, as_json: bool) -> None:
    if given:
        from medledare.cli.commands.capture import sealed

        answers = [_answer(one) for one in given]
        sealed(here, capture.checkin(here.clock, answers, moment_of(here, date, "--date")), as_json)
        return
    at = moment_of(here, date, "--date")
    if as_json:
        _show(here, at)
    elif terminal.asking():
        _ask(here, at)
    else:
        raise NoTerminal(needed=NEEDED)


def _answer(given: str) -> Answer:
    item, _sign, value = given.partition("=")
    if (answer := as_answer(item, value)) is None:
        raise WrongUse(told=_(NOT_AN_ANSWER).format(given=given))
    return answer


def _show(here: Here, at: datetime | None) -> None:
    from medledare.services import checkins
    from medledare.text.library import item_text

    asked = checkins.for_day(here.open(), (at or here.clock()).date())
    items = [
        {
            "item": item,
            "text": item_text(item),
            "answer": asked.answers[item].value if item in asked.answers else None,
        }
        for item in asked.items
    ]
    terminal.document({"day": asked.day.isoformat(), "items": items})


def _ask(here: Here, at: datetime | None) -> None:
    from medledare.cli.display import answer_line
    from medledare.services import checkins
    from medledare.text.library import item_text, scale_words

    vault = here.open()
    asked = checkins.for_day(vault, (at or here.clock()).date())
    steps = "  ".join(f"{number} {word}" for number, word in enumerate(scale_words()))
    terminal.line(steps)
    terminal.line(_("n no occasion, s skip, Enter to leave an item, ctrl+d to stop here"))
    answers = []
    for item in asked.items:
        terminal.line()
        terminal.line(f"{item} {item_text(item)}")
        if item in asked.answers:
            terminal.line("  ", (_("So far"), "dim"), ": ", answer_line(asked.answers[item]).rpartition(". ")[2])
        try:
            typed = _asked(item)
        except EOFError:
            terminal.line()
            break
        if typed is not None:
            answers.append(typed)
    if not answers:
        raise NothingWritten
    checkins.answer(vault, here.clock, answers, at)
    terminal.line()
    terminal.line(_("Saved. “medledare undo” takes it back."))


def _asked(item: str) -> Answer | None:
    from medledare.cli.writing import asked

    while typed := asked("> ").lower():
        if answer := as_answer(item, KEYS.get(typed, typed)):
            return answer
        terminal.line(_("Type 0 to 4, n or s, or just Enter."))
    return None
