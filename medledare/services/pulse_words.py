"""What is said of a team's pulse, in words that the screen and the command line share.

What may be shown is decided in ``sharing``; that somebody does not take part is said nowhere.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta
from math import ceil, floor

from medledare.domain.principles import PRINCIPLES
from medledare.services.pulse import CODES, Figure, Offer, OneTeamAWeek, Picture, Release, Size, Standing, View
from medledare.text import N_, _, ngettext, say
from medledare.text.dates import clock_time, short_day, spoken_day
from medledare.text.library import principle_name, scale_words
from medledare.text.numbers import one_decimal

ABOUT = N_(
    "Once a week, those in the team who want to can put in how their week was, principle by principle. Each figure is "
    "split into parts that say nothing on their own; only the mean of enough people comes out. Nobody sees what you "
    "put in, and not taking part looks just like not using the program."
)
"""The pulse in three sentences."""

NIGHT = 4
"""Hours of a day that are said as the end of the day before."""

OWN, CONDITIONS = N_("Own answers"), N_("Conditions")
GROUPS = ((OWN, PRINCIPLES), (CONDITIONS, tuple(f"{principle}.c" for principle in PRINCIPLES)))
"""All figures, under what they are about."""

SAYS_WORDS: dict[str, str] = {
    "too_early": N_("Too early to say"),
    "answers": N_("The group's answers"),
}
"""All that may be said of a figure over the weeks, by its code in JSON."""

ALWAYS = (
    N_("These are means of answers, not a measure of the team or of anybody in it, and no target."),
    N_("The items are not a validated instrument, and who takes part may differ from week to week."),
)
"""What to bear in mind beside the picture."""

LIMITS = (
    N_("Look first who is in the team (“medledare team members”): made-up members could give your figures away."),
    N_("If all the others who take part put what they have together, they can work out your figures."),
    N_(
        "Somebody can put in figures that are not true. Then the mean is not either, and where only a few answered, "
        "they can see what those few put in together."
    ),
    N_("Whoever changes their own program can see the exact sums, also those that are not shown here, or spoil them."),
    N_("The others in the team can see that you take part, but not what you put in."),
    N_("Whoever keeps the folder sees only files, and when they came."),
)
"""What nobody can promise, said where one agrees."""

ON_ITS_OWN = N_("The rest goes on by itself when you open medledare.")
NO_OFFER = N_(
    "From Friday until Monday is over you can say yes to the week that ends. Who is new in the team can from the next."
)
NOT_SHOWN = N_("Not shown")
TEAM_SEES = N_("What the team sees")
BEFORE_YES = N_("Before you say yes")
LEFT_OUT = N_("left out")
AGREED = N_("You take part this week. Until your figures are summed up you can take it back.")
TAKE_BACK = N_("Put nothing in this week after all? Where parts were sent, the team may get no figures.")
NO_FIGURES = N_("You have no answers on the scale this week yet, so there is nothing to put in.")
ALL_LEFT_OUT = N_("With everything left out there is nothing to put in.")
ONLY_THIS_WEEK = N_("Your yes is for this week alone.")

_STAGES: dict[str, str] = {
    "join": N_("You take part. Others can still say yes, {until}."),
    "share": N_("Your figures are sent in parts, {until}."),
    "agree": N_("It is seen to that everybody has got the same, {until}."),
    "sum": N_("The sums are put together as they come. There can be figures {until}."),
}
_ENDS: dict[str, str] = {
    "few": N_("Too few were with this time. Nothing was shown to anyone."),
    "missing": N_("Not everything came to everybody in time. Nothing was shown to anyone."),
    "newcomer": N_("The team changed while it was under way. Nothing was shown to anyone."),
    "impossible": N_("The sums do not fit together. Nothing was shown to anyone."),
    "late": N_("Not everything came in time. Nothing was shown to anyone."),
    "own": N_("You took it back. Nothing of yours was summed up."),
}
_WAITS = N_("You take part. It waits for those who were with before, {until}.")
_ANEW = N_("There was no mean yet, so it is tried once more with the same figures.")
_WITHHELD = {
    "few": N_("not shown, as too few answered"),
    "extreme": N_("not shown, as it is at an end of the scale, where it would tell of each"),
}
_WITHHELD_IN = {
    "few": N_("Not shown in {weeks}: too few answered."),
    "extreme": N_("Not shown in {weeks}: at an end of the scale, where it would tell of each."),
}


def code_name(code: str) -> str:
    """``TIL`` to ``Trust``, ``TIL.c`` to ``Trust, conditions``."""
    name = principle_name(code[:3])
    return _("{principle}, conditions").format(principle=name) if code.endswith(".c") else name


def week_name(monday: date) -> str:
    """``Week 48``."""
    return _("Week {week}").format(week=monday.isocalendar().week)


def until_words(until: datetime, now: datetime) -> str:
    """Until when, in the zone one is in: in the first hours of a day it is said as through the day before."""
    local = until.astimezone(now.tzinfo)
    if local.hour < NIGHT:
        day = spoken_day(local.date() - timedelta(days=1))
        return _("until the end of {day}").format(day=day)
    return _("until {day} at {time}").format(day=spoken_day(local.date()), time=clock_time(local))


# The week one may agree to


def offer_words(offer: Offer, now: datetime) -> str:
    """That one may take part, and for how long."""
    told = _("{week}: you can take part, {until}.")
    told = told.format(week=week_name(offer.monday), until=until_words(offer.until, now))
    return told if something(offer) else f"{told} {_(NO_FIGURES)}"


def offered_title(offer: Offer) -> str:
    """What stands over the figures."""
    return _("What you would put in for week {week}").format(week=offer.monday.isocalendar().week)


def put_in(offer: Offer, without: Collection[str] = ()) -> dict[str, int | None]:
    """The figures that are put in, without those that are left out."""
    return {code: None if code in without else offer.values[code] for code in CODES}


def something(offer: Offer, without: Collection[str] = ()) -> bool:
    """Whether there is a figure to put in."""
    return any(value is not None for value in put_in(offer, without).values())


def numbers(offer: Offer, without: Collection[str] = ()) -> str:
    """The exact numbers that are summed, in their order: a value and 1, or 0 and 0."""
    return ", ".join("0 0" if value is None else f"{value} 1" for value in put_in(offer, without).values())


def sent_words(offer: Offer, without: Collection[str] = ()) -> str:
    """Exactly what is put in; or that there is nothing to put in."""
    if not something(offer, without):
        return nothing_words(offer)
    return _("What goes in, figure by figure: {numbers}.").format(numbers=numbers(offer, without))


def nothing_words(offer: Offer) -> str:
    """Why there is nothing to put in: there are no answers, or all of them were left out."""
    return _(ALL_LEFT_OUT) if something(offer) else _(NO_FIGURES)


def before_yes(offer: Offer) -> list[str]:
    """What to know before one agrees: how many must be with, the limits, and how long a yes holds."""
    sentences = (*LIMITS, ONLY_THIS_WEEK)
    return [threshold_words(offer.team.threshold), *map(_, sentences)]


def value_words(value: int | None) -> str:
    """What a figure that is put in means: ``26`` to ``2.6, between Partly and Largely``."""
    if value is None:
        return _("no answers this week")
    words, step = scale_words(), value / 10
    if value % 10 == 0:
        return f"{one_decimal(step)}, {words[value // 10]}"
    between = _("between {low} and {high}").format(low=words[floor(step)], high=words[ceil(step)])
    return f"{one_decimal(step)}, {between}"


def meaning_words() -> str:
    """How the figures come about."""
    return _(
        "Each figure is the mean of your answers of the week in tenths of a step: 0 is {low}, 40 is {high}. With it "
        "goes 1; where there is no figure, 0 and 0 go in."
    ).format(low=scale_words()[0], high=scale_words()[-1])


def threshold_words(threshold: int) -> str:
    """How many must be with."""
    return _("A mean is shown only when at least {threshold} are in it, and never near an end of the scale.").format(
        threshold=threshold
    )


# Where it stands


def standing_words(standing: Standing, now: datetime) -> str:
    """Where a week one agreed to stands, in one or two sentences that blame nobody."""
    week = week_name(standing.monday)
    if standing.stage == "over":
        return f"{week}. {_(_ENDS[standing.reason or 'late'])}"
    anew = standing.attempt > 1
    sentence = _WAITS if anew and standing.stage == "join" else _STAGES[standing.stage]
    told = _(sentence)
    if standing.until is not None:
        told = told.format(until=until_words(standing.until, now))
    before = f"{_(_ANEW)} " if anew else ""
    return f"{week}. {before}{told}"


def joined(standings: Iterable[Standing]) -> bool:
    """Whether one takes part in a week that others can still say yes to."""
    return any(one.stage == "join" for one in standings)


def current(standings: Iterable[Standing]) -> date | None:
    """The first day of the latest week that goes on; None where none does."""
    return next((one.monday for one in standings if one.stage != "over"), None)


def taken_back_words(agreed: bool, in_time: bool) -> str:
    """What came of taking it back."""
    if not agreed:
        return _("There is nothing to take back.")
    if in_time:
        return _("You take no part this week. None of your figures are summed up.")
    return _("It is too late to take it back: your figures are in the sum, which others may have got.")


def stands_words(view: View, now: datetime) -> list[str]:
    """Where the pulse stands, a sentence or two each; what one could do first."""
    told = [offer_words(view.offer, now)] if view.offer else []
    told += [standing_words(one, now) for one in view.standings]
    if current(view.standings):
        told.append(_(ON_ITS_OWN))
    if view.trouble is not None:
        told.append(say(view.trouble))
    if view.elsewhere:
        told.append(say(OneTeamAWeek(team=view.elsewhere)))
    if not told:
        told.append(_(NO_OFFER))
    return told


# What the team sees


def says_words(picture: Picture, code: str) -> str:
    """What may be said of a figure over the weeks, in the only words there are for it."""
    return _(SAYS_WORDS[picture.says(code)] if picture.means(code) else NOT_SHOWN)


def careful_words(picture: Picture, principle: str) -> str:
    """What may be said of both figures of a principle: of those that are shown, as little as of the more doubtful."""
    shown = [code for code in (principle, f"{principle}.c") if picture.means(code)]
    early = [code for code in shown if picture.says(code) == "too_early"]
    return says_words(picture, (early or shown or [principle])[0])


def size_words(size: Size) -> str:
    """How many answered, coarsely."""
    if size.most is None:
        return _("{least} or more answered").format(least=size.least)
    return _("{least} to {most} answered").format(least=size.least, most=size.most)


def figure_words(figure: Figure) -> str:
    """A mean and how many it is of, or that it is withheld and why."""
    if figure.mean is None or figure.size is None:
        return _(_WITHHELD[figure.withheld or "few"])
    return f"{one_decimal(figure.mean)} ({size_words(figure.size)})"


def latest_words(picture: Picture, code: str) -> str:
    """The latest week's figure."""
    return figure_words(picture.weeks[-1].of(code))


