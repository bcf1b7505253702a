"""The pulse's screen: where the week stands, what one puts in and knows before one agrees, and the picture."""

from collections.abc import Callable
from typing import Any

import pytest
from area_app import HOSTILE, press
from made_pulse import MONDAY, a_team, a_view, an_offer, stands
from pilots import screen_text, settle, still, toasts

from medledare.domain.problems import CannotReach
from medledare.services import pulse
from medledare.services.pulse import CODES, View
from medledare.tui.app import MedledareApp
from medledare.tui.commands import FOOTER_LIMIT
from medledare.tui.screens.pulse import Pulse
from medledare.tui.screens.pulse_consent import Consent
from medledare.tui.widgets.footer import Footer
from medledare.tui.widgets.glance import Glance
from medledare.tui.widgets.page import Page

MakeApp = Callable[..., MedledareApp]
VIEWS: dict[str, Callable[[], View]] = {
    "nothing_yet": lambda: a_view(a_team()),
    "to_agree_to": lambda: a_view(team := a_team(), offer=an_offer(team)),
    "under_way": lambda: a_view(a_team(), stands("share"), stands("over", "few"), weeks=2),
    "weeks": lambda: a_view(team := a_team(), offer=an_offer(team), weeks=9),
    "many_weeks": lambda: a_view(a_team(), weeks=60),
}


class Core:
    """Stands where the pulse's service is, and notes what is asked of it."""

    def __init__(self, view: View) -> None:
        self.shown, self.agreed, self.taken_back, self.in_time = view, [], [], True

    def view(self, *_given: Any) -> View:
        return self.shown

    def agree(self, _vault: Any, _clock: Any, offer: Any, left_out: Any) -> None:
        self.agreed.append((offer, left_out))
        self.shown = a_view(self.shown.team, stands("join"))

    def take_back(self, _vault: Any, _clock: Any, _team: Any, monday: Any) -> bool:
        self.taken_back.append(monday)
        self.shown = a_view(self.shown.team, stands("over", "own"))
        return self.in_time


@pytest.fixture
def core(monkeypatch: pytest.MonkeyPatch) -> Callable[[View], Core]:
    def put(view: View) -> Core:
        made = Core(view)
        for name in ("view", "agree", "take_back"):
            monkeypatch.setattr(pulse, name, getattr(made, name))
        return made

    return put


async def look_at(pilot: Any, core: Core) -> Pulse:
    await settle(pilot)
    screen = Pulse(core.shown.team)
    await pilot.app.push_screen(screen)
    await still(pilot)
    return screen


def text(app: MedledareApp) -> str:
    return " ".join(screen_text(app).split())


@pytest.mark.parametrize("which", VIEWS)
def test_the_pulse_looks(snap_compare, make_app, empty, spoken, size, core, which):
    made = core(VIEWS[which]())
    assert snap_compare(make_app(empty), terminal_size=size, run_before=lambda pilot: look_at(pilot, made))


def test_a_principle_in_full_looks(snap_compare, make_app, empty, spoken, size, core):
    made = core(VIEWS["weeks"]())

    async def look(pilot: Any) -> None:
        await look_at(pilot, made)
        await press(pilot, "down", "down", "down", "o")
        await still(pilot)

    assert snap_compare(make_app(empty), terminal_size=size, run_before=look)


def test_what_one_would_agree_to_looks(snap_compare, make_app, empty, spoken, size, core):
    made = core(VIEWS["to_agree_to"]())

    async def look(pilot: Any) -> None:
        await look_at(pilot, made)
        await press(pilot, "p", "down", "space")
        await still(pilot)

    assert snap_compare(make_app(empty), terminal_size=size, run_before=look)


async def test_yes_takes_the_figures_as_shown_but_for_those_left_out(make_app: MakeApp, empty, core) -> None:
    made = core(VIEWS["to_agree_to"]())
    offer = made.shown.offer
    app = make_app(empty)
    async with app.run_test(size=(80, 24)) as pilot:
        await look_at(pilot, made)
        await press(pilot, "p", "down", "space")
        page = " ".join(app.screen.query_one(Page).text.split())
        # 28 integers, exactly those that are summed.
        assert "8 1, 0 0, 0 0, 14 1, 16 1, 18 1, 20 1, 22 1, 24 1, 26 1, 28 1, 30 1, 32 1, 40 1" in page
        for limit in ("they can work out your figures", "figures that are not true", "can see that you take part"):
            assert limit in page
        assert made.agreed == []
        await press(pilot, "ctrl+s", "ctrl+s")
        assert made.agreed == [(offer, frozenset({"HEL"}))]
        assert "You take part." in text(app)
        assert "take it back" in toasts(app)


@pytest.mark.parametrize("way", [["ctrl+s"], ["pagedown"], ["tab", "end", "home"]], ids=["asked", "read", "beside"])
async def test_nobody_agrees_before_the_last_line_was_shown(make_app: MakeApp, empty, core, way: list[str]) -> None:
    made = core(VIEWS["to_agree_to"]())
    app = make_app(empty)
    async with app.run_test(size=(80, 24)) as pilot:
        await look_at(pilot, made)
        await press(pilot, "p")
        last = app.screen.query_one(Page).text.splitlines()[-1]
        assert last not in screen_text(app)
        await press(pilot, *way[:2])
        assert made.agreed == []
        assert last in screen_text(app)
        await press(pilot, *way[2:], "ctrl+s")
        assert len(made.agreed) == 1


