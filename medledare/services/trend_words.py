"""What trends say, in words that the screen and the command line share. What may be said is decided in ``trends``."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from statistics import median_high, median_low

from medledare.services.pairs import Followed
from medledare.services.trends import Band, Change, Rated, Trend
from medledare.text import N_, _, ngettext
from medledare.text.dates import short_day
from medledare.text.library import item_text, principle_name, scale_words, value_words
from medledare.text.said import factor_words, quoted
from medledare.trends.dots import Dot

SAYS_WORDS: dict[str, str] = {
    "too_early": N_("Too early to say"),
    "answers": N_("Your answers"),
    "could_be_chance": N_("Could be chance"),
    "probably_risen": N_("Your answers have probably risen"),
    "probably_fallen": N_("Your answers have probably fallen"),
    "repeated_rise": N_("Repeated change"),
    "repeated_fall": N_("Repeated change"),
}
"""All that may be said of a principle's answers, by its code in JSON."""

_REPEATED = {
    "repeated_rise": N_("Your answers have probably risen, in this period and in the one before"),
    "repeated_fall": N_("Your answers have probably fallen, in this period and in the one before"),
}
ALWAYS = (
    N_("These are your own answers, not a measure of you. The items are not a validated instrument."),
    N_("Answering can change what one does."),
)
QUARTERS = 60
"""Weeks from which answers are told quarter by quarter."""


def short_name(trend: Trend) -> str:
    """The principle, and whether it is in focus."""
    name = principle_name(trend.principle)
    return f"{name} · " + _("focus") if trend.in_focus else name


def says_words(trend: Trend) -> str:
    """What may be said of the answers, in the only words there are for it."""
    return _(SAYS_WORDS[trend.says])


def claim_words(trend: Trend) -> list[str]:
    """What a claim is about, where there is one."""
    told = [_(_REPEATED[trend.says])] if trend.says in _REPEATED else []
    if weeks := trend.seen_over:
        told.append(_("Seen over {weeks} weeks").format(weeks=weeks))
    return told


def coverage_words(trend: Trend) -> str:
    """In how many weeks there are answers."""
    answered, weeks = trend.warnings.answered_weeks, trend.warnings.weeks
    if not answered:
        return _("no answers yet")
    if weeks == 1:
        return _("answers this week")
    return _("answers in {answered} of {weeks} weeks").format(answered=answered, weeks=weeks)


def coverage_briefly(trend: Trend) -> str:
    """The same where there is little room."""
    answered, weeks = trend.warnings.answered_weeks, trend.warnings.weeks
    if not answered:
        return _("no answers yet")
    if weeks == 1:
        return _("this week")
    return _("{answered} of {weeks} weeks").format(answered=answered, weeks=weeks)


def count_words(count: int) -> str:
    """How many answers there are."""
    return ngettext("{count} answer", "{count} answers", count)


def apart_words(trend: Trend) -> str:
    """How often the scale was set aside, apart from the answers."""
    return _("Apart from the scale: no occasion {none}, skipped {skipped}").format(
        none=trend.series.none, skipped=trend.series.skipped
    )


FEWEST = 5
"""Answers there are at least where their middle is told."""


def step_words(dots: Sequence[Dot]) -> str:
    """How many answers there are on each step, and the median."""
    if not dots:
        return _("No answers here yet.")
    words, counts = scale_words(), Counter(dot.value for dot in dots)
    steps = " · ".join(f"{word} {counts[value]}" for value, word in enumerate(words) if counts[value])
    told = f"{count_words(len(dots))}: {steps}."
    return f"{told} {median_words([dot.value for dot in dots])}" if len(dots) >= FEWEST else told


def median_words(values: Sequence[int]) -> str:
    """The step in the middle, or the two."""
    words, low, high = scale_words(), median_low(values), median_high(values)
    if low == high:
        return _("Median: {step}.").format(step=words[low])
    return _("Median: between {low} and {high}.").format(low=words[low], high=words[high])


def middle_words(band: Band, trend: Trend) -> list[str]:
    """Where an item's answers have their middle as each stretch of the band begins and ends, in the steps it covers."""
    words, since = scale_words(), trend.series.since or date.min
    told = []
    for stretch in band:
        inside = [place for place, day in enumerate(stretch.days) if day >= since]
        for place in dict.fromkeys((*inside[:1], *inside[-1:])):
            low, high = (words[round(edge[place])].lower() for edge in (stretch.low, stretch.high))
            steps = low if low == high else _("between {low} and {high}").format(low=low, high=high)
            told.append(f"{short_day(stretch.days[place])} {steps}")
    return [_("Where they have their middle: {told}.").format(told="; ".join(told))] if told else []


def change_words(change: Change) -> str:
    """What became different, and when."""
    told = {
        "wording": N_("new wording of {about}"),
        "role": N_("new role: {about}"),
        "focus": N_("focus: {about}") if change.about else N_("no focus any longer"),
    }[change.kind]
    about = change.about
    if change.kind == "focus" and about:
        about = principle_name(about)
    elif change.kind == "wording":
        about = quoted(item_text(about, change.wording))
    return f"{short_day(change.day)}: " + _(told).format(about=about)


