"""What a team may see of a sum: enough people, no extremes, no counts, and only weeks that may be compared."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medledare.sharing.release import (
    CODES,
    Impossible,
    Kept,
    Release,
    Size,
    TooFew,
    coarse,
    comparable,
    enough,
    picture,
    released,
    values,
)

MONDAY = date(2026, 11, 23)


def figure(total, count, threshold=5, group=50):
    """What is shown of one figure, when all the others have no answers."""
    counts = dict.fromkeys(CODES, 0) | {"TIL": count}
    return released(MONDAY, counts, {"TIL": total}, threshold, group).of("TIL")


@pytest.mark.parametrize(
    ("count", "threshold", "size"),
    [
        (5, 5, (5, 9)), (9, 5, (5, 9)), (10, 5, (10, 19)), (19, 7, (10, 19)), (20, 5, (20, 49)), (49, 5, (20, 49)),
        (50, 5, (50, None)), (100, 7, (50, None)), (7, 7, (7, 9)), (12, 12, (12, 19)), (60, 60, (60, None)),
    ],
)  # fmt: skip
def test_how_many_is_told_coarsely_and_from_the_threshold(count, threshold, size):
    assert coarse(count, threshold) == Size(*size)


@pytest.mark.parametrize("threshold", [-1, 0, 1, 4])
def test_a_threshold_below_five_is_refused_wherever_something_rests_on_it(threshold):
    for asked in (
        lambda: enough(50, threshold),
        lambda: coarse(50, threshold),
        lambda: comparable({"a"}, {"b"}, threshold),
        lambda: figure(100, 10, threshold),
    ):
        with pytest.raises(TooFew):
            asked()


def test_what_fewer_than_the_threshold_answered_is_withheld_and_its_size_too():
    assert figure(80, 4).withheld == "few"
    assert figure(80, 6, threshold=7).withheld == "few"
    few = figure(80, 4)
    assert (few.mean, few.size) == (None, None)
    assert figure(100, 5).withheld == ""


@pytest.mark.parametrize(
    ("total", "count", "mean"),
    [(100, 5, 2.0), (103, 5, 2.1), (102, 5, 2.0), (13, 5, 0.3), (187, 5, 3.7), (125, 10, 1.3), (124, 10, 1.2)],
)
def test_the_mean_has_one_decimal_with_halves_upwards(total, count, mean):
    assert figure(total, count).mean == mean


@pytest.mark.parametrize(("total", "count"), [(0, 5), (12, 5), (25, 10), (188, 5), (375, 10), (400, 10)])
def test_at_an_end_of_the_scale_it_is_withheld(total, count):
    found = figure(total, count)
    assert (found.mean, found.size, found.withheld) == (None, None, "extreme")


@pytest.mark.parametrize(("total", "count", "group"), [(401, 10, 10), (100, 11, 10), (100, -1, 10), (-1, 10, 10)])
def test_a_sum_that_no_true_answers_give_is_refused_and_named(total, count, group):
    with pytest.raises(Impossible) as told:
        figure(total, count, group=group)
    assert told.value.code == "TIL"


def week(number, who):
    return Kept(Release(MONDAY + timedelta(weeks=number), ()), frozenset(who))


def shown(*weeks, threshold=5):
    return [(one.monday - MONDAY).days // 7 for one in picture(weeks, threshold).weeks]


def test_weeks_stand_beside_each_other_while_the_group_is_the_same_or_another():
    same, more, others = "abcdefg", "abcdefgh", "opqrstu"
    assert shown(week(0, same), week(1, same), week(3, same)) == [0, 1, 3]
    # One person more: the weeks together would tell of that one, so those before are not drawn beside it.
    assert shown(week(0, same), week(1, more)) == [1]
    assert shown(week(0, same), week(1, others)) == [0, 1]
    # Any two of those that are drawn, and not only neighbours.
    assert shown(week(0, same), week(1, others), week(2, more)) == [1, 2]
    assert shown() == []


@given(
    st.lists(st.frozensets(st.sampled_from("abcdefghijklmno"), min_size=5), min_size=1, max_size=6), st.integers(5, 9)
)
def test_no_two_weeks_that_are_seen_together_differ_by_fewer_than_the_threshold(groups, threshold):
    run = shown(*(week(number, who) for number, who in enumerate(groups)), threshold=threshold)
    assert run[-1] == len(groups) - 1
    assert all(
        not groups[one] ^ groups[other] or len(groups[one] ^ groups[other]) >= threshold for one in run for other in run
    )


def test_nothing_is_claimed_and_with_few_weeks_nothing_is_said():
    counts = dict.fromkeys(CODES, 0) | {"TIL": 7}
    weeks = [
        Kept(released(MONDAY + timedelta(weeks=number), counts, {"TIL": 140}, 5, 7), frozenset("abcdefg"))
        for number in range(4)
    ]
    assert picture(weeks[:2], 5).says("TIL") == "too_early"
    assert picture(weeks, 5).says("TIL") == "answers"
    assert picture(weeks, 5).says("HEL") == "too_early"
    assert picture(weeks, 5).means("TIL") == [(one.release.monday, 2.0) for one in weeks]


def test_nothing_that_is_shown_says_who_or_exactly_how_many():
    kept = week(0, ["anna", "bo"])
    assert "anna" not in repr(kept)
    assert not any(name in Release.__dataclass_fields__ for name in ("who", "count", "group"))


def test_a_value_is_the_mean_of_the_weeks_answers_in_tenths():
    found = values({"TIL": [3], "HEL": [0, 1], "HAN": [4, 4, 3], "TIL.c": [4]})
    assert {code: value for code, value in found.items() if value is not None} == {
        "TIL": 30, "HEL": 5, "HAN": 37, "TIL.c": 40,
    }  # fmt: skip
    assert tuple(found) == CODES


@given(st.lists(st.integers(-10, 1000), min_size=1))
def test_whatever_the_answers_a_value_lies_on_the_scale(answers):
    assert 0 <= (values({"MED": answers})["MED"] or 0) <= 40
