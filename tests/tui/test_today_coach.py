"""The coach on Today: one question with its reason, answered, put off or turned down, and explained."""

from datetime import timedelta

import pytest
from other_device import arrives
from pilots import NOW, screen_text, settle, toasts, type_text
from textual.widgets import Input, Static

from medledare.domain.problems import CannotReach
from medledare.domain.records import Checkin, Entry, Offer
from medledare.services import capture, coach, mission, records
from medledare.text import say
from medledare.tui.modals.why import Why
from medledare.tui.widgets.editor import Editor
from medledare.tui.widgets.line import Line
from medledare.tui.widgets.reader import reading


def waiting(vault) -> list[str]:
    """A mission and two entries that make R15 speak."""
    mission.write(vault, lambda: NOW, "Families get an answer")
    texts = ("still #waiting [/b]", "and #waiting")
    return [records.add(vault, capture.entry(lambda: NOW, text, for_whom="x")).id for text in texts]


def question(app) -> Static:
    return app.screen.query_one("#today-question", Static)


async def test_the_question_stands_with_its_reason_and_is_kept(make_app, empty, spoken, size):
    waiting(empty)
    app = make_app(empty)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        (offer,) = records.all_of(empty, Offer)
        assert (offer.rule, offer.state) == ("R15", "shown")
        assert offer.text in screen_text(app)
        assert offer.reason in " ".join(screen_text(app).split())
        assert ("skäl:" if spoken == "sv" else "because:") in screen_text(app)


async def test_after_the_answer_nothing_more_is_asked_that_day(make_app, empty, spoken, clock):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        asked = coach.today(empty, clock).offer.text
        await pilot.press("a")
        await type_text(pilot, "The neighbours")
        await pilot.press("enter")
        await settle(pilot)
        assert not question(app).display
        assert not app.screen.query_one("#today-answer").display
        told = "Inga fler frågor i dag." if spoken == "sv" else "Nothing more is asked today."
        assert told in screen_text(app)
        assert not app.screen.area.typing
        await pilot.press("a")
        await settle(pilot)
        assert not app.screen.area.typing
        await pilot.press("u")
        await settle(pilot)
        assert records.all_of(empty, Entry) == []
        assert asked in screen_text(app)
        clock.pass_by(hours=24)
        app.freshen()
        await settle(pilot)
        assert question(app).display
        assert asked not in screen_text(app)


@pytest.mark.parametrize(("key", "state"), [("l", "later"), ("d", "dismissed")])
async def test_it_can_be_put_off_or_turned_down_and_taken_back(make_app, empty, key, state):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press(key)
        await settle(pilot)
        assert [one.state for one in records.all_of(empty, Offer)] == [state]
        assert "Nothing more is asked today" in screen_text(app).replace("nothing", "Nothing")
        await pilot.press("u")
        await settle(pilot)
        assert [one.state for one in records.all_of(empty, Offer)] == ["shown"]
        assert question(app).display


async def test_what_was_being_written_is_left_alone_when_the_question_is_answered(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("w", *"half", "escape", "a", *"word", "enter")
        await settle(pilot)
        await pilot.press("c", "3")
        await settle(pilot)
        assert app.screen.query_one("#today-editor").text == "half"
        assert len(records.all_of(empty, Checkin)) == 1


async def test_letters_typed_in_a_field_put_nothing_off(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("w", *"ldy")
        await pilot.press("escape", "a", *"ldy")
        await settle(pilot)
        assert [one.state for one in records.all_of(empty, Offer)] == ["shown"]
        assert app.screen.query_one("#today-answer", Line).value == "ldy"


async def test_why_shows_the_rule_and_the_records_behind_it(make_app, empty, spoken, size):
    ids = waiting(empty)
    app = make_app(empty)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("y")
        await settle(pilot)
        assert isinstance(app.screen, Why)
        told = screen_text(app)
        assert "R15" in told
        assert all(one[-7:] in told for one in ids)
        assert "still #waiting [/b]" in told
        await pilot.press("escape")
        await settle(pilot)
        assert not isinstance(app.screen, Why)


async def test_the_palette_offers_what_can_be_done_with_it(make_app, empty):
    app = make_app(empty)
    async with app.run_test(size=(160, 50)) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+p")
        await settle(pilot)
        for words in ("Not for me", "Why this question"):
            app.screen.query_one(Input).value = words
            await settle(pilot)
            assert words in screen_text(app)


HOSTILE = ["[/b] [red]x[/red]", "🐎👩‍👩‍👧 שלום", "{count} %s", "\x1b[31m red", "x" * 1024**2]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_an_answer_is_kept_as_it_was_given(make_app, empty, text):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("a")
        app.screen.query_one("#today-answer", Line).value = text
        await pilot.press("enter")
        await settle(pilot)
        assert [entry.text for entry in records.all_of(empty, Entry)] == [text]
        assert "Nothing more is asked today." in screen_text(app)


async def test_an_answer_that_cannot_be_kept_stays_in_its_field(make_app, empty, monkeypatch):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("a")
        line = app.screen.query_one("#today-answer", Line)
        line.value = "a\x00b"
        await pilot.press("enter")
        await settle(pilot)
        assert line.value == "a\x00b"
        assert question(app).display

        def full(vault, record):
            raise CannotReach(path="/the/vault", reason="No space left on device")

        monkeypatch.setattr(records, "add", full)
        line.value = "not lost"
        await pilot.press("enter")
        await settle(pilot)
        assert line.value == "not lost"
        assert "No space left on device" in toasts(app)


async def test_a_question_that_cannot_be_kept_is_shown_all_the_same(make_app, empty, monkeypatch):
    def full(vault, record):
        raise CannotReach(path="/the/vault", reason="No space left on device")

    monkeypatch.setattr(records, "add", full)
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert question(app).display
        assert records.all_of(empty, Offer) == []


async def test_what_is_being_typed_goes_on_in_the_editor_when_another_device_answered(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("a")
        await type_text(pilot, "half a thou")
        (offer,) = records.all_of(empty, Offer)
        entry = records.add(empty, capture.entry(lambda: NOW, "from the other"))
        arrives(empty, offer, state="answered", entry=entry.id)
        app.freshen()
        await settle(pilot)
        await type_text(pilot, "ght")
        assert app.screen.query_one(Editor).text == "half a thought"


async def test_a_broken_file_of_own_rules_is_told_of_beside_the_question(make_app, empty, spoken):
    empty.places = empty.places._replace(config=make_app(empty).places.config)
    empty.places.config.mkdir(parents=True)
    (empty.places.config / "coach.toml").write_text("[[rule]]\nid = '[/b]'\n", encoding="utf-8")
    app = make_app(empty)
    async with app.run_test(size=(160, 50)) as pilot:
        await settle(pilot)
        problem = coach.catalogue(empty.places).problem
        assert question(app).display
        assert " ".join(say(problem).split())[:40] in " ".join(screen_text(app).split())


async def test_answers_to_questions_of_earlier_versions_are_still_shown_as_such(empty):
    old = records.add(empty, capture.entry(lambda: NOW, "words", question="HEL.day.1"))
    told = "\n".join(block.text for block in reading(old, lambda _id: ""))
    assert "Question  A question of the day" in told
    ruled = records.add(empty, capture.entry(lambda: NOW + timedelta(days=1), "words", question="R05"))
    assert "keep it, rest it or prune it" in "\n".join(block.text for block in reading(ruled, lambda _id: ""))
