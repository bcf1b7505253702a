"""What is written down in the plain day, which needs no passphrase: entries, failures, learnings; and looking back."""

from typing import Any

from medledare.cli import terminal
from medledare.cli.asking import each_line
from medledare.cli.commands.capture import usual
from medledare.cli.commands.recall import go_through
from medledare.cli.commands.review import tell
from medledare.cli.here import Here
from medledare.cli.plain.choosing import choose
from medledare.cli.plain.texts import keep, written
from medledare.cli.reviewing import by_questions
from medledare.domain.period import SCALES, nearest_its_end
from medledare.services import capture
from medledare.services.spots import ENTRY, Spot, form_name
from medledare.text import N_, _
from medledare.text.fields import FORMS

FURTHER = ("expected", "why", "next")
"""What else is asked of a failure."""


def journal(here: Here) -> None:
    """An entry."""
    with written(here, ENTRY, _("What would you like to write in the journal?")) as text:
        if text:
            place = usual(here, "place") or ""
            keep(here, capture.written("entry", here.clock, text, place=place))


def experience(here: Here) -> None:
    """A failure, a learning, or what was learned earlier."""
    options = [_("Write down a failure"), _("Write down something learned")]
    vault, waiting = here.at_hand(), []
    if vault is not None:
        from medledare.services import recalling

        if waiting := recalling.waiting(vault, here.clock):
            options.append(_("Recall what you learned: type it first, then see it"))
    chosen = choose(options)
    if chosen == 0:
        _failure(here)
    elif chosen == 1:
        _learning(here)
    elif chosen == 2:
        go_through(here, waiting)


def _failure(here: Here) -> None:
    labels = {field.name: _(field.label) for field in FORMS["failure"] if field.name in FURTHER}
    with written(here, Spot(form_name("failure"), "text"), _("What happened?")) as text:
        if text:
            said: dict[str, Any] = {**each_line(labels)}
            keep(here, capture.written("failure", here.clock, text, **said))


def _learning(here: Here) -> None:
    with written(here, Spot(form_name("learning"), "text"), _(FORMS["learning"][0].label)) as text:
        if text:
            keep(here, capture.learning(here.clock, text))


def look_back(here: Here) -> None:
    """Look back on a period whose end is near, or on another."""
    from medledare.services import reviews
    from medledare.text.review import days, title

    vault, day = here.open(), here.clock().date()
    periods = reviews.due(vault, day) or [nearest_its_end(scale, day) for scale in SCALES]
    terminal.paragraph(_(WHICH))
    chosen = choose([f"{title(one)}, {days(one)}" for one in periods])
    if chosen is not None:
        tell(by_questions(here, reviews.look(vault, periods[chosen])))


WHICH = N_("What do you want to look back on?")


def to_look_back(here: Here) -> bool:
    """Whether a period ends about now that was not looked back on."""
    from medledare.services import reviews

    return bool(reviews.due(here.open(), here.clock().date()))
