"""What is said beside the picture of the answers."""

from datetime import UTC, date, datetime, timedelta

from medledare.domain.records import Answer, Checkin
from medledare.trends.dots import Dot, Series, series
from medledare.trends.warnings import NewWording, warnings

TODAY = date(2026, 11, 24)


def of(*dots: Dot, weeks: int | None = 12) -> Series:
    return Series("TIL", TODAY - timedelta(weeks=weeks) + timedelta(days=1) if weeks else None, TODAY, dots, 0, 0)


def ago(days: int, value: int = 2, item: str = "TIL1", wording: int = 1, late: int = 0) -> Dot:
    return Dot(TODAY - timedelta(days=days), item, value, wording, late)


def test_the_scale_has_run_out_when_over_six_answers_of_ten_are_at_the_top() -> None:
    assert warnings(of(*(ago(day, 4 if day < 7 else 1) for day in range(10)))).at_top == ("TIL1",)
    assert warnings(of(*(ago(day, 4 if day < 6 else 1) for day in range(10)))).at_top == ()
    assert warnings(of(*(ago(day, 4) for day in range(7)))).at_top == ()  # too few to say


def test_coverage_is_weeks_with_answers_of_the_weeks_of_the_window() -> None:
    found = warnings(of(ago(0), ago(6), ago(7), ago(83)))
    assert (found.answered_weeks, found.weeks) == (3, 12)
    assert warnings(of()).answered_weeks == 0
    # Before the very first answer there are no weeks to speak of.
    assert warnings(of(ago(0), ago(6)), TODAY - timedelta(days=20)).weeks == 3
    everything = warnings(of(ago(0), ago(14), weeks=None))
    assert (everything.answered_weeks, everything.weeks) == (2, 3)


def test_a_new_wording_is_told_with_the_day_it_began() -> None:
    found = warnings(of(ago(9), ago(8), ago(3, wording=2), ago(2, wording=2), ago(1, item="TIL2", wording=2)))
    assert found.new_wordings == (NewWording("TIL1", 2, TODAY - timedelta(days=3)),)


def test_answers_written_over_a_week_later_are_counted_as_late() -> None:
    def written(days_after: int, day: date) -> Checkin:
        at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        created = at + timedelta(days=days_after)
        return Checkin(id=str(day), at=at, created=created, answers=(Answer(item="TIL1", value=2, wording=3),))

    days = [TODAY - timedelta(days=ago) for ago in (20, 19, 18)]
    trust = series([written(after, day) for after, day in zip((0, 7, 8), days, strict=True)], TODAY, 12)[0]
    assert [dot.late for dot in trust.dots] == [0, 7, 8]
    assert {dot.wording for dot in trust.dots} == {3}
    assert warnings(trust).late == 1
