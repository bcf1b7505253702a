"""Which theme is worn: the one chosen, else the program's own, as light or dark as the terminal says it is."""

import pytest
from pilots import settle
from textual.cache import LRUCache
from textual.css import stylesheet as textual_stylesheet

from medledare.services import settings
from medledare.tui import stylesheet
from medledare.tui.modals.note import Note
from medledare.tui.themes import DARK, LIGHT, fitting


@pytest.mark.parametrize(
    ("told", "theme"), [("", DARK), ("15;0", DARK), ("7;8", DARK), ("0;15", LIGHT), ("0;default;7", LIGHT), ("x", DARK)]
)
def test_the_own_theme_is_the_one_that_fits_the_terminal(told: str, theme: str) -> None:
    assert fitting({"COLORFGBG": told}) == theme


def test_a_terminal_that_tells_nothing_gets_the_dark_one() -> None:
    assert fitting({}) == DARK


async def test_without_a_choice_it_follows_the_terminal(make_app, empty, monkeypatch):
    monkeypatch.setenv("COLORFGBG", "0;15")
    app = make_app(empty)
    assert app.theme == LIGHT
    async with app.run_test():
        assert app.screen.styles.background.brightness > 0.5


def test_who_chose_a_theme_keeps_it(make_app, empty, places, monkeypatch):
    monkeypatch.setenv("COLORFGBG", "0;15")
    settings.store(places, "theme", "nord")
    assert make_app(empty).theme == "nord"


def test_a_theme_that_is_no_more_gives_way_to_the_own(make_app, empty, places):
    settings.store(places, "theme", "gone")
    assert make_app(empty).theme == DARK


async def test_each_stylesheet_is_read_once_in_a_theme(make_app, empty, monkeypatch):
    read = []
    parse = textual_stylesheet.parse
    monkeypatch.setattr(stylesheet, "_kept", LRUCache(stylesheet.THEMES))
    monkeypatch.setattr(
        textual_stylesheet,
        "parse",
        lambda *what, **how: (read.append((app.theme, *what, how["tie_breaker"])), parse(*what, **how))[1],
    )
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        dark = app.screen.styles.background
        await pilot.press("question_mark", "escape")
        app.push_screen(Note("A note", print))
        await settle(pilot)
        app.theme = LIGHT
        await settle(pilot)
        assert app.screen.styles.background != dark
        await pilot.press("escape")
        app.theme = DARK
        await settle(pilot)
        assert app.screen.styles.background == dark
    assert {theme for theme, *_ in read} == {DARK, LIGHT}
    assert len(read) == len(set(read))
