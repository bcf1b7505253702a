"""From anywhere to what one wrote: the search is put over what one is doing, and leads to where a record lives."""

from typing import TYPE_CHECKING, Any, cast

from medledare.domain.records import Departure, Record
from medledare.text import _
from medledare.tui.keeping import KEPT
from medledare.tui.modals.confirm import Confirm
from medledare.tui.modals.search import Chosen, Search
from medledare.tui.part import Field, Part
from medledare.tui.screens.main import Main
from medledare.tui.widgets.working import Working

if TYPE_CHECKING:
    from textual.screen import Screen

    from medledare.tui.app import MedledareApp

HOMES = {
    **dict.fromkeys(("goal", "mandate", "decision", "stop"), "goals"),
    **dict.fromkeys(("failure", "learning", "need", "talk", "observer", "observation"), "learnings"),
}
"""The area that a kind lives in; the rest live in the journal."""


def find(app: "MedledareApp") -> None:
    """Search, and go to what was chosen."""
    main = _main(app)

    def chosen(found: Chosen | None) -> None:
        if found is not None and main is not None:
            main.sought = found.typed
            _leave_then_open(app, main, found.record)

    app.push_screen(Search(main.sought if main else ""), chosen)


def _main(app: "MedledareApp") -> Main | None:
    return next((screen for screen in app.screen_stack if isinstance(screen, Main)), None)


def _leave_then_open(app: "MedledareApp", main: Main, record: Record) -> None:
    """Put away what lies over the main screen, asking where something typed would be lost."""
    above = [screen for screen in app.screen_stack if screen is not main]
    if any(one.busy for screen in above for one in screen.query(Working)):
        app.notify(_("Something is still under way here. Search again once it is done."))
        return

    def answered(leave: bool | None) -> None:
        if leave:
            app.run_worker(_open(app, main, record), exclusive=True, group="open-found")

    if any(_loses(screen) for screen in above):
        app.push_screen(Confirm(_("Leave without saving what you typed?"), _("Leave"), _("Stay")), answered)
    else:
        if any(_touched(screen) for screen in above):
            app.notify(_(KEPT))
        answered(True)


def _touched(screen: "Screen[Any]") -> bool:
    return any(cast(Field, one).touched for one in screen.query("Line, Editor, Passphrase"))


def _loses(screen: "Screen[Any]") -> bool:
    return not (isinstance(screen, Part) and screen.DRAFTS) and _touched(screen)


async def _open(app: "MedledareApp", main: Main, record: Record) -> None:
    while app.screen is not main:
        await app.pop_screen()
    if isinstance(record, Departure):
        from medledare.tui.telling import show_shared

        await main.show("share")
        show_shared(app, main.vault, record)
        return
    await main.reveal(HOMES.get(record.kind, "journal"), record)
