"""A review as Markdown, in the language spoken: the facts, each with its record's id, and what one answers last."""

from collections.abc import Iterator, Sequence

from medledare.domain.period import Period
from medledare.domain.principles import CONDITIONS
from medledare.domain.records import Failure, Goal, Mission, Need
from medledare.domain.review import Fact, Part, Review, telling
from medledare.domain.short_id import short
from medledare.text import _
from medledare.text.closing import HEADING, answered
from medledare.text.dates import day_and_month, short_day
from medledare.text.kinds import KIND_WORDS, STATE_WORDS
from medledare.text.library import review_words, value_words
from medledare.text.lines import aside, one_line
from medledare.text.periods import period_name
from medledare.text.said import opening, principle


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
        return f"{one_line(part.goal.title)} ({short(part.goal.id)})"
    return month_name(part.month) if part.month else ""


def month_name(month: Period) -> str:
    """``Oktober 2026``, as a heading."""
    name = period_name(month)
    return name[:1].upper() + name[1:]


def markdown(review: Review) -> str:
    """The whole draft: what there is of the period, and after it the closing questions with room for answers."""
    own = review_words()["parts"]["own"]
    return f"{facts(review)}\n## {own}\n\n{answered(review.period, {})}"


def facts(review: Review) -> str:
    """The draft without the closing questions."""
    return "".join(pieces(review))


def pieces(review: Review) -> Iterator[str]:
    """The draft without the closing questions, cut before each month of a year's walk."""
    lines = [title(review.period), days(review.period)]
    before = ""
    for part in review.parts:
        if part.month is not None:
            yield "\n".join(lines) + "\n"
            lines = []
        if part.code != before:
            lines += ["", f"## {heading(part)}", ""]
            before = part.code
        if words := under(part):
            lines += [HEADING + words, ""] if lines and not lines[-1] else ["", HEADING + words, ""]
        lines += (f"- {one}" for one in part_lines(part, telling(part)))
    yield "\n".join(lines) + "\n"


def part_lines(part: Part, facts: Sequence[Fact]) -> list[str]:
    """Facts of a part in lines; the conditions of several weeks beside each other."""
    if part.code == "conditions" and facts[1:]:
        return _week_by_week(facts)
    return [line for fact in facts for line in _fact_lines(part, fact)]


def _week_by_week(facts: Sequence[Fact]) -> list[str]:
    """The weeks with their records' ids, and for each condition its answers in the order of the weeks."""
    weeks = (_("week {week}").format(week=one.day.isocalendar().week) + f" ({short(one.record.id)})" for one in facts)
    given = [{one.item: value_words(one.value) for one in fact.answers} for fact in facts]
    known = [code for code in CONDITIONS if any(code in answers for answers in given)]
    told = (f"{principle(code)}: " + ", ".join(answers.get(code, "–") for answers in given) for code in known)
    return [", ".join(weeks), *told]


def _fact_lines(part: Part, fact: Fact) -> list[str]:
    """A fact in a line: its day, what it says, its record's id. A week's conditions take a line for each answer."""
    record, ref = fact.record, f" ({short(fact.record.id)})"
    if fact.answers:
        return [f"{principle(one.item)}: {value_words(one.value)}{ref}" for one in fact.answers]
    if part.code == "intended":
        return [fact.lines[0] + ref, *fact.lines[1:]]
    if isinstance(record, Mission):
        return [one_line(record.statement) + ref, *_worth(record)]
    words = one_line(opening(record))
    if part.code in ("waited", "prune", "reviews"):
        return [words + ref]
    if isinstance(record, Goal) and fact.day == record.at.date() and part.code == "months":
        words = _("New goal") + f": {words}"
    elif isinstance(record, Goal):
        words = f"{_(STATE_WORDS['done']).capitalize()}: {words}" + aside(record.closing)
    elif part.code == "months" and record.kind != "entry":
        words = f"{_(KIND_WORDS[record.kind])}: {words}"
    elif part.code == "mission":
        return [_("In your own words, {day}").format(day=day_and_month(fact.day)) + f": {words}{ref}"]
    elif part.code == "told":
        words += f" → {', '.join(map(one_line, fact.lines))}"
    if isinstance(record, Need):
        words += f", {_(STATE_WORDS.get(record.state, record.state))}"
    if isinstance(record, Failure) and part.code == "failures":
        words += aside(record.next)
    return [f"{day_and_month(fact.day)}: {words}{ref}"]


def _worth(mission: Mission) -> list[str]:
    """Whom the mission is for and what it is worth to them."""
    pairs = ((_("For whom"), mission.for_whom), (_("Value"), mission.value))
    return [f"{label}: {one_line(text)}" for label, text in pairs if text.strip()]
