"""A failure written as about a colleague, at one's own pace."""

import pytest
from pilots import screen_text, settle, type_text

from medledare.domain.codec import decode, encode
from medledare.domain.records import Failure
from medledare.services import capture, records
from medledare.tui.widgets.ticks import Tick

QUESTIONS = {
    "sv": ("Vad hände för kollegan?", "Vad väntade sig kollegan?"),
    "en": ("What happened to your colleague?", "What did your colleague expect?"),
}


async def test_the_questions_are_put_about_a_colleague_and_stay_so(make_app, empty, spoken):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("4", "n")
        await settle(pilot)
        assert QUESTIONS[spoken][1] not in screen_text(app)
        await type_text(pilot, "She was late")
        await pilot.press("tab", "space")
        await settle(pilot)
        assert all(question in screen_text(app) for question in QUESTIONS[spoken])
        await pilot.press("ctrl+s")
        await settle(pilot)
        (failure,) = records.all_of(empty, Failure)
        assert (failure.text, failure.as_colleague, failure.expected) == ("She was late", True, "")
        # It is gone on with later by one key, and asked the same way.
        await pilot.press("e")
        await settle(pilot)
        assert QUESTIONS[spoken][1] in screen_text(app)
        await pilot.press("tab", "tab")
        await type_text(pilot, "An early bus")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert records.all_of(empty, Failure)[0].expected == "An early bus"
        assert QUESTIONS[spoken][1] in screen_text(app)


async def test_the_choice_can_be_taken_back_and_nothing_typed_is_lost(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("4", "n", "x", "tab", "space", "space")
        await settle(pilot)
        assert app.screen.query_one("#field-as_colleague", Tick).value is False
        assert "What you expected" in screen_text(app)
        await pilot.press("ctrl+s")
        await settle(pilot)
        (failure,) = records.all_of(empty, Failure)
        assert (failure.text, failure.as_colleague) == ("x", False)


@pytest.mark.parametrize("whole", [True, False])
async def test_the_page_says_how_to_go_on_only_while_something_is_unsaid(make_app, empty, clock, whole):
    more = {"why": "b", "next": "c"} if whole else {"why": " "}
    records.add(empty, capture.failure(clock, "x", expected="a", **more))
    app = make_app(empty)
    async with app.run_test(size=(160, 50)) as pilot:
        await settle(pilot)
        await pilot.press("4")
        await settle(pilot)
        assert ("e goes on with it" in screen_text(app)) != whole


def test_a_record_of_before_is_read_as_about_oneself(clock):
    document = encode(capture.failure(clock, "x"))
    assert "as_colleague" not in document
    assert decode("failure", "id", document).as_colleague is False
