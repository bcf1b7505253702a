"""Which theme is worn: the one chosen, else the program's own, as light or dark as the terminal says it is."""

import pytest

from medledare.services import settings
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
