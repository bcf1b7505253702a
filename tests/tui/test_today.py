"""Today: what a person does on an ordinary morning."""

import pytest
from pilots import NOW, screen_text, settle, toasts, type_text
from textual.widgets import Static

from medledare.domain.problems import CannotReach
from medledare.domain.records import Checkin, Entry, Focus, Mission
from medledare.services import capture, goals, mission, records
from medledare.tui.areas.goals import Goals
from medledare.tui.areas.journal import Journal
from medledare.tui.areas.learnings import Learnings
from medledare.tui.areas.today import Today
from medledare.tui.widgets.check_in import CheckIn
from medledare.tui.widgets.editor import Editor
from medledare.tui.widgets.goal_lines import GoalLine
from medledare.tui.widgets.line import Line
from medledare.tui.widgets.reader import reading


async def test_what_is_written_is_saved_with_ctrl_s_and_the_editor_is_free_again(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("w")
        await type_text(pilot, "A good morning\nwith rain")
        await pilot.press("ctrl+s")
        await settle(pilot)
        (entry,) = records.all_of(empty, Entry)
        assert (entry.text, entry.at) == ("A good morning\nwith rain", NOW)
        assert app.screen.query_one(Editor).text == ""
        assert "Saved." in toasts(app)


async def test_what_is_said_in_passing_lies_over_the_footer_alone_and_tells_where_keys_go(make_app, empty):
    app = make_app(empty)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("w", "x", "ctrl+s")
        await settle(pilot)
        *above, footer = screen_text(app).splitlines()
        assert "Saved. Write on, or esc first for other keys." in footer
        assert "Saved" not in "".join(above)
        await type_text(pilot, "u and c")
        assert app.focused.text == "u and c"
        assert len(records.all_of(empty, Entry)) == 1


async def test_saving_nothing_says_so_and_writes_nothing(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("w")
        await type_text(pilot, "  \n ")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert records.all_of(empty, Entry) == []
        assert app.screen.query_one(Editor).text == "  \n "


async def test_a_save_that_fails_leaves_the_text_in_the_editor_and_says_why(make_app, empty, monkeypatch):
    def full(vault, record):
        raise CannotReach(path="/the/vault", reason="No space left on device")

    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("w")
        await type_text(pilot, "not lost")
        monkeypatch.setattr(records, "add", full)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert app.screen.query_one(Editor).text == "not lost"
        assert "No space left on device" in toasts(app)


async def test_undo_takes_the_entry_back_and_gives_the_text_back_to_the_editor(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("w")
        await type_text(pilot, "too early")
        await pilot.press("ctrl+s")
        await settle(pilot)
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert records.all_of(empty, Entry) == []
        assert app.screen.query_one(Editor).text == "too early"
        assert "Taken back: entry, “" in toasts(app)


async def test_ctrl_z_while_typing_undoes_typing_and_no_record(make_app, empty):
    records.add(empty, capture.entry(lambda: NOW, "kept"))
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("w")
        await type_text(pilot, "abc")
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert app.screen.query_one(Editor).text == ""
        assert len(records.all_of(empty, Entry)) == 1


async def test_digits_answer_the_check_in_one_item_after_another(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("c", "3", "n", "s", "0")
        await settle(pilot)
        answers = [answer.value for checkin in records.all_of(empty, Checkin) for answer in checkin.answers]
        assert answers == [3, "none", "skip", 0]
        assert "Largely" in screen_text(app)
        assert "No occasion" in screen_text(app)


async def test_an_answer_can_be_changed_and_the_latest_holds(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("c", "1")
        await settle(pilot)
        await pilot.press("up", "4")
        await settle(pilot)
        day = app.screen.query_one(CheckIn)._given
        assert list(day.values()) == [4]


async def test_digits_in_the_check_in_do_not_change_area(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("c", "2")
        await settle(pilot)
        assert isinstance(app.screen.area, Today)


async def test_after_the_last_answer_digits_go_between_the_areas_again(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "press c to answer" in screen_text(app)
        await pilot.press("c", "3", "3", "3")
        await settle(pilot)
        assert "press c to answer" not in screen_text(app)
        await pilot.press("3")
        await settle(pilot)
        await pilot.press("3")
        await settle(pilot)
        assert isinstance(app.screen.area, Journal)
        answers = [answer.value for checkin in records.all_of(empty, Checkin) for answer in checkin.answers]
        assert answers == [3, 3, 3, 3]
        # Nor does coming back to Today lead into the answers again, where a digit would change one.
        await pilot.press("1")
        await settle(pilot)
        await pilot.press("4")
        await settle(pilot)
        assert isinstance(app.screen.area, Learnings)


async def test_a_finished_check_in_can_be_gone_back_to_and_stays_until_it_is_left(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("c", "3", "3", "3", "3")
        await settle(pilot)
        await pilot.press("c", "1")
        await settle(pilot)
        assert isinstance(app.focused, CheckIn)
        assert sorted(app.screen.query_one(CheckIn)._given.values()) == [1, 3, 3, 3]
        await pilot.press("escape", "2")
        await settle(pilot)
        assert isinstance(app.screen.area, Goals)


async def test_the_check_in_can_be_answered_with_the_mouse(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        line = screen_text(app).splitlines()
        row = next(number for number, text in enumerate(line) if "0 Not at all" in text)
        await pilot.click(offset=(line[row].index("3 Largely") + 3, row))
        await settle(pilot)
        assert [checkin.answers[0].value for checkin in records.all_of(empty, Checkin)] == [3]


async def test_the_answer_to_the_question_of_the_day_is_kept_with_its_question(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("a")
        await type_text(pilot, "The neighbours")
        await pilot.press("enter")
        await settle(pilot)
        (entry,) = records.all_of(empty, Entry)
        assert entry.text == "The neighbours"
        assert entry.question
        assert entry.principles
        assert app.screen.query_one("#today-answer", Line).value == ""


async def test_what_was_done_for_a_goal_becomes_a_note_on_it(make_app, empty):
    goal = goals.create(empty, lambda: NOW, "Answer within two days")
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("g")
        await type_text(pilot, "Called three families")
        await pilot.press("enter")
        await settle(pilot)
        assert [note.text for note in goals.notes(empty, goal)] == ["Called three families"]
        assert app.screen.query_one(GoalLine).query_one(Line).value == ""


async def test_reloading_keeps_what_is_being_typed_and_where(make_app, empty):
    goals.create(empty, lambda: NOW, "Answer within two days")
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("g")
        await type_text(pilot, "half a thou")
        records.add(empty, capture.entry(lambda: NOW, "from elsewhere"))
        goals.create(empty, lambda: NOW, "Another goal")
        app.freshen()
        await settle(pilot)
        await type_text(pilot, "ght")
        assert app.screen.query(GoalLine).first().query_one(Line).value == "half a thought"
        assert len(app.screen.query(GoalLine)) == 2


async def test_w_leads_to_the_editor_from_every_area(make_app, lived_in):
    app = make_app(lived_in)
    async with app.run_test() as pilot:
        await settle(pilot)
        for key in "23456":
            await pilot.press("escape")
            app.screen.area.focus()
            await pilot.press(key)
            await settle(pilot)
            app.screen.area.focus()
            await pilot.press("w")
            await settle(pilot)
            assert isinstance(app.focused, Editor), key
            await pilot.press("escape")


async def test_the_mission_can_be_written_and_stands_on_top(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("m")
        await settle(pilot)
        await type_text(pilot, "Parents get an answer")
        await pilot.press("ctrl+s")
        await settle(pilot)
        (mission,) = records.all_of(empty, Mission)
        assert mission.statement == "Parents get an answer"
        assert screen_text(app).splitlines()[1].strip() == "Parents get an answer"


async def test_a_focus_principle_can_be_chosen(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        app.screen.area.action_focus()
        await settle(pilot)
        await pilot.press("home", "down", "enter")
        await settle(pilot)
        assert [focus.principle for focus in records.all_of(empty, Focus)] == ["HEL"]
        assert app.screen.query_one(CheckIn)._items[:2] == ("HEL1", "HEL2")


async def test_a_new_day_begins_while_the_program_is_open(make_app, empty, clock):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("c", "3")
        await settle(pilot)
        clock.pass_by(hours=24)
        app.freshen()
        await settle(pilot)
        assert "24 November" in str(app.screen.query_one("#today-date", Static).content)
        assert app.screen.query_one(CheckIn)._given == {}


async def test_on_this_day_in_earlier_years_is_shown(make_app, empty):
    earlier = NOW.replace(year=2019)
    records.add(empty, capture.entry(lambda: earlier, "Seven years ago\nit snowed"))
    app = make_app(empty)
    async with app.run_test(size=(160, 50)) as pilot:
        await settle(pilot)
        assert "2019" in screen_text(app)
        assert "it snowed" in screen_text(app)


@pytest.mark.parametrize(("way", "done"), [("w", "ctrl+s"), ("a", "enter"), ("g", "enter")])
async def test_what_is_typed_while_a_text_is_being_saved_stays_in_its_field(make_app, empty, monkeypatch, way, done):
    goals.create(empty, lambda: NOW, "Answer within two days")
    app = make_app(empty)
    add = records.add

    def slow(vault, record):
        field = app.focused
        app.call_from_thread(field.insert if isinstance(field, Editor) else field.insert_text_at_cursor, " more")
        return add(vault, record)

    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press(way)
        await type_text(pilot, "first")
        monkeypatch.setattr(records, "add", slow)
        await pilot.press(done)
        await settle(pilot)
        assert [entry.text for entry in records.all_of(empty, Entry)] == ["first"]
        assert (app.focused.text if isinstance(app.focused, Editor) else app.focused.value) == " more"


@pytest.mark.parametrize("way", ["a", "g"])
async def test_enter_pressed_twice_saves_once(make_app, empty, way):
    goals.create(empty, lambda: NOW, "Answer within two days")
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press(way)
        await type_text(pilot, "once")
        for _ in range(2):
            app.focused.post_message(Line.Submitted(app.focused, "once"))
        await settle(pilot)
        assert [entry.text for entry in records.all_of(empty, Entry)] == ["once"]


async def test_the_mission_can_be_explained_and_the_explanation_is_read_as_one(make_app, empty):
    mission.write(empty, lambda: NOW, "Answer families in time")
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await app.screen.area.run_action("explain")
        await settle(pilot)
        assert "Answer families in time" in screen_text(app)
        await type_text(pilot, "Nobody waits in the dark")
        await pilot.press("ctrl+s")
        await settle(pilot)
        (entry,) = mission.explanations(empty)
        assert entry.text == "Nobody waits in the dark"
        words = "\n".join(block.text for block in reading(entry, lambda _id: ""))
        assert "The mission in your own words" in words
        assert "The mission so far" not in screen_text(app)


async def test_a_new_explanation_is_shown_beside_the_earlier_ones(make_app, empty):
    mission.write(empty, lambda: NOW, "Answer families in time")
    mission.explain(empty, lambda: NOW, "We answer the phone")
    app = make_app(empty)
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await app.screen.area.run_action("explain")
        await settle(pilot)
        await type_text(pilot, "Nobody waits in the dark")
        await pilot.press("ctrl+s")
        await settle(pilot)
        shown = screen_text(app)
        assert "The mission so far" in shown
        assert "We answer the phone" in shown
        assert "Nobody waits in the dark" in shown


async def test_an_answer_is_read_with_the_question_it_answers(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        question = str(app.screen.query_one("#today-question", Static).content)
        await pilot.press("a", "x", "enter")
        await settle(pilot)
        (entry,) = records.all_of(empty, Entry)
        assert question in "\n".join(block.text for block in reading(entry, lambda _id: ""))


async def test_the_principle_that_is_practised_stands_above_the_check_in(make_app, lived_in):
    app = make_app(lived_in)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "Check-in · Knowledge" in screen_text(app)
        assert app.screen.query_one(CheckIn)._items[:2] == ("KUN1", "KUN2")


async def test_the_day_begins_at_its_top_and_its_pages_can_be_turned(make_app, lived_in):
    app = make_app(lived_in)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        area = app.screen.area
        await pilot.press("w")
        await settle(pilot)
        assert area.scroll_y > 0
        assert app.screen.query_one(Editor).has_focus
        await pilot.press("escape", "pageup", "pageup")
        await settle(pilot)
        assert area.scroll_y == 0
        await pilot.press("pagedown")
        await settle(pilot)
        assert area.scroll_y > 0
        await pilot.press("2", "1")
        await settle(pilot)
        assert area.scroll_y == 0
