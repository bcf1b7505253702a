"""Journal: everything written, found by its day or by its words, and read."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from area_app import (
    HOSTILE,
    NOW,
    area,
    clock,
    page,
    press,
    rows,
    settle,
    show,
    write,
)
from pilots import screen_text, toasts
from textual import events
from textual.widgets import Input

from medledare.domain.records import Entry
from medledare.services import capture, goals, index, records
from medledare.services.demo import demo_vault
from medledare.tui.app import MedledareApp
from medledare.tui.widgets.blocks import shown
from medledare.tui.widgets.item_list import ItemList
from medledare.tui.widgets.page import Page
from medledare.tui.widgets.year_calendar import YearCalendar
from medledare.vault.vault import Vault, memory_vault

MakeApp = Callable[[Vault], MedledareApp]
Look = Callable[..., bool]

WIDE, NARROW = (140, 40), (80, 24)


@pytest.fixture
def vault() -> Vault:
    vault = memory_vault(clock)
    goal = goals.create(vault, clock, "Fewer wait")
    texts = ("A quiet day", "Första raden\nmed **fet** text #tagg", "Older words about café")
    for days, text in enumerate(texts):
        records.add(vault, capture.entry(clock, text, at=NOW - timedelta(days=20 * days), goal=goal.id))
    records.add(vault, capture.failure(clock, "Something broke", at=NOW - timedelta(days=400)))
    return vault


def day_of_cursor(app: object) -> date:
    return area(app).query_one(YearCalendar).day  # type: ignore[arg-type]


async def test_everything_written_stands_newest_first_under_its_month(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=WIDE) as pilot:
        await show(pilot, "journal")
        assert rows(app)[0] == "November 2026"
        assert [row for row in rows(app) if row[:1].isupper()] == ["November 2026", "October 2026", "October 2025"]
        assert "A quiet day" in rows(app)[1]
        assert rows(app)[-1].endswith("failure")


async def test_the_page_follows_the_cursor_and_so_does_the_calendar(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=WIDE) as pilot:
        await show(pilot, "journal")
        await press(pilot, "down")
        assert "med fet text" in page(app)
        assert "Fewer wait" in page(app)
        assert "#tagg" in page(app)
        assert day_of_cursor(app) == date(2026, 11, 3)


async def test_a_day_chosen_in_the_calendar_leads_to_what_was_written_then(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=WIDE) as pilot:
        await show(pilot, "journal")
        await press(pilot, "c", *["up"] * 20)
        assert "Första raden" in page(app)
        await press(pilot, "up")
        assert page(app) == "Nothing was written this day."
        await press(pilot, "down", "enter")
        assert app.focused is area(app).query_one(ItemList)


async def test_a_click_on_a_marked_day_leads_to_it(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=WIDE) as pilot:
        await show(pilot, "journal")
        calendar = area(app).query_one(YearCalendar)
        spots = {calendar.day_at(x, y): (x, y) for y in range(8) for x in range(calendar.size.width)}
        await pilot.click(YearCalendar, offset=spots[date(2026, 10, 14)])
        await settle(pilot)
        assert "Older words" in page(app)


async def test_search_finds_as_one_types_and_marks_it_in_list_and_page(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=WIDE) as pilot:
        await show(pilot, "journal")
        await press(pilot, "f", *"cafe")
        assert [row.split("  ")[-1] for row in rows(app)] == ["Older words about café"]
        marked = [
            segment.text
            for widget in (area(app).query_one(ItemList), area(app).query_one(Page))
            for y in range(6)
            for segment in widget.render_line(y)
            if segment.style and segment.style.underline
        ]
        assert marked == ["café", "café"]


async def test_a_search_that_pauses_gives_way_to_what_is_typed_meanwhile(
    make_app: MakeApp, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_STRETCH", 1)
    monkeypatch.setattr(index, "_AT_ONCE", 1)
    app = make_app(vault)
    async with app.run_test(size=WIDE) as pilot:
        await show(pilot, "journal")
        app.screen.query_one("#journal-search").focus()
        for letter in "quietx":
            app.post_message(events.Key(letter, letter))
        app.post_message(events.Key("backspace", None))
        await settle(pilot)
        assert [row.split("  ")[-1] for row in rows(app)] == ["A quiet day"]
        await press(pilot, *["backspace"] * len("quiet"))
        assert rows(app)[0] == "November 2026"


async def test_search_looks_in_everything_not_only_in_the_journal(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=WIDE) as pilot:
        await show(pilot, "journal")
        await press(pilot, "f", *"fewer")
        assert rows(app)[0].endswith("goal")


async def test_what_was_found_in_the_body_shows_around_its_place(make_app: MakeApp, vault: Vault) -> None:
    records.add(vault, capture.entry(clock, "Title\n" + "word " * 80 + "needle here"))
    app = make_app(vault)
    async with app.run_test(size=WIDE) as pilot:
        await show(pilot, "journal")
        await press(pilot, "f", *"needle")
        assert re.search("…(word )+needle here", rows(app)[0])


async def test_nothing_found_says_so_and_escape_leads_back(make_app: MakeApp, vault: Vault) -> None:
    for size in (WIDE, NARROW):
        app = make_app(vault)
        async with app.run_test(size=size) as pilot:
            await show(pilot, "journal")
            await press(pilot, "f", *"xyz")
            assert "Nothing found" in page(app)
            assert area(app).query_one(Page).display
            await press(pilot, "escape", "escape")
            assert area(app).query_one(Input).value == ""
            assert len(rows(app)) > 4


async def test_digits_are_typed_in_the_search_and_do_not_change_area(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=WIDE) as pilot:
        await show(pilot, "journal")
        await press(pilot, "f", "1", "n")
        assert area(app).id == "journal"
        assert area(app).query_one(Input).value == "1n"


async def test_in_a_narrow_window_enter_opens_the_page_and_escape_closes_it(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=NARROW) as pilot:
        await show(pilot, "journal")
        assert not area(app).query_one(Page).display
        await press(pilot, "enter")
        assert area(app).query_one(Page).display
        assert "A quiet day" in page(app)
        await press(pilot, "escape")
        assert app.focused is area(app).query_one(ItemList)
        assert not area(app).query_one(Page).display


async def test_a_star_is_put_and_taken_away(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=WIDE) as pilot:
        await show(pilot, "journal")
        await press(pilot, "s")
        assert rows(app)[1].endswith("★")
        await press(pilot, "s")
        assert not any(entry.starred for entry in records.all_of(vault, Entry))


async def test_a_deleted_entry_comes_back_with_undo(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=WIDE) as pilot:
        await show(pilot, "journal")
        await press(pilot, "x")
        assert not any("A quiet day" in row for row in rows(app))
        await press(pilot, "u")
        assert any("A quiet day" in row for row in rows(app))


async def test_an_edit_shows_and_its_history_has_both_wordings(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=WIDE) as pilot:
        await show(pilot, "journal")
        await press(pilot, "e")
        await write(pilot, "indeed: ")
        await press(pilot, "ctrl+s")
        assert "indeed: A quiet day" in page(app)
        await press(pilot, "h")
        assert page(app).count("A quiet day") == 2
        await press(pilot, "h")
        assert page(app).count("A quiet day") == 1


async def test_a_new_entry_is_written_in_today(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=WIDE) as pilot:
        await show(pilot, "journal")
        await press(pilot, "n")
        assert area(app).id == "today"


async def test_an_empty_journal_says_how_it_begins(make_app: MakeApp) -> None:
    for size in (WIDE, NARROW):
        app = make_app(memory_vault(clock))
        async with app.run_test(size=size) as pilot:
            await show(pilot, "journal")
            assert "Press n" in page(app)
            assert area(app).query_one(Page).display


async def test_what_another_window_writes_shows_while_the_search_goes_on(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=WIDE) as pilot:
        await show(pilot, "journal")
        await press(pilot, "f", *"quiet")
        records.add(vault, capture.entry(clock, "Another quiet one"))
        await pilot.pause(0.7)
        await settle(pilot)
        assert len(rows(app)) == 2
        assert area(app).query_one(Input).value == "quiet"
        assert app.focused is area(app).query_one(Input)


async def test_a_megabyte_is_read_and_searched(make_app: MakeApp) -> None:
    vault = memory_vault(clock)
    records.add(vault, capture.entry(clock, "Long\n" + "ord på en rad\n" * 75_000 + "THE END"))
    app = make_app(vault)
    async with app.run_test(size=WIDE) as pilot:
        await show(pilot, "journal")
        assert page(app).endswith("THE END")
        await press(pilot, "f", *"the end")
        assert page(app).endswith("THE END")


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_in_every_field_is_shown_as_it_is(make_app: MakeApp, text: str) -> None:
    vault = memory_vault(clock)
    goal = goals.create(vault, clock, text)
    entry = capture.entry(clock, f"{text}\n\n{text}", goal=goal.id, for_whom=text)
    records.add(vault, entry)
    app = make_app(vault)
    async with app.run_test(size=WIDE) as pilot:
        await show(pilot, "journal")
        seen = shown(text)
        assert seen in rows(app)[1]
        assert page(app).count(seen.replace("[x]", "☑")) + page(app).count(seen) >= 3
        await press(pilot, "h", "e", "escape", "f")
        await write(pilot, text)
        assert area(app).id == "journal"


def test_journal_looks(snap_compare: Look, make_app: MakeApp, spoken: str, size: tuple[int, int]) -> None:
    app = make_app(demo_vault(clock, spoken))
    assert snap_compare(app, terminal_size=size, run_before=lambda pilot: show(pilot, "journal"))


async def test_how_many_were_found_is_told_also_where_there_is_little_room(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=NARROW) as pilot:
        await show(pilot, "journal")
        assert "something" in screen_text(app)
        await press(pilot, "f", *"day")
        assert "1 found" in screen_text(app)
        assert "something" not in "\n".join(screen_text(app).splitlines()[:9])


async def test_a_control_reflex_and_dissent_are_tagged_by_one_key_and_untagged(make_app: MakeApp) -> None:
    vault = memory_vault(clock)
    records.add(vault, capture.entry(clock, "Jag läste allas mejl [/b]", tags=["möte"]))
    app = make_app(vault)
    async with app.run_test(size=(120, 40)) as pilot:
        await show(pilot, "journal")
        await press(pilot, "k", "d")
        (entry,) = records.all_of(vault, Entry)
        assert entry.tags == ("#möte", "#control", "#dissent")
        assert entry.text == "Jag läste allas mejl [/b]"
        await press(pilot, "k")
        (entry,) = records.all_of(vault, Entry)
        assert entry.tags == ("#möte", "#dissent")


async def test_a_tag_that_stands_in_the_text_is_left_there(make_app: MakeApp) -> None:
    vault = memory_vault(clock)
    kept = records.add(vault, capture.entry(clock, "Igen #kontrollreflex"))
    app = make_app(vault)
    async with app.run_test(size=(120, 40)) as pilot:
        await show(pilot, "journal")
        await press(pilot, "k")
        assert records.all_of(vault, Entry) == [kept]
        assert "stands in the text" in toasts(app)
