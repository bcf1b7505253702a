"""Goals: set, noted, rested, done and cleared away, and always with what they serve."""

from collections.abc import Callable

import pytest
from area_app import (
    HOSTILE,
    area,
    clock,
    page,
    press,
    rows,
    settle,
    show,
    toasts,
    write,
)
from pilots import screen_text

from medledare.domain.records import Goal
from medledare.services import goals, records
from medledare.services.demo import demo_vault
from medledare.tui.app import MedledareApp
from medledare.tui.widgets.blocks import shown
from medledare.tui.widgets.item_list import ItemList
from medledare.vault.vault import Vault, memory_vault

MakeApp = Callable[[Vault], MedledareApp]
Look = Callable[..., bool]

SIZE = (120, 40)
TITLE = "Answer within two days"


@pytest.fixture
def vault() -> Vault:
    vault = memory_vault(clock)
    goals.create(
        vault, clock, "Answer within two days", serves="Fewer wait", cue="I open the computer", action="I answer"
    )
    goals.create(vault, clock, "Walk at noon")
    return vault


def the_goal(vault: Vault, title: str) -> Goal:
    return next(goal for goal in records.all_of(vault, Goal) if goal.title == title)


async def test_goals_stand_under_what_they_serve_and_standalone_ones_apart(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "goals")
        assert rows(app) == ["Fewer wait", "Answer within two days", "", "Standalone", "Walk at noon"]
        assert "I open the computer" in page(app)
        assert "→  I answer" in page(app)


async def test_without_goals_the_area_says_what_to_do(make_app: MakeApp) -> None:
    for size in (SIZE, (80, 24)):
        app = make_app(memory_vault(clock))
        async with app.run_test(size=size) as pilot:
            await show(pilot, "goals")
            assert "Press n" in page(app)
            await press(pilot, "n")
            assert app.screen.query("#field-title")


async def test_a_new_goal_is_kept_and_the_cursor_goes_to_it(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "goals")
        await press(pilot, "n")
        await write(pilot, "Ask before deciding")
        await press(pilot, "ctrl+s")
        assert the_goal(vault, "Ask before deciding").standalone
        assert page(app).startswith("Ask before deciding")
        assert "ctrl+z" in toasts(app)


async def test_a_goal_without_words_is_refused_beside_its_field(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "goals")
        await press(pilot, "n", "ctrl+s")
        assert str(app.screen.query_one("#hint-title").render()) == "Write a few words here."
        assert len(records.all_of(vault, Goal)) == 2


async def test_what_was_done_for_a_goal_is_noted_under_it(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "goals")
        await press(pilot, "a")
        await write(pilot, "Answered *three*")
        await press(pilot, "ctrl+s")
        assert [note.text for note in goals.notes(vault, the_goal(vault, TITLE))] == ["Answered *three*"]
        assert "Answered three" in page(app)


async def test_a_goal_rests_with_a_word_and_wakes(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "goals")
        await press(pilot, "r")
        assert "Answer within two days resting" in rows(app)
        await press(pilot, "r")
        assert the_goal(vault, TITLE).state == "active"


async def test_a_goal_is_done_without_having_to_say_why(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "goals")
        await press(pilot, "d", "ctrl+s")
        assert the_goal(vault, TITLE).state == "done"
        assert rows(app)[-1] == "▸ Done and pruned"


async def test_what_made_it_possible_can_be_read_later(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "goals")
        await press(pilot, "d")
        await write(pilot, "We shared the queue")
        await press(pilot, "ctrl+s", "end", "enter", "end")
        assert "Answer within two days done" in rows(app)
        assert "We shared the queue" in page(app)


async def test_a_pruned_goal_stays_visible_and_can_be_brought_back(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "goals")
        await press(pilot, "p", "end", "enter", "end")
        assert rows(app)[-1] == "Answer within two days pruned"
        await press(pilot, "r")
        assert the_goal(vault, TITLE).state == "active"


async def test_an_edit_keeps_the_earlier_wording_in_the_history(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "goals")
        await press(pilot, "e", "end")
        await write(pilot, ", kindly")
        await press(pilot, "ctrl+s")
        assert page(app).startswith("Answer within two days, kindly")
        await press(pilot, "h")
        assert page(app).count("Answer within two days") == 2
        await press(pilot, "h")
        assert page(app).startswith("Answer within two days, kindly")


async def test_a_deleted_goal_comes_back_with_undo(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "goals")
        await press(pilot, "x")
        assert "Answer within two days" not in rows(app)
        await press(pilot, "ctrl+z")
        assert "Answer within two days" in rows(app)


