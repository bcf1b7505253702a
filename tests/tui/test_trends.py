"""Trends: the answers at a glance and in full, the year, and the pairs; claims only where they are earned."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from area_app import HOSTILE, NOW, area, clock, page, press, settle, show, toasts, write
from pilots import screen_text
from textual.widgets import Input, Select

from medledare.domain.records import Answer, Pair, Role
from medledare.services import capture, checkins, pairs, records
from medledare.services.demo import demo_vault
from medledare.tui.app import MedledareApp
from medledare.tui.widgets.footer import Footer
from medledare.tui.widgets.glance import Glance
from medledare.tui.widgets.page import Page
from medledare.vault.ids import new_id
from medledare.vault.vault import Vault, memory_vault

MakeApp = Callable[[Vault], MedledareApp]
Look = Callable[..., bool]

SMALL, LARGE = (80, 24), (160, 50)


@pytest.fixture
def vault() -> Vault:
    vault = memory_vault(clock)
    for week in range(20):
        answers = [Answer(item="TIL1", value=week % 5), Answer(item="TIL2", value="none")]
        at = NOW - timedelta(weeks=week)
        records.add(vault, capture.checkin(lambda at=at: at, answers))
    return vault


def glance(app: MedledareApp) -> str:
    return area(app).query_one(Glance).text


def lines_of(app: MedledareApp, words: str) -> list[str]:
    return [line for line in glance(app).splitlines() if words in line]


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_all_principles_are_seen_at_once(make_app: MakeApp, vault: Vault, size: tuple[int, int]) -> None:
    app = make_app(vault)
    async with app.run_test(size=size) as pilot:
        await show(pilot, "trends")
        seen = screen_text(app)
        for name in ("Trust", "Holistic view", "Discretion", "Support", "Knowledge", "Openness", "Citizen focus"):
            assert name in seen
        assert seen.count("Could be chance") == 1
        assert seen.count("Too early to say") == 6
        # The weeks before the first answer of all are nobody's to miss.
        assert "20 of 20 weeks" in seen
        assert seen.count("no answers yet") == 6
        assert "not a validated instrument" in " ".join(seen.split())


async def test_small_dots_where_there_is_little_room_and_panels_where_there_is_more(
    make_app: MakeApp, vault: Vault
) -> None:
    app = make_app(vault)
    async with app.run_test(size=SMALL) as pilot:
        await show(pilot, "trends")
        assert any("\u2800" < character <= "\u28ff" for character in glance(app))
        await pilot.resize_terminal(*LARGE)
        await settle(pilot)
        assert not any("\u2800" < character <= "\u28ff" for character in glance(app))
        assert glance(app).count("●") - 1 == 20


async def test_arrows_and_enter_show_a_principle_in_full_and_escape_goes_back(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SMALL) as pilot:
        await show(pilot, "trends")
        await press(pilot, "down", "down", "enter")
        assert page(app).startswith("Discretion")
        await press(pilot, "right")
        assert page(app).startswith("Support")
        await press(pilot, "left", "left", "left", "left")
        assert page(app).startswith("Citizen focus")
        await press(pilot, "escape")
        assert lines_of(app, "›")[0].split("  ")[0] == "› Citizen focus"
        assert app.focused is area(app).query_one(Glance)


async def test_arrows_go_across_where_panels_stand_side_by_side(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=LARGE) as pilot:
        await show(pilot, "trends")
        await press(pilot, "right", "down")
        assert area(app).query_one(Glance).principle == "STO"
        await press(pilot, "end", "right", "down")
        assert area(app).query_one(Glance).principle == "MED"


async def test_a_click_shows_the_principle_under_the_mouse(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=LARGE) as pilot:
        await show(pilot, "trends")
        await pilot.click(Glance, offset=(100, 12))
        await settle(pilot)
        assert page(app).startswith("Support")


async def test_every_answer_is_a_dot_in_full_and_no_occasion_stands_apart(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=LARGE) as pilot:
        await show(pilot, "trends")
        await press(pilot, "o")
        drawn = [line for line in page(app).splitlines() if "│" in line]
        assert [line.count("●") for line in drawn] == [4] * 5 + [0] * 5
        assert "no occasion 20, skipped 0" in page(app)
        assert "20 answers: Not at all 4" in page(app)


async def test_the_look_back_can_be_shorter_or_longer_or_all(make_app: MakeApp, vault: Vault) -> None:
    at = NOW - timedelta(weeks=120)
    records.add(vault, capture.checkin(lambda: at, [Answer(item="TIL1", value=4)]))
    app = make_app(vault)
    async with app.run_test(size=SMALL) as pilot:
        await show(pilot, "trends")
        for covered in ("20 of 52 weeks", "21 of 121 weeks", "12 of 12 weeks", "20 of 26 weeks"):
            await press(pilot, "v")
            assert covered in lines_of(app, "Trust")[0]
        await pilot.click("#trends-window-3")
        await settle(pilot)
        assert "21 of 121 weeks" in glance(app)
        await press(pilot, "o", "v")
        assert "answers in 12 of 12 weeks" in page(app)


async def test_the_picture_has_its_warnings_beside_it(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SMALL) as pilot:
        await show(pilot, "trends")
        await press(pilot, "o")
        said = " ".join(page(app).split())
        for words in (
            "not a validated instrument",
            "Answering can change what one does",
            "days without an answer may have been different",
            "Last tested for a change",
        ):
            assert words in said
        await pilot.resize_terminal(*LARGE)
        await settle(pilot)
        assert "Last tested for a change" in " ".join(area(app).query_one("#trends-beside", Page).text.split())


async def test_nothing_is_claimed_of_answers_without_a_trend(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=LARGE) as pilot:
        await show(pilot, "trends")
        await press(pilot, "o")
        for claim in ("better", "risen", "fallen", "%", "average", "stable", "progress"):
            assert claim not in screen_text(app)


async def test_a_change_of_role_is_marked_and_told_whatever_it_is_called(make_app: MakeApp, vault: Vault) -> None:
    for number, text in enumerate(HOSTILE):
        at = NOW - timedelta(days=20 + number)
        records.add(vault, Role(id=new_id(), at=at, created=at, text=text))
    app = make_app(vault)
    async with app.run_test(size=LARGE) as pilot:
        await show(pilot, "trends")
        await press(pilot, "o")
        assert "12345678" in next(line for line in page(app).splitlines() if line.startswith("Changes"))
        beside = area(app).query_one("#trends-beside", Page).text
        assert "new role: [/b]" in beside
        assert "\x1b" not in screen_text(app)


async def test_the_rise_that_was_practised_is_told_with_its_limits(
    make_app: MakeApp, clock: Callable[[], object]
) -> None:
    app = make_app(demo_vault(clock, "en"))  # type: ignore[arg-type]
    async with app.run_test(size=SMALL) as pilot:
        await show(pilot, "trends")
        assert "Knowledge · focus" in glance(app)
        assert "Your answers have probably risen" in glance(app)
        await press(pilot, "end", "up", "up", "o")
        assert page(app).startswith("Knowledge · focus   Your answers have probably risen")
        assert "Seen over " in page(app)
        assert "Filled in after its day" in page(app)
        assert "new role: Coordinator" in page(app)
        assert "Conditions" in page(app)


async def test_a_principle_without_answers_says_where_to_answer(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SMALL) as pilot:
        await show(pilot, "trends")
        await press(pilot, "end", "o")
        assert "The check-in is in Today" in page(app)


async def test_what_is_answered_meanwhile_is_shown(make_app: MakeApp) -> None:
    vault = memory_vault(clock)
    app = make_app(vault)
    async with app.run_test(size=SMALL) as pilot:
        await show(pilot, "trends")
        assert "1 of 1 weeks" not in glance(app)
        checkins.answer(vault, clock, [Answer(item="TIL1", value=4)])
        await pilot.pause(0.7)
        await settle(pilot)
        assert "this week" in glance(app)


async def test_the_year_marks_what_was_written_and_nothing_else(make_app: MakeApp) -> None:
    vault = memory_vault(clock)
    records.add(vault, capture.entry(lambda: NOW - timedelta(days=3), "[/b] Snö"))
    checkins.answer(vault, clock, [Answer(item="TIL1", value=4)])
    app = make_app(vault)
    async with app.run_test(size=SMALL) as pilot:
        await show(pilot, "trends")
        await press(pilot, "c")
        calendar = "\n".join(screen_text(app).splitlines()[3:11])
        assert (calendar.count("■"), calendar.count("□"), calendar.count("·")) == (1, 1, 0)
        day = area(app).query_one("#trends-day", Page)
        assert "Check-in: 1 answer" in day.text
        assert "Snö" not in day.text
        await press(pilot, "up", "up", "up")
        assert "Friday 20 November 2026" in day.text
        assert "Entry: [/b] Snö" in day.text
        await press(pilot, "pageup")
        assert "2025" in screen_text(app)
        await press(pilot, "escape")
        assert app.focused is area(app).query_one(Glance)


async def test_a_pair_is_chosen_followed_and_removed(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SMALL) as pilot:
        await show(pilot, "trends")
        await press(pilot, "p")
        assert "nothing is picked with hindsight" in " ".join(screen_text(app).split())
        await press(pilot, "n")
        assert "Only days from now on count" in screen_text(app)
        app.screen.query_one("#ask-principle", Select).value = "KUN"
        await pilot.click("#yes")
        await settle(pilot)
        assert "You follow the pair from now on" in toasts(app)
        assert "at home · Knowledge" in screen_text(app)
        assert "Too early to say" in screen_text(app)
        assert "does not say that one leads to the other" in " ".join(screen_text(app).split())
        await press(pilot, "x")
        assert records.all_of(vault, Pair) == []
        assert "at home · Knowledge" not in screen_text(app)
        await press(pilot, "ctrl+z")
        assert len(records.all_of(vault, Pair)) == 1


@pytest.mark.parametrize("tag", ["", "two words", *HOSTILE])
async def test_a_tag_that_is_none_is_refused_where_it_was_typed(make_app: MakeApp, vault: Vault, tag: str) -> None:
    app = make_app(vault)
    async with app.run_test(size=SMALL) as pilot:
        await show(pilot, "trends")
        await press(pilot, "p", "n")
        app.screen.query_one("#ask-place", Select).value = "tag"
        app.screen.query_one("#ask-tag", Input).focus()
        await settle(pilot)
        if tag:
            await write(pilot, tag)
        await press(pilot, "enter")
        assert "is nothing to follow" in screen_text(app) or records.all_of(vault, Pair)
        assert all(pairs.as_factor(one.factor) == one.factor for one in records.all_of(vault, Pair))


async def test_a_sixth_pair_is_refused_in_one_sentence(make_app: MakeApp, vault: Vault) -> None:
    for number in range(5):
        pairs.add(vault, clock, f"tag=#t{number}", "TIL")
    app = make_app(vault)
    async with app.run_test(size=SMALL) as pilot:
        await show(pilot, "trends")
        await press(pilot, "p", "n")
        await pilot.click("#yes")
        await settle(pilot)
        assert "You follow five pairs already. Remove one first." in screen_text(app)


@pytest.mark.parametrize("keys", [(), ("o",), ("c",), ("p",)])
async def test_the_footer_has_at_most_seven_keys_and_each_view_its_own(
    make_app: MakeApp, vault: Vault, keys: tuple[str, ...]
) -> None:
    app = make_app(vault)
    async with app.run_test(size=LARGE) as pilot:
        await show(pilot, "trends")
        await press(pilot, *keys)
        shown = dict(app.screen.query_one(Footer)._fitting())
        assert len(shown) <= 7
        assert ("escape" in shown) == bool(keys)
        assert ("n" in shown) == (keys == ("p",))
        assert ("v" in shown) == (keys in ((), ("o",)))


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_it_says_the_same_without_colours(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    said = []
    for value in ("", "1"):
        monkeypatch.setenv("NO_COLOR", value)
        app = make_app(demo_vault(clock, "en"))
        async with app.run_test(size=size) as pilot:
            await show(pilot, "trends")
            said.append([glance(app)])
            await press(pilot, "o")
            said[-1].append(screen_text(app))
    assert said[0] == said[1]


VIEWS = {"glance": (), "full": ("end", "left", "left", "o"), "year": ("c",), "pairs": ("p",)}


@pytest.mark.parametrize("view", VIEWS)
def test_trends_look(snap_compare: Look, make_app: MakeApp, spoken: str, size: tuple[int, int], view: str) -> None:
    vault = demo_vault(clock, spoken)
    pairs.add(vault, lambda: NOW - timedelta(days=90), "place=home", "TIL")
    pairs.add(vault, lambda: NOW - timedelta(days=60), "tag=#samtal", "HEL")

    async def look(pilot: object) -> None:
        await show(pilot, "trends")  # type: ignore[arg-type]
        await press(pilot, *VIEWS[view])  # type: ignore[arg-type]

    assert snap_compare(make_app(vault), terminal_size=size, run_before=look)
