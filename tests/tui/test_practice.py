"""What is kept beside the journal: written down from anywhere, read where it belongs, changed and taken back."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from area_app import HOSTILE, NOW, area, clock, page, press, rows, settle, show, toasts, write
from pilots import screen_text
from textual.widgets import Input

from medledare.domain.records import Decision, Mandate, Need, Record, Stop, class_of
from medledare.services import capture, needs, records
from medledare.services.departures import departures
from medledare.services.forms import FORMS
from medledare.tui.app import MedledareApp
from medledare.tui.areas.base import NOTED
from medledare.tui.modals.form import Form
from medledare.tui.widgets.blocks import shown
from medledare.vault.vault import Vault, memory_vault

MakeApp = Callable[[Vault], MedledareApp]

SIZE = (120, 40)
HOMES = {
    "need": "learnings", "talk": "learnings", "observer": "learnings",
    "mandate": "goals", "decision": "goals", "stop": "goals", "close": "journal",
}  # fmt: skip
"""Where each kind is read."""


def noted(vault: Vault, kind: str, text: str = "Nålen", **fields: object) -> Record:
    """One of a kind, as its form would write it."""
    ahead = {"at": NOW + timedelta(days=3)} if kind == "talk" else {}
    return records.add(vault, capture.written(kind, clock, text, **(ahead | fields)))  # type: ignore[arg-type]


def every(vault: Vault, kind: str) -> list[Record]:
    return records.all_of(vault, class_of(kind))


@pytest.mark.parametrize("kind", NOTED)
@pytest.mark.parametrize("where", ["today", "share"])
async def test_it_is_written_down_from_anywhere(make_app: MakeApp, kind: str, where: str) -> None:
    vault = memory_vault(clock)
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, where)
        await area(app).run_action(f"note_down('{kind}')")
        await settle(pilot)
        await write(pilot, "Nålen i höstacken")
        if kind == "talk":
            app.screen.query_one("#field-at", Input).value = "friday 10:00"
        await press(pilot, "ctrl+s")
        (made,) = every(vault, kind)
        assert made.headline == "Nålen i höstacken"
        await press(pilot, "u")
        assert every(vault, kind) == []


@pytest.mark.parametrize("kind", NOTED)
async def test_it_is_read_changed_deleted_and_brought_back_where_it_belongs(make_app: MakeApp, kind: str) -> None:
    vault = memory_vault(clock)
    record = noted(vault, kind)
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, HOMES[kind])
        if HOMES[kind] == "goals":
            await press(pilot, "enter", "down")
        assert "Nålen" in page(app)
        await press(pilot, "e", "home")
        await write(pilot, "fin ")
        await press(pilot, "ctrl+s")
        assert every(vault, kind)[0].headline == "fin Nålen"
        assert "fin Nålen" in page(app)
        await press(pilot, "x")
        assert every(vault, kind) == []
        await press(pilot, "u", "u", *["down"] * (HOMES[kind] == "goals"))
        assert every(vault, kind) == [record]
        assert "Nålen" in page(app)


@pytest.mark.parametrize("kind", NOTED)
async def test_it_is_found_in_the_journal(make_app: MakeApp, kind: str) -> None:
    vault = memory_vault(clock)
    noted(vault, kind, "Nålen i höstacken")
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "journal")
        await press(pilot, "f")
        await write(pilot, "höst")
        assert "Nålen i höstacken" in rows(app)[0]
        assert "Nålen i höstacken" in page(app)


@pytest.mark.parametrize(("home", "key", "kind"), [
    ("goals", "m", Mandate), ("goals", "b", Decision), ("goals", "s", Stop), ("learnings", "b", Need),
])  # fmt: skip
async def test_its_area_has_a_key_for_it_and_shows_what_was_written(
    make_app: MakeApp, home: str, key: str, kind: type[Record]
) -> None:
    vault = memory_vault(clock)
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, home)
        await press(pilot, key)
        await write(pilot, "Nålen")
        await press(pilot, "ctrl+s")
        assert len(records.all_of(vault, kind)) == 1
        assert "Nålen" in page(app)


async def test_the_day_is_closed_in_today_and_stands_among_what_was_written(make_app: MakeApp) -> None:
    vault = memory_vault(clock)
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "today")
        await press(pilot, "e")
        await write(pilot, "Budgeten")
        app.screen.query_one("#field-stop", Input).value = "snart [/b]"
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, Form)
        app.screen.query_one("#field-stop", Input).value = "17.00"
        await press(pilot, "ctrl+s")
        (close,) = every(vault, "close")
        assert getattr(close, "stop", "") == "17:00"


async def test_a_need_is_shared_and_answered_and_then_stands_aside(make_app: MakeApp) -> None:
    vault = memory_vault(clock)
    noted(vault, "need")
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "learnings")
        await press(pilot, "s")
        await write(pilot, "min chef")
        await press(pilot, "ctrl+s")
        assert "shared" in rows(app)[1]
        assert "min chef" in page(app)
        await press(pilot, "a")
        await write(pilot, "En ny skrivare")
        await press(pilot, "ctrl+s")
        assert [row for row in rows(app) if row] == ["▸ Earlier with others"]
        await press(pilot, "enter", "down")
        assert "What came of it\nEn ny skrivare" in page(app)
        assert area(app).check_action("shared", ()) is None


async def test_a_need_is_dropped_and_can_be_taken_up_again(make_app: MakeApp) -> None:
    vault = memory_vault(clock)
    noted(vault, "need")
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "learnings")
        await press(pilot, "d")
        assert "Dropped" in toasts(app)
        assert [one.state for one in records.all_of(vault, Need)] == ["dropped"]
        await press(pilot, "u")
        assert needs.in_state(vault, "draft") == records.all_of(vault, Need)


async def test_what_fits_only_a_need_or_a_goal_is_greyed_elsewhere(make_app: MakeApp) -> None:
    vault = memory_vault(clock)
    noted(vault, "stop")
    records.add(vault, capture.failure(clock, "Det sprack"))
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "learnings")
        assert {area(app).check_action(name, ()) for name in ("shared", "answered", "drop")} == {None}
        await show(pilot, "goals")
        await press(pilot, "enter", "down")
        assert {area(app).check_action(name, ()) for name in ("note", "rest", "done", "prune")} == {None}


async def test_a_talk_without_its_moment_is_asked_when_it_is(make_app: MakeApp) -> None:
    vault = memory_vault(clock)
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "learnings")
        await area(app).run_action("note_down('talk')")
        await settle(pilot)
        await write(pilot, "Medarbetarsamtal")
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, Form)
        assert every(vault, "talk") == []
        app.screen.query_one("#field-at", Input).value = "tomorrow 10:00"
        await press(pilot, "ctrl+s")
        assert every(vault, "talk")[0].at.date() == (NOW + timedelta(days=1)).date()


async def test_talks_that_have_been_and_what_was_observed_stand_aside(make_app: MakeApp) -> None:
    vault = memory_vault(clock)
    noted(vault, "talk", "Kommer")
    noted(vault, "talk", "Varit", at=NOW - timedelta(days=3))
    noted(vault, "observer", "Pågår")
    noted(vault, "observer", "Slut", until=NOW.date() - timedelta(days=1))
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "learnings")
        listed = "\n".join(rows(app))
        assert ("Kommer" in listed, "Pågår" in listed, "Varit" in listed, "Slut" in listed) == (
            True,
            True,
            False,
            False,
        )
        await press(pilot, "end", "enter")
        assert "Varit" in "\n".join(rows(app))


@pytest.mark.parametrize("text", [*HOSTILE, "x" * 100_000])
async def test_hostile_text_in_every_field_is_shown_as_it_is(make_app: MakeApp, text: str) -> None:
    vault = memory_vault(clock)
    for kind in NOTED:
        own = [field.name for field in FORMS[kind][1:] if field.shape in ("line", "text")]
        noted(vault, kind, text, **dict.fromkeys(own, text))
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        for home in ("today", "goals", "journal", "learnings"):
            await show(pilot, home)
            if home == "goals":
                await press(pilot, "enter", "down")
            if home != "today":
                assert shown(text)[:50] in page(app)
                await press(pilot, "e", "escape", "h", "h")


async def test_the_gap_in_the_mandate_map_becomes_a_need(make_app: MakeApp) -> None:
    vault = memory_vault(clock)
    noted(vault, "mandate", "Schemat [/b]", authority="byta pass", missing="ta in vikarie")
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "goals")
        await press(pilot, "enter", "down", "y", "ctrl+s")
        (need,) = needs.in_state(vault, "draft")
        assert need.fact == "I answer for this: Schemat [/b]\nWhat I may decide myself: byta pass"
        assert need.need == "ta in vikarie"


async def test_a_shared_need_is_told_on_today_on_the_day_to_follow_it_up(make_app: MakeApp) -> None:
    vault = memory_vault(clock)
    noted(vault, "need", "Skrivaren [/b]")
    noted(vault, "need", "Mötena", state="shared", follow_up=NOW.date() + timedelta(days=1))
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "learnings")
        await press(pilot, "end")
        while "Skrivaren" not in page(app):
            await press(pilot, "up")
        await press(pilot, "s")
        app.screen.query_one("#field-follow_up", Input).value = "today"
        await press(pilot, "ctrl+s")
        assert "Follow up" in page(app)
        await show(pilot, "today")
        told = screen_text(app)
        assert "To follow up today: Skrivaren [/b]" in told
        assert "Mötena" not in told.partition("Question of the day")[0]


async def test_a_letter_and_a_card_are_read_through_and_written_to_a_file(make_app: MakeApp, tmp_path: Path) -> None:
    vault = memory_vault(clock)
    noted(vault, "need", "Skrivaren är trasig", ask="En ny")
    failure = records.add(vault, capture.failure(clock, "Jag glömde [/b]", next="Skriv upp"))
    records.add(vault, capture.learning(clock, "Skriv upp det", failure=failure.id))
    app = make_app(vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, "learnings")
        await press(pilot, "k")
        assert "This is what I ask for:" in screen_text(app)
        target = tmp_path / "brev.txt"
        app.screen.query_one("#sheet-path", Input).value = str(target)
        await press(pilot, "ctrl+s")
        assert "Skrivaren är trasig" in target.read_text(encoding="utf-8")
        await press(pilot, "down", "down", "k")
        app.screen.query_one("#sheet-path", Input).value = str(target)
        await press(pilot, "ctrl+s")
        assert "already a file" in screen_text(app)
        app.screen.query_one("#sheet-path", Input).value = str(tmp_path / "kort.md")
        await press(pilot, "ctrl+s")
        card = (tmp_path / "kort.md").read_text(encoding="utf-8")
        assert "## What happened\n\nJag glömde [/b]\n" in card
        assert "## What was learned\n\nSkriv upp det\n" in card
        assert [(one.format, one.count) for one in departures(vault)] == [("letter", 1), ("card", 2)]
        await show(pilot, "share")
        assert "2 records, experience card" in page(app)
