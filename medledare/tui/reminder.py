"""Setting a reminder, changing it, or being reminded no longer."""

import asyncio
from typing import TYPE_CHECKING

from medledare.services import reminding
from medledare.services.reminding import Kept
from medledare.text import _
from medledare.text.reminder import GONE, QUIETLY, set_words
from medledare.tui.modals.ask import Answers, Ask, Asked

if TYPE_CHECKING:
    from medledare.tui.app import MedledareApp

USUAL = "16:30"


async def ask(app: "MedledareApp") -> None:
    """Ask when, with what is set now filled in, and say what holds afterwards."""
    now = await asyncio.to_thread(reminding.kept)

    def told(words: str | None) -> None:
        if words:
            app.notify(words)

    app.push_screen(_form(app, now), told)


def _form(app: "MedledareApp", now: Kept | None) -> Ask:
    def keep(answers: Answers, _tell: object) -> str:
        if answers.get("without"):
            reminding.remove(app.places)
            return _(GONE)
        wish = reminding.read(answers["at"], answers["days"], quiet=bool(answers["quiet"]))
        reminder = reminding.install(app.places, wish).reminder
        return set_words(reminder.at, reminding.days_words(reminder))

    return Ask(
        _("Reminder"),
        _(
            "At a time of your choice it asks whether you would like to write a line. What you have written or not is "
            "nothing it looks at, and nobody else is told."
        ),
        [
            Asked("at", _("Time of day"), "day", f"{now.reminder.at:%H:%M}" if now else USUAL, spared=True),
            Asked(
                "days",
                _("Days"),
                "day",
                reminding.days_words(now.reminder) if now else reminding.weekdays(),
                spared=True,
            ),
            Asked("quiet", _(QUIETLY), "tick", "yes" if now and now.reminder.quiet else "", needed=False),
        ],
        _("Remind me"),
        keep,
        without=_("No reminder") if now else "",
    )
