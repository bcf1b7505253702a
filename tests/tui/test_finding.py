"""Finding anything from anywhere: as one types, of every kind, read beside, opened where it lives, and left again."""

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from all_screens import AREAS, SCREENS, furnish, go_to
from area_app import HOSTILE, area, press, settle, write
from pilots import NOW, screen_text, send, still, toasts, type_text, until
from textual.pilot import Pilot
from textual.widgets import Input

from medledare.config import keymap
from medledare.domain.records import (
    Checkin,
    Conditions,
    Focus,
    Goal,
    Mission,
    Observation,
    Observer,
    Pair,
    Record,
    Role,
    Seen,
)
from medledare.services import capture, departures, goals, index, records, session
from medledare.services.departures import Shared
from medledare.services.index import Index
from medledare.tui.app import MedledareApp
from medledare.tui.modals.ask import Ask, Asked
from medledare.tui.modals.confirm import Confirm
from medledare.tui.modals.form import Form
from medledare.tui.modals.press_key import PressKey
from medledare.tui.modals.search import Search
from medledare.tui.modals.through import Through
from medledare.tui.palette import Palette
from medledare.tui.screens.lock import Lock
from medledare.tui.screens.main import Main
from medledare.tui.widgets.editor import Editor
from medledare.tui.widgets.item_list import ItemList
from medledare.tui.widgets.line import Line
from medledare.tui.widgets.page import Page
from medledare.vault.ids import new_id
from medledare.vault.vault import Vault

MakeApp = Callable[..., MedledareApp]
Look = Callable[..., bool]
AREA_OF = {"goal": "goals", "mandate": "goals", "decision": "goals", "stop": "goals"} | dict.fromkeys(
    ("failure", "learning", "need", "talk", "observer", "observation"), "learnings"
)


def clock() -> Any:
    return NOW


def found(app: MedledareApp) -> list[str]:
    """The rows of what was found."""
    items = app.screen.query_one(ItemList)
    return [items.line_text(number) for number in range(len(items.rows))]


def read(app: MedledareApp) -> str:
    """What stands on the page beside."""
    return app.screen.query_one("#search-page", Page).text


async def search(pilot: Pilot[Any], text: str) -> None:
    """Open the search and put a text into its field."""
    await settle(pilot)
    await press(pilot, "ctrl+f")
    assert isinstance(pilot.app.screen, Search)
    await write(pilot, text)


def common() -> dict[str, Any]:
    return {"id": new_id(), "at": NOW - timedelta(days=3), "created": NOW}


def one_of_each(vault: Vault) -> list[Record]:
    """A record of every kind that holds words, each with a word of its own."""
    long_ago = {**common(), "at": NOW - timedelta(days=300)}
    observer = Observer(**common(), behaviour="word-observer", whom="a colleague")
    made: list[Record] = [
        *(
            capture.written(kind, clock, f"word-{kind}")
            for kind in ("entry", "failure", "learning", "need", "mandate", "decision", "stop", "close")
        ),
        capture.written("talk", clock, "word-talk", at=NOW + timedelta(days=5)),
        Goal(**common(), title="word-goal"),
        Mission(**common(), statement="word-mission"),
        Role(**common(), text="word-role"),
        observer,
        Observation(
            **long_ago, behaviour="b", whom="the colleague", observer=observer.id, seen=(Seen("q", "word-observation"),)
        ),
    ]
    for record in made:
        records.add(vault, record)
    return made


