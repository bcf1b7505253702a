"""The calendar, the list and the page that the areas are made of, alone on a screen."""

from datetime import date, timedelta

import pytest
from textual.app import App, ComposeResult
from textual.widget import Widget

from medledare.text import speak
from medledare.tui.widgets.blocks import Block, Span, plain, shown
from medledare.tui.widgets.item_list import Drawn, Heading, ItemList, Piece, words
from medledare.tui.widgets.markdown import markdown
from medledare.tui.widgets.page import Page
from medledare.tui.widgets.year_calendar import YearCalendar

TODAY = date(2026, 11, 23)
HOSTILE = [
    "[/b]",
    "[x]",
    "[link=javascript:1]a[/link]",
    "\x1b[2J\x1b]0;x\x07",
    "\u202eabc",
    "👩‍👩‍👧 日本",
    "مرحبا",
    "$primary {x}",
]


class Alone(App[None]):
    """One widget on a screen, and what it told."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget
        self.told: list[object] = []

    def compose(self) -> ComposeResult:
        yield self.widget

    def on_mount(self) -> None:
        self.widget.focus()

    def on_year_calendar_moved(self, message: YearCalendar.Moved) -> None:
        self.told.append(("moved", message.day))

    def on_year_calendar_chosen(self, message: YearCalendar.Chosen) -> None:
        self.told.append(("chosen", message.day))

    def on_item_list_highlighted(self, message: ItemList.Highlighted) -> None:
        self.told.append(("at", message.row))

    def on_item_list_chosen(self, message: ItemList.Chosen) -> None:
        self.told.append(("chosen", message.row))


def screen_text(app: App[None]) -> str:
    return "\n".join(
        "".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips(app.size)
    )


def a_list(rows: list[object] | None = None) -> ItemList:
    items = ItemList(lambda row: Drawn((words(str(row)),), (Piece("★"),)), str)
    items.show(rows if rows is not None else [Heading("One"), "a", "b", Heading("Two"), "c"])
    return items


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("up", TODAY - timedelta(days=1)),
        ("down", TODAY + timedelta(days=1)),
        ("left", TODAY - timedelta(days=7)),
        ("right", TODAY + timedelta(days=7)),
        ("pageup", date(2025, 11, 23)),
        ("pagedown", date(2027, 11, 23)),
    ],
)
async def test_arrows_move_by_day_and_week_and_page_keys_by_year(key: str, day: date) -> None:
    app = Alone(YearCalendar(TODAY))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        assert app.told == [("moved", day)]


async def test_where_only_a_month_fits_the_arrows_follow_its_layout() -> None:
    app = Alone(YearCalendar(TODAY))
    async with app.run_test(size=(40, 24)) as pilot:
        await pilot.press("right", "down", "pageup")
        assert [day for _, day in app.told] == [date(2026, 11, 24), date(2026, 12, 1), date(2026, 11, 1)]
        assert "November 2026" in screen_text(app)


async def test_home_leads_back_to_today_and_enter_chooses() -> None:
    app = Alone(YearCalendar(TODAY))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("pageup", "home", "enter")
        assert app.told[-1] == ("chosen", TODAY)


@pytest.mark.parametrize("width", [40, 80, 160])
async def test_a_click_chooses_the_day_under_the_mouse(width: int) -> None:
    calendar = YearCalendar(TODAY)
    app = Alone(calendar)
    async with app.run_test(size=(width, 24)) as pilot:
        spots = {calendar.day_at(x, y): (x, y) for y in range(8) for x in range(calendar.size.width)}
        await pilot.click(YearCalendar, offset=spots[date(2026, 11, 12)])
        assert app.told == [("chosen", date(2026, 11, 12))]


async def test_a_day_is_written_on_or_not_and_how_much_never_shows() -> None:
    calendar = YearCalendar(TODAY)
    app = Alone(calendar)
    async with app.run_test(size=(80, 24)) as pilot:
        calendar.show({date(2026, 1, 5)}, TODAY)
        await pilot.pause()
        text = screen_text(app)
        assert text.count("■") == 1
        assert text.count("·") == 364


async def test_the_calendar_speaks_swedish() -> None:
    speak("sv")
    app = Alone(YearCalendar(TODAY))
    async with app.run_test(size=(80, 24)):
        assert "2026 jan" in screen_text(app)
        assert "mån" in screen_text(app)


async def test_headings_are_passed_over() -> None:
    app = Alone(a_list())
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("down", "down", "down", "up")
        assert [row for _, row in app.told] == ["a", "b", "c", "b"]


async def test_a_heading_with_a_key_can_be_chosen() -> None:
    fold = Heading("Closed", "closed")
    app = Alone(a_list(["a", fold]))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("end", "enter")
        assert app.told[-1] == ("chosen", fold)


async def test_the_cursor_stays_on_its_item_when_the_list_is_filled_again() -> None:
    items = a_list(["a", "b", "c"])
    app = Alone(items)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("down")
        items.show(["new", "a", "b"])
        assert items.current == "b"
        items.show(["new", "a"])
        assert items.current == "a"
        items.show([])
        assert items.current is None


async def test_a_long_list_scrolls_with_its_cursor() -> None:
    items = a_list([f"item {number}" for number in range(2610)])
    app = Alone(items)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("end")
        await pilot.pause()
        assert "item 2609" in screen_text(app)
        await pilot.press("home", "pagedown")
        await pilot.pause()
        assert "item 9 " in screen_text(app)


async def test_a_click_chooses_the_item_under_the_mouse() -> None:
    app = Alone(a_list())
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.click(ItemList, offset=(5, 4))
        assert app.told[-1] == ("chosen", "c")


async def test_what_stands_to_the_right_is_never_pushed_out() -> None:
    app = Alone(a_list(["long " * 40]))
    async with app.run_test(size=(40, 10)):
        first = screen_text(app).split("\n")[0]
        assert "…" in first
        assert "★" in first


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_is_shown_and_never_obeyed(text: str) -> None:
    seen = shown(text)
    for widget in (a_list([text]), Page()):
        app = Alone(widget)
        async with app.run_test(size=(60, 10)) as pilot:
            if isinstance(widget, Page):
                widget.show(plain(seen))
            await pilot.pause()
            assert seen in screen_text(app)
            assert "\x1b" not in screen_text(app)


async def test_a_megabyte_can_be_read_to_its_end() -> None:
    page = Page()
    app = Alone(page)
    async with app.run_test(size=(80, 24)) as pilot:
        page.show(lambda width: plain(shown("word " * 200_000 + "THE END")), beside=True)
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("end")
        await pilot.wait_for_scheduled_animations()
        assert "THE END" in screen_text(app)


async def test_a_page_is_wrapped_anew_when_its_room_changes() -> None:
    page = Page()
    app = Alone(page)
    async with app.run_test(size=(80, 24)) as pilot:
        page.show(plain("word " * 12 + "END"))
        await pilot.pause()
        assert page.text.count("\n") == 0
        await pilot.resize_terminal(30, 24)
        await pilot.pause()
        assert page.text.count("\n") == 2


async def test_what_is_put_on_a_page_out_of_sight_stands_there_when_it_is_seen_again() -> None:
    page = Page()
    app = Alone(page)
    async with app.run_test(size=(80, 24)) as pilot:
        page.show(plain("before"))
        await pilot.pause()
        page.display = False
        await pilot.pause()
        page.show(plain("after"))
        page.display = True
        await pilot.pause()
        assert page.text == "after"


async def test_what_was_searched_for_is_marked_also_without_colours() -> None:
    page = Page()
    app = Alone(page)
    async with app.run_test(size=(40, 5)) as pilot:
        page.show([Block("one two", spans=(Span(4, 7, "hit"),))])
        await pilot.pause()
        marked = [segment for segment in page.render_line(0) if segment.style and segment.style.underline]
        assert [segment.text for segment in marked] == ["two"]


async def test_text_on_a_page_can_be_marked_with_the_mouse() -> None:
    page = Page()
    app = Alone(page)
    async with app.run_test(size=(40, 5)) as pilot:
        page.show(markdown("- one\n- two"))
        await pilot.pause()
        await pilot.mouse_down(Page, offset=(3, 0))
        await pilot.hover(Page, offset=(4, 1))
        await pilot.mouse_up(Page, offset=(4, 1))
        assert app.screen.get_selected_text() == "one\n• tw"
