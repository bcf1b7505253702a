"""The review screen: facts beside the editor, drafts that outlive the program, months to walk, all by keys."""

import asyncio
import threading
from datetime import timedelta

import pytest
from pilots import screen_text, settle, still, toasts, type_text, until
from textual.widgets import OptionList

from medledare.domain.period import SCALES, from_code
from medledare.domain.records import Entry, Goal, Stop
from medledare.services import capture, records, reviews, session
from medledare.services import mission as missions
from medledare.services.drafts import left
from medledare.text import closing
from medledare.text import review as words
from medledare.tui.commands import FOOTER_LIMIT
from medledare.tui.modals.form import Form
from medledare.tui.modals.mission import MissionSoFar
from medledare.tui.modals.pruning import Pruning
from medledare.tui.screens.main import Main
from medledare.tui.screens.review import Review
from medledare.tui.widgets.editor import Editor
from medledare.tui.widgets.footer import Footer
from medledare.tui.widgets.line import Line
from medledare.tui.widgets.page import Page

WEEK = from_code("week", "2026-W47")
QUESTION = "One to three things I want to do next week"


async def open_review(pilot, scale="week"):
    await settle(pilot)
    await pilot.app.screen.run_action(f"screen.review('{scale}')")
    await still(pilot)
    assert isinstance(pilot.app.screen, Review)
    return pilot.app.screen.query_one(Editor)


def page_text(app):
    return app.screen.query_one(Page).text


async def test_from_the_journal_a_review_is_chosen_by_keys(make_app, lived_in):
    async with make_app(lived_in).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("3")
        await settle(pilot)
        await pilot.press("b", "down", "enter")
        await still(pilot)
        assert "Month in review: November 2026" in page_text(pilot.app)


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light", "textual-light"])
async def test_in_every_theme_one_sees_which_period_the_cursor_is_on(make_app, lived_in, theme):
    app = make_app(lived_in)
    async with app.run_test(size=(80, 24)) as pilot:
        app.theme = theme
        await settle(pilot)
        await pilot.press("3", "b")
        await settle(pilot)
        periods = app.screen.query_one(OptionList)
        grounds = [
            {(one.style.bgcolor, one.style.reverse or False) for one in periods.render_line(row) if one.style}
            for row in (0, 1, 2)
        ]
        assert grounds[0] != grounds[1] == grounds[2]


async def test_what_is_written_under_the_question_is_kept_and_ctrl_z_takes_it_back(make_app, lived_in, clock):
    async with make_app(lived_in).run_test(size=(80, 24)) as pilot:
        await open_review(pilot)
        await type_text(pilot, "Call the school")
        assert "Call the school" in screen_text(pilot.app)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert isinstance(pilot.app.screen, Main)
        entry = reviews.kept(lived_in, WEEK)
        assert f"### {QUESTION}\n\nCall the school\n" in entry.text
        assert entry.text.startswith("Week in review: week 47 2026\n")
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert reviews.kept(lived_in, WEEK) is None


async def test_a_kept_review_is_opened_again_and_changed_in_place(make_app, lived_in, clock):
    first = reviews.keep(lived_in, clock, WEEK, "my week\n\n[/b] and 🐎")
    async with make_app(lived_in).run_test(size=(80, 24)) as pilot:
        editor = await open_review(pilot)
        assert editor.text == "my week\n\n[/b] and 🐎"
        await pilot.press("ctrl+home")
        await type_text(pilot, "so ")
        await pilot.press("ctrl+s")
        await settle(pilot)
    kept = reviews.kept(lived_in, WEEK)
    assert (kept.id, kept.text) == (first.id, "so my week\n\n[/b] and 🐎")


