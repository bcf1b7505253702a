"""A megabyte, markup and text from right to left, pasted wherever one shares: kept, or refused in a sentence."""

from pathlib import Path
from typing import Any

import pytest
from area_app import press, show, write
from made_team import Made, made_team
from pilots import screen_text, settle, toasts
from textual.widgets import Input, Static

from medledare.services import myself, observing, shelf
from medledare.tui.modals.ask import Ask
from medledare.tui.modals.form import Form
from medledare.tui.modals.note import Note
from medledare.tui.screens.answering import Answering
from medledare.tui.screens.observers import Observers
from medledare.tui.screens.shelf import Shelf
from medledare.tui.widgets.editor import Editor
from medledare.tui.widgets.item_list import ItemList
from medledare.tui.widgets.line import Line
from medledare.vault.vault import memory_vault

HOSTILE = {
    "huge": "å" * 1_000_000,
    "words": "ring åter " * 100_000,
    "markup": "[/b] [x] [@click=app.quit]",
    "NUL": "a\x00b",
    "emoji": "👩‍👩‍👧 ❄️",
    "right to left": "\u202eomvänt\u202c مرحبا",
}
SMALL = (80, 24)
LONGEST = 1_500
"""Characters of what is said of it."""


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    monkeypatch.chdir(tmp_path)
    return made_team(tmp_path / "space", 2)


def whole(app: Any) -> bool:
    """Whether the program is there, and no text steers the terminal."""
    return app.is_running and "\x1b" not in screen_text(app) and "\x00" not in screen_text(app)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("task", ["card", "create", "join", "add", "folder"])
async def test_what_a_team_asks_for(make_app: Any, two: Made, name: str, task: str) -> None:
    vault = two.vaults[0]
    if task in ("create", "join"):
        vault = memory_vault(two.clock)
        if task == "join":
            myself.make_card(vault, "Ny")
    app = make_app(vault)
    async with app.run_test(size=SMALL) as pilot:
        await show(pilot, "share")
        await press(pilot, "t")
        assert app.screen.query_one(ItemList).select(task)
        await settle(pilot)
        await press(pilot, "enter")
        if task == "card":
            await press(pilot, "n")
        assert isinstance(app.screen, Ask), app.screen
        asking = app.screen
        for field in asking.query(Input):
            field.focus()
            await settle(pilot)
            await write(pilot, HOSTILE[name])
        await press(pilot, "enter")
        assert whole(app)
        if app.screen is asking:
            said = str(asking.query_one(".message", Static).render()) + toasts(app)
            assert 0 < len(said) <= LONGEST
            await press(pilot, "escape")
        assert app.screen is not asking


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_word_of_thanks(make_app: Any, two: Made, name: str) -> None:
    shelf.put(two.vaults[1], two.clock, two.team, "Ett kort", made_of=1)
    app = make_app(two.vaults[0])
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await app.push_screen(Shelf(two.team))
        await settle(pilot)
        await write(pilot, "")
        app.screen.query_one(ItemList).focus()
        await press(pilot, "t")
        assert isinstance(app.screen, Note), app.screen
        await write(pilot, HOSTILE[name])
        kept = app.screen.query_one(Editor).text
        await press(pilot, "ctrl+s")
        assert whole(app)
        if isinstance(app.screen, Note):
            assert app.screen.query_one(Editor).text == kept
            assert len(toasts(app)) <= LONGEST
        else:
            (card,) = shelf.look(two.vaults[1], two.clock, two.team).cards
            assert [one.text for one in card.thanks] == [HOSTILE[name]]


@pytest.mark.parametrize("name", HOSTILE)
async def test_what_an_observer_is_asked(make_app: Any, empty: Any, name: str) -> None:
    app = make_app(empty)
    async with app.run_test(size=(100, 50)) as pilot:
        await settle(pilot)
        await app.push_screen(Observers())
        await settle(pilot)
        await press(pilot, "n")
        assert isinstance(app.screen, Form), app.screen
        for field in (*app.screen.query(Line), *app.screen.query(Editor)):
            field.focus()
            await settle(pilot)
            await write(pilot, HOSTILE[name])
        await press(pilot, "ctrl+s")
        assert whole(app)
        assert len(toasts(app)) <= LONGEST


@pytest.mark.parametrize("name", HOSTILE)
async def test_an_observers_answer(make_app: Any, empty: Any, tmp_path: Path, clock: Any, name: str) -> None:
    vault = memory_vault(clock)
    agreed = observing.agreement(clock, "Om jag lyssnar")
    invitation = tmp_path / "invitation.txt"
    observing.hand_out(vault, clock, agreed, observing.draw_up(vault, clock, agreed, ["Vad såg du?"]), invitation)
    app = make_app(empty)
    async with app.run_test(size=(100, 50)) as pilot:
        await settle(pilot)
        await app.push_screen(Answering())
        await settle(pilot)
        path = app.screen.query_one("#answering-path", Line)
        path.focus()
        await write(pilot, HOSTILE[name])
        await press(pilot, "enter")
        assert whole(app)
        path.value = str(invitation)
        path.focus()
        await press(pilot, "enter")
        app.screen.query_one("#answer-1", Editor).focus()
        await write(pilot, HOSTILE[name])
        kept = app.screen.query_one("#answer-1", Editor).text
        app.screen.query_one("#answering-target", Line).value = str(tmp_path / "reply.age")
        await press(pilot, "ctrl+s")
        assert whole(app)
        if isinstance(app.screen, Answering) and app.screen.query("#answer-1"):
            assert app.screen.query_one("#answer-1", Editor).text == kept
        if (tmp_path / "reply.age").exists():
            seen = observing.receive(vault, clock, (tmp_path / "reply.age").read_bytes())
            assert [one.answer for one in seen.seen] == [HOSTILE[name]]
