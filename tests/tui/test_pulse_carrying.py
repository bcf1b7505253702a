"""What was agreed to goes on by itself while the program is open: quietly, beside everything else, and only that."""

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest
from area_app import show
from made_team import Made, made_team
from pilots import screen_text, settle, toasts, until

from medledare.domain.problems import CannotReach
from medledare.services import pulse, pulse_weeks, teams
from medledare.sharing import space
from medledare.tui import entering
from medledare.tui.screens.pulse import Pulse
from medledare.tui.screens.pulse_consent import Consent
from medledare.tui.screens.team import Team
from medledare.tui.widgets.item_list import ItemList
from medledare.tui.widgets.page import Page


@pytest.fixture
def six(tmp_path: Path) -> Made:
    return made_team(tmp_path / "space", 6)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program does not wait until one has settled in."""
    monkeypatch.setattr(entering, "FIRST", 0.01)


def opened(make_app: Any, six: Made, number: int = 0) -> Any:
    app = make_app(six.vaults[number])
    app.clock = six.clock
    return app


async def test_parts_are_sent_when_the_program_is_opened(make_app, six, at_once) -> None:
    six.agree()
    six.clock.set(8)
    before = len(six.files())
    app = opened(make_app, six)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: len(six.files()) == before + 6)
        await settle(pilot)
        assert toasts(app) == ""


async def test_who_agreed_to_nothing_has_no_folder_opened_and_nothing_said(
    make_app, six, at_once, monkeypatch: pytest.MonkeyPatch
) -> None:
    six.agree(who=range(1, 6))
    looked: list[Any] = []
    real = teams.look
    monkeypatch.setattr(teams, "look", lambda *given: looked.append(given) or real(*given))
    carried = threading.Event()
    carry_on = pulse.carry_on

    def noted(*given: Any) -> None:
        carry_on(*given)
        carried.set()

    monkeypatch.setattr(pulse, "carry_on", noted)
    app = opened(make_app, six)
    before = six.files()
    async with app.run_test(size=(80, 24)) as pilot:
        for day in (4, 8, 9, 10):
            six.clock.set(day)
            carried.clear()
            app.carry_on()
            await until(pilot, carried.is_set)
            for area in ("today", "trends", "share"):
                await show(pilot, area)
                assert "pulse" not in screen_text(app).lower()
        assert toasts(app) == ""
    assert looked == []
    assert six.files() == before


async def test_a_folder_that_is_away_or_slow_stops_nobody(make_app, six, at_once, monkeypatch) -> None:
    six.agree()
    six.clock.set(8)
    six.folder.rename(six.folder.with_name("elsewhere"))
    let_go, asked = threading.Event(), []
    carry_on = pulse.carry_on

    def slow(*given: Any) -> None:
        asked.append(given)
        let_go.wait(10)
        carry_on(*given)

    monkeypatch.setattr(pulse, "carry_on", slow)
    app = opened(make_app, six)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: bool(asked))
        app.carry_on()
        # The event loop is free, and it is not begun twice.
        await asyncio.wait_for(pilot.pause(), 2)
        assert len(asked) == 1
        let_go.set()
        await settle(pilot)
        assert toasts(app) == ""
        app.carry_on()
        await until(pilot, lambda: len(asked) == 2)
        await settle(pilot)


async def test_from_the_team_one_comes_to_the_pulse_says_yes_and_sees_what_the_team_sees(make_app, six) -> None:
    six.agree(who=range(1, 6))
    app = opened(make_app, six)
    async with app.run_test(size=(100, 40)) as pilot:
        await show(pilot, "share")
        await app.push_screen(Team())
        await settle(pilot)
        app.screen.query_one(ItemList).select("pulse")
        await settle(pilot)
        assert "Once a week" in " ".join(app.screen.query_one(Page).text.split())
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Pulse))
        await settle(pilot)
        assert "you can take part" in screen_text(app)
        await pilot.press("p")
        await settle(pilot)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "You take part." in screen_text(app))
        for day in (8, 9, 10, 10):
            six.pass_days(day, who=range(1, 6))
            await pilot.press("r")
            await settle(pilot)
        await until(pilot, lambda: "Too early to say" in screen_text(app))
        # 0, 1, 2, 3, 4 and 0.
        assert "1.7" in screen_text(app)
        assert "5 to 9 answered" in screen_text(app)


async def test_a_yes_that_was_given_elsewhere_meanwhile_is_the_one_that_holds(make_app, six) -> None:
    six.clock.set(4, 16)
    app = opened(make_app, six)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(Pulse(six.team))
        await settle(pilot)
        await pilot.press("p", "space")
        await settle(pilot)
        six.agree(who=[0])
        # All there is to know is read first.
        while isinstance(app.screen, Consent):
            await pilot.press("ctrl+s")
            await settle(pilot)
        assert "with the figures that you agreed to then" in toasts(app)
        assert "You take part." in " ".join(screen_text(app).split())
    (own,) = pulse_weeks.owns(six.vaults[0], six.team)
    assert None not in own.values


async def test_it_can_be_taken_back_while_the_folder_is_away(make_app, six) -> None:
    six.agree()
    away = six.folder.rename(six.folder.with_name("away"))
    app = opened(make_app, six)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(Pulse(six.team))
        await settle(pilot)
        await pilot.press("x")
        await settle(pilot)
        await pilot.press("right", "enter")
        await settle(pilot)
        assert "You take no part this week." in " ".join(toasts(app).split())
    away.rename(six.folder)
    (own,) = pulse_weeks.owns(six.vaults[0], six.team)
    assert own.back


async def test_what_does_not_get_into_the_folder_is_said_and_tried_again(make_app, six, monkeypatch) -> None:
    def full(*_given: Any) -> str:
        raise CannotReach(path=six.folder, reason="No space left on device")

    six.clock.set(4, 16)
    before = six.files()
    app = opened(make_app, six)
    async with app.run_test(size=(100, 30)) as pilot:
        with monkeypatch.context() as patch:
            patch.setattr(space, "put", full)
            await app.push_screen(Pulse(six.team))
            await settle(pilot)
            await pilot.press("p")
            await settle(pilot)
            await pilot.press("ctrl+s")
            await settle(pilot)
            shown = " ".join(screen_text(app).split())
            assert "You take part." in shown
            assert "No space left on device. It is tried again by itself." in shown
        await pilot.press("r")
        await settle(pilot)
        assert "tried again" not in screen_text(app)
    assert len(six.files() - before) == 1
