"""The frame: areas, footer, help, palette, undo, themes, and ending."""

import asyncio

import pytest
from pilots import NOW, screen_text, settle, toasts, type_text
from rich.cells import cell_len
from textual.content import Content
from textual.theme import BUILTIN_THEMES

from medledare.domain.records import Entry
from medledare.services import capture, records, settings
from medledare.tui.areas.today import Today
from medledare.tui.commands import FOOTER_LIMIT, offers
from medledare.tui.modals.help import Help
from medledare.tui.opening import Broken, TellsTooMuch, refuse_leaks
from medledare.tui.palette import Everything, OtherAreas, Palette
from medledare.tui.screens.main import AREAS, Main
from medledare.tui.widgets.editor import Editor
from medledare.tui.widgets.footer import Footer
from medledare.tui.widgets.tab_bar import TabBar

UNSAFE_KEYS = {"ctrl+m", "ctrl+h", "ctrl+i", "ctrl+left_square_bracket"}
NORDIC_HARD = set("[]\\/{}") | {"left_square_bracket", "right_square_bracket", "backslash", "slash"}


async def test_keys_one_to_six_show_the_areas_and_the_tab_bar_says_which(make_app, lived_in):
    app = make_app(lived_in)
    async with app.run_test() as pilot:
        await settle(pilot)
        for key, name in enumerate(AREAS, 1):
            app.screen.area.focus()
            await pilot.press(str(key))
            await settle(pilot)
            assert app.screen.area.id == name
            assert app.screen.query_one(TabBar).current == name


@pytest.mark.parametrize("name", AREAS)
async def test_a_look_for_changes_while_an_area_is_put_up_waits_until_it_is_there(make_app, lived_in, name):
    app = make_app(lived_in)
    async with app.run_test() as pilot:
        await settle(pilot)
        app.push_screen(Main(name))
        while not (isinstance(app.screen, Main) and app.screen.area and app.screen.area.is_mounted):
            app.freshen()
            await asyncio.sleep(0)
        await settle(pilot)
        assert app.is_running
        assert app.screen.area.id == name
        assert len(screen_text(app).split()) > 20


async def test_an_area_can_be_chosen_with_the_mouse(make_app, lived_in):
    app = make_app(lived_in)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.click(TabBar, offset=(screen_text(app).splitlines()[0].index("3 Journal") + 3, 0))
        await settle(pilot)
        assert app.screen.area.id == "journal"


async def test_digits_are_text_while_writing(make_app, lived_in):
    app = make_app(lived_in)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("w", "2", "u", "question_mark")
        await settle(pilot)
        assert isinstance(app.screen.area, Today)
        assert app.screen.query_one(Editor).text == "2u?"


async def test_an_area_is_made_first_when_it_is_shown(make_app, lived_in):
    app = make_app(lived_in)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert not app.screen.query("#trends")
        await pilot.press("5")
        await settle(pilot)
        assert app.screen.query("#trends")


async def test_an_area_gives_the_focus_back_where_it_was(make_app, lived_in):
    app = make_app(lived_in)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("c", "down")
        item = app.focused
        app.screen.area.action_leave()
        item.focus()
        await app.screen.show("goals")
        await settle(pilot)
        await app.screen.show("today")
        await settle(pilot)
        assert app.focused is item


async def test_the_footer_never_shows_more_than_seven_keys_and_always_help(make_app, lived_in, spoken, size):
    app = make_app(lived_in)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for key in "123456":
            app.screen.area.focus()
            await pilot.press(key)
            await settle(pilot)
            footer = app.screen.query_one(Footer)
            shown = footer._fitting()
            assert 1 <= len(shown) <= FOOTER_LIMIT
            assert shown[-1][0] in ("question_mark", "f1")
            content = footer.render()
            assert isinstance(content, Content)
            assert cell_len(content.plain) <= size[0] - 2


async def test_a_click_in_the_footer_does_as_the_key(make_app, lived_in):
    app = make_app(lived_in)
    async with app.run_test() as pilot:
        await settle(pilot)
        last = screen_text(app).splitlines()[-1]
        await pilot.click(offset=(last.index("Write") + 1, 23))
        await settle(pilot)
        assert isinstance(app.focused, Editor)


async def test_help_tells_what_the_keys_do_from_the_focus_outward(make_app, lived_in):
    app = make_app(lived_in)
    async with app.run_test(size=(100, 90)) as pilot:
        await settle(pilot)
        await pilot.press("c", "question_mark")
        await settle(pilot)
        assert isinstance(app.screen, Help)
        text = screen_text(app)
        headings = [text.index(heading) for heading in ("In the check-in", "Today", "Areas", "Anywhere")]
        assert "0 1 2 3 4" in text
        assert headings[0] < headings[-1]
        await pilot.press("escape")
        await settle(pilot)
        assert not isinstance(app.screen, Help)


async def test_help_can_be_asked_for_while_writing(make_app, lived_in):
    app = make_app(lived_in)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("w", "f1")
        await settle(pilot)
        assert isinstance(app.screen, Help)
        assert "In the text" in screen_text(app)