async def test_what_was_begun_waits_in_its_draft_also_on_the_disk(make_app, plain_vault, clock):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.vault is not None)
        await open_review(pilot)
        await type_text(pilot, "begun")
        await pilot.press("escape")
        await settle(pilot)
        assert "it is there when you come back" in toasts(app)
        await open_review(pilot)
        assert "begun" in app.screen.query_one(Editor).text
        await type_text(pilot, " more")
        await until(pilot, lambda: not app._saving_drafts)
        assert not records.all_of(app.vault, Entry)
    app.close()
    # As the command line looks for it.
    with session.open_at_hand(plain_vault, clock) as vault:
        found = next(left(vault))
        text = found.at(reviews.spot(WEEK))
        found.close()
    assert text.index("begun") < text.index(" more")


async def test_on_monday_today_tells_what_one_wanted_to_do_and_on_other_days_it_does_not(make_app, lived_in, clock):
    reviews.keep(lived_in, clock, WEEK, f"### {QUESTION}\n\n- Call [/b] the school\n- Rest\n")
    told = "What you wanted to do this week: Call [/b] the school · Rest"
    for days, there in ((0, True), (1, False), (7, False)):
        app = make_app(lived_in)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert (told in screen_text(app)) is there
        clock.pass_by(days=1 if days == 0 else 6)


async def test_a_year_that_was_begun_is_gone_on_with_another_day(make_app, plain_vault, clock):
    for typed in ("the calm", " and the view"):
        app = make_app()
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda app=app: app.vault is not None)
            editor = await open_review(pilot, "year")
            if typed.startswith(" "):
                row = editor.text.split("\n").index("the calm")
                editor.move_cursor((row, len("the calm")))
            await type_text(pilot, typed)
            await pilot.press("ctrl+q")
        app.close()
        clock.pass_by(days=1)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.vault is not None)
        editor = await open_review(pilot, "year")
        assert "\nthe calm and the view\n" in editor.text
        assert not records.all_of(app.vault, Entry)
        # The sentence that is finished is left; the cursor waits at the next.
        assert editor.document.get_line(editor.cursor_location[0] - 2) == "### I had not expected that …"


async def test_a_draft_left_as_it_is_leaves_nothing_behind(make_app, lived_in):
    app = make_app(lived_in)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, Main)
        assert toasts(app) == ""
        assert app.drafts is None or app.drafts.at(reviews.spot(WEEK)) == ""


async def test_other_periods_are_reached_and_none_that_lies_ahead(make_app, lived_in):
    app = make_app(lived_in)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot)
        await pilot.press("f4")
        await still(pilot)
        assert "week 46 2026" in page_text(app)
        assert "week 46 2026" in app.screen.query_one(Editor).text
        await pilot.press("f5", "f5", "f5", "f5")
        await still(pilot)
        assert "week 48 2026" in page_text(app)


async def test_each_period_keeps_its_own_begun_text(make_app, plain_vault):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.vault is not None)
        await open_review(pilot)
        await type_text(pilot, "of the latest")
        await pilot.press("f4")
        await still(pilot)
        assert "of the latest" not in app.screen.query_one(Editor).text
        await pilot.press("f5")
        await still(pilot)
        assert "of the latest" in app.screen.query_one(Editor).text


async def test_the_year_is_walked_month_by_month_with_every_record_of_it(make_app, empty, clock):
    for day in range(1, 21):
        at = clock.now.replace(month=3, day=day)
        records.add(empty, capture.entry(clock, f"plain {day}", at=at))
    app = make_app(empty)
    async with app.run_test(size=(160, 50)) as pilot:
        editor = await open_review(pilot, "year")
        assert "March 2026" in page_text(app)
        assert page_text(app).count("plain ") == 20
        assert editor.text.count("plain ") == 3
        await pilot.press("f3")
        await still(pilot)
        assert "April 2026" in page_text(app)
        assert "There are no records of this time." in page_text(app)
        await pilot.press("f2")
        await still(pilot)
        assert page_text(app).count("plain ") == 20


