"""What is being written is sealed on the disk within half a second, and found again by the next window."""

from pilots import settle, toasts, type_text, until
from textual import events

from medledare.domain.problems import CannotReach
from medledare.domain.records import Entry
from medledare.services import goals, records, session
from medledare.services.drafts import Drafts
from medledare.tui.keeping import DRAFT_DELAY
from medledare.tui.screens.main import Main
from medledare.tui.widgets.editor import LONGEST_LINE, Editor
from medledare.tui.widgets.line import Line

MEGABYTE = "Nine words about a day that was quite long.\n" * 24_000


async def _at_work(pilot):
    await until(pilot, lambda: isinstance(pilot.app.screen, Main), seconds=20)
    await settle(pilot)


async def test_a_window_that_was_killed_leaves_its_text_to_the_next(make_app, plain_vault):
    """Nothing is closed in the first window: all that is known of it is what lies on the disk."""
    first = make_app()
    async with first.run_test() as pilot:
        await _at_work(pilot)
        await pilot.press("w")
        await type_text(pilot, "a thought")
        await pilot.pause(DRAFT_DELAY + 0.3)
        first.drafts._draft.release()
        first.drafts = None
    second = make_app()
    async with second.run_test() as pilot:
        await _at_work(pilot)
        assert second.screen.query_one(Editor).text == "a thought"
    second.close()


async def test_all_fields_of_today_are_kept(make_app, plain_vault, clock):
    vault = session.open_at_hand(plain_vault, clock)
    goals.create(vault, clock, "A goal")
    vault.close()
    app = make_app()
    async with app.run_test() as pilot:
        await _at_work(pilot)
        await pilot.press("a")
        await type_text(pilot, "answer")
        await pilot.press("escape", "g")
        await type_text(pilot, "done")
        await settle(pilot)
    app.close()
    app = make_app()
    async with app.run_test() as pilot:
        await _at_work(pilot)
        values = [line.value for line in app.screen.query(Line)]
        assert values == ["answer", "done"]
    app.close()


async def test_a_saved_entry_leaves_no_draft(make_app, plain_vault, clock):
    app = make_app()
    async with app.run_test() as pilot:
        await _at_work(pilot)
        await pilot.press("w")
        await type_text(pilot, "kept as an entry")
        await pilot.press("ctrl+s")
        await settle(pilot)
    app.close()
    vault = session.open_at_hand(plain_vault, clock)
    assert Drafts(vault).text("entry") == ""
    assert [entry.text for entry in records.all_of(vault, Entry)] == ["kept as an entry"]
    vault.close()


async def test_two_windows_do_not_take_each_others_drafts(make_app, plain_vault):
    first, second = make_app(), make_app()
    async with first.run_test() as pilot:
        await _at_work(pilot)
        await pilot.press("w")
        await type_text(pilot, "mine")
        await pilot.pause(DRAFT_DELAY + 0.3)
        async with second.run_test() as other:
            await _at_work(other)
            assert second.screen.query_one(Editor).text == ""
    first.close()
    second.close()


async def test_no_word_of_a_draft_lies_readable_on_the_disk(make_app, plain_vault, tmp_path):
    app = make_app()
    async with app.run_test() as pilot:
        await _at_work(pilot)
        await pilot.press("w")
        await type_text(pilot, "canarybird")
        await pilot.pause(DRAFT_DELAY + 0.3)
        held = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert any(path.suffix == ".draft" for path in held)
        assert not [path for path in held if b"canarybird" in path.read_bytes()]
    app.close()


async def test_a_draft_that_cannot_be_written_is_told_and_typing_goes_on(make_app, plain_vault, monkeypatch):
    def full(self):
        raise CannotReach(path="/state", reason="No space left")

    app = make_app()
    async with app.run_test() as pilot:
        await _at_work(pilot)
        monkeypatch.setattr(Drafts, "save", full)
        await pilot.press("w")
        await type_text(pilot, "on")
        await until(pilot, lambda: "No space left" in toasts(app))
        await type_text(pilot, "wards")
        assert app.screen.query_one(Editor).text == "onwards"
    monkeypatch.undo()
    app.close()


async def test_a_megabyte_can_be_pasted_saved_and_comes_back_as_it_was(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("w")
        app.screen.query_one(Editor).post_message(events.Paste(MEGABYTE))
        await until(pilot, lambda: app.screen.query_one(Editor).text == MEGABYTE, seconds=20)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert [entry.text for entry in records.all_of(empty, Entry)] == [MEGABYTE]


async def test_a_megabyte_on_one_line_is_saved_at_once_as_an_entry(make_app, empty):
    text = "word " * 200_000
    assert len(text) > LONGEST_LINE
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("w")
        app.screen.query_one(Editor).post_message(events.Paste(text))
        await until(pilot, lambda: "too long to edit" in toasts(app), seconds=20)
        assert [entry.text for entry in records.all_of(empty, Entry)] == [text]
