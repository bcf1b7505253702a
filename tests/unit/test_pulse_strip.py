"""A team's weeks as dashes: where a mean stands, what is blank, and how far the picture goes back."""

from datetime import timedelta

import pytest
from made_pulse import MONDAY, a_picture, a_week
from rich.cells import cell_len

from medledare.services.pulse import Picture
from medledare.text import LANGUAGES, speak
from medledare.tui.widgets import pulse_full
from medledare.tui.widgets.pulse_strip import LOWEST, SHORTEST, TALLEST, WEEKS, axis_of, dashes, tiles


def lines_of(mean: float | None, lines: int) -> list[int]:
    """Which lines a mean's dash is in."""
    picture = Picture((a_week(MONDAY, {"TIL": mean}),))
    drawn = dashes(picture, "TIL", axis_of(picture, 40), lines)
    assert len(drawn) == lines
    return [line for line, text in enumerate(drawn) if text.strip()]


def test_each_step_stands_in_its_own_line_and_what_is_withheld_is_blank() -> None:
    assert [lines_of(mean, TALLEST) for mean in (4.0, 3.0, 2.0, 1.0, 0.0)] == [[0], [1], [2], [3], [4]]
    assert lines_of(None, TALLEST) == []
    assert (lines_of(3.7, LOWEST), lines_of(0.3, LOWEST)) == ([0], [1])


@pytest.mark.parametrize("room", [8, 22, 60, 200])
def test_dashes_stay_inside_and_weeks_apart(room: int) -> None:
    picture = a_picture(9)
    drawn = dashes(picture, "HEL", axis_of(picture, room), TALLEST)
    assert {len(line) for line in drawn} == {room}
    if room >= 2 * SHORTEST:
        columns = "".join("x" if any(line[at] != " " for line in drawn) else " " for at in range(room))
        assert len(columns.split()) == 9


@pytest.mark.parametrize(("weeks", "shown"), [(1, SHORTEST), (9, SHORTEST), (30, 30), (90, WEEKS)])
def test_how_far_back_it_goes(weeks: int, shown: int) -> None:
    time = axis_of(a_picture(weeks), 100)
    assert time.days == 7 * shown
    assert time.first + timedelta(days=time.days - 1) == MONDAY - timedelta(days=1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(60, 18), (78, 18), (78, 40), (158, 45)])
def test_nothing_is_wider_than_its_room_and_each_strip_stands_under_its_name(language: str, size) -> None:
    speak(language)
    width, height = size
    shown = tiles(a_picture(9), width, height)
    blocks = [block for tile in shown.tiles for block in tile] + [*shown.head, *shown.tail]
    assert max(cell_len(block.text) for block in blocks) <= width - 2
    edges = [at for at, letter in enumerate(shown.tiles[0][0].text) if letter == "┌"]
    assert [shown.head[0].text[at + 1] != " " for at in edges] == [True, True]
    assert len(edges) == 2
    speak("en")


def test_the_full_page_marks_what_is_not_shown_and_says_it_in_words() -> None:
    picture = Picture(
        (
            a_week(MONDAY - timedelta(weeks=2), {"TIL": None}, "extreme"),
            a_week(MONDAY - timedelta(weeks=1), {"TIL": None}),
            a_week(MONDAY, {"TIL": 2.4}),
        )
    )
    text = "\n".join(block.first + block.text for block in pulse_full.page(picture, "TIL", 100))
    assert "× Not shown in 1 week: too few answered." in text
    assert "↕ Not shown in 1 week: at an end of the scale" in text
    assert text.count("Not shown  ") == 1
    assert "own answers 2.4 (10 to 19 answered)" in text