async def test_the_month_that_is_walked_and_the_keys_for_it_are_in_sight_on_a_small_screen(make_app, lived_in, spoken):
    app = make_app(lived_in)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot, "year")
        seen = screen_text(app)
        assert "f2" in seen
        assert "f3" in seen
        await pilot.press("f3")
        await still(pilot)
        month = words.month_name(app.screen._walked)
        assert month in screen_text(app).split("## ")[0]
        assert app.screen.query_one(Footer)._fitting()[-1][0] == "f1"


async def test_the_line_of_the_cursor_goes_on_the_stop_list_only_when_it_is_said(make_app, lived_in):
    app = make_app(lived_in)
    before = len(records.all_of(lived_in, Stop))
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot)
        # From what one wants to do to what one can prune.
        await pilot.press("down", "down", "down")
        await type_text(pilot, "The weekly report")
        await pilot.press("f9", "enter")
        await settle(pilot)
        assert len(records.all_of(lived_in, Stop)) == before
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert isinstance(app.screen, Review)
        assert records.all_of(lived_in, Stop)[-1].text == "The weekly report"


async def test_what_one_wants_to_do_becomes_a_goal_in_one_step_and_only_by_choice(make_app, lived_in):
    app = make_app(lived_in)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot)
        await type_text(pilot, "Call the school")
        await pilot.press("f9", "escape")
        await settle(pilot)
        assert isinstance(app.screen, Review)
        assert "Call the school" not in [one.title for one in records.all_of(lived_in, Goal)]
        await pilot.press("f9", "enter")
        await settle(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        made = records.all_of(lived_in, Goal)[-1]
        assert (made.title, made.state) == ("Call the school", "active")
        await pilot.press("f9", "down", "enter")
        await settle(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert records.all_of(lived_in, Entry)[-1].text == "Call the school"
        assert "Call the school" in app.screen.query_one(Editor).text


@pytest.mark.parametrize("line", ["[/b] [red]x[/red]", "- 2. \u202eabc 🐎", "\x1b[2J"])
async def test_a_line_is_taken_further_as_it_stands_whatever_it_holds(make_app, lived_in, line):
    app = make_app(lived_in)
    async with app.run_test(size=(80, 24)) as pilot:
        editor = await open_review(pilot)
        editor.insert(line)
        await pilot.press("f9", "enter")
        await settle(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert isinstance(app.screen, Review)
        assert records.all_of(lived_in, Goal)[-1].title == line.removeprefix("- ")


async def test_the_plan_of_a_goal_made_from_a_line_may_be_written_once_more(make_app, empty):
    app = make_app(empty)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot)
        await app.screen.run_action("screen.lead('goal')")
        await settle(pilot)
        for name in ("title", "cue", "action"):
            app.screen.query_one(f"#field-{name}").focus()
            await type_text(pilot, name)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert [one.id for one in app.screen.query("Line")] == ["field-cue", "field-action"]
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, Review)
        (goal,) = records.all_of(empty, Goal)
        assert (goal.cue, goal.action) == ("cue", "action")


async def test_from_the_quarter_one_gets_to_the_mission_and_to_the_goals(make_app, lived_in):
    app = make_app(lived_in)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot, "quarter")
        mission = missions.current(lived_in)
        assert mission.for_whom in page_text(app)
        await type_text(pilot, "For the families")
        await pilot.press("f9", "enter")
        await settle(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert missions.explanations(lived_in)[-1].text == "For the families"
        for lead, modal in (("mission", Form), ("so_far", MissionSoFar), ("prune", Pruning)):
            await app.screen.run_action(f"screen.lead('{lead}')")
            await settle(pilot)
            assert isinstance(app.screen, modal)
            await pilot.press("escape")
            await settle(pilot)
        assert isinstance(app.screen, Review)


async def test_on_the_line_of_a_failure_it_can_be_noted_that_it_was_told(make_app, empty, clock):
    failed = records.add(empty, capture.failure(clock, "Promised too much", at=clock.now - timedelta(days=3)))
    app = make_app(empty)
    async with app.run_test(size=(80, 24)) as pilot:
        editor = await open_review(pilot)
        row = next(n for n, line in enumerate(editor.text.split("\n")) if "Promised too much" in line)
        editor.move_cursor((row, 0))
        await pilot.press("f9", "enter")
        await settle(pilot)
        await type_text(pilot, "the team")
        await pilot.press("ctrl+s")
        await settle(pilot)
    assert [one.whom for one in records.get(empty, failed.id).told] == ["the team"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("last month", "October 2026"),
        ("vecka 46", "week 46 2026"),
        ("2025", "Year in review: 2025"),
        ("Q3", "quarter 3 2026"),
    ],
)
async def test_any_period_is_reached_by_writing_it(make_app, lived_in, typed, told):
    app = make_app(lived_in)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot)
        await pilot.press("f8")
        await settle(pilot)
        await type_text(pilot, typed)
        assert told in screen_text(app)
        await pilot.press("enter")
        await still(pilot)
        assert told in page_text(app)


