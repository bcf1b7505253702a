"""A setting that was changed holds at once, without a new start of the program."""

from typing import TYPE_CHECKING

from medledare.domain.problems import Problem
from medledare.services import settings
from medledare.text import language, say
from medledare.text.beneficiary import work_for
from medledare.tui.part import Field

if TYPE_CHECKING:
    from medledare.tui.app import MedledareApp


def apply(app: "MedledareApp", name: str) -> None:
    """Do what a changed setting says."""
    try:
        values = app.read_settings()
        before = language()
        if name == "language":
            settings.say_as_set(app.places)
    except Problem as problem:
        app.notify(say(problem), severity="warning", timeout=8)
        return
    if name == "theme":
        app.wear(str(values["theme"]))
    elif name == "motion":
        app.move(bool(values["motion"]))
        for screen in app.screen_stack:
            for field in screen.query("Input, TextArea"):
                if isinstance(field, Field):
                    field.cursor_blink = app.motion
    work_for(str(values["beneficiary"]))
    if language() != before:
        app.call_later(_put_up_anew, app, name)
    else:
        _say_anew(app)


def _say_anew(app: "MedledareApp") -> None:
    """Let the areas read what the settings say."""
    from medledare.tui.areas.base import Area
    from medledare.tui.screens.main import Main

    for screen in app.screen_stack:
        if isinstance(screen, Main):
            for area in screen.query(Area):
                area.say_anew()


async def _put_up_anew(app: "MedledareApp", name: str) -> None:
    """Put up every screen in the language now spoken; what is being written comes back from its draft."""
    from medledare.tui.screens.main import Main
    from medledare.tui.screens.settings import Settings

    app.save_drafts()
    with app.batch_update():
        while len(app.screen_stack) > 1:
            await app.pop_screen()
        await app.switch_screen(Main(app.area))
        app.push_screen(Settings(name))
