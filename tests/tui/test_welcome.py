"""The first start."""

from pilots import PASSPHRASE, burst, screen_text, settle, type_text, until
from textual.widgets import Button, Static

from medledare.domain.problems import CannotReach
from medledare.domain.records import Entry
from medledare.services import records, session, settings
from medledare.tui.screens import welcome
from medledare.tui.screens.answering import Answering
from medledare.tui.screens.main import Main
from medledare.tui.screens.welcome import Welcome
from medledare.tui.screens.welcome_steps import FirstLineStep, KeyStep, LanguageStep, PassphraseStep
from medledare.tui.widgets.editor import Editor
from medledare.tui.widgets.line import Line, Passphrase


async def _to_passphrase(pilot):
    await settle(pilot)
    await pilot.press("ctrl+n", "ctrl+n")
    await settle(pilot)
    assert isinstance(pilot.app.screen._step, PassphraseStep)


async def test_everything_answered_makes_a_vault_with_a_first_entry_and_the_language(make_app, places):
    app = make_app()
    async with app.run_test() as pilot:
        await settle(pilot)
        assert isinstance(app.screen, Welcome)
        await pilot.press("up", "enter")
        await type_text(pilot, "En lugn start [/b]")
        await pilot.press("enter")
        await type_text(pilot, PASSPHRASE)
        await pilot.press("enter")
        await type_text(pilot, PASSPHRASE)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen._step, KeyStep), seconds=30)
        await settle(pilot)
        assert "AGE-SECRET-KEY-1" in screen_text(app)
        assert "Din första rad är sparad." in screen_text(app)
        await pilot.press("ctrl+n")
        await until(pilot, lambda: isinstance(app.screen, Main))
        await settle(pilot)
        (entry,) = records.all_of(app.vault, Entry)
        assert entry.text == "En lugn start [/b]"
        assert settings.load(places)["language"] == "sv"
        assert "AGE-SECRET-KEY-1" not in screen_text(app)
    app.close()
    assert session.needs_passphrase(places)
    session.open_with(places, PASSPHRASE, app.clock).close()


async def test_every_step_can_be_skipped_even_the_passphrase(make_app, places):
    app = make_app()
    async with app.run_test() as pilot:
        await _to_passphrase(pilot)
        await pilot.click("#without")
        await until(pilot, lambda: isinstance(app.screen._step, KeyStep), seconds=30)
        await settle(pilot)
        await pilot.click("#on")
        await until(pilot, lambda: isinstance(app.screen, Main))
        await settle(pilot)
        assert records.all_of(app.vault, Entry) == []
    app.close()
    assert not session.needs_passphrase(places)


async def test_going_back_and_resizing_lose_nothing(make_app):
    app = make_app()
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("ctrl+n")
        await type_text(pilot, "what I am for")
        await pilot.press("ctrl+n", "escape")
        await pilot.resize_terminal(60, 20)
        await pilot.resize_terminal(160, 50)
        await settle(pilot)
        assert isinstance(app.screen._step, FirstLineStep)
        assert app.screen._step.query(Line).first().value == "what I am for"
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen._step, LanguageStep)
        assert not app.screen.query_one("#back", Button).display


async def test_a_first_line_that_cannot_be_saved_waits_in_the_editor(make_app, places, monkeypatch):
    """And the recovery key is shown all the same, as it is only shown once."""

    def full(*_given):
        raise CannotReach(path=places.vault, reason="No space left on device")

    monkeypatch.setattr(records, "add", full)
    app = make_app()
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("ctrl+n")
        await type_text(pilot, "a first line")
        await pilot.press("ctrl+n")
        await settle(pilot)
        await pilot.click("#without")
        await until(pilot, lambda: isinstance(app.screen._step, KeyStep), seconds=30)
        await settle(pilot)
        assert "AGE-SECRET-KEY-1" in screen_text(app)
        assert "No space left on device" in screen_text(app)
        await pilot.press("ctrl+n")
        await until(pilot, lambda: isinstance(app.screen, Main))
        await settle(pilot)
        assert app.screen.query_one(Editor).text == "a first line"


