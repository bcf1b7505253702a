"""A review as Markdown, in the language spoken: the facts, each with its record's id, and what one answers last."""

from collections.abc import Mapping

from medledare.domain.period import Period
from medledare.domain.records import Failure, Goal, Need
from medledare.domain.review import Fact, Part, Review, telling
from medledare.domain.short_id import short
from medledare.text import _
from medledare.text.dates import day_and_month, short_day
from medledare.text.kinds import KIND_WORDS, STATE_WORDS
from medledare.text.library import review_words, value_words
from medledare.text.periods import period_name
from medledare.text.said import opening, principle

LONGEST_LINE = 200
"""Characters of a record's first line that a fact shows."""
HEADING = "### "
"""What a closing question stands after."""


def title(period: Period) -> str:
    """``Veckoåterblick: vecka 47 2026``."""
    return f"{review_words()['titles'][period.scale]}: {period_name(period)}"


def days(period: Period) -> str:
    """``16 nov. 2026 – 22 nov. 2026``."""
    return f"{short_day(period.first)} – {short_day(period.last)}"


def heading(part: Part) -> str:
    """What a part stands under."""
    words: str = review_words()["parts"][part.code]
    return words


def under(part: Part) -> str:
    """The heading of one goal or one month, empty where the part has none of its own."""
    if part.goal is not None:
        return f"{_line(part.goal.title)} ({short(part.goal.id)})"
    return month_name(part.month) if part.month else ""


def month_name(month: Period) -> str:
    """``Oktober 2026``, as a heading."""
    name = period_name(month)
    return name[:1].upper() + name[1:]


def closing(period: Period) -> tuple[str, ...]:
    """What is answered last, in order."""
    return tuple(review_words()["closing"][period.scale])


def markdown(review: Review) -> str:
    """The whole draft: what there is of the period, and after it the closing questions with room for answers."""
    own = review_words()["parts"]["own"]
    return f"{facts(review)}\n## {own}\n\n{answered(review.period, {})}"


def facts(review: Review) -> str:
    """The draft without the closing questions."""
    lines = [title(review.period), days(review.period)]
    before = ""
    for part in review.parts:
        if part.code != before:
            lines += ["", f"## {heading(part)}", ""]
            before = part.code
        if words := under(part):
            lines += ["", HEADING + words, ""] if lines[-1] else [HEADING + words, ""]
        for fact in telling(part):
            lines += (f"- {one}" for one in fact_lines(part, fact))
    return "\n".join(lines) + "\n"


def answered(period: Period, answers: Mapping[str, str], *, all_of_them: bool = True) -> str:
    """The closing questions and what was answered; only those that were, unless ``all_of_them``."""
    asked = [one for one in closing(period) if all_of_them or answers.get(one)]
    return "\n".join(f"{HEADING}{one}\n\n{answers.get(one, '')}".rstrip("\n") + "\n\n" for one in asked)


def for_the_stop_list(period: Period) -> str:
    """The closing question whose answer may go on the stop list too, or empty."""
    words: str = review_words()["stop"].get(period.scale, "")
    return words


def unanswered(period: Period, text: str) -> list[str]:
    """The closing questions that have no answer in a text."""
    lines = text.split("\n")
    return [one for one in closing(period) if not _follows(lines, HEADING + one)]


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


def fact_lines(part: Part, fact: Fact) -> list[str]:
    """A fact in a line: its day, what it says, its record's id. A week's conditions take a line for each answer."""
    record, ref = fact.record, f" ({short(fact.record.id)})"
    if fact.answers:
        told = [f"{principle(one.item)}: {value_words(one.value)}" for one in fact.answers]
        if part.facts[1:]:
            week = _("week {week}").format(week=fact.day.isocalendar().week)
            return [f"{week}: {', '.join(told)}{ref}"]
        return [one + ref for one in told]
    words = _line(opening(record))
    if part.code in ("waited", "prune", "reviews", "mission"):
        return [words + ref]
    if isinstance(record, Goal) and fact.day == record.at.date() and part.code == "months":
        words = _("New goal") + f": {words}"
    elif isinstance(record, Goal):
        words = f"{_(STATE_WORDS['done']).capitalize()}: {words}" + _aside(record.closing)
    elif part.code == "months" and record.kind != "entry":
        words = f"{_(KIND_WORDS[record.kind])}: {words}"
    if isinstance(record, Need):
        words += f", {_(STATE_WORDS.get(record.state, record.state))}"
    if isinstance(record, Failure) and part.code == "failures":
        words += _aside(record.next)
    return [f"{day_and_month(fact.day)}: {words}{ref}"]


def _aside(text: str) -> str:
    return f" – {_line(text)}" if text.strip() else ""


def _line(text: str) -> str:
    first = next((one for one in text.splitlines() if one.strip()), "")
    line = " ".join(first[: LONGEST_LINE * 2].split())
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "…"


def _follows(lines: list[str], heading: str) -> bool:
    """Whether anything stands between a heading and the next."""
    if heading not in lines:
        return False
    after = lines[lines.index(heading) + 1 :]
    return not next((one for one in after if one.strip()), "#").startswith("#")
