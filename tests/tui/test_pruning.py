"""Going through the goals in the terminal interface, and the chain from one of them."""

from collections.abc import Callable

import pytest
from area_app import HOSTILE, clock, page, press, rows, show, write
from pilots import screen_text

from medledare.domain.records import Goal, Stop
from medledare.services import capture, goals, records
from medledare.tui.app import MedledareApp
from medledare.tui.modals.pruning import Pruning
from medledare.tui.widgets.blocks import shown
from medledare.vault.vault import Vault, memory_vault

MakeApp = Callable[[Vault], MedledareApp]
SIZE = (80, 24)


def states(vault: Vault) -> dict[str, str]:
    return {goal.title: goal.state for goal in records.all_of(vault, Goal)}


async def test_goals_are_gone_through_by_digits_and_a_line_goes_to_the_stop_list(make_app: MakeApp) -> None:
    vault = memory_vault(clock)
    for title in ("Keeps", "Rests", "Goes"):
        goals.create(vault, clock, title)
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "goals")
        await press(pilot, "o")
        assert "Goal 1 of 3" in screen_text(app)
        await press(pilot, "1", "2", "3")
        await write(pilot, "The report, 3 times")
        await press(pilot, "enter")
        assert not isinstance(app.screen, Pruning)
        assert states(vault) == {"Keeps": "active", "Rests": "resting", "Goes": "pruned"}
        assert [stop.text for stop in records.all_of(vault, Stop)] == ["The report, 3 times"]
        assert "▸ Done and pruned" in rows(app)


async def test_it_can_be_left_midway_and_the_buttons_answer_too(make_app: MakeApp) -> None:
    vault = memory_vault(clock)
    for title in ("One", "Two"):
        goals.create(vault, clock, title)
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "goals")
        await press(pilot, "o", "right", "enter", "escape")
        assert states(vault) == {"One": "resting", "Two": "active"}
        assert "One resting" in rows(app)


async def test_more_than_five_goals_bring_it_up_in_one_line(make_app: MakeApp) -> None:
    vault = memory_vault(clock)
    made = [goals.create(vault, clock, f"Goal {number}") for number in range(6)]
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "goals")
        assert rows(app)[0] == "More than five goals are active; o goes through them."
        goals.rest(vault, clock, made[0])
        await pilot.pause(0.7)
        assert rows(app)[0] == "Standalone"


async def test_the_chain_is_shown_oldest_first_and_put_away(make_app: MakeApp) -> None:
    vault = memory_vault(clock)
    goal = goals.create(vault, clock, "Answer", cue="I open the mail")
    failure = records.add(vault, capture.failure(clock, "Too late", why="I waited", goal=goal.id))
    records.add(vault, capture.learning(clock, "Begin with the oldest", failure=failure.id))
    app = make_app(vault)
    async with app.run_test(size=(120, 40)) as pilot:
        await show(pilot, "goals")
        await press(pilot, "c")
        text = page(app)
        assert text.index("Failure") < text.index("Too late") < text.index("I waited") < text.index("Begin with")
        await press(pilot, "c")
        assert "I open the mail" in page(app)
        await press(pilot, "c", "h")
        assert page(app).startswith("History")


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_is_shown_as_it_is(make_app: MakeApp, text: str) -> None:
    vault = memory_vault(clock)
    goal = goals.create(vault, clock, text, serves=text)
    records.add(vault, capture.failure(clock, text, goal=goal.id, why=text))
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "goals")
        await press(pilot, "c")
        assert page(app).count(shown(text)) >= 3
        await press(pilot, "o")
        assert str(app.screen.query_one("#pruning-goal").render()) == shown(text)
        await press(pilot, "3")
        await write(pilot, text)
        await press(pilot, "enter")
        assert len(records.all_of(vault, Stop)) == 1
