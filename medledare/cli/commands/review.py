"""Reviews of a week, a month, a quarter or a year: a draft from one's own records, and what one says of it oneself."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from medledare.cli import display, terminal
from medledare.cli.common import edit_option, json_option
from medledare.cli.fields import code_of
from medledare.cli.here import Here
from medledare.cli.spoken import argument, command, option, pass_here
from medledare.domain.period import SCALES, Period, Scale, nearest_its_end
from medledare.domain.short_id import short
from medledare.text import N_, _

if TYPE_CHECKING:
    from medledare.domain.records import Entry
    from medledare.domain.review import Review
    from medledare.services.drafts import Drafts


@command(
    "review",
    epilog=N_(
        "Without --period it is the one nearest its end. At a terminal you are asked a few questions, one at a time, "
        "and each can be left out; with --edit you write in the draft yourself. What you have begun is kept until you "
        "go on. Into a file or another program only the draft goes."
    ),
)
@argument("scale", choices=SCALES)
@option("--period", metavar=N_("PERIOD"), help=N_("Which one"), hint=N_("For example: last week, week 47, Q3"))
@edit_option
@json_option
@pass_here
def review(here: Here, scale: str, period: str | None, edit: bool, as_json: bool) -> None:
    from medledare.services import reviews
    from medledare.text.periods import parse_period

    known: Scale = code_of(scale, SCALES, _("The review"))  # type: ignore[assignment]
    now = here.clock()
    about = nearest_its_end(known, now.date()) if period is None else parse_period(known, period, now)
    vault = here.open()
    drafted = reviews.look(vault, about)
    if edit:
        _in_editor(here, drafted, as_json)
    elif as_json:
        terminal.document(_document(drafted, reviews.kept(vault, about)))
    elif terminal.asking() and terminal.talking():
        _by_questions(here, drafted)
    else:
        from medledare.text.review import markdown

        for line in markdown(drafted).rstrip("\n").split("\n"):
            terminal.line(line)


def _in_editor(here: Here, drafted: "Review", as_json: bool) -> None:
    from medledare.cli.writing import edited, handed_back
    from medledare.services import reviews
    from medledare.text.review import markdown

    vault, period = here.open(), drafted.period
    before = reviews.kept(vault, period)
    start = before.text if before else markdown(drafted)
    written = edited(here, start, reviews.spot(period), instead=True)
    with handed_back(written):
        entry = before if written.text == start else reviews.keep(vault, here.clock, period, written.text)
    if as_json:
        terminal.document({"record": entry and display.document(entry)})
    elif written.text == start:
        terminal.line(_("Nothing was changed."))
    else:
        _tell(entry)


def _by_questions(here: Here, drafted: "Review") -> None:
    """Show what there is, and ask what has no answer yet; each answer is in the draft before the next is asked for."""
    from medledare.cli.writing import left
    from medledare.services import reviews
    from medledare.services.drafts import Drafts
    from medledare.text import review as words

    vault, spot = here.open(), reviews.spot(drafted.period)
    before = reviews.kept(vault, drafted.period)
    drafts = left(here, spot) or Drafts(vault)
    try:
        begun = drafts.at(spot) or (before.text if before else "")
        start = begun or words.markdown(drafted)
        for one in (begun or words.facts(drafted)).rstrip("\n").split("\n"):
            terminal.line(one)
        answers, stops = _answers(drafted.period, start, drafts)
        if not answers and not drafts.at(spot):
            terminal.line(_("Nothing was kept."))
            return
        text = words.with_answers(drafted.period, start, answers)
        with vault.batch():
            entry = reviews.keep(vault, here.clock, drafted.period, text)
            for stop in stops:
                reviews.stop(vault, here.clock, stop)
        drafts.clear(spot)
        _tell(entry)
    finally:
        drafts.close()


def _answers(period: Period, start: str, drafts: "Drafts") -> tuple[dict[str, str], list[str]]:
    """What is answered, until the input ends; and what of it goes on the stop list too."""
    from medledare.cli.asking import kept_line
    from medledare.cli.writing import confirmed
    from medledare.services import reviews
    from medledare.text import review as words

    answers: dict[str, str] = {}
    stops: list[str] = []
    terminal.line()
    terminal.line((_("Each may be left out with Enter."), "dim"))
    with suppress(EOFError):
        for question in words.unanswered(period, start):
            terminal.line((question, "bold"))
            if not (answer := kept_line()):
                continue
            answers[question] = answer
            drafts.put(reviews.spot(period).draft, words.with_answers(period, start, answers))
            drafts.save()
            if question == words.for_the_stop_list(period) and confirmed(_("Put it on the stop list too?")):
                stops.append(answer)
    return answers, stops


def _tell(entry: "Entry | None") -> None:
    if entry is not None:
        terminal.line(_("Saved as {id}.").format(id=short(entry.id)) if terminal.talking() else short(entry.id))


def _document(drafted: "Review", kept: "Entry | None") -> dict[str, Any]:
    from medledare.text import review as words

    period = drafted.period
    return {
        "review": {
            "scale": period.scale,
            "period": period.code,
            "from": period.first.isoformat(),
            "to": period.last.isoformat(),
            "title": words.title(period),
            "parts": [
                {
                    "part": part.code,
                    "goal": part.goal and part.goal.id,
                    "month": part.month and part.month.code,
                    "records": [
                        {"kind": fact.record.kind, "id": fact.record.id, "date": fact.day.isoformat()}
                        for fact in part.facts
                    ],
                }
                for part in drafted.parts
            ],
            "closing": list(words.closing(period)),
            "text": words.markdown(drafted),
            "kept": kept and display.document(kept),
        }
    }