async def test_two_passphrases_that_differ_are_told_and_nothing_is_made(make_app, places):
    app = make_app()
    async with app.run_test() as pilot:
        await _to_passphrase(pilot)
        await type_text(pilot, "one")
        await pilot.press("tab")
        await type_text(pilot, "other")
        await pilot.press("ctrl+n")
        await settle(pilot)
        assert "not alike" in screen_text(app)
        assert not session.exists(places)


async def test_an_empty_passphrase_is_not_taken_for_none(make_app, places):
    app = make_app()
    async with app.run_test() as pilot:
        await _to_passphrase(pilot)
        await pilot.press("ctrl+n")
        await settle(pilot)
        assert "choose to go without" in screen_text(app)
        assert not session.exists(places)


async def test_what_the_passphrase_does_not_protect_against_is_said(make_app):
    app = make_app()
    async with app.run_test() as pilot:
        await _to_passphrase(pilot)
        words = " ".join(screen_text(app).split())
        assert "administers this machine" in words
        assert "nobody can open the journal" in words


async def test_a_language_is_spoken_as_soon_as_it_is_chosen(make_app):
    app = make_app()
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("up")
        await settle(pilot)
        swedish = screen_text(app)
        await pilot.press("down")
        await settle(pilot)
        assert "Welcome" in screen_text(app)
        assert swedish != screen_text(app)


async def test_a_vault_that_cannot_be_made_leads_back_with_the_reason(make_app, places):
    places.vault.parent.mkdir(exist_ok=True)
    places.vault.write_text("a file in the way")
    app = make_app()
    async with app.run_test() as pilot:
        await _to_passphrase(pilot)
        await pilot.click("#without")
        message = app.screen.query_one("#welcome-message", Static)
        await until(pilot, lambda: str(places.vault) in str(message.content), seconds=10)
        assert isinstance(app.screen._step, PassphraseStep)


async def test_no_palette_opens_before_there_is_a_vault(make_app):
    app = make_app()
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("ctrl+p")
        await settle(pilot)
        assert isinstance(app.screen, Welcome)


async def test_enter_leads_from_the_recovery_key_once_there_was_time_to_see_it(make_app, places, monkeypatch):
    monkeypatch.setattr(welcome, "A_LOOK", 0.6)
    app = make_app()
    async with app.run_test() as pilot:
        await _to_passphrase(pilot)
        await pilot.click("#without")
        await until(pilot, lambda: isinstance(app.screen._step, KeyStep), seconds=30)
        await burst(pilot, "enter", "enter")
        assert isinstance(app.screen._step, KeyStep)
        assert "AGE-SECRET-KEY-1" in screen_text(app)
        await until(pilot, lambda: app.focused is app.screen.query_one("#on"))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Main))


async def test_a_passphrase_typed_quickly_does_not_end_up_in_one_field(make_app):
    app = make_app()
    async with app.run_test() as pilot:
        await _to_passphrase(pilot)
        await burst(pilot, *"one", "enter", *"other")
        fields = [field.value for field in app.screen._step.query(Passphrase)]
        assert fields == ["one", "other"]


async def test_what_was_said_of_a_passphrase_goes_when_it_is_typed_anew(make_app):
    app = make_app()
    async with app.run_test() as pilot:
        await _to_passphrase(pilot)
        await type_text(pilot, "one")
        await pilot.press("ctrl+n")
        await settle(pilot)
        assert "not alike" in screen_text(app)
        await pilot.press("tab", "x")
        await settle(pilot)
        assert "not alike" not in screen_text(app)


async def test_the_way_that_is_left_is_told(make_app):
    app = make_app()
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "1 of 3" in screen_text(app)
        await pilot.press("ctrl+n")
        await settle(pilot)
        assert "2 of 3" in screen_text(app)


async def test_an_invitation_is_answered_from_the_first_page_only(make_app, places):
    app = make_app()
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "Answer an invitation" in screen_text(app)
        await pilot.press("ctrl+n")
        await settle(pilot)
        assert "Answer an invitation" not in screen_text(app)
        await pilot.press("ctrl+o")
        await settle(pilot)
        assert isinstance(app.screen, Welcome)
        await pilot.press("escape", "ctrl+o")
        await settle(pilot)
        assert isinstance(app.screen, Answering)