async def test_what_is_found_is_shown_as_one_types_with_its_day_its_kind_and_its_words(
    make_app: MakeApp, empty: Vault
) -> None:
    records.add(empty, capture.entry(clock, "Tidigt möte.\nSedan ett samtal om kaffe.", at=NOW - timedelta(days=2)))
    records.add(empty, capture.failure(clock, "Kaffet tog slut", at=NOW - timedelta(days=400)))
    app = make_app(empty)
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+f")
        await type_text(pilot, "kaff")
        await settle(pilot)
        newest, older = found(app)
        assert "21 Nov" in newest
        assert "kaffe" in newest
        assert "entry" in newest
        assert "2025" in older
        assert "Kaffet tog slut" in older
        assert "failure" in older
        assert "2 found" in screen_text(app)
        # The first is there to be read; the keys go on to the next while one types.
        assert "Sedan ett samtal om kaffe." in read(app)
        await press(pilot, "down")
        assert "Kaffet tog slut" in read(app)
        await press(pilot, "t", "x")
        assert "Nothing found" in read(app)


async def test_a_phrase_in_quotes_stands_together_as_on_the_command_line(make_app: MakeApp, empty: Vault) -> None:
    for text in ("ett lugnt möte", "möte, sedan lugnt"):
        records.add(empty, capture.entry(clock, text))
    app = make_app(empty)
    async with app.run_test() as pilot:
        await search(pilot, '"lugnt möte"')
        assert len(found(app)) == 1
        assert "ett lugnt möte" in found(app)[0]


async def test_every_kind_is_found_and_opened_where_it_lives(make_app: MakeApp, empty: Vault) -> None:
    made = one_of_each(empty)
    app = make_app(empty)
    async with app.run_test(size=(140, 40)) as pilot:
        for record in made:
            await search(pilot, f"word-{record.kind}")
            assert len([row for row in found(app) if record.kind != "observer" or "observer" in row]) == 1
            await press(pilot, "enter")
            await still(pilot)
            assert area(app).id == AREA_OF.get(record.kind, "journal"), record.kind
            assert area(app).record.id == record.id, record.kind  # type: ignore[attr-defined]


async def test_what_holds_no_words_is_opened_among_its_own_kind(make_app: MakeApp, lived_in: Vault) -> None:
    app = make_app(lived_in)
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        main = app.screen
        assert isinstance(main, Main)
        for kind in (Checkin, Conditions, Focus, Pair):
            for record in records.all_of(lived_in, kind)[:1]:
                await main.reveal("journal", record)
                await settle(pilot)
                assert area(app).record == record  # type: ignore[attr-defined]


async def test_what_others_saw_says_who_wrote_it(make_app: MakeApp, empty: Vault) -> None:
    one_of_each(empty)
    app = make_app(empty)
    async with app.run_test(size=(140, 40)) as pilot:
        await search(pilot, "word-observation")
        assert "observation · the colleague" in found(app)[0]


async def test_what_was_told_somebody_is_found_and_opened_to_be_read(make_app: MakeApp, empty: Vault) -> None:
    told = departures.note(
        empty, clock, "summary", "a.txt", 0, shared=Shared("one", "We asked the users.", "", ("Bo",))
    )
    departures.note(empty, clock, "json", "users.json", 3)
    app = make_app(empty)
    async with app.run_test() as pilot:
        await search(pilot, "users")
        assert len(found(app)) == 1
        await press(pilot, "enter")
        await still(pilot)
        assert isinstance(app.screen, Through)
        assert told.text in screen_text(app)


async def test_one_that_was_pruned_is_unfolded(make_app: MakeApp, empty: Vault) -> None:
    goal = goals.create(empty, clock, "An old aim")
    goals.prune(empty, clock, goal)
    goals.create(empty, clock, "A new one")
    app = make_app(empty)
    async with app.run_test() as pilot:
        await search(pilot, "old aim")
        await press(pilot, "enter")
        await still(pilot)
        assert area(app).record.id == goal.id  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", [*AREAS, *SCREENS])
async def test_from_everywhere_and_back_to_exactly_where_one_was(
    make_app: MakeApp, lived_in: Vault, tmp_path: Path, name: str
) -> None:
    furnish(lived_in, tmp_path / "space")
    app = make_app(lived_in)
    async with app.run_test(size=(120, 40)) as pilot:
        await go_to(pilot, name)
        screen, focus, before = app.screen, app.focused, app.export_screenshot()
        await search(pilot, "a")
        await press(pilot, "escape")
        await still(pilot)
        assert app.screen is screen
        assert app.focused is focus
        assert app.export_screenshot() == before