@pytest.mark.parametrize("keys", [["escape"], ["enter", "enter", "escape"]], ids=["leave", "enter is no yes"])
async def test_leaving_puts_nothing_in(make_app: MakeApp, empty, core, keys: list[str]) -> None:
    made = core(VIEWS["to_agree_to"]())
    app = make_app(empty)
    async with app.run_test(size=(80, 24)) as pilot:
        await look_at(pilot, made)
        await press(pilot, "p", *keys)
        assert isinstance(app.screen, Pulse)
        assert made.agreed == []


async def test_without_a_single_answer_there_is_nothing_to_say_yes_to(make_app: MakeApp, empty, core) -> None:
    team = a_team()
    made = core(a_view(team, offer=an_offer(team, **{code.replace(".", "_"): None for code in CODES})))
    app = make_app(empty)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await look_at(pilot, made)
        assert "nothing to put in" in text(app)
        await press(pilot, "p")
        assert app.screen is screen


async def test_with_everything_left_out_there_is_nothing_to_say_yes_to(make_app: MakeApp, empty, core) -> None:
    team = a_team()
    few = {code.replace(".", "_"): None for code in CODES} | {"TIL": 21}
    made = core(a_view(team, offer=an_offer(team, **few)))
    app = make_app(empty)
    async with app.run_test(size=(80, 24)) as pilot:
        await look_at(pilot, made)
        await press(pilot, "p", "space", "down", "space", "ctrl+s")
        assert isinstance(app.screen, Consent)
        assert made.agreed == []
        assert "nothing to put in" in toasts(app)


@pytest.mark.parametrize("in_time", [True, False])
async def test_taking_back_asks_and_says_whether_it_was_in_time(make_app: MakeApp, empty, core, in_time: bool) -> None:
    made = core(a_view(a_team(), stands("join")))
    made.in_time = in_time
    app = make_app(empty)
    async with app.run_test(size=(80, 24)) as pilot:
        await look_at(pilot, made)
        await press(pilot, "x", "escape")
        assert made.taken_back == []
        await press(pilot, "x")
        app.screen.query_one("#yes").press()
        await settle(pilot)
        assert made.taken_back == [MONDAY]
        assert ("too late" in toasts(app)) is not in_time


async def test_a_week_that_came_to_nothing_blames_nobody_and_counts_nobody(make_app: MakeApp, empty, core) -> None:
    made = core(a_view(a_team(), stands("over", "few")))
    app = make_app(empty)
    async with app.run_test(size=(80, 24)) as pilot:
        await look_at(pilot, made)
        assert "Too few were with this time. Nothing was shown to anyone." in text(app)


@pytest.mark.parametrize("which", VIEWS)
async def test_the_footer_has_at_most_seven_keys(make_app: MakeApp, empty, core, which: str) -> None:
    made = core(VIEWS[which]())
    app = make_app(empty)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await look_at(pilot, made)
        assert len(list(screen.query_one(Footer).children)) <= FOOTER_LIMIT
        assert ("Take part" in text(app)) is (made.shown.offer is not None)
        assert ("Take back" in text(app)) is (which == "under_way")


async def test_arrows_walk_the_principles_in_full_and_escape_leads_back(make_app: MakeApp, empty, core) -> None:
    made = core(VIEWS["weeks"]())
    app = make_app(empty)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await look_at(pilot, made)
        await press(pilot, "enter", "right")
        page = screen.query_one("#pulse-full", Page).text
        assert page.startswith("Holistic view")
        assert "own answers" in page
        assert "10 to 19 answered" in page
        await press(pilot, "left", "left")
        assert screen.query_one("#pulse-full", Page).text.startswith("Citizen focus")
        await press(pilot, "escape")
        assert app.screen is screen
        assert screen.query_one(Glance).display
        await press(pilot, "escape")
        assert app.screen is not screen


async def test_a_folder_out_of_reach_is_told_and_what_was_seen_stays(
    make_app: MakeApp, empty, core, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = core(VIEWS["weeks"]())
    app = make_app(empty)

    def away(*_given: Any) -> View:
        raise CannotReach(path="/mnt/laget", reason="gone")

    async with app.run_test(size=(80, 24)) as pilot:
        await look_at(pilot, made)
        monkeypatch.setattr(pulse, "view", away)
        await press(pilot, "r")
        assert "/mnt/laget" in toasts(app)
        assert "Own answers" in text(app)
        await app.push_screen(Pulse(made.shown.team))
        await settle(pilot)
        assert "/mnt/laget" in text(app)


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_teams_name_is_only_words(make_app: MakeApp, empty, core, name: str) -> None:
    from dataclasses import replace

    made = core(a_view(replace(a_team(), name=name), weeks=3))
    app = make_app(empty)
    async with app.run_test(size=(80, 24)) as pilot:
        await look_at(pilot, made)
        assert "Own answers" in text(app)
        assert "\x1b" not in screen_text(app)