async def test_every_command_has_a_method_and_no_key_that_terminals_confuse(make_app, lived_in):
    app = make_app(lived_in)
    async with app.run_test() as pilot:
        await settle(pilot)
        for key in "123456":
            app.screen.area.focus()
            await pilot.press(key)
            await settle(pilot)
            for widget in app.screen.area.query("*"):
                for offer in offers(widget):
                    name = offer.command.id.partition("(")[0].rpartition(".")[2]
                    assert hasattr(offer.node, f"action_{name}") or hasattr(app, f"action_{name}"), offer
                    keys = set(offer.command.key.split(","))
                    assert not keys & (UNSAFE_KEYS | NORDIC_HARD), offer


async def test_the_palette_offers_what_is_near_first_and_no_screenshot(make_app, lived_in):
    app = make_app(lived_in)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("ctrl+p")
        await settle(pilot)
        assert isinstance(app.screen, Palette)
        names = [hit.text async for hit in Everything(app.screen_stack[-2]).discover()]
        assert names[0] == "Check in"
        assert names.index("Check in") < names.index("Undo") < names.index("Quit")
        assert not [name for name in names if "creenshot" in name]


@pytest.mark.parametrize(("typed", "area"), [("trends", "trends"), ("export", "share")])
async def test_a_command_is_found_by_name_and_carried_out_or_led_to_where_it_is(make_app, lived_in, typed, area):
    app = make_app(lived_in)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("ctrl+p")
        await type_text(pilot, typed)
        await pilot.pause(0.4)
        await pilot.press("enter")
        await settle(pilot)
        assert app.screen.area.id == area


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("expor", ["Export"]),
        ("sear", ["Find", "Search"]),
        ("zz", []),
        ("check", ["Check in", "Fill in an earlier day"]),
    ],
)
async def test_the_palette_finds_by_words_and_not_by_scattered_letters(make_app, lived_in, typed, found):
    app = make_app(lived_in)
    async with app.run_test() as pilot:
        await settle(pilot)
        hits = [hit for one in (Everything, OtherAreas) async for hit in one(app.screen).search(typed)]
        named = [str(hit.match_display) for hit in sorted(hits, key=lambda hit: -hit.score)]
        assert len(named) >= len(found)
        assert all(name.startswith(begins) for name, begins in zip(named, found, strict=False)), named
        assert bool(named) == bool(found)


async def test_a_key_that_comes_twice_leaves_one_screen_and_not_the_one_below(make_app, lived_in):
    """As over a slow line, where the second is there before the first is dealt with."""
    app = make_app(lived_in)
    async with app.run_test() as pilot:
        await settle(pilot)
        help_screen = Help(app.screen)
        await app.push_screen(help_screen)
        help_screen.dismiss()
        help_screen.dismiss()
        await settle(pilot)
        await app.push_screen(palette := Palette([Everything]))
        palette.dismiss()
        palette.dismiss()
        await settle(pilot)
        assert isinstance(app.screen, Main)


async def test_undo_anywhere_says_what_was_taken_back(make_app, empty):
    records.add(empty, capture.entry(lambda: NOW, "one"))
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("3")
        await settle(pilot)
        app.screen.area.focus()
        await pilot.press("u")
        await settle(pilot)
        assert records.all_of(empty, Entry) == []
        assert "Taken back: entry, “" in toasts(app)


async def test_undo_with_nothing_to_take_back_says_so(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert "nothing to take back" in toasts(app)


@pytest.mark.parametrize("theme", sorted(BUILTIN_THEMES))
async def test_every_theme_can_be_worn(make_app, lived_in, theme):
    app = make_app(lived_in)
    async with app.run_test(size=(160, 50)) as pilot:
        await settle(pilot)
        app.theme = theme
        await pilot.press("c", "3")
        await settle(pilot)
        _assert_readable(app)


async def test_a_chosen_theme_is_remembered(sealed_vault, plain_theme_app):
    app = plain_theme_app
    async with app.run_test() as pilot:
        await settle(pilot)
        await app.choose_theme("gruvbox")
    assert settings.load(sealed_vault)["theme"] == "gruvbox"


@pytest.fixture
def plain_theme_app(make_app, sealed_vault):
    return make_app()


def test_logs_and_pictures_of_the_screen_are_refused():
    for variable in ("TEXTUAL_LOG", "TEXTUAL_SCREENSHOT"):
        with pytest.raises(TellsTooMuch, match=variable):
            refuse_leaks({variable: "1"})
    with pytest.raises(TellsTooMuch):
        refuse_leaks({"TEXTUAL": "debug,devtools"})
    refuse_leaks({"TEXTUAL_THEME": "nord"})


async def test_a_fault_of_the_program_tells_the_place_and_nothing_that_was_written(make_app, lived_in, capsys):
    app = make_app(lived_in)
    secret = "a very private thought"

    def breaks() -> None:
        words = secret
        raise ValueError(words)

    async def break_down() -> None:
        async with app.run_test() as pilot:
            await settle(pilot)
            await pilot.press("w", "x")
            app.call_later(breaks)
            await pilot.pause(0.2)

    with pytest.raises(ValueError, match="private"):
        await break_down()
    assert isinstance(app.problem, Broken)
    assert "ValueError" in str(app.problem)
    assert "test_frame.py" in str(app.problem)
    said = capsys.readouterr()
    assert secret not in str(app.problem) + said.out + said.err


def _assert_readable(app):
    """Every letter on the screen differs from what is behind it."""
    for strip in app.screen._compositor.render_strips(app.size):
        for segment in strip:
            style = segment.style
            if segment.text.strip(" ─│▁▔▏▕") and style and style.color and style.bgcolor:
                assert style.color.triplet is None or style.color.triplet != style.bgcolor.triplet, segment
