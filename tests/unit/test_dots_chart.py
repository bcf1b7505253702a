"""The answers drawn as dots: each one that was given, nothing else, and the same in words."""

from collections.abc import Iterable
from datetime import date

import pytest

from medledare.text import speak
from medledare.trends.dots import Dot, Series
from medledare.tui.widgets.dots import apart, chart, legend, level_words, twin

UNTIL = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _english() -> Iterable[None]:
    speak("en")
    yield
    speak("en")


def a_series(*dots: Dot, none: int = 0, skipped: int = 0) -> Series:
    return Series("TIL", date(2026, 9, 1), UNTIL, dots, none, skipped)


def lines(series: Series, width: int = 80) -> list[str]:
    return [block.text for block in chart(series, width)]


def test_each_answer_stands_on_the_line_of_its_step() -> None:
    drawn = lines(a_series(Dot(date(2026, 9, 1), "TIL1", 4), Dot(UNTIL, "TIL1", 0)))
    assert drawn[0].startswith("Fully")
    assert drawn[0].count("●") == 1
    assert drawn[4].startswith("Not at all")
    assert drawn[4].endswith("●")
    assert "●" not in "".join(drawn[1:4])


def test_the_first_day_stands_to_the_left_and_the_last_to_the_right() -> None:
    drawn = lines(a_series(Dot(date(2026, 9, 1), "TIL1", 2), Dot(UNTIL, "TIL1", 2)))[2]
    assert drawn.index("●") == drawn.index("│") + 1
    assert drawn.rindex("●") == 79


def test_the_two_items_keep_their_own_marks_also_in_the_same_place() -> None:
    day = date(2026, 10, 1)
    assert "○" in lines(a_series(Dot(day, "TIL2", 3)))[1]
    assert "◉" in lines(a_series(Dot(day, "TIL1", 3), Dot(day, "TIL2", 3)))[1]


def test_nothing_joins_the_dots_and_days_without_answers_are_empty() -> None:
    drawn = lines(a_series(Dot(date(2026, 9, 1), "TIL1", 2), Dot(UNTIL, "TIL1", 2)))[2]
    assert drawn[drawn.index("●") + 1 : drawn.rindex("●")].strip() == ""


@pytest.mark.parametrize("width", [20, 40, 80, 160])
def test_no_line_is_wider_than_its_page(width: int) -> None:
    dots = [Dot(date(2026, 9, day), "TIL1", day % 5) for day in range(1, 30)]
    assert max(map(len, lines(a_series(*dots), width))) <= max(width, 24)


def test_months_stand_under_the_dots() -> None:
    assert lines(a_series())[-1].split() == ["Sep", "Oct", "Nov"]


def test_no_occasion_and_skip_are_told_apart_and_never_drawn() -> None:
    series = a_series(none=2, skipped=1)
    assert "no occasion 2, skipped 1" in apart(series)
    assert "●" not in "".join(lines(series))


def test_the_words_of_a_level_claim_nothing() -> None:
    assert [level_words(level) for level in (0, 1)] == ["Too early to say", "Your answers"]


def test_the_same_answers_can_be_read_week_by_week_the_latest_first() -> None:
    series = a_series(
        Dot(date(2026, 11, 16), "TIL1", 3), Dot(date(2026, 11, 18), "TIL1", 4), Dot(date(2026, 11, 23), "TIL2", 0)
    )
    words = [block.first + block.text for block in twin(series)]
    assert words[0] == "● 2 answers: Largely 1 · Fully 1"
    assert words[1] == "○ 1 answer: Not at all 1"
    assert words[3].split("   ")[-1] == "○ 0"
    assert words[4].startswith("Week 47")
    assert words[4].split("   ")[-1] == "● 3 4"


def test_the_legend_says_which_item_is_which_in_both_languages() -> None:
    assert legend(a_series())[0].first == "● "
    english = [block.text for block in legend(a_series())]
    speak("sv")
    assert all(one != other for one, other in zip(english, (block.text for block in legend(a_series())), strict=True))
