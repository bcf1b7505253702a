"""Charts for pages: each answer at its step and day, nothing outside the frame, and crowded years still told apart."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from medledare.transfer.about import Answered, Drawn, Edge, Picture
from medledare.transfer.exporters.charts import HEIGHT, LEFT, RIGHT, SMALL_DOT, STEP, WIDTH, Chart, charts

FIRST = date(2016, 11, 21)
STEPS = ("Not at all", "A little", "Partly", "Largely", "Fully")


def chart(
    answers: list[Answered], last: date, changes: tuple[tuple[date, str], ...] = (), band: tuple[Edge, ...] = ()
) -> Chart:
    drawn = Drawn("TIL1", "I did.", tuple(answers), (band,) if band else (), ("told",))
    (made,) = charts(Picture("TIL", "Trust", "", (), FIRST, last, STEPS, (drawn,), (), changes, ()))
    return made


def heights(made: Chart) -> dict[str, float]:
    return {step.name: step.at for step in made.steps}


@given(st.lists(st.builds(Answered, st.dates(FIRST, FIRST + timedelta(3650)), st.integers(0, 4), st.booleans())))
def test_every_answer_is_drawn_within_the_frame_near_its_step(answers: list[Answered]) -> None:
    answers = sorted([*answers, Answered(FIRST, 4)])
    made = chart(answers, FIRST + timedelta(3650))
    places = [*made.dots, *made.afterwards]
    assert len(places) == len(answers)
    assert all(LEFT < x < RIGHT and 0 < y < HEIGHT for x, y in places)
    at = [heights(made)[STEPS[one.step]] for one in answers if not one.afterwards]
    assert all(abs(y - step) < STEP / 2 for (_x, y), step in zip(made.dots, at, strict=True))


def test_a_few_answers_stand_on_their_line_in_the_order_of_their_days() -> None:
    made = chart([Answered(FIRST + timedelta(number), number % 5) for number in range(60)], FIRST + timedelta(60))
    assert {y for _x, y in made.dots} == set(heights(made).values())
    assert [x for x, _y in made.dots] == sorted(x for x, _y in made.dots)


def test_a_daily_answer_for_ten_years_is_not_hidden_by_the_next() -> None:
    made = chart([Answered(FIRST + timedelta(number * 2), number % 5) for number in range(1800)], date(2026, 11, 20))
    assert made.dot == SMALL_DOT
    assert len(set(made.dots)) > 1700


def test_a_band_follows_its_upper_edge_there_and_its_lower_edge_back() -> None:
    edges = (Edge(FIRST, 1, 3), Edge(FIRST + timedelta(9), 2, 4))
    made = chart([Answered(FIRST, 1)], FIRST + timedelta(9), band=edges)
    at = heights(made)
    ((one, two, three, four),) = made.band
    assert [y for _x, y in (one, two, three, four)] == [at["Largely"], at["Fully"], at["Partly"], at["A little"]]
    assert (one[0], two[0]) == (four[0], three[0])


def test_changes_that_have_no_room_for_their_numbers_share_them() -> None:
    days = (10, 11, 12, 200)
    changes = tuple((FIRST + timedelta(day), f"on day {day}") for day in days)
    made = chart([Answered(FIRST, 1)], FIRST + timedelta(365), changes)
    assert [tick.name for tick in made.changes] == ["1–3", "", "", "4"]
    assert len({tick.at for tick in made.changes}) == 4


def test_months_are_named_in_a_year_and_years_in_ten_each_where_it_has_room() -> None:
    year, ten = chart([Answered(FIRST, 1)], date(2017, 11, 20)), chart([Answered(FIRST, 1)], date(2026, 11, 20))
    assert [tick.name for tick in year.times][:3] == ["Dec", "Feb", "Apr"]
    assert {tick.name for tick in ten.times} <= {str(number) for number in range(2017, 2027)}
    for made in (year, ten):
        ends = [(tick.at, tick.at + 6 * len(tick.name)) for tick in made.times]
        assert all(end < after for (_at, end), (after, _end) in pairwise(ends))
        assert ends[-1][1] <= WIDTH


def test_the_table_says_the_same_month_by_month() -> None:
    made = chart([Answered(FIRST, 2), Answered(date(2016, 12, 1), 4, True)], date(2016, 12, 31))
    assert made.table == [("November 2016", "21 partly"), ("December 2016", "1 fully (afterwards)")]
