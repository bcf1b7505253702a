"""Bringing a journal in from the terminal interface: seen first, then taken in, and taken back whole."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from area_app import HOSTILE, press, show
from pilots import NOW, screen_text, settle, toasts, until
from textual.pilot import Pilot
from textual.widgets import Button, Checkbox, Input, Select

from medledare.domain.records import Entry
from medledare.services import arrivals, importing, records
from medledare.services.demo import demo_vault
from medledare.tui.app import MedledareApp
from medledare.tui.modals.confirm import Confirm
from medledare.tui.screens.importing import Importing
from medledare.tui.screens.main import Main
from medledare.tui.widgets.item_list import ItemList
from medledare.tui.widgets.page import Page
from medledare.tui.widgets.paths import completed
from medledare.vault.vault import Vault

MakeApp = Callable[[Vault], MedledareApp]
Look = Callable[..., bool]

JOURNAL = "[2026-03-02 09:15] Ett *\nText\n\n[2026-03-03 10:00] Två\n\n[2026-03-04 10:00] Tre\n"


@pytest.fixture(autouse=True)
def stockholm(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's zone, as the screen offers it."""
    monkeypatch.setenv("TZ", "Europe/Stockholm")


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    path = tmp_path / "dagbok.txt"
    path.write_text(JOURNAL, encoding="utf-8")
    return path


@asynccontextmanager
async def bringing_in(app: MedledareApp, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[Any]]:
    """The app with the import's screen open."""
    async with app.run_test(size=size) as pilot:
        await show(pilot, "share")
        await press(pilot, "i")
        assert isinstance(app.screen, Importing)
        yield pilot


async def name(pilot: Pilot[Any], path: Path | str) -> None:
    """Write a path, and see what is in it."""
    pilot.app.screen.query_one("#import-path", Input).value = str(path)
    pilot.app.screen.query_one("#import-path").focus()
    await press(pilot, "enter")


def said(app: MedledareApp) -> str:
    """What stands on the page, as one line."""
    return " ".join(app.screen.query_one(Page).text.split())


def shown(app: MedledareApp, *names: str) -> list[bool]:
    return [bool(app.screen.query_one(f"#import-{one}").display) for one in names]


def earlier(app: MedledareApp) -> list[str]:
    items = app.screen.query_one("#import-earlier", ItemList)
    return [items.line_text(number) for number in range(len(items.rows))]


def texts(vault: Vault) -> list[str]:
    return [entry.title for entry in records.all_of(vault, Entry)]


async def test_what_is_in_a_file_is_seen_before_anything_is_written(
    make_app: MakeApp, empty: Vault, journal: Path
) -> None:
    app = make_app(empty)
    async with bringing_in(app) as pilot:
        assert "Name a file, a folder or a zip archive" in said(app)
        assert shown(app, "zone-row", "strict", "restore", "earlier") == [False] * 4
        await name(pilot, journal)
        assert "jrnl, 3 records Monday 2 March 2026 to Wednesday 4 March 2026 3 are new." in said(app)
        assert "2 Mar 2026 09:15 Ett Text" in said(app)
        assert shown(app, "zone-row", "strict", "restore") == [True, False, False]
        assert texts(empty) == []


async def test_it_is_brought_in_and_ctrl_z_takes_it_back(make_app: MakeApp, empty: Vault, journal: Path) -> None:
    app = make_app(empty)
    async with bringing_in(app) as pilot:
        await name(pilot, journal)
        await press(pilot, "ctrl+s")
        assert "3 records added." in said(app)
        assert texts(empty) == ["Ett", "Två", "Tre"]
        assert ["jrnl, 3 records, " in line for line in earlier(app)] == [True]
        await press(pilot, "ctrl+z")
        told = "Took back an import of 3 records. Importing the same again brings them back."
        assert told in toasts(app)
        assert texts(empty) == []
        await until(pilot, lambda: earlier(app) == [])