async def test_nothing_typed_is_lost_neither_by_leaving_nor_by_opening(make_app: MakeApp, empty: Vault) -> None:
    records.add(empty, capture.entry(clock, "needle"))
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "2", "n")
        await type_text(pilot, "half a goal")
        await search(pilot, "needle")
        await press(pilot, "escape")
        assert isinstance(app.screen, Form)
        assert "half a goal" in screen_text(app)
        await search(pilot, "needle")
        await pilot.press("enter")
        await until(pilot, lambda: "kept as a draft" in toasts(app))
        await still(pilot)
        assert area(app).id == "journal"
        await press(pilot, "escape", "2", "n")
        assert "half a goal" in screen_text(app)


async def test_where_something_typed_would_be_lost_one_is_asked(make_app: MakeApp, empty: Vault) -> None:
    records.add(empty, capture.entry(clock, "needle"))
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        ask = Ask("Ask", "Words.", [Asked("path", "File")], "Yes", lambda answers, tell: None)
        app.push_screen(ask)
        await settle(pilot)
        await search(pilot, "needle")
        await press(pilot, "enter")
        assert area(app).id == "journal"
        app.push_screen(ask := Ask("Ask", "Words.", [Asked("path", "File")], "Yes", lambda answers, tell: None))
        await settle(pilot)
        await write(pilot, "~/somewhere")
        await search(pilot, "needle")
        await press(pilot, "enter")
        assert isinstance(app.screen, Confirm)
        await press(pilot, "escape")
        assert app.screen is ask
        assert ask.query_one(Line).value == "~/somewhere"


async def test_enter_opens_what_was_typed_and_not_what_stood_there_before(
    make_app: MakeApp, empty: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in ("apple", "banana"):
        records.add(empty, capture.entry(clock, text))
    begun, goes_on, look = threading.Event(), threading.Event(), Index.find
    seen: list[str] = []

    def slow(self: Index, text: str) -> Any:
        if text:
            begun.set()
            goes_on.wait(5)
        seen.append(text)
        return look(self, text)

    monkeypatch.setattr(index.Index, "find", slow)
    app = make_app(empty)
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+f")
        assert len(found(app)) == 2
        send(pilot, "a")
        await until(pilot, begun.is_set)
        for key in (*"pple", "enter"):
            send(pilot, key)
        await pilot.pause(0.1)
        assert isinstance(app.screen, Search)
        goes_on.set()
        await until(pilot, lambda: isinstance(app.screen, Main))
        await still(pilot)
        assert area(app).record.text == "apple"  # type: ignore[attr-defined]
        # What was typed past was not looked for.
        assert seen == ["", "a", "apple"]


async def test_the_search_goes_on_from_what_was_typed_last(make_app: MakeApp, empty: Vault) -> None:
    for text in ("needle one", "needle two"):
        records.add(empty, capture.entry(clock, text))
    app = make_app(empty)
    async with app.run_test() as pilot:
        await search(pilot, "needle")
        await press(pilot, "enter", "ctrl+f")
        assert app.screen.query_one(Input).value == "needle"
        assert len(found(app)) == 2
        await type_text(pilot, "two")
        await settle(pilot)
        assert app.screen.query_one(Input).value == "two"


async def test_locking_takes_it_off_the_screen_at_once(make_app: MakeApp, sealed_vault: Any, clock: Any) -> None:
    session.unlock(sealed_vault, "korrekt häst batteri", 8, clock)
    app = make_app()
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, Main) and app.vault is not None, seconds=20)
        assert app.vault is not None
        records.add(app.vault, capture.entry(clock, "a canary sang"))
        await search(pilot, "canary")
        assert "a canary sang" in screen_text(app)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, Lock))
        await settle(pilot)
        assert "canary" not in screen_text(app)
        assert [type(screen).__name__ for screen in app.screen_stack] == ["Lock"]
        await press(pilot, "ctrl+f")
        assert isinstance(app.screen, Lock)
    app.close()


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_words_are_text_in_the_field_the_rows_and_on_the_page(
    make_app: MakeApp, empty: Vault, text: str
) -> None:
    for made in (capture.entry, capture.failure):
        records.add(empty, made(clock, f"{text} needle\n{text}"))
    records.add(empty, Observation(**common(), behaviour=text, whom=text, observer="", seen=(Seen(text, text),)))
    app = make_app(empty)
    async with app.run_test(size=(140, 40)) as pilot:
        for typed, least in (("needle", 2), (text, 0)):
            await search(pilot, typed)
            assert len(found(app)) >= least
            assert not set(screen_text(app)) & set("\x1b\x07\u202e")
            await press(pilot, "down", "escape")


