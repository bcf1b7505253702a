"""The close of the day: what stands around its form, and whether Today offers it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from medledare.services.evening import Evening, choose, evening
from medledare.services.intention import of_day
from medledare.services.today_told import intention_words
from medledare.text import _
from medledare.tui.modals.ask import Answers, Ask, Asked
from medledare.tui.part import Part

if TYPE_CHECKING:
    from medledare.tui.app import MedledareApp
    from medledare.tui.widgets.working import Progress


def around(part: Part) -> dict[str, Any]:
    """What the form begins with: what one wanted of the day, to be read, and the own stop-time."""
    return {
        "intro": intention_words(of_day(part.vault, part.clock().date())),
        "start": {"stop": evening(part.medledare.places).stop},
    }


def ask(app: "MedledareApp", then: Callable[[], object]) -> None:
    """Ask for the stop-time, and whether the close is to be offered. ``then`` is called once that was chosen."""
    now = evening(app.places)

    def keep(answers: Answers, _progress: "Progress") -> Evening:
        return choose(app.places, "without" not in answers, answers["stop"])

    def chosen(evening: Evening | None) -> None:
        if evening is not None:
            then()

    words = [
        _("After your stop-time a line in Today offers to close the day, until it is closed. Nothing is measured."),
        _("Without a stop-time it is shown from 15:00."),
    ]
    stop = Asked("stop", _("Your stop-time"), start=now.stop, needed=False)
    yes, no = (_("Go on offering it"), _("Do not offer it")) if now.offered else (_("Offer it"), "")
    app.push_screen(Ask(_("Evening close"), " ".join(words), [stop], yes, keep, without=no), chosen)