def over_words(picture: Picture) -> str:
    """Over which weeks the picture is, and how large the group is."""
    return ", ".join(part for part in (weeks_words(picture), group_words(picture)) if part)


def weeks_words(picture: Picture) -> str:
    """Over which weeks the picture is."""
    weeks = picture.weeks
    if len(weeks) == 1:
        return _week_from(weeks[0])
    told = ngettext("{count} week with figures", "{count} weeks with figures", len(weeks))
    return _("{weeks} from {day}").format(weeks=told, day=short_day(weeks[0].monday))


def group_words(picture: Picture) -> str:
    """How large the group of the latest week is, coarsely: from the smallest that a figure of it has to the largest."""
    sizes = [figure.size for figure in picture.weeks[-1].figures if figure.size is not None]
    if not sizes:
        return ""
    most = [size.most for size in sizes if size.most is not None]
    whole = Size(min(size.least for size in sizes), max(most) if len(most) == len(sizes) else None)
    return _("the latest week {answered}").format(answered=size_words(whole))


def withheld_words(picture: Picture, code: str) -> list[tuple[str, str]]:
    """(reason, in how many weeks a figure is withheld for it)."""
    counts = Counter(str(figure.withheld) for week in picture.weeks if (figure := week.of(code)).mean is None)
    return [
        (why, _(words).format(weeks=ngettext("{count} week", "{count} weeks", counts[why])))
        for why, words in _WITHHELD_IN.items()
        if counts[why]
    ]


def told_by_week(picture: Picture, principle: str) -> Iterator[tuple[str, str]]:
    """(when, what) of one principle week by week, the latest first: own answers and conditions apart."""
    for week in reversed(picture.weeks):
        yield _week_from(week), week_words(week, principle)


def week_words(week: Release, principle: str) -> str:
    """A principle's two figures of a week."""
    own, conditions = week.of(principle), week.of(f"{principle}.c")
    return "; ".join(
        f"{_(what).lower()} {figure_words(figure)}" for what, figure in ((OWN, own), (CONDITIONS, conditions))
    )


def _week_from(week: Release) -> str:
    return _("Week {week}, from {day}").format(week=week.monday.isocalendar().week, day=short_day(week.monday))
