"""Reviews of a week, a month, a quarter or a year: a draft from one's own records, and what one says of it oneself."""

from typing import TYPE_CHECKING, Any

from medledare.cli import display, terminal
from medledare.cli.common import edit_option, json_option, period_option
from medledare.cli.fields import code_of
from medledare.cli.here import Here
from medledare.cli.spoken import argument, command, pass_here
from medledare.domain.period import SCALES, Scale, nearest_its_end
from medledare.domain.short_id import short
from medledare.text import N_, _

if TYPE_CHECKING:
    from medledare.domain.records import Entry
    from medledare.domain.review import Review


@command(
    "review",
    epilog=N_(
        "Without --period it is the one nearest its end. At a terminal you are asked a few questions, one at a time, "
        "and each can be left out; what you answer becomes a goal or something else only if you say so. With --edit "
        "you write in the draft yourself. What you have begun is kept until you go on. Into a file or another program "
        "only the draft goes."
    ),
)
@argument("scale", choices=SCALES)
@period_option
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
        from medledare.cli.reviewing import by_questions

        tell(by_questions(here, drafted))
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
        tell(entry)


def tell(entry: "Entry | None") -> None:
    """Say the id of a review that was kept."""
    if entry is not None:
        terminal.line(_("Saved as {id}.").format(id=short(entry.id)) if terminal.talking() else short(entry.id))


def _document(drafted: "Review", kept: "Entry | None") -> dict[str, Any]:
    from medledare.text import closing
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
            "closing": list(closing.closing(period)),
            "text": words.markdown(drafted),
            "kept": kept and display.document(kept),
        }
    }
