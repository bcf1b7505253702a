"""Answering a review at a terminal: what there is of the period, the questions one by one, and where answers lead."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from medledare.cli import terminal
from medledare.cli.asking import PROMPT, kept_line
from medledare.cli.here import Here
from medledare.cli.writing import asked, left
from medledare.domain.review import INTEND, LEADS
from medledare.services import reviews
from medledare.services.drafts import Drafts
from medledare.text import N_, _, closing
from medledare.text import review as words

if TYPE_CHECKING:
    from medledare.domain.records import Entry
    from medledare.domain.review import Review

PRUNE = "prune"
_MARKS = re.compile(r"^(?:#{1,6}|-) | \(\w{7}\)$")
"""What of a review's Markdown, and of its ids, says nothing when it is read aloud."""
_LEADS = {
    "goal": N_("a goal"),
    "entry": N_("an entry"),
    "stop": N_("a line of the stop list"),
    "need": N_("a need"),
    "decision": N_("a decision"),
    "failure": N_("a failure"),
    "learning": N_("a learning"),
    "explain": N_("an explanation of the mission"),
    "mission": N_("a new wording of the mission"),
    PRUNE: N_("go through the goals when the review is kept"),
}
"""What an answer may lead to, as it is offered."""


class Lead(NamedTuple):
    """What an answer becomes too, and what else belongs to it."""

    to: str
    text: str
    fields: dict[str, Any]


def by_questions(here: Here, drafted: "Review") -> "Entry | None":
    """Show what there is, and ask what has no answer yet; each answer is in the draft before the next is asked for.

    The review that was kept, with what its answers led to in one step; None where nothing was.
    """
    vault, spot = here.open(), reviews.spot(drafted.period)
    before = reviews.kept(vault, drafted.period)
    drafts = left(here, spot) or Drafts(vault)
    try:
        begun = drafts.at(spot) or (before.text if before else "")
        if begun:
            _tell(begun)
        else:
            _walk(drafted)
        text, leads = _answers(drafted, begun or words.markdown(drafted), drafts)
        if not drafts.at(spot):
            terminal.line(_("Nothing was kept."))
            return None
        with vault.batch():
            entry = reviews.keep(vault, here.clock, drafted.period, text)
            for lead in leads:
                if lead.to != PRUNE:
                    reviews.further(vault, here.clock, lead.to, lead.text, **lead.fields)
        drafts.clear(spot)
    finally:
        drafts.close()
    if any(lead.to == PRUNE for lead in leads):
        from medledare.cli.commands.goal_review import go_through

        go_through(here)
    return entry


def _tell(text: str) -> None:
    for line in text.rstrip("\n").split("\n"):
        terminal.line(_MARKS.sub("", line) if terminal.plain else line)


def _walk(drafted: "Review") -> None:
    """Tell what there is of the period; of a year one month at a time."""
    with suppress(EOFError):
        for number, piece in enumerate(words.pieces(drafted)):
            if number > 1:
                terminal.line()
                asked(_("Enter goes on, ctrl+d goes to the questions") + " ")
            _tell(piece)
        return
    terminal.line()


def _answers(drafted: "Review", text: str, drafts: Drafts) -> tuple[str, list[Lead]]:
    """The text with what is answered until the input ends, and what the answers lead to."""
    period, leads = drafted.period, list[Lead]()
    codes = {question: code for code, question in closing.questions(period).items()}
    terminal.line()
    terminal.line((_("Each may be left out with Enter."), "dim"))
    start = text
    with suppress(EOFError):
        for question in closing.unanswered(period, start):
            terminal.paragraph(question, "bold")
            given: list[str] = []
            for answer in _given(codes[question]):
                given.append(answer)
                text = closing.with_answers(period, start, {question: closing.as_list(given)})
                drafts.put(reviews.spot(period).draft, text)
                drafts.save()
                leads += _led(codes[question], answer)
            start = text
    return text, leads


def _given(code: str) -> Iterator[str]:
    """What is typed for a question: a line, or of what one wants to do as many as one is asked for."""
    for _number in range(closing.MOST_INTENTIONS if code == INTEND else 1):
        if not (answer := kept_line()):
            return
        yield answer


def _led(code: str, answer: str) -> Iterator[Lead]:
    """What the person wishes an answer to lead to."""
    leads = LEADS.get(code, ())
    if not leads:
        return
    offered = ", ".join(f"{number} {_(_LEADS[to])}" for number, to in enumerate(leads, 1))
    terminal.paragraph(_("Take it further? {choices}; just Enter leaves it.").format(choices=offered), "dim", "  ")
    chosen = {"": "", **{str(number): to for number, to in enumerate(leads, 1)}}
    while (typed := asked(PROMPT)) not in chosen:
        terminal.line("  ", (_("Type one of the numbers, or just Enter."), "dim"))
    if to := chosen[typed]:
        yield Lead(to, answer, _fields(to))


def _fields(to: str) -> dict[str, Any]:
    if to != "goal":
        return {}
    terminal.paragraph(_("What in the mission does it serve? Empty means standalone."), "dim", "  ")
    return {"serves": kept_line()}