async def test_a_megabyte_is_found_by_its_last_word_which_comes_into_view(make_app: MakeApp, empty: Vault) -> None:
    records.add(empty, capture.entry(clock, "words " * 180_000 + "needle"))
    app = make_app(empty)
    async with app.run_test(size=(140, 40)) as pilot:
        await search(pilot, "needle")
        await until(pilot, lambda: "needle" in screen_text(app).split("esc goes back")[0].partition("needle")[2], 20)


async def test_an_empty_journal_welcomes(make_app: MakeApp, empty: Vault) -> None:
    app = make_app(empty)
    async with app.run_test() as pilot:
        await search(pilot, "")
        assert "Everything you write can be found here again" in read(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, Search)


async def test_what_was_deleted_meanwhile_is_said_to_be_gone(make_app: MakeApp, empty: Vault) -> None:
    entry = records.add(empty, capture.entry(clock, "needle"))
    app = make_app(empty)
    async with app.run_test() as pilot:
        await search(pilot, "needle")
        records.remove(empty, entry)
        await pilot.press("enter")
        await until(pilot, lambda: "no longer there" in toasts(app))


async def test_the_key_leaves_questions_for_a_key_the_palette_and_itself_alone(
    make_app: MakeApp, lived_in: Vault
) -> None:
    app = make_app(lived_in)
    async with app.run_test() as pilot:
        await settle(pilot)
        app.push_screen(PressKey("Which?", "Now: x", lambda key: []))
        await settle(pilot)
        await press(pilot, "ctrl+f")
        assert isinstance(app.screen, PressKey)
        assert app.screen.chosen == "ctrl+f"
        await press(pilot, "escape", "ctrl+p", "ctrl+f")
        assert isinstance(app.screen, Palette)
        await press(pilot, "escape", "ctrl+f", "ctrl+f")
        assert isinstance(app.screen, Search)
        assert isinstance(app.screen_stack[-2], Main)


async def test_a_letter_given_to_it_is_a_letter_while_one_writes(make_app: MakeApp, plain_vault: Any) -> None:
    keymap.store(plain_vault.config, "app.find", "z")
    app = make_app()
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, Main) and app.vault is not None, seconds=20)
        await settle(pilot)
        await press(pilot, "w", "z")
        assert app.screen.query_one("#today-editor", Editor).text == "z"
        await press(pilot, "escape", "z")
        assert isinstance(app.screen, Search)
    app.close()


async def test_it_is_told_in_help_also_over_a_form(make_app: MakeApp, lived_in: Vault) -> None:
    app = make_app(lived_in)
    async with app.run_test(size=(100, 90)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "n", "f1")
        assert "Find anything" in screen_text(app)


@pytest.mark.parametrize("word", ["letter"])
def test_finding_looks(snap_compare: Look, make_app: MakeApp, lived_in: Vault, word: str) -> None:
    async def look(pilot: Pilot[Any]) -> None:
        await search(pilot, word)
        await still(pilot)

    assert snap_compare(make_app(lived_in), terminal_size=(120, 30), run_before=look)
