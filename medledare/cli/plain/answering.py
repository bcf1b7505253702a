"""The check-in and the question of the day."""

from medledare.cli import terminal
from medledare.cli.commands.checkin import ask_day, ask_week
from medledare.cli.commands.coach import ALL_ASKED, STATES, tell, tell_why
from medledare.cli.here import Here
from medledare.cli.plain.choosing import choose
from medledare.cli.plain.texts import written
from medledare.services import checkins
from medledare.services import coach as coaching
from medledare.services.spots import Spot
from medledare.text import N_, _, say

ANSWER = Spot("answer")
WITH_QUESTION = (N_("Answer it"), N_("Put it off until another day"), N_("Turn it down"), N_("Hear why it is asked"))


def check_in(here: Here) -> None:
    """Ask the items of the day, and near the end of a week about its conditions."""
    unsaid = checkins.week_unsaid(here.open(), here.clock().date())
    if (_day_unsaid(here) or not unsaid) and ask_day(here):
        terminal.line(_("Saved."))
    if not unsaid:
        return
    terminal.line()
    terminal.paragraph(_("Nothing is said yet of the conditions of this week."))
    if choose([_("Say how good they were")]) == 0 and ask_week(here):
        terminal.line(_("Saved."))


def to_check_in(here: Here) -> bool:
    """Whether anything of the day, or of a week near its end, has no answer."""
    return _day_unsaid(here) or checkins.week_unsaid(here.open(), here.clock().date())


def _day_unsaid(here: Here) -> bool:
    asked = checkins.for_day(here.open(), here.clock().date())
    return any(item not in asked.answers for item in asked.items)


def question(here: Here) -> None:
    """Tell the question with its reason, and take what is said to it."""
    shown = coaching.shown(here.open(), here.clock)
    if shown.problem is not None:
        terminal.complain(say(shown.problem))
    if (offer := shown.offer) is None:
        terminal.line(_(ALL_ASKED))
        return
    tell(offer)
    if offer.state in STATES:
        terminal.paragraph(_(STATES[offer.state]))
        return
    vault, clock, listed = here.open(), here.clock, True
    while (chosen := choose([_(one) for one in WITH_QUESTION], listed=listed)) == 3:
        tell_why(coaching.why(vault, clock, offer))
        listed = False
    if chosen == 0:
        with written(here, ANSWER, _("Your answer"), several=False) as text:
            if text:
                coaching.answer(vault, clock, text, offer)
                terminal.line(_("Saved."))
    elif chosen is not None:
        said = (coaching.later if chosen == 1 else coaching.dismiss)(vault, clock, offer)
        terminal.paragraph(_(STATES[said.state]))


def to_answer(here: Here) -> bool:
    """Whether a question waits."""
    return coaching.shown(here.open(), here.clock).open
