"""What there is to know of the day, and what one wants of it; and in the evening its close."""

from medledare.cli import terminal
from medledare.cli.commands.capture import usual
from medledare.cli.here import Here
from medledare.cli.plain.texts import keep, written
from medledare.cli.suggested import told
from medledare.services import capture, first_weeks, intention, mission
from medledare.services.evening import evening
from medledare.services.spots import INTENTION, Spot, form_name
from medledare.services.today import has_come, is_closed
from medledare.services.today_told import at_hand, intention_words, left_words
from medledare.text import _
from medledare.text.dates import long_day
from medledare.text.fields import FORMS
from medledare.text.shown import shown_line


def know(here: Here) -> None:
    """Tell what there is to know, and ask what one wants of the day if that was not said."""
    vault, day = here.open(), here.clock().date()
    terminal.line(_("It is {day}.").format(day=long_day(day)))
    if now := mission.current(vault):
        terminal.line(_("Your mission: {mission}").format(mission=shown_line(now.statement)))
        if now.for_whom:
            terminal.line(_("For whom") + f": {shown_line(now.for_whom)}")
    for line in filter(None, (left_words(vault, day), *at_hand(vault, day))):
        terminal.line(line)
    if step := first_weeks.now(vault, here.clock):
        terminal.paragraph(told(step))
    if said := intention.of_day(vault, day):
        terminal.line(intention_words(said))
        return
    terminal.line()
    with written(here, INTENTION, _("What do you want of today?"), several=False) as text:
        if text:
            intention.keep(vault, here.clock, text)
            terminal.line(_("Saved."))


def close(here: Here) -> None:
    """Close the day."""
    if vault := here.at_hand():
        if is_closed(vault, here.clock):
            terminal.line(_("The day is closed already. You can add to it."))
        if said := intention.of_day(vault, here.clock().date()):
            terminal.line(intention_words(said))
    form = FORMS["close"]
    with written(here, Spot(form_name("close"), form[0].name), _(form[0].label)) as text:
        if text:
            stop = usual(here, "stop_time") or ""
            keep(here, capture.written("close", here.clock, text, stop=stop))


def to_close(here: Here) -> bool:
    """Whether it is late enough to close the day, and it was not closed."""
    vault, late = here.at_hand(), has_come(evening(here.places), here.clock().time())
    return late and (vault is None or not is_closed(vault, here.clock))