async def test_ctrl_s_sees_first_what_was_not_seen_and_the_button_does_the_same(
    make_app: MakeApp, empty: Vault, journal: Path
) -> None:
    app = make_app(empty)
    async with bringing_in(app) as pilot:
        await press(pilot, "ctrl+s")
        assert app.screen.focused is app.screen.query_one("#import-path")
        app.screen.query_one("#import-path", Input).value = str(journal)
        await press(pilot, "ctrl+s")
        assert (texts(empty), "3 are new." in said(app)) == ([], True)
        app.screen.query_one("#import-go", Button).press()
        await settle(pilot)
        assert len(texts(empty)) == 3
        await name(pilot, journal)
        assert "0 are new. 3 were here already." in said(app)
        await press(pilot, "ctrl+s")
        assert len(texts(empty)) == 3


async def test_a_path_changed_since_is_seen_first(make_app: MakeApp, empty: Vault, journal: Path) -> None:
    other = journal.with_name("annan.txt")
    other.write_text("[2026-05-02 09:15] Annat\n", encoding="utf-8")
    app = make_app(empty)
    async with bringing_in(app) as pilot:
        await name(pilot, journal)
        app.screen.query_one("#import-path", Input).value = str(other)
        await press(pilot, "ctrl+s")
        assert (texts(empty), "1 is new." in said(app)) == ([], True)
        await press(pilot, "ctrl+s")
        assert texts(empty) == ["Annat"]


async def test_the_zone_of_times_without_one_is_asked_for(make_app: MakeApp, empty: Vault, journal: Path) -> None:
    app = make_app(empty)
    async with bringing_in(app) as pilot:
        await name(pilot, journal)
        zone = app.screen.query_one("#import-zone", Input)
        assert zone.value == "Europe/Stockholm"
        zone.value = "Mars/Krater"
        zone.focus()
        await press(pilot, "enter")
        assert "There is no time zone called Mars/Krater" in said(app)
        assert shown(app, "zone-row") == [True]
        zone.value = "America/New_York"
        await press(pilot, "enter")
        await press(pilot, "ctrl+s")
        assert records.all_of(empty, Entry)[0].at.isoformat() == "2026-03-02T09:15:00-05:00"


async def test_an_earlier_import_is_taken_back_but_not_what_was_changed_since(
    make_app: MakeApp, empty: Vault, journal: Path, clock: Callable[[], Any]
) -> None:
    importing.run(empty, clock, [importing.plan(journal)])
    first, *_rest = records.all_of(empty, Entry)
    records.change(empty, first, text="Mitt nu")
    app = make_app(empty)
    async with bringing_in(app) as pilot:
        assert len(earlier(app)) == 1
        app.screen.query_one("#import-earlier").focus()
        await press(pilot, "x")
        assert isinstance(app.screen, Confirm)
        await press(pilot, "escape")
        assert len(texts(empty)) == 3
        await press(pilot, "x", "left", "enter")
        assert "2 records taken back. 1 stays, as you have changed it since." in said(app)
        assert (texts(empty), arrivals.arrivals(empty)) == (["Mitt nu"], [])
        assert shown(app, "earlier") == [False]


async def test_dated_lines_in_a_body_can_be_left_where_they_are(make_app: MakeApp, empty: Vault, journal: Path) -> None:
    journal.write_text(JOURNAL + "[2026-01-01] en rad\n", encoding="utf-8")
    app = make_app(empty)
    async with bringing_in(app) as pilot:
        await name(pilot, journal)
        assert "jrnl, 4 records" in said(app)
        assert "an entry was begun at “2026-01-01”" in said(app)
        app.screen.query_one("#import-strict", Checkbox).value = True
        await settle(pilot)
        assert "jrnl, 3 records" in said(app)
        assert shown(app, "strict") == [True]