async def test_a_click_shows_the_goal_under_the_mouse(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "goals")
        await pilot.click(ItemList, offset=(6, 4))
        await settle(pilot)
        assert page(app).startswith("Walk at noon")


async def test_what_another_window_writes_shows_and_the_cursor_stays(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "goals")
        await press(pilot, "end")
        goals.create(vault, clock, "Aaa", serves="First")
        await pilot.pause(0.7)
        await settle(pilot)
        assert "Aaa" in rows(app)
        assert page(app).startswith("Walk at noon")


async def test_commands_that_need_a_goal_are_greyed_without_one(make_app: MakeApp) -> None:
    app = make_app(memory_vault(clock))
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "goals")
        assert [area(app).check_action(action, ()) for action in ("note", "rest", "done", "prune", "edit")] == [
            None
        ] * 5
        assert area(app).check_action("new", ()) is True


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_in_every_field_is_shown_as_it_is(make_app: MakeApp, text: str) -> None:
    vault = memory_vault(clock)
    goal = goals.create(vault, clock, text, serves=text, for_whom=text, cue=text, action=text)
    goals.note(vault, clock, goal, text)
    goals.done(vault, clock, goals.create(vault, clock, text + "2"), text)
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "goals")
        seen = shown(text)
        assert rows(app)[:2] == [seen, seen]
        assert page(app).count(seen) >= 5
        await press(pilot, "h", "a", "escape", "e", "escape", "end", "enter", "end")
        assert seen in page(app)


def test_goals_look(snap_compare: Look, make_app: MakeApp, spoken: str, size: tuple[int, int]) -> None:
    app = make_app(demo_vault(clock, spoken))
    assert snap_compare(app, terminal_size=size, run_before=lambda pilot: show(pilot, "goals"))


async def test_nothing_but_the_word_on_what_to_do_stands_where_there_are_no_goals(make_app: MakeApp) -> None:
    app = make_app(memory_vault(clock))
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, "goals")
        words = [line.strip() for line in screen_text(app).splitlines()[1:-1] if line.strip()]
        assert words == ["Your goals, and what each of them serves. Press n to set the first one."]


async def test_a_goal_that_comes_back_is_set_in_the_form_and_read_on_its_page(make_app: MakeApp) -> None:
    vault = memory_vault(clock)
    goal = goals.create(vault, clock, "Call a head", outcome="They answer", obstacle="I put it off")
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "goals")
        await press(pilot, "e")
        app.screen.query_one("#field-every").focus()
        await write(pilot, "ibland")
        await press(pilot, "ctrl+s")
        assert "ibland" in str(app.screen.query_one("#hint-every").render())
        await press(pilot, *["backspace"] * 6)
        await write(pilot, "every Monday")
        await press(pilot, "ctrl+s")
        assert the_goal(vault, goal.title).every == "FREQ=WEEKLY;BYDAY=MO"
        assert "Call a head every Monday" in rows(app)
        assert "Repeats  every Monday" in page(app)
        assert page(app).index("They answer") < page(app).index("I put it off")


async def test_goals_that_have_their_day_come_first_today_and_lines_keep_what_is_typed(make_app: MakeApp) -> None:
    vault = memory_vault(clock)
    goals.create(vault, clock, "Plain")
    later = goals.create(vault, clock, "Comes back")
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        typed = list(app.screen.query("#today-goals Line"))
        typed[0].focus()
        await write(pilot, "half a line")
        goals.edit(vault, later, every="FREQ=WEEKLY;BYDAY=MO")
        await pilot.pause(0.7)
        await settle(pilot)
        titles = [str(line.query_one("#title").render()) for line in app.screen.query("#today-goals GoalLine")]
        assert titles == ["◦ Comes back · every Monday", "◦ Plain"]
        lines = list(app.screen.query("#today-goals Line"))
        assert (lines[1], lines[1].value) == (typed[0], "half a line")
        goals.edit(vault, the_goal(vault, "Comes back"), every="FREQ=WEEKLY;BYDAY=TU")
        await pilot.pause(0.7)
        await settle(pilot)
        titles = [str(line.query_one("#title").render()) for line in app.screen.query("#today-goals GoalLine")]
        assert titles == ["◦ Plain", "◦ Comes back"]


async def test_the_page_says_what_became_of_a_goal_in_the_language_spoken(
    make_app: MakeApp, vault: Vault, spoken: str
) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "goals")
        await press(pilot, "r")
        assert {"sv": "Vilar", "en": "Resting"}[spoken] in page(app)