def turn_words(trend: Trend) -> list[str]:
    """Where answers before and after differ, if anywhere."""
    if trend.turn is None:
        return []
    week = trend.turn.isocalendar().week
    return [_("About week {week}: the answers before and after differ.").format(week=week)]


def caveats(trend: Trend) -> list[str]:
    """What to bear in mind beside the picture, a sentence or two each."""
    answered, weeks = trend.warnings.answered_weeks, trend.warnings.weeks
    told = [_(sentence) for sentence in ALWAYS]
    if answered and weeks > 1:
        without = _("There are answers in {answered} of {weeks} weeks; days without an answer may have been different.")
        told.append(without.format(answered=answered, weeks=weeks))
    if trend.warnings.at_top:
        told.append(_("Most answers are at the top: there the scale has run out, and cannot show any more."))
    if trend.warnings.late:
        told.append(_("Answers written more than a week after their day are shown, but no change is sought in them."))
    if trend.changes:
        told.append(_("Answers from before and after a change of wording, role or focus may not be comparable."))
    return told


def look_words(trend: Trend) -> str:
    """When the answers were last tested for a change, and when next."""
    looked, ahead = trend.finding.looked, trend.finding.next_look
    if looked and ahead:
        return _("Last tested for a change with the answers up to {looked}; next with those up to {ahead}.").format(
            looked=short_day(looked), ahead=short_day(ahead)
        )
    if ahead:
        return _("Tested for a change for the first time with the answers up to {ahead}, if there are enough.").format(
            ahead=short_day(ahead)
        )
    return ""


def told_by_time(trend: Trend, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(when, what): answers and conditions week by week, quarter by quarter over long times, the latest first.

    ``names`` is what each item is called here.
    """
    dots = trend.series.dots
    long = bool(dots) and (trend.series.until - dots[0].day) > timedelta(weeks=QUARTERS)
    since, name, say = (_quarter, _quarter_name, _counted) if long else (_monday, _week_name, _listed)
    answers: dict[date, list[Dot]] = {}
    for dot in dots:
        answers.setdefault(since(dot.day), []).append(dot)
    rated: dict[date, list[Rated]] = {}
    for one in trend.conditions:
        rated.setdefault(since(one.monday), []).append(one)
    for first in sorted(answers.keys() | rated.keys(), reverse=True):
        own = [(names[item], [dot for dot in answers.get(first, ()) if dot.item == item]) for item in names]
        told = [f"{called} {say(given)}" for called, given in own if given]
        if first in rated:
            words = ", ".join(value_words(one.value) for one in rated[first])
            told.append(_("conditions: {words}").format(words=words.lower()))
        yield name(first), "   ".join(told)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week_name(monday: date) -> str:
    return _("Week {week}, from {day}").format(week=monday.isocalendar().week, day=short_day(monday))


def _quarter(day: date) -> date:
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def _quarter_name(first: date) -> str:
    return _("Quarter {quarter} of {year}").format(quarter=(first.month + 2) // 3, year=first.year)


def _listed(dots: Sequence[Dot]) -> str:
    return " ".join(_("{step} (afterwards)").format(step=dot.value) if dot.late else str(dot.value) for dot in dots)


def _counted(dots: Sequence[Dot]) -> str:
    counts = Counter(dot.value for dot in dots)
    words = scale_words()
    return ", ".join(f"{words[value].lower()} {counts[value]}" for value in sorted(counts))


PAIR_SAYS_WORDS = {
    "too_early": N_("Too early to say"),
    "could_be_chance": N_("Could be chance"),
    "coincided_with_higher": N_("Coincided with higher answers"),
    "coincided_with_lower": N_("Coincided with lower answers"),
}
"""All that may be said of a pair, by its code in JSON."""


NO_PAIRS = N_("No pairs are chosen. “medledare trends pairs add” follows one from then on, up to five.")


def pair_says_words(followed: Followed) -> str:
    """What may be said of a pair, in the only words there are for it."""
    return _(PAIR_SAYS_WORDS[followed.says])


def pair_count_words(followed: Followed) -> list[str]:
    """On how many days both are known, and since when."""
    pair, found = followed.pair, followed.found
    told = _("Chosen on {day}; only days after that count.").format(day=short_day(pair.created.date()))
    days = ngettext("{count} day on which both are known", "{count} days on which both are known", found.days)
    groups = _("{having} with “{factor}”, {lacking} without").format(
        having=found.with_count, factor=factor_words(pair.factor), lacking=found.without_count
    )
    return [told, f"{days}: {groups}."]


def pair_caveats() -> list[str]:
    """What to bear in mind about pairs."""
    return [
        _("That two things coincide does not say that one leads to the other."),
        _("It takes 30 days, with 8 of each kind, before anything is said, and it is looked at every twelfth week."),
        _("A place is known on days when an entry says where you were; a tag on days when something was written."),
    ]
