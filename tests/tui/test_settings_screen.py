"""The settings' screen: every setting of the schema, changed by keys, and holding at once."""

from contextlib import asynccontextmanager

import pytest
from area_app import press
from pilots import screen_text, settle, still, toasts, type_text, until
from textual.widgets import Input, OptionList

from medledare.config.settings import SETTINGS, BadSetting, setting, settings_file
from medledare.services import settings
from medledare.text import language, say, speak
from medledare.text.beneficiary import beneficiary, work_for
from medledare.tui.modals.ask import Ask
from medledare.tui.modals.choose import Choose
from medledare.tui.screens.main import Main
from medledare.tui.screens.settings import Settings
from medledare.tui.themes import DARK, LIGHT
from medledare.tui.widgets.item_list import ItemList
from medledare.tui.widgets.page import Page


@pytest.fixture(autouse=True)
def words_as_before():
    yield
    work_for("")


@asynccontextmanager
async def at_settings(app, size=(100, 30)):
    """The app with the settings open."""
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.vault is not None and isinstance(app.screen, Main), seconds=20)
        await settle(pilot)
        await press(pilot, "f2")
        assert isinstance(app.screen, Settings)
        yield pilot
    app.close()


async def choose(pilot, name):
    """Put the cursor on a setting and press enter."""
    assert pilot.app.screen.query_one(ItemList).select(name)
    await press(pilot, "enter")


async def pick(pilot, key):
    """Choose something from a few."""
    screen = pilot.app.screen
    assert isinstance(screen, Choose)
    screen.query_one(OptionList).highlighted = [one for one, _name, _line in screen._choices].index(key)
    await press(pilot, "enter")


def kept(places):
    return settings.load(places)


async def test_every_setting_of_the_schema_is_there_with_its_words_and_its_value(make_app, plain_vault):
    settings.store(plain_vault, "lock_after", "7")
    speak("en")
    async with at_settings(make_app(), size=(160, 50)) as pilot:
        rows = pilot.app.screen.query_one(ItemList)
        assert [row.key for row in rows.rows] == [one.name for one in SETTINGS]
        assert "7" in screen_text(pilot.app)
        rows.select("lock_after")
        await settle(pilot)
        page = pilot.app.screen.query_one(Page).text
        assert setting("lock_after").help in page
        assert "7, from the settings file" in page
        rows.select("backup_keep")
        await settle(pilot)
        assert "10, the default" in pilot.app.screen.query_one(Page).text


async def test_a_number_that_cannot_be_is_refused_beside_the_field_as_on_the_command_line(make_app, plain_vault):
    speak("en")
    async with at_settings(make_app()) as pilot:
        await choose(pilot, "lock_after")
        assert isinstance(pilot.app.screen, Ask)
        await type_text(pilot, "soon")
        await press(pilot, "enter")
        one = setting("lock_after")
        sentence = say(BadSetting(name="lock_after", value="soon", allowed=one.allowed))
        assert sentence in " ".join(screen_text(pilot.app).replace("│", " ").split())
        assert pilot.app.screen.query_one(Input).value == "soon"
        assert not settings_file(plain_vault.config).exists()
        pilot.app.screen.query_one(Input).value = "0"
        await press(pilot, "enter")
        assert kept(plain_vault)["lock_after"] == 0
        assert pilot.app._settings["lock_after"] == 0


async def test_a_theme_is_worn_while_one_looks_and_put_back_when_left(make_app, plain_vault):
    async with at_settings(make_app()) as pilot:
        await choose(pilot, "theme")
        await press(pilot, "down", "down")
        assert pilot.app.theme == LIGHT
        await press(pilot, "escape")
        assert pilot.app.theme == DARK
        assert not settings_file(plain_vault.config).exists()
        await choose(pilot, "theme")
        await pick(pilot, "dracula")
        assert pilot.app.theme == kept(plain_vault)["theme"] == "dracula"
        await press(pilot, "r")
        assert pilot.app.theme == DARK
        assert kept(plain_vault)["theme"] == ""
        assert "theme" not in settings_file(plain_vault.config).read_text()


async def test_another_language_is_spoken_at_once_and_what_was_being_written_stays(make_app, plain_vault, monkeypatch):
    monkeypatch.delenv("MEDLEDARE_LANG", raising=False)
    speak("en")
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.vault is not None and isinstance(app.screen, Main), seconds=20)
        await settle(pilot)
        await press(pilot, "w")
        await type_text(pilot, "halfway")
        await press(pilot, "escape", "f2")
        await choose(pilot, "language")
        await pick(pilot, "sv")
        assert language() == "sv"
        assert isinstance(app.screen, Settings)
        assert app.screen.current.key == "language"
        assert "Språk" in screen_text(app)
        await press(pilot, "escape")
        await settle(pilot)
        assert "I dag" in screen_text(app)
        assert "halfway" in screen_text(app)
    app.close()


async def test_the_word_for_those_the_work_is_for_and_yes_or_no_hold_at_once(make_app, plain_vault):
    async with at_settings(make_app()) as pilot:
        await choose(pilot, "beneficiary")
        await pick(pilot, "pupil")
        assert beneficiary() == "pupil"
        await choose(pilot, "evening_close")
        assert kept(plain_vault)["evening_close"] is True
        await choose(pilot, "evening_close")
        assert kept(plain_vault)["evening_close"] is False


async def test_what_the_environment_says_goes_before_the_file_and_is_told(make_app, plain_vault, monkeypatch):
    monkeypatch.setenv("MEDLEDARE_LANG", "en")
    speak("en")
    async with at_settings(make_app()) as pilot:
        await choose(pilot, "language")
        await pick(pilot, "sv")
        assert kept(plain_vault)["language"] == "sv"
        assert language() == "en"
        assert "from MEDLEDARE_LANG" in " ".join(pilot.app.screen.query_one(Page).text.split())


async def test_a_file_that_was_broken_meanwhile_is_told_and_left_alone(make_app, plain_vault):
    async with at_settings(make_app(), size=(160, 50)) as pilot:
        file = settings_file(plain_vault.config)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("theme = [broken")
        await choose(pilot, "evening_close")
        assert str(file) in pilot.app.screen.query_one(Page).text.replace("\n", "")
        assert file.read_text() == "theme = [broken"


async def test_hostile_text_in_a_setting_is_shown_as_text(make_app, plain_vault):
    settings.store(plain_vault, "backup_folder", "[/b]\x1b]0;gone\x07\u202e" + "x" * 500)
    async with at_settings(make_app()) as pilot:
        pilot.app.screen.query_one(ItemList).select("backup_folder")
        await settle(pilot)
        assert "[/b]" in screen_text(pilot.app)
        assert "\x1b" not in screen_text(pilot.app)
        await choose(pilot, "backup_folder")
        await press(pilot, "escape")
        assert not toasts(pilot.app)


async def test_a_sample_vault_has_no_settings_to_change(make_app, lived_in):
    app = make_app(lived_in)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f2")
        assert not isinstance(app.screen, Settings)


def test_the_settings_as_a_picture(snap_compare, make_app, plain_vault, spoken, size):
    settings.store(plain_vault, "lock_after", "5")
    settings.store(plain_vault, "place", "office")

    async def go(pilot):
        await until(pilot, lambda: pilot.app.vault is not None and isinstance(pilot.app.screen, Main))
        await pilot.press("f2")
        await settle(pilot)
        await pilot.press("down", "down")
        await still(pilot)

    assert snap_compare(make_app(), terminal_size=size, run_before=go)
