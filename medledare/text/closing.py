"""What is answered last in a review: the questions, and the answers as they stand in its text.

A review is Markdown that the person may change at will. An answer is what stands under the heading of its question,
in whichever language the review was written.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from medledare.domain.period import Period
from medledare.domain.problems import N_
from medledare.domain.review import CLOSING, INTEND
from medledare.text import LANGUAGES
from medledare.text.library import review_words
from medledare.text.lines import one_line

HEADING = "### "
"""What a closing question stands after."""
MOST_INTENTIONS = 3
"""How many things one is asked for when asked what one wants to do."""

LEAD_WORDS: dict[str, tuple[str, str]] = {
    "goal": (N_("Goal"), N_("Set it as a goal, and say what in the mission it serves")),
    "entry": (N_("Entry"), N_("Write it in the journal as an entry of its own")),
    "stop": (N_("Stop doing"), N_("Put something on the stop list")),
    "need": (N_("Need"), N_("Write down what the work needs; a draft until you share it")),
    "decision": (N_("Decision"), N_("Write down a decision: yours, delegated, or with others involved first")),
    "failure": (N_("Failure"), N_("Log something that went another way than you meant")),
    "learning": (N_("Learning"), N_("Write down something you learned, from the failure on the line if there is one")),
    "told": (N_("Told"), N_("Note whom you told of the failure")),
    "prune": (N_("Go through"), N_("Keep, rest or prune the active goals, one at a time")),
    "mission": (N_("Mission"), N_("Write the mission, or word it anew; earlier wordings are kept")),
    "explain": (N_("Explain the mission"), N_("In your own words, as to somebody new; kept in the journal")),
    "so_far": (N_("The mission so far"), N_("Its wordings, what changed, how you explained it")),
}
"""What a line of a review can lead to: its name, and a sentence about it."""

_ANY_HEADING = re.compile(r"#{1,6} ")
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")
_REFERENCE = re.compile(r" \((\w{7})\)$")


def closing(period: Period) -> tuple[str, ...]:
    """What is answered last, in order."""
    return tuple(questions(period).values())


def questions(period: Period) -> dict[str, str]:
    """The words of the closing questions, by their codes."""
    words: Mapping[str, str] = review_words()["closing"][period.scale]
    return {code: words[code] for code in CLOSING[period.scale]}


def answered(period: Period, answers: Mapping[str, str], *, all_of_them: bool = True) -> str:
    """The closing questions and what was answered; only those that were, unless ``all_of_them``."""
    asked = [one for one in closing(period) if all_of_them or answers.get(one)]
    return "\n".join(f"{HEADING}{one}\n\n{answers.get(one, '')}".rstrip("\n") + "\n\n" for one in asked)


def unanswered(period: Period, text: str) -> list[str]:
    """The closing questions that have no answer in a text."""
    lines = text.split("\n")
    return [one for one in closing(period) if not any(map(str.strip, _under(lines, HEADING + one)))]


def with_answers(period: Period, text: str, answers: Mapping[str, str]) -> str:
    """The text with each answer under its question; a question that does not stand in it is put last."""
    lines, last = text.rstrip("\n").split("\n"), dict[str, str]()
    for question, answer in answers.items():
        if HEADING + question not in lines:
            last[question] = answer
            continue
        at = lines.index(HEADING + question) + 1
        rest = lines[at:]
        while rest and not rest[0].strip():
            rest.pop(0)
        lines[at:] = ["", answer, "", *rest]
    kept = "\n".join(lines).rstrip("\n") + "\n"
    return kept + "\n" + answered(period, last, all_of_them=False) if last else kept


def intended(period: Period, text: str) -> tuple[str, ...]:
    """What a review says that one wants to do next: a line for each thing, without its bullet or number."""
    lines = text.split("\n")
    found = (line for heading in _headings(period, INTEND) for line in _under(lines, heading))
    return tuple(plain for line in found if (plain := plain_line(line)))


def as_list(things: Sequence[str]) -> str:
    """Several things as they stand under a question; one alone as it is."""
    return "\n".join(f"- {one}" for one in things) if things[1:] else "".join(things)


def question_of(period: Period, lines: Sequence[str], row: int) -> str:
    """The code of the closing question that a line stands under; empty if it stands under none."""
    above = (line for line in reversed(lines[: row + 1]) if _ANY_HEADING.match(line))
    heading = next(above, "")
    return next((code for code in CLOSING[period.scale] if heading in _headings(period, code)), "")


def line_at(lines: Sequence[str], row: int) -> str:
    """The line meant by a cursor that stands in ``row``: itself, or what was written last above it."""
    for line in reversed(lines[: row + 1]):
        if _ANY_HEADING.match(line):
            break
        if line.strip():
            return line
    return ""


def plain_line(line: str) -> str:
    """A line without what stands around its words: a bullet or a number, and the id of a record."""
    return one_line(_REFERENCE.sub("", _BULLET.sub("", line.rstrip())))


def reference(line: str) -> str:
    """The short id of the record that a line names, or empty."""
    found = _REFERENCE.search(line.rstrip())
    return found[1] if found else ""


def _headings(period: Period, code: str) -> list[str]:
    """The heading of a question in each language."""
    return [HEADING + review_words(spoken)["closing"][period.scale][code] for spoken in LANGUAGES]


def _under(lines: Sequence[str], heading: str) -> Iterator[str]:
    """The lines between a heading and the next."""
    if heading in lines:
        for line in lines[lines.index(heading) + 1 :]:
            if _ANY_HEADING.match(line):
                return
            yield line
