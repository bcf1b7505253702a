"""The keys: seen by place, changed by pressing, and new at once in footer, help and palette."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from area_app import press
from pilots import screen_text, settle, still, toasts, type_text, until
from textual.widgets import Static

from medledare.config import keymap
from medledare.text import speak
from medledare.tui import catalogue
from medledare.tui.catalogue import KeyTaken, NoSuchCommand, considered, named
from medledare.tui.modals.press_key import PressKey
from medledare.tui.screens.keys import Keys
from medledare.tui.screens.main import Main
from medledare.tui.widgets.footer import Footer
from medledare.tui.widgets.item_list import ItemList
from medledare.tui.widgets.line import Line


@pytest.fixture(scope="module")
def commands():
    return catalogue.catalogue()


async def shown(pilot):
    """Open the keys, and wait until the commands are gathered."""
    pilot.app.action_edit_keys()
    await settle(pilot)
    assert isinstance(pilot.app.screen, Keys)
    await until(pilot, lambda: bool(pilot.app.screen.query_one(ItemList).rows), 20)


@asynccontextmanager
async def at_keys(app, size=(100, 30)):
    """The app with the keys open."""
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.vault is not None and isinstance(app.screen, Main), seconds=20)
        await settle(pilot)
        await shown(pilot)
        yield pilot
    app.close()


async def give(pilot, name, *keys):
    """Choose a command and press what it shall have."""
    assert pilot.app.screen.query_one(ItemList).select(name)
    await press(pilot, "enter")
    assert isinstance(pilot.app.screen, PressKey)
    await press(pilot, *keys)


def said(app):
    """What is said of the key that was pressed."""
    return str(app.screen.query_one("#said", Static).content)


def footer(app):
    """The keys in the footer of the screen."""
    return dict(reversed(pair) for pair in app.screen.query_one(Footer)._fitting())


def test_no_two_commands_have_one_id_and_the_usual_keys_keep_the_rules(commands):
    assert len({one.id for one in commands}) == len(commands)
    for one in commands:
        for key in filter(None, one.command.key.split(",")):
            if not key.startswith("super+"):
                assert keymap.key_of(key) == key, one.id
            assert keymap.character_of(key) not in keymap.HARD, one.id


def test_clashes_are_told_along_the_way_from_the_cursor_outward(commands):
    speak("en")

    def of(name, key, **keys):
        return considered(commands, named(commands, name), keys, key)

    with pytest.raises(KeyTaken):
        of("today.answer", "l")
    with pytest.raises(KeyTaken):
        of("goals.new", "x")
    assert "also “Undo” (Anywhere)" in of("today.answer", "u")[-1]
    assert "“Answer” (Today), " in (taken := of("app.undo", "a")[-1])
    assert "“Note” (Goals)" in taken
    # Another area's command is never offered beside this one's.
    assert "Goals" not in of("today.answer", "n")[-1]
    assert not of("today.answer", "ctrl+b")
    # A key that was given away is free, and the one it went to is not.
    assert "Undo" not in of("today.answer", "u", **{"app.undo": "ctrl+b"})[-1]
    assert "Undo" in of("today.answer", "ctrl+b", **{"app.undo": "ctrl+b"})[-1]
    with pytest.raises(NoSuchCommand):
        of("today.nothing", "k")


async def test_a_key_that_is_pressed_is_new_at_once_everywhere(make_app, plain_vault):
    speak("en")
    async with at_keys(make_app(), size=(160, 50)) as pilot:
        app = pilot.app
        before = list(footer(app))
        await give(pilot, "app.lock", "ctrl+b")
        assert "^b" in said(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, Keys)
        assert keymap.load(plain_vault.config) == {"app.lock": "ctrl+b"}
        assert "^b" in screen_text(app)
        await give(pilot, "app.undo", "f7", "enter")
        assert footer(app)["Undo"] == "f7"
        assert list(footer(app)) == before
        # One that had no key gets one.
        await give(pilot, "app.theme", "f12", "enter")
        await press(pilot, "escape", "question_mark")
        assert "^b" in " ".join(str(one.content) for one in app.screen.query(".key").results(Static))
        await press(pilot, "escape", "f12")
        assert "Which theme?" in screen_text(app)
        await press(pilot, "escape", "ctrl+l")
        assert app.vault is not None
        await press(pilot, "ctrl+b")
        await until(pilot, lambda: app.vault is None)


async def test_what_cannot_be_a_key_is_said_and_not_taken(make_app, plain_vault):
    speak("en")
    async with at_keys(make_app()) as pilot:
        app = pilot.app
        await give(pilot, "app.lock", "ctrl+i")
        assert "tab" in said(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, PressKey)
        assert "own work" in said(app)
        await press(pilot, "left_square_bracket")
        assert "Nordic" in said(app)
        await press(pilot, "ctrl+y")
        assert "“Do again”" in said(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, PressKey)
        await press(pilot, "escape")
        assert isinstance(app.screen, Keys)
        assert not keymap.keys_file(plain_vault.config).exists()


async def test_one_and_all_go_back_to_the_usual_keys(make_app, plain_vault):
    for name, key in {"app.lock": "ctrl+b", "app.done": "D", "today.answer": "b"}.items():
        keymap.store(plain_vault.config, name, key)
    async with at_keys(make_app()) as pilot:
        app = pilot.app
        app.screen.query_one(ItemList).select("app.done")
        await press(pilot, "r")
        assert set(keymap.load(plain_vault.config)) == {"app.lock", "today.answer"}
        await press(pilot, "R", "enter")
        assert len(keymap.load(plain_vault.config)) == 2
        await press(pilot, "R", "left", "enter")
        assert keymap.load(plain_vault.config) == {}
        assert app.keys == {}
        await press(pilot, "escape", "ctrl+l")
        await until(pilot, lambda: app.vault is None)


async def test_commands_are_found_by_words_place_and_key(make_app, plain_vault):
    speak("en")
    async with at_keys(make_app()) as pilot:
        app = pilot.app
        rows = app.screen.query_one(ItemList)
        everything = len(rows.rows)
        await press(pilot, "f")
        assert isinstance(app.focused, Line)
        await type_text(pilot, "anywhere lock")
        await settle(pilot)
        assert [row.key for row in rows.rows if hasattr(row, "label")] == ["app.lock"]
        await press(pilot, "escape")
        assert rows.has_focus
        app.screen.query_one(Line).value = "[/b] \x1b nothing like it"
        await settle(pilot)
        assert not rows.rows
        app.screen.query_one(Line).value = ""
        await settle(pilot)
        assert len(rows.rows) == everything


@pytest.mark.parametrize("content", ["[broken", '"app.lock" = "ctrl+m"', "\x00", '"[/b]\\u001b" = "super+[/x]"'])
async def test_a_broken_key_file_is_one_sentence_and_the_usual_keys(make_app, plain_vault, content):
    file = keymap.keys_file(plain_vault.config)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content)
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.vault is not None and isinstance(app.screen, Main), seconds=20)
        await settle(pilot)
        assert len(app._notifications) == 1
        assert "keys.toml" in toasts(app)
        assert app.keys == {}
        assert "\x1b" not in screen_text(app)
        await press(pilot, "ctrl+l")
        await until(pilot, lambda: app.vault is None)
    app.close()
    assert file.read_text() == content


async def test_an_id_that_no_command_has_does_no_harm(make_app, plain_vault):
    keymap.store(plain_vault.config, "app.gone", "k")
    keymap.store(plain_vault.config, "today.answer", "b")
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.vault is not None and isinstance(app.screen, Main), seconds=20)
        await settle(pilot)
        assert not app._notifications
        await press(pilot, "k")
        await asyncio.sleep(0)
    app.close()


def test_the_keys_as_a_picture(snap_compare, make_app, plain_vault, spoken, size):
    keymap.store(plain_vault.config, "app.lock", "ctrl+b")

    async def go(pilot):
        await until(pilot, lambda: pilot.app.vault is not None and isinstance(pilot.app.screen, Main))
        await shown(pilot)
        pilot.app.screen.query_one(ItemList).select("app.lock")
        await still(pilot)

    assert snap_compare(make_app(), terminal_size=size, run_before=go)


def test_a_key_that_is_pressed_as_a_picture(snap_compare, make_app, plain_vault, spoken, size):
    async def go(pilot):
        await until(pilot, lambda: pilot.app.vault is not None and isinstance(pilot.app.screen, Main))
        await shown(pilot)
        pilot.app.screen.query_one(ItemList).select("app.lock")
        await settle(pilot)
        await pilot.press("enter", "a")
        await still(pilot)

    assert snap_compare(make_app(), terminal_size=size, run_before=go)
