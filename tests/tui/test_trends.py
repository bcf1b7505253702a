"""Trends: the answers themselves, how many there are, and no claims."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from area_app import NOW, area, clock, page, press, rows, settle, show

from medledare.domain.records import Answer
from medledare.services import checkins
from medledare.services.demo import demo_vault
from medledare.tui.app import MedledareApp
from medledare.tui.widgets.item_list import ItemList
from medledare.vault.vault import Vault, memory_vault

MakeApp = Callable[[Vault], MedledareApp]
Look = Callable[..., bool]

SIZE = (120, 40)


@pytest.fixture
def vault() -> Vault:
    vault = memory_vault(clock)
    for week in range(20):
        answers = [Answer(item="TIL1", value=week % 5), Answer(item="TIL2", value="none")]
        checkins.answer(vault, clock, answers, NOW - timedelta(weeks=week))
    return vault


async def test_each_principle_has_its_name_and_how_many_answers(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "trends")
        assert rows(app)[:2] == ["Trust 20 answers", "Holistic view 0 answers"]
        assert len(rows(app)) == 7


async def test_every_answer_is_a_dot_and_no_occasion_stands_apart(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "trends")
        drawn = [line for line in page(app).splitlines() if "│" in line]
        assert [line.count("●") for line in drawn] == [4] * 5
        assert "no occasion 20, skipped 0" in page(app)


async def test_the_look_back_can_be_shorter_or_longer(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "trends")
        await press(pilot, "v")
        assert area(app).query_one("#trends-52").has_class("-chosen")
        await press(pilot, "v")
        assert rows(app)[0] == "Trust 12 answers"
        await pilot.click("#trends-26")
        await settle(pilot)
        assert rows(app)[0] == "Trust 20 answers"


async def test_few_answers_are_too_early_and_many_are_only_answers(make_app: MakeApp) -> None:
    vault = memory_vault(clock)
    checkins.answer(vault, clock, [Answer(item="TIL1", value=4)])
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "trends")
        assert "Too early to say" in page(app)
        for week in range(1, 10):
            checkins.answer(vault, clock, [Answer(item="TIL1", value=4)], NOW - timedelta(weeks=week))
        await pilot.pause(0.7)
        await settle(pilot)
        assert "Your answers · 10 answers" in page(app)


async def test_nothing_is_claimed_and_the_limits_are_said(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "trends")
        assert "not a validated instrument" in " ".join(page(app).split())
        for claim in ("better", "risen", "fallen", "%", "average", "stable", "progress"):
            assert claim not in page(app)


async def test_a_principle_without_answers_says_where_to_answer(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "trends")
        await press(pilot, "end")
        assert "Citizen focus" in page(app)
        assert "The check-in is in Today" in page(app)


async def test_a_click_shows_the_principle_under_the_mouse(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "trends")
        await pilot.click(ItemList, offset=(5, 3))
        await settle(pilot)
        assert page(app).startswith("Support")


def test_trends_look(snap_compare: Look, make_app: MakeApp, spoken: str, size: tuple[int, int]) -> None:
    app = make_app(demo_vault(clock, spoken))
    assert snap_compare(app, terminal_size=size, run_before=lambda pilot: show(pilot, "trends"))