async def test_what_is_no_period_is_said_where_it_was_written(make_app, lived_in):
    app = make_app(lived_in)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot)
        await pilot.press("f8")
        await settle(pilot)
        app.screen.query_one(Line).value = "[/b] nonsense"
        await pilot.press("enter")
        await settle(pilot)
        assert "could not be read as a period" in screen_text(app)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, Review)


async def test_where_one_writes_stays_in_sight_when_the_window_changes(make_app, lived_in):
    async with make_app(lived_in).run_test(size=(160, 50)) as pilot:
        await open_review(pilot, "quarter")
        await type_text(pilot, "For the families")
        for size in ((80, 24), (160, 50), (60, 20)):
            await pilot.resize_terminal(*size)
            await still(pilot)
            assert "For the families" in screen_text(pilot.app)


@pytest.mark.parametrize("scale", SCALES)
async def test_it_can_be_read_and_written_in_both_languages_and_sizes(make_app, lived_in, spoken, size, scale):
    async with make_app(lived_in).run_test(size=size) as pilot:
        await open_review(pilot, scale)
        app, review = pilot.app, pilot.app.screen
        text = screen_text(app)
        period = review._period
        assert words.title(period) in text
        assert closing.closing(period)[0] in text
        assert review.query_one(Page).size.height >= 5
        assert review.query_one(Editor).size.height >= 10
        keys = [one for one in review.query_one(Footer).render().plain.split("   ") if one.strip()]
        assert 4 <= len(keys) <= FOOTER_LIMIT
        await pilot.press("tab")
        await still(pilot)
        assert review.query_one(Page).has_focus


async def test_hostile_words_are_shown_as_text(make_app, empty, clock):
    for text in ("[/b] [red]x[/red]", "\u202eabc", "🐎" * 300, "x" * 1024**2, "# not a heading"):
        at = clock.now - timedelta(days=3)
        records.add(empty, capture.entry(clock, text, at=at, starred=True))
    async with make_app(empty).run_test(size=(80, 24)) as pilot:
        editor = await open_review(pilot)
        assert "[/b] [red]x[/red]" in page_text(pilot.app)
        assert len(editor.text) < 5_000


async def test_keys_are_taken_while_a_period_is_drafted(make_app, lived_in, monkeypatch):
    go = threading.Event()
    look = reviews.look

    def slowly(*given):
        go.wait(5)
        return look(*given)

    monkeypatch.setattr(reviews, "look", slowly)
    app = make_app(lived_in)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await app.screen.run_action("screen.review('week')")
        await pilot.pause()
        await pilot.press("x", "escape")
        await until(pilot, lambda: isinstance(app.screen, Main))
        go.set()
        await asyncio.sleep(0.1)
        await settle(pilot)
        assert isinstance(app.screen, Main)
