"""The lock: what hides, what leads past it, and what survives it."""

import gc
import weakref

from pilots import PASSPHRASE, screen_text, settle, type_text, until
from textual.widgets import Input

from medledare.services import session, settings
from medledare.services.drafts import Drafts
from medledare.tui.screens.lock import Lock
from medledare.tui.screens.main import Main
from medledare.tui.widgets.editor import Editor


async def _unlock(pilot, passphrase=PASSPHRASE):
    await until(pilot, lambda: isinstance(pilot.app.screen, Lock))
    await settle(pilot)
    await type_text(pilot, passphrase)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, Main), seconds=20)
    await settle(pilot)


async def test_a_locked_vault_asks_for_the_passphrase_and_opens_with_it(make_app, sealed_vault):
    app = make_app()
    async with app.run_test() as pilot:
        await _unlock(pilot)
        assert app.vault is not None
    app.close()


async def test_a_wrong_passphrase_is_told_gently_and_can_be_tried_again(make_app, sealed_vault):
    app = make_app()
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, Lock))
        await settle(pilot)
        await type_text(pilot, "wrong")
        await pilot.press("enter")
        await until(pilot, lambda: "That was not it" in screen_text(app), seconds=20)
        assert app.screen.query_one(Input).value == ""
        await _unlock(pilot)
    app.close()


async def test_an_unlocked_session_opens_at_once(make_app, sealed_vault, clock):
    session.unlock(sealed_vault, PASSPHRASE, 8, clock)
    app = make_app()
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, Main), seconds=20)
    app.close()


async def test_locking_hides_everything_and_forgets_the_key_and_the_session(make_app, sealed_vault, clock):
    session.unlock(sealed_vault, PASSPHRASE, 8, clock)
    app = make_app()
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, Main), seconds=20)
        await settle(pilot)
        await pilot.press("w")
        await type_text(pilot, "canary")
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, Lock))
        await settle(pilot)
        assert "canary" not in screen_text(app)
        assert app.vault is None
        assert [type(screen).__name__ for screen in app.screen_stack] == ["Lock"]
        gc.collect()
        assert not [thing for thing in gc.get_objects() if isinstance(thing, Editor) and thing.is_attached]
    app.close()
    try:
        session.open_at_hand(sealed_vault, clock)
    except session.Locked:
        return
    raise AssertionError("the session's key was still there")


async def test_what_was_being_written_is_there_after_the_lock(make_app, sealed_vault):
    app = make_app()
    async with app.run_test() as pilot:
        await _unlock(pilot)
        await pilot.press("w")
        await type_text(pilot, "half a sentence")
        await pilot.press("ctrl+l")
        await _unlock(pilot)
        assert app.screen.query_one(Editor).text == "half a sentence"
    app.close()


async def test_a_form_that_was_open_has_its_text_when_it_is_opened_again(make_app, sealed_vault):
    app = make_app()
    async with app.run_test() as pilot:
        await _unlock(pilot)
        await pilot.press("m")
        await settle(pilot)
        await type_text(pilot, "a mission in the making")
        await app._lock()
        await _unlock(pilot)
        await pilot.press("m")
        await settle(pilot)
        assert app.screen.query_one("#field-statement", Editor).text == "a mission in the making"
    app.close()


async def test_no_palette_no_help_and_no_undo_over_the_lock(make_app, sealed_vault):
    app = make_app()
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, Lock))
        await settle(pilot)
        await pilot.press("ctrl+p", "f1", "ctrl+z")
        await settle(pilot)
        assert isinstance(app.screen, Lock)


async def test_the_passphrase_is_never_shown_nor_copied(make_app, sealed_vault):
    app = make_app()
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, Lock))
        await settle(pilot)
        await type_text(pilot, "hemlig")
        field = app.screen.query_one(Input)
        field.select_all()
        await pilot.press("ctrl+c", "ctrl+x")
        await settle(pilot)
        assert "hemlig" not in screen_text(app)
        assert app.clipboard == ""
        assert field.value == "hemlig"


async def test_the_program_locks_itself_after_idle_minutes(make_app, sealed_vault, clock):
    settings.store(sealed_vault, "lock_after", "10")
    app = make_app()
    async with app.run_test() as pilot:
        await _unlock(pilot)
        clock.pass_by(minutes=9)
        await app._poll()
        assert isinstance(app.screen, Main)
        await pilot.press("c")
        clock.pass_by(minutes=9)
        await app._poll()
        assert isinstance(app.screen, Main)
        clock.pass_by(minutes=2)
        await app._poll()
        assert isinstance(app.screen, Lock)
    app.close()


async def test_a_clock_that_is_set_back_or_a_machine_that_slept_does_not_put_the_lock_off(
    make_app, sealed_vault, clock
):
    settings.store(sealed_vault, "lock_after", "10")
    app = make_app()
    ticks = [0.0]
    async with app.run_test() as pilot:
        await _unlock(pilot)
        app.ticks = lambda: ticks[0]
        app._touch()
        clock.pass_by(days=-400)
        ticks[0] = 9 * 60
        await app._poll()
        assert isinstance(app.screen, Main)
        ticks[0] = 10 * 60
        await app._poll()
        assert isinstance(app.screen, Lock)
        await _unlock(pilot)
        clock.pass_by(minutes=10)
        await app._poll()
        assert isinstance(app.screen, Lock)
    app.close()


async def test_a_vault_without_passphrase_is_closed_and_opened_with_enter(make_app, plain_vault):
    app = make_app()
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, Main), seconds=20)
        await settle(pilot)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, Lock))
        await settle(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Main), seconds=20)
    app.close()


async def test_a_vault_handed_in_for_looking_around_is_never_locked(make_app, lived_in, clock):
    app = make_app(lived_in)
    async with app.run_test() as pilot:
        await settle(pilot)
        clock.pass_by(hours=5)
        await app._poll()
        await pilot.press("ctrl+l")
        await settle(pilot)
        assert isinstance(app.screen, Main)


async def test_drafts_go_on_being_sealed_while_locked(make_app, sealed_vault, clock):
    app = make_app()
    async with app.run_test() as pilot:
        await _unlock(pilot)
        await pilot.press("w")
        await type_text(pilot, "kept")
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, Lock))
        await settle(pilot)
    app.close()
    vault = session.open_with(sealed_vault, PASSPHRASE, clock)
    assert Drafts(vault).text("entry") == "kept"
    vault.close()


async def test_locking_again_and_again_keeps_nothing_of_what_was_shown(make_app, plain_vault):
    """But the first, which the app began with, and the last, which may still be on its way out."""
    app, shown = make_app(), []
    async with app.run_test() as pilot:
        for _again in range(4):
            await until(pilot, lambda: app.vault is not None and isinstance(app.screen, Main), seconds=30)
            await settle(pilot)
            shown.append(weakref.ref(app.screen))
            app.action_lock()
            await until(pilot, lambda: app.vault is None and isinstance(app.screen, Lock), seconds=30)
            await settle(pilot)
            await pilot.press("enter")
        await until(pilot, lambda: app.vault is not None and isinstance(app.screen, Main), seconds=30)
        await settle(pilot)
        assert sum(one() is not None for one in shown) <= 2
