"""The picture of the answers shows what was answered, and claims nothing."""

from datetime import UTC, date, datetime, timedelta

from medledare.domain.records import Answer, AnswerValue, Checkin
from medledare.trends.dots import series

TODAY = date(2026, 11, 23)


def answered(days_ago: int, value: AnswerValue, item: str = "TIL1") -> Checkin:
    day = TODAY - timedelta(days=days_ago)
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return Checkin(id=f"{days_ago}{item}", at=moment, created=moment, answers=(Answer(item=item, value=value),))


def test_no_occasion_and_skip_are_never_a_zero() -> None:
    trust = series([answered(1, 3), answered(2, "none"), answered(3, "skip")], TODAY, 12)[0]
    assert [(dot.day, dot.value) for dot in trust.dots] == [(TODAY - timedelta(days=1), 3)]
    assert (trust.count, trust.none, trust.skipped) == (1, 1, 1)


def test_the_window_holds_exactly_its_weeks() -> None:
    inside, outside = answered(12 * 7 - 1, 1), answered(12 * 7, 2)
    assert [dot.value for dot in series([inside, outside], TODAY, 12)[0].dots] == [1]
    assert len(series([inside, outside], TODAY, None)[0].dots) == 2


def test_few_answers_are_too_early_to_say_anything_of() -> None:
    crowded = [answered(day, 2) for day in range(5)] + [answered(day, 2, "TIL2") for day in range(5)]
    assert series(crowded, TODAY, 12)[0].level == 0  # ten answers, but within two weeks
    spread = [answered(7 * week, 2) for week in range(8)]
    assert series(spread, TODAY, 12)[0].level == 1
    assert series(spread[:7], TODAY, 12)[0].level == 0


def test_each_principle_has_its_own_answers() -> None:
    found = series([answered(1, 4, "MED2"), answered(1, 0, "TIL1")], TODAY, 12)
    assert {one.principle: [dot.value for dot in one.dots] for one in found if one.dots} == {"TIL": [0], "MED": [4]}
