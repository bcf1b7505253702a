"""The check-in of a day or a week: given as options and sealed at once, or asked one by one at a terminal."""

from datetime import datetime

from medledare.cli import terminal
from medledare.cli.common import date_option, json_option
from medledare.cli.fields import moment_of, naming
from medledare.cli.here import Here
from medledare.cli.problems import NoTerminal, NothingWritten, WrongUse
from medledare.cli.spoken import command, option, pass_here
from medledare.domain.checkin import as_answer
from medledare.domain.principles import CONDITIONS, ITEMS
from medledare.domain.records import Answer
from medledare.services import capture
from medledare.text import N_, _

NOT_AN_ANSWER = N_("“{given}” is not an answer. Write for example TIL1=3, TIL1=none or TIL1=skip.")
NOT_OF_A_WEEK = N_("“{given}” is not an answer about a week. Write for example TIL=3, TIL=none or TIL=skip.")
NEEDED = N_("the answers with --answer, for example --answer TIL1=3")
NEEDED_FOR_A_WEEK = N_("the answers with --answer, for example --answer TIL=3")
OF_A_WEEK = N_("--learned, --need and --stop are about a week; they go with --week.")


@command(
    "checkin",
    epilog=N_(
        "Without answers, you are asked one item at a time, and one key is enough for each. "
        "A day that has been can be filled in with --date; it is marked as filled in afterwards. "
        "--week asks how good the conditions were, apart from what you did yourself. "
        "The items are drafts, not a test."
    ),
)
@option(
    "--answer",
    "given",
    metavar="ITEM=0..4|none|skip",
    multiple=True,
    help=N_("An answer; needs no passphrase; may be repeated"),
)
@option("--week", is_flag=True, help=N_("The conditions of the week, such as TIL=3"))
@option("--learned", metavar=N_("TEXT"), help=N_("With --week: one thing you learned"))
@option("--need", metavar=N_("TEXT"), help=N_("With --week: one need"))
@option("--stop", metavar=N_("TEXT"), help=N_("With --week: one thing to stop doing"))
@date_option
@json_option
@pass_here
def checkin(
    here: Here,
    given: tuple[str, ...],
    week: bool,
    learned: str | None,
    need: str | None,
    stop: str | None,
    date: str | None,
    as_json: bool,
) -> None:
    at = _been(here, date)
    texts = {name: text for name, text in (("learned", learned), ("need", need), ("stop", stop)) if text is not None}
    if texts and not week:
        raise WrongUse(told=_(OF_A_WEEK))
    answers = [_answer(one, week) for one in given]
    if answers or texts:
        _seal(here, week, answers, texts, at, as_json)
    elif as_json:
        _show(here, week, at)
    elif terminal.asking():
        if not (ask_week if week else ask_day)(here, at):
            raise NothingWritten
        terminal.line()
        terminal.line(_("Saved. “medledare undo” takes it back."))
    else:
        raise NoTerminal(needed=_(NEEDED_FOR_A_WEEK if week else NEEDED))


def _been(here: Here, date: str | None) -> datetime | None:
    at = moment_of(here, date, "--date")
    with naming("--date"):
        return at and capture.been(at, here.clock())


def _answer(given: str, week: bool) -> Answer:
    item, _sign, value = given.partition("=")
    if (answer := as_answer(item, value, CONDITIONS if week else ITEMS)) is None:
        raise WrongUse(told=_(NOT_OF_A_WEEK if week else NOT_AN_ANSWER).format(given=given))
    return answer


def _seal(
    here: Here, week: bool, answers: list[Answer], texts: dict[str, str], at: datetime | None, as_json: bool
) -> None:
    from medledare.cli.commands.capture import sealed

    if not week:
        sealed(here, capture.checkin(here.clock, answers, at), as_json)
        return
    said = capture.week(here.clock, answers, at=at, **texts)
    if not said:
        raise NothingWritten
    # Several records are one step to take back, which only an open vault can make of them.
    if len(said) > 1 and (vault := here.at_hand()) is not None:
        from medledare.services import checkins

        checkins.say_week(vault, said)
    else:
        for record in said:
            capture.seal(here.places, record)
    if as_json:
        terminal.document({"records": [{"kind": record.kind, "id": record.id} for record in said]})
    else:
        terminal.line(_("Saved."))


def _show(here: Here, week: bool, at: datetime | None) -> None:
    from medledare.services import checkins
    from medledare.text.library import item_text

    day = (at or here.clock()).date()
    asked = checkins.for_week(here.open(), day) if week else checkins.for_day(here.open(), day)
    items = []
    for item in asked.items:
        answer = asked.answers.get(item)
        items.append(
            {
                "item": item,
                "text": item_text(item, answer.wording if answer else None),
                "answer": answer.value if answer else None,
                **({"afterwards": True} if item in asked.afterwards else {}),
            }
        )
    terminal.document({"week" if week else "day": asked.day.isoformat(), "items": items})


def ask_day(here: Here, at: datetime | None = None) -> bool:
    """Ask the items of a day, and keep what is answered; whether anything was."""
    from medledare.cli.asking import answers
    from medledare.services import checkins

    vault, now = here.open(), here.clock()
    day = (at or now).date()
    if day != now.date():
        from medledare.text.dates import long_day

        terminal.line((long_day(day), "bold"))
    given = answers(checkins.for_day(vault, day), ITEMS)
    if given:
        # Midnight may have come meanwhile: the answers are about the day that was asked about.
        checkins.answer(vault, here.clock, given, at or checkins.moment_on(day, here.clock()))
    return bool(given)


def ask_week(here: Here, at: datetime | None = None) -> bool:
    """Ask about the week of a day, and keep what is said; whether anything was."""
    from medledare.cli.asking import answers, texts
    from medledare.services import checkins
    from medledare.text.dates import long_day

    vault, moment = here.open(), at or here.clock()
    asked = checkins.for_week(vault, moment.date())
    terminal.line((_("The week from {day}").format(day=long_day(asked.day)), "bold"))
    given = answers(asked, CONDITIONS)
    said = capture.week(here.clock, given, at=moment, **texts())
    if said:
        checkins.say_week(vault, said)
    return bool(said)
