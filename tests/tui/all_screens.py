"""Every screen and modal there is, over a vault that has been lived in, with a card, somebody known and a team."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from made_pulse import a_team, an_offer
from pilots import NOW, still
from textual.pilot import Pilot
from textual.screen import Screen

from medledare.domain.period import numbered
from medledare.domain.records import Learning
from medledare.services import coach, mission, myself, others, pruning, records, sheets, shelf, teams, wordings
from medledare.sharing.people import new_person
from medledare.tui.app import MedledareApp
from medledare.tui.modals.ask import Ask, Asked
from medledare.tui.modals.choose import Choose
from medledare.tui.modals.confirm import Confirm
from medledare.tui.modals.evidence import Evidence
from medledare.tui.modals.form import Form
from medledare.tui.modals.help import Help
from medledare.tui.modals.look_back import LookBack
from medledare.tui.modals.mission import MissionSoFar
from medledare.tui.modals.note import Note
from medledare.tui.modals.parts import Parts
from medledare.tui.modals.pruning import Pruning
from medledare.tui.modals.recall import Recall
from medledare.tui.modals.second_device import SecondDevice
from medledare.tui.modals.send_to import SendTo
from medledare.tui.modals.sheet import Sheets
from medledare.tui.modals.templates import Templates
from medledare.tui.modals.through import Through
from medledare.tui.modals.to_shelf import ToShelf
from medledare.tui.modals.week import Week
from medledare.tui.modals.why import Why
from medledare.tui.screens.answering import Answering
from medledare.tui.screens.card import CardView
from medledare.tui.screens.importing import Importing
from medledare.tui.screens.observers import Observers
from medledare.tui.screens.pulse import Pulse
from medledare.tui.screens.pulse_consent import Consent
from medledare.tui.screens.review import Review
from medledare.tui.screens.shelf import Shelf
from medledare.tui.screens.summary import Summary
from medledare.tui.screens.talk import Talk
from medledare.tui.screens.team import Team
from medledare.tui.screens.vault import Vault as VaultScreen
from medledare.tui.screens.welcome import Welcome
from medledare.tui.screens.wordings import Wordings
from medledare.vault.vault import Vault

AREAS = {"today": "1", "goals": "2", "journal": "3", "learnings": "4", "trends": "5", "share": "6"}
"""The key of each area."""
PERIOD = numbered("month", 2026, 10)


def furnish(vault: Vault, folder: Path) -> None:
    """Put a card, somebody known, a team and what lies on its shelf into a vault."""
    before = lambda **ago: lambda: NOW - timedelta(**ago)  # noqa: E731
    myself.make_card(vault, "Anna")
    bo = new_person("Bo")
    others.pin(vault, bo.card)
    team = teams.create(vault, before(days=3), "Vattenlaget", folder)
    teams.add(vault, before(days=2), team, bo.card)
    shelf.put(vault, before(hours=3), team, "I asked too late, and learned to ask at once.", made_of=1)
    wordings.show(vault, before(hours=2), team, wordings.own(vault))


def _team(app: MedledareApp) -> Any:
    return teams.teams(app.vault)[0]


def _learning(app: MedledareApp) -> Learning:
    return records.all_of(app.vault, Learning)[0]


def _nothing(*_given: Any) -> None: ...


SCREENS: dict[str, Callable[[MedledareApp], Screen[Any]]] = {
    **{f"form_{kind}": lambda _app, kind=kind: Form(kind, kind, _nothing) for kind in ("entry", "goal", "need")},
    "answering": lambda _app: Answering(),
    "ask": lambda _app: Ask("Ask", "Words.", [Asked("path", "File")], "Yes", _nothing),
    "card": lambda app: CardView(myself.oneself(app.vault).card),
    "choose": lambda _app: Choose("Which?", [("a", "This", "is one"), ("b", "That", "is another")]),
    "confirm": lambda _app: Confirm("Shall it?", "It shall"),
    "consent": lambda _app: Consent(an_offer(a_team())),
    "evidence": lambda _app: Evidence(),
    "help": lambda app: Help(app.screen),
    "importing": lambda _app: Importing(),
    "look_back": lambda _app: LookBack(NOW.date()),
    "mission": lambda app: MissionSoFar(mission.wordings(app.vault)),
    "note": lambda _app: Note("A note", _nothing, hint="A hint."),
    "observers": lambda _app: Observers(),
    "parts": lambda _app: Parts(["goals", "learnings"], ["goals"], ["learnings"]),
    "pruning": lambda app: Pruning(pruning.to_review(app.vault)),
    "pulse": lambda app: Pulse(_team(app)),
    "recall": lambda app: Recall(_learning(app)),
    "review": lambda _app: Review(PERIOD),
    "second_device": lambda _app: SecondDevice(),
    "send_to": lambda _app: SendTo(PERIOD, "What is told."),
    "sheet": lambda app: Sheets(sheets.card(app.vault, _learning(app))),
    "shelf": lambda app: Shelf(_team(app)),
    "summary": lambda _app: Summary(PERIOD),
    "talk": lambda _app: Talk("dialogue"),
    "team": lambda _app: Team(),
    "through": lambda _app: Through("One\n\n# Two", ["It leaves."], title="Through", yes="Share it"),
    "templates": lambda _app: Templates("So far"),
    "to_shelf": lambda app: ToShelf(_team(app), _learning(app)),
    "vault": lambda _app: VaultScreen(),
    "week": lambda _app: Week(),
    "welcome": lambda _app: Welcome(),
    "why": lambda app: Why(coach.why(app.vault, app.clock)),
    "wordings": lambda app: Wordings(_team(app)),
}
"""What is put upon the main screen, by name."""


async def go_to(pilot: Pilot[Any], name: str) -> None:
    """Show an area, or put up a screen."""
    app = pilot.app
    assert isinstance(app, MedledareApp)
    await still(pilot)
    if name in AREAS:
        await app.screen.action_show(name)  # type: ignore[attr-defined]
    else:
        app.push_screen(SCREENS[name](app))
    await still(pilot)