async def test_what_was_deleted_here_stays_away_unless_wished_for(
    make_app: MakeApp, empty: Vault, journal: Path, clock: Callable[[], Any]
) -> None:
    importing.run(empty, clock, [importing.plan(journal)])
    records.remove(empty, records.all_of(empty, Entry)[0])
    app = make_app(empty)
    async with bringing_in(app) as pilot:
        await name(pilot, journal)
        assert "0 are new. 2 were here already. 1 stays away, as you have deleted it here." in said(app)
        app.screen.query_one("#import-restore", Checkbox).value = True
        await settle(pilot)
        await press(pilot, "ctrl+s")
        assert sorted(texts(empty)) == ["Ett", "Tre", "Två"]


async def test_a_format_can_be_said_and_what_cannot_be_read_is_told_in_a_sentence(
    make_app: MakeApp, empty: Vault, tmp_path: Path
) -> None:
    (tmp_path / "prosa.txt").write_text("Det var en gång [/b]", encoding="utf-8")
    app = make_app(empty)
    async with bringing_in(app) as pilot:
        await name(pilot, tmp_path / "saknas [x].txt")
        assert "That could not be read" in said(app)
        assert "[x].txt cannot be read: No such file or directory." in said(app)
        await name(pilot, tmp_path / "prosa.txt")
        assert "was not recognised" in said(app)
        app.screen.query_one("#import-format", Select).value = "jrnl"
        await settle(pilot)
        assert "No jrnl entry was found" in said(app)
        assert app.screen.query_one("#import-go", Button).label.plain == "See what is in it"


@pytest.mark.parametrize("hostile", HOSTILE)
async def test_hostile_words_and_names_are_shown_as_they_are(
    make_app: MakeApp, empty: Vault, tmp_path: Path, hostile: str
) -> None:
    path = tmp_path / f"{hostile.replace('/', '_')}.txt"
    path.write_text(f"{hostile}\n[2026-03-02 09:15] {hostile}\n{hostile}\n", encoding="utf-8")
    app = make_app(empty)
    async with bringing_in(app) as pilot:
        await name(pilot, path)
        assert "jrnl, 2 records" in said(app)
        await press(pilot, "ctrl+s")
        assert len(earlier(app)) == 1
        assert not set("\x1b\x07") & set(screen_text(app))


async def test_escape_goes_back_and_the_palette_leads_here_too(make_app: MakeApp, empty: Vault) -> None:
    app = make_app(empty)
    async with bringing_in(app) as pilot:
        await press(pilot, "escape")
        assert isinstance(app.screen, Main)
        await press(pilot, "ctrl+p", *"import")
        await until(pilot, lambda: "Bring a journal in from elsewhere" in screen_text(app))


def test_a_path_is_completed_while_it_is_typed(tmp_path: Path) -> None:
    (tmp_path / "dagbok.txt").touch()
    (tmp_path / "dagar").mkdir()
    (tmp_path / ".gömd").touch()
    assert completed(f"{tmp_path}/dagb") == f"{tmp_path}/dagbok.txt"
    assert completed(f"{tmp_path}/da") == f"{tmp_path}/dagar/"
    assert [completed(typed) for typed in (f"{tmp_path}/", f"{tmp_path}/x", "", "/finns/inte/x", "\x00")] == [None] * 5


def test_the_import_looks(
    snap_compare: Look,
    make_app: MakeApp,
    journal: Path,
    monkeypatch: pytest.MonkeyPatch,
    spoken: str,
    size: tuple[int, int],
) -> None:
    journal.write_text("före\n" + JOURNAL + "[2026-01-01] en rad\n", encoding="utf-8")
    monkeypatch.chdir(journal.parent)

    async def look(pilot: Pilot[Any]) -> None:
        await show(pilot, "share")
        await press(pilot, "i")
        await name(pilot, "dagbok.txt")

    assert snap_compare(make_app(demo_vault(lambda: NOW, spoken)), terminal_size=size, run_before=look)
