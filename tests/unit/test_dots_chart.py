"""The answers drawn as dots: each one that was given, nothing else, at any width."""

from collections.abc import Iterable
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from medledare.domain.checkin import SCALE
from medledare.text import speak
from medledare.text.library import scale_words
from medledare.trends.dots import Dot
from medledare.trends.ewma import Stretch
from medledare.tui.widgets.dots import BAND, BOTH, LATE, MARKS, chart, label_width, mark_of
from medledare.tui.widgets.trend_axis import axis
from medledare.tui.widgets.trend_strip import strip

FIRST, UNTIL = date(2026, 9, 1), date(2026, 11, 23)
DAYS = (UNTIL - FIRST).days


def lines(*dots: Dot, room: int = 60, bands: Iterable[list[Stretch]] = ()) -> list[str]:
    """The lines of a chart, as wide as the time is: what is drawn of each step, the highest first."""
    label = label_width()
    drawn = chart(dots, axis(FIRST, UNTIL, room), scale_words(), label, bands)
    return [block.text[label + 1 :].ljust(room) for block in drawn]


dots = st.builds(
    Dot,
    st.integers(0, DAYS).map(lambda days: FIRST + timedelta(days=days)),
    st.sampled_from(["TIL1", "TIL2"]),
    st.sampled_from(SCALE),
    st.just(1),
    st.sampled_from([0, 0, 1, 9]),
)


@given(st.lists(dots, max_size=40), st.integers(8, 200))
def test_there_is_a_mark_where_there_is_an_answer_and_nowhere_else(given_dots: list[Dot], room: int) -> None:
    time = axis(FIRST, UNTIL, room)
    answered = {(dot.value, time.column(dot.day)) for dot in given_dots}
    marked = {
        (value, column)
        for value, line in zip(reversed(SCALE), lines(*given_dots, room=room), strict=True)
        for column, character in enumerate(line)
        if character in {*MARKS, BOTH, LATE}
    }
    assert marked == answered
    assert {character for line in lines(*given_dots, room=room) for character in line} <= {*MARKS, BOTH, LATE, " "}


@given(st.lists(dots, max_size=40), st.integers(8, 200))
def test_a_strip_has_a_dot_where_there_is_an_answer_and_nowhere_else(given_dots: list[Dot], room: int) -> None:
    time = axis(FIRST, UNTIL, room)
    upper, lower = strip(given_dots, time)
    assert len(upper) == len(lower) == room
    drawn = sum(bin(ord(character) - 0x2800).count("1") for character in upper + lower if character != " ")
    assert drawn == len({(dot.value, time.cut(2).column(dot.day)) for dot in given_dots})
    answered = {time.column(dot.day) for dot in given_dots}
    assert {column for column in range(room) if (upper + " ")[column] + (lower + " ")[column] != "  "} == answered


def test_in_a_strip_a_higher_answer_stands_higher() -> None:
    marks = [strip([Dot(FIRST, "TIL1", value)], axis(FIRST, UNTIL, 20)) for value in SCALE]
    places = [[line[0] != " " for line in mark].index(True) * 4 + _row(mark) for mark in marks]
    assert places == sorted(places, reverse=True)
    assert len(set(places)) == len(SCALE)


def _row(mark: tuple[str, str]) -> int:
    """The row of the one dot of a braille character."""
    bits = next(ord(line[0]) - 0x2800 for line in mark if line[0] != " ")
    return {0x01: 0, 0x02: 1, 0x04: 2, 0x40: 3}[bits]


def test_each_answer_stands_on_the_line_of_its_step() -> None:
    drawn = chart([Dot(FIRST, "TIL1", 4), Dot(UNTIL, "TIL1", 0)], axis(FIRST, UNTIL, 60), scale_words(), 12)
    assert drawn[0].text.startswith("Fully")
    assert drawn[0].text.count("●") == 1
    assert drawn[4].text.startswith("Not at all")
    assert drawn[4].text.endswith("●")


def test_the_first_day_stands_to_the_left_and_the_last_to_the_right() -> None:
    drawn = lines(Dot(FIRST, "TIL1", 2), Dot(UNTIL, "TIL1", 2))[2]
    assert (drawn.index("●"), drawn.rindex("●")) == (0, 59)
    assert drawn.strip("●").strip() == ""


def test_the_two_items_and_answers_filled_in_afterwards_have_their_own_marks() -> None:
    assert [mark_of("TIL1"), mark_of("TIL2")] == ["●", "○"]
    assert "○" in lines(Dot(FIRST, "TIL2", 3))[1]
    assert "◉" in lines(Dot(FIRST, "TIL1", 3), Dot(FIRST, "TIL2", 3))[1]
    assert "◌" in lines(Dot(FIRST, "TIL1", 3, late=1))[1]
    assert "○" in lines(Dot(FIRST, "TIL1", 3, late=1), Dot(FIRST, "TIL2", 3))[1]


def test_a_band_is_shaded_from_its_first_answer_to_its_last_and_leaves_gaps_open() -> None:
    days = [FIRST, FIRST + timedelta(days=20)]
    late = [UNTIL - timedelta(days=10), UNTIL]
    band = [Stretch(tuple(two), (2.0, 2.0), (1.6, 1.6), (2.4, 2.4)) for two in (days, late)]
    shaded = lines(bands=[band], room=DAYS + 1)
    assert shaded[2].count(BAND) == 21 + 11
    assert shaded[2][21 : DAYS - 10].strip() == ""
    assert "".join(shaded[:2] + shaded[3:]).strip() == ""


def test_a_dot_stands_before_the_band() -> None:
    stretch = Stretch((FIRST, UNTIL), (2.0, 2.0), (1.6, 1.6), (2.4, 2.4))
    assert lines(Dot(FIRST, "TIL1", 2), bands=[[stretch]])[2].startswith("●" + BAND)


def test_months_stand_under_the_dots_and_years_over_long_times() -> None:
    assert axis(FIRST, UNTIL, 60).names().split() == ["Sep", "Oct", "Nov"]
    assert axis(date(2019, 3, 1), UNTIL, 60).names().split() == [str(year) for year in range(2020, 2027)]
    speak("sv")
    assert axis(FIRST, UNTIL, 60).names().split() == ["sep", "okt", "nov"]


@given(st.dates(date(2000, 1, 1), date(2026, 1, 1)), st.integers(0, 6000), st.integers(1, 200))
def test_the_names_never_pass_the_edge(first: date, days: int, room: int) -> None:
    assert len(axis(first, first + timedelta(days=days), room).names()) <= room


def test_the_end_of_time_can_be_drawn() -> None:
    assert axis(date(9999, 11, 1), date(9999, 12, 31), 40).names().split() == ["Nov", "Dec"]
