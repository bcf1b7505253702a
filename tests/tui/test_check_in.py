"""The check-in in Today: earlier days, midnight, another device, and the week."""

import json
from datetime import date, timedelta

import pytest
from area_app import HOSTILE
from pilots import NOW, burst, screen_text, settle, still, toasts, type_text
from textual import events
from textual.widgets import Static

from medledare.domain.records import Answer, Checkin, Conditions, Learning, Need, Role, Stop
from medledare.services import checkins, records, roles
from medledare.tui.areas.today import Today
from medledare.tui.modals.week import Week
from medledare.tui.widgets.check_in import CheckIn
from medledare.tui.widgets.line import Line

TODAY = NOW.date()
YESTERDAY = TODAY - timedelta(days=1)


def heading(app) -> str:
    return str(app.screen.query_one("#today-check-in-heading", Static).content)


def given(vault, day: date) -> list[object]:
    return [answer.value for answer in checkins.for_day(vault, day).answers.values()]


async def fill_in(app, pilot, typed: str = "") -> None:
    """Choose an earlier day to fill in; the one that is proposed, if none is typed."""
    await app.screen.area.run_action("fill_in")
    await settle(pilot)
    await type_text(pilot, typed)
    await pilot.press("enter")
    await settle(pilot)


async def test_c_and_four_digits_answer_four_items(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await burst(pilot, "c", "3", "2", "1", "0")
        assert given(empty, TODAY) == [3, 2, 1, 0]


# An earlier day


async def test_yesterday_is_proposed_and_filled_in_says_so_and_leads_back_to_today(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await fill_in(app, pilot)
        assert "Sunday 22 November 2026" in heading(app)
        assert app.screen.query_one(CheckIn).has_focus
        await pilot.press("3", "n")
        await settle(pilot)
        assert "filled in afterwards" in heading(app)
        await pilot.press("s", "0")
        await settle(pilot)
        assert given(empty, YESTERDAY) == [3, "none", "skip", 0]
        assert given(empty, TODAY) == []
        assert all(one.afterwards for one in records.all_of(empty, Checkin))
        assert heading(app) == "Check-in"
        assert app.screen.query_one(CheckIn)._given == {}
        assert "Sunday 22 November 2026" in toasts(app)


async def test_the_conditions_of_an_earlier_week_are_filled_in_and_marked(make_app, empty, spoken):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await app.screen.area.run_action("fill_in('week')")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert ("vecka 47" if spoken == "sv" else "week 47") in screen_text(app)
        await pilot.press("3", "ctrl+s")
        await settle(pilot)
        (said,) = records.all_of(empty, Conditions)
        assert (said.monday, said.afterwards) == (date(2026, 11, 16), True)
        await pilot.press("u")
        await settle(pilot)
        assert records.all_of(empty, Conditions) == []


@pytest.mark.parametrize("way", ["escape", "w", "a"])
async def test_leaving_an_earlier_day_returns_to_today(make_app, empty, way):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await fill_in(app, pilot, "2026-11-18")
        assert "Wednesday 18 November 2026" in heading(app)
        await pilot.press("4", way)
        await settle(pilot)
        assert heading(app) == "Check-in"
        await pilot.press("escape", "c", "1")
        await settle(pilot)
        assert given(empty, date(2026, 11, 18)) == [4]
        assert given(empty, TODAY) == [1]


async def test_a_day_is_typed_as_people_say_it(make_app, empty, spoken):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await fill_in(app, pilot, "i fredags" if spoken == "sv" else "last friday")
        assert "20 november" in heading(app).lower()


@pytest.mark.parametrize("typed", ["2026-11-24", "nonsense"])
async def test_what_is_no_day_that_has_been_is_refused_in_a_sentence(make_app, empty, typed):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await fill_in(app, pilot, typed)
        assert ("still to come" if typed.startswith("2026") else "could not be read") in screen_text(app)
        await pilot.press("escape")
        await settle(pilot)
        assert heading(app) == "Check-in"


async def test_a_day_that_was_answered_in_part_says_what_was_filled_in_afterwards(make_app, empty):
    item = checkins.for_day(empty, YESTERDAY).items[0]
    checkins.answer(empty, lambda: NOW - timedelta(days=1), [Answer(item=item, value=2)])
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await fill_in(app, pilot)
        assert "afterwards" not in heading(app)
        await pilot.press("3")
        await settle(pilot)
        assert "partly filled in afterwards" in heading(app)
        assert given(empty, YESTERDAY) == [2, 3]


async def test_answers_of_an_earlier_day_can_be_undone(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await fill_in(app, pilot)
        await pilot.press("3")
        await settle(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert given(empty, YESTERDAY) == []
        assert "Sunday" in heading(app)
        assert app.screen.query_one(CheckIn)._given == {}


# Midnight, and others


async def test_a_day_that_is_being_answered_at_midnight_is_answered_to_its_end(make_app, empty, clock):
    clock.now = NOW.replace(hour=23, minute=59)
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("c", "3", "3")
        await settle(pilot)
        clock.pass_by(minutes=2)
        await pilot.press("2")
        await settle(pilot)
        app.freshen()
        await settle(pilot)
        assert "Monday 23 November 2026" in heading(app)
        await pilot.press("1")
        await settle(pilot)
        assert given(empty, TODAY) == [3, 3, 2, 1]
        assert given(empty, TODAY + timedelta(days=1)) == []
        assert heading(app) == "Check-in"
        assert app.screen.query_one(CheckIn).day == TODAY + timedelta(days=1)


async def test_what_comes_from_another_device_moves_no_item_under_the_cursor(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        before = app.screen.query_one(CheckIn)._items
        await pilot.press("c", "3")
        await settle(pilot)
        # The other one was used yesterday, and today out of turn.
        there = [Answer(item=item, value=1) for item in before]
        checkins.answer(empty, lambda: NOW, there, NOW - timedelta(days=1))
        checkins.answer(empty, lambda: NOW + timedelta(seconds=1), [Answer(item="MED2", value=0)])
        app.freshen()
        await settle(pilot)
        assert app.screen.query_one(CheckIn)._items == (*before, "MED2")
        await pilot.press("2")
        await settle(pilot)
        answers = checkins.for_day(empty, TODAY).answers
        assert {item: one.value for item, one in answers.items()} == {before[0]: 3, "MED2": 0, before[1]: 2}


async def test_no_occasion_skip_and_not_answered_look_different(make_app, empty, spoken):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("c", "n", "s")
        await settle(pilot)
        lines = screen_text(app).splitlines()
        ends = [line.rstrip().rsplit("  ", 1)[-1] for line in lines]
        for said in ("Inget tillfälle", "Hoppade över") if spoken == "sv" else ("No occasion", "Skipped"):
            assert ends.count(said) == 1
        assert sum(end == "·" for end in ends) == 2


# The week


@pytest.mark.parametrize(("day", "offered"), [(23, False), (25, False), (26, True), (29, True)])
async def test_the_week_is_offered_towards_its_end_until_it_is_said(make_app, empty, clock, day, offered):
    clock.now = NOW.replace(day=day)
    app = make_app(empty)
    async with app.run_test(size=(160, 50)) as pilot:
        await settle(pilot)
        assert ("The week's conditions: press f" in screen_text(app)) is offered
        await pilot.press("f")
        await settle(pilot)
        await pilot.press("3", "ctrl+s")
        await settle(pilot)
        assert "The week's conditions: press f" not in screen_text(app)
        assert [one.monday for one in records.all_of(empty, Conditions)] == [TODAY]


async def test_an_earlier_week_is_never_asked_for(make_app, empty, clock):
    clock.now = NOW.replace(day=30)
    app = make_app(empty)
    async with app.run_test(size=(160, 50)) as pilot:
        await settle(pilot)
        assert "The week's conditions" not in screen_text(app)


async def test_a_week_is_answered_by_digits_and_kept_as_one_step(make_app, empty, size, spoken):
    app = make_app(empty)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("f")
        await settle(pilot)
        await burst(pilot, "3", "2", "1", "0", "n", "s", "4")
        await type_text(pilot, "ask first")
        await pilot.press("enter")
        await type_text(pilot, "cases wait")
        await pilot.press("enter")
        await type_text(pilot, "the list")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen.area, Today)
        (said,) = records.all_of(empty, Conditions)
        assert [answer.value for answer in said.answers] == [3, 2, 1, 0, "none", "skip", 4]
        assert [one.text for one in records.all_of(empty, Learning)] == ["ask first"]
        assert [one.fact for one in records.all_of(empty, Need)] == ["cases wait"]
        assert [one.text for one in records.all_of(empty, Stop)] == ["the list"]
        await pilot.press("u")
        await settle(pilot)
        assert [records.all_of(empty, kind) for kind in (Conditions, Learning, Need, Stop)] == [[], [], [], []]


async def test_everything_of_a_week_may_be_left_out_but_something_must_be_said(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("f", "ctrl+s")
        await settle(pilot)
        assert "nothing to save" in screen_text(app)
        app.screen.query(Line).last().focus()
        await type_text(pilot, "the list")
        await pilot.press("enter")
        await settle(pilot)
        assert [one.text for one in records.all_of(empty, Stop)] == ["the list"]
        assert records.all_of(empty, Conditions) == []


async def test_a_week_begun_on_sunday_and_saved_after_midnight_is_of_that_week(make_app, empty, clock):
    clock.now = NOW.replace(day=29, hour=23, minute=59)
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("f", "3")
        clock.pass_by(minutes=2)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert [one.monday for one in records.all_of(empty, Conditions)] == [TODAY]


async def test_a_later_sitting_shows_what_was_said_and_wins_where_it_answers(make_app, empty):
    earlier = NOW - timedelta(hours=1)
    answers = Answer(item="TIL", value=1), Answer(item="HEL", value=2)
    records.add(empty, Conditions(id="c", at=earlier, created=earlier, answers=answers))
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("f")
        await settle(pilot)
        assert "A little" in screen_text(app)
        await pilot.press("up", "4", "ctrl+s")
        await settle(pilot)
        answers = checkins.for_week(empty, TODAY).answers
        assert {item: one.value for item, one in answers.items()} == {"TIL": 1, "HEL": 4}


async def test_what_was_begun_is_still_there_after_the_window_was_closed(make_app, plain_vault):
    app = make_app()
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("f", "3")
        app.screen.query(Line).first().focus()
        await type_text(pilot, "half")
        await settle(pilot)
        app.save_drafts()
    app.close()
    again = make_app()
    async with again.run_test() as pilot:
        await settle(pilot)
        await pilot.press("f")
        await settle(pilot)
        assert again.screen.query(Line).first().value == "half"
        assert again.screen.query_one(CheckIn)._given == {"TIL": 3}
    again.close()


async def test_leaving_a_week_that_was_begun_asks_first(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("f", "3", "escape")
        await settle(pilot)
        assert "Leave without saving" in screen_text(app)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, Week)
        assert app.screen.query_one(CheckIn)._given == {"TIL": 3}


@pytest.mark.parametrize("text", [*HOSTILE, "x" * 100_000], ids=lambda text: json.dumps(text)[:20])
async def test_whatever_is_pasted_in_the_texts_of_a_week_comes_back_as_it_was(make_app, empty, text):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("f")
        await settle(pilot)
        for line in app.screen.query(Line):
            line.focus()
            app.post_message(events.Paste(text))
            await settle(pilot)
        screen_text(app)
        await pilot.press("ctrl+s")
        await settle(pilot)
        for kind, field in ((Learning, "text"), (Need, "fact"), (Stop, "text")):
            assert [getattr(one, field) for one in records.all_of(empty, kind)] == [text]
        assert isinstance(app.screen.area, Today)


# The role


async def test_a_role_is_written_and_to_write_it_again_changes_nothing(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        for _ in range(2):
            await settle(pilot)
            await app.screen.area.run_action("role")
            await settle(pilot)
            if not records.all_of(empty, Role):
                await type_text(pilot, "a nurse")
            await pilot.press("ctrl+s")
            await settle(pilot)
        assert [one.text for one in roles.history(empty)] == ["a nurse"]


# How it looks


def test_the_week_looks(snap_compare, make_app, empty, spoken, size):
    async def answer(pilot):
        await settle(pilot)
        await pilot.press("f")
        await settle(pilot)
        await pilot.press("3", "n", "1")
        await still(pilot)

    assert snap_compare(make_app(empty), terminal_size=size, run_before=answer)


def test_an_earlier_day_looks(snap_compare, make_app, empty, clock, spoken, size):
    clock.now = NOW.replace(day=26)

    async def answer(pilot):
        await settle(pilot)
        await fill_in(pilot.app, pilot)
        await pilot.press("3", "n")
        await still(pilot)

    assert snap_compare(make_app(empty), terminal_size=size, run_before=answer)
