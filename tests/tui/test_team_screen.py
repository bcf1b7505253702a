"""A team's screen: one's card with its QR code, and the steps in and out, by keys, at the size of a small terminal."""

import re
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from area_app import press, show, write
from pilots import NOW, burst, screen_text, settle, still, toasts, until
from rich.color import Color
from textual.pilot import Pilot
from textual.theme import BUILTIN_THEMES
from textual.widgets import Button, Input

from medledare.services import myself, others, pins, teams
from medledare.services.demo import demo_vault
from medledare.services.qr import half_blocks
from medledare.services.surroundings import SYNCED, Remark
from medledare.services.team_places import TeamPlace
from medledare.sharing import team as sharing
from medledare.sharing.message import Message, sign
from medledare.sharing.people import Person, new_person, read_card
from medledare.sharing.space import put
from medledare.sharing.team import Team as Known
from medledare.text import speak
from medledare.tui.app import MedledareApp
from medledare.tui.commands import FOOTER_LIMIT
from medledare.tui.modals.ask import Ask
from medledare.tui.modals.choose import Choose
from medledare.tui.modals.confirm import Confirm
from medledare.tui.screens.card import CardView
from medledare.tui.screens.shelf import Shelf
from medledare.tui.screens.team import Team
from medledare.tui.widgets.footer import Footer
from medledare.tui.widgets.item_list import ItemList
from medledare.tui.widgets.page import Page
from medledare.tui.widgets.qr_code import QrCode
from medledare.vault.vault import Vault, memory_vault

SMALL = (80, 24)
MakeApp = Callable[..., MedledareApp]
Look = Callable[..., bool]


def clock() -> Any:
    return NOW


def earlier() -> Any:
    return NOW - timedelta(hours=1)


def somebody(name: str) -> Vault:
    vault = memory_vault(clock)
    myself.make_card(vault, name)
    return vault


def card_of(vault: Vault) -> Any:
    return myself.oneself(vault).card


@pytest.fixture
def kim() -> Vault:
    return somebody("Kim Ödegård")


@pytest.fixture
def team(kim: Vault, tmp_path: Path) -> Known:
    return teams.create(kim, earlier, "Vården [/b]", tmp_path / "team")


def names(vault: Vault, team: Known) -> list[str]:
    return [card.name for card in teams.members(teams.look(vault, team))]


async def at(pilot: Pilot[Any], task: str) -> None:
    """Go to Share, open Team, and put the cursor on a task."""
    if not isinstance(pilot.app.screen, Team):
        await show(pilot, "share")
        await press(pilot, "t")
    assert isinstance(pilot.app.screen, Team)
    assert pilot.app.screen.query_one(ItemList).select(task)
    await settle(pilot)


async def do(pilot: Pilot[Any], task: str) -> None:
    await at(pilot, task)
    await press(pilot, "enter")


async def yes(pilot: Pilot[Any]) -> None:
    """Say yes in a question, whose cursor stands on no."""
    assert isinstance(pilot.app.screen, Confirm)
    await press(pilot, "left", "enter")


def told(app: MedledareApp) -> str:
    """What the page says, in one line."""
    return " ".join(app.screen.query_one(Page).text.split())


async def test_a_card_and_a_team_are_made_and_somebody_joins_with_keys_alone(make_app: MakeApp, tmp_path: Path) -> None:
    kim, folder = memory_vault(clock), tmp_path / "team"
    app = make_app(kim)
    async with app.run_test(size=SMALL) as pilot:
        await do(pilot, "create")
        await write(pilot, "Kim Ödegård")
        await press(pilot, "enter")
        await write(pilot, "Vården")
        await press(pilot, "enter")
        await write(pilot, str(folder))
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, Team)
        (team,) = teams.teams(kim)
        assert (team.name, team.threshold, names(kim, team)) == ("Vården", 7, ["Kim Ödegård"])
        assert "The team Vården is made" in told(app)
    bo = somebody("Bo")
    teams.add(kim, earlier, team, card_of(bo))
    app = make_app(bo)
    before = set(folder.iterdir())
    async with app.run_test(size=SMALL) as pilot:
        await do(pilot, "join")
        await write(pilot, str(folder))
        await press(pilot, "enter")
        shown = " ".join(re.sub("[│╭╮╰╯─]", " ", screen_text(app)).split())
        assert "Kim Ödegård invites you to the team Vården" in shown
        assert card_of(kim).fingerprint in shown
        await yes(pilot)
        assert teams.teams(bo) == [team]
        await at(pilot, "members")
        assert f"Bo (you) {card_of(bo).fingerprint}" in told(app)
        assert set(folder.iterdir()) == before


async def test_nobody_is_added_before_the_number_was_compared(
    make_app: MakeApp, kim: Vault, team: Known, tmp_path: Path
) -> None:
    bo = somebody("[/b] Bo 日本")
    text = card_of(bo).text
    app = make_app(kim)
    async with app.run_test(size=SMALL) as pilot:
        before = set((tmp_path / "team").iterdir())
        await do(pilot, "add")
        await write(pilot, f"Hej!\nMitt kort: {text[:80]}\n{text[80:]}\nHälsningar")
        await press(pilot, "enter")
        assert card_of(bo).fingerprint in screen_text(app)
        # A hasty enter is no.
        await press(pilot, "enter")
        assert set((tmp_path / "team").iterdir()) == before
        assert others.cards(kim) == []
        await do(pilot, "add")
        await write(pilot, text)
        await press(pilot, "enter")
        await yes(pilot)
        assert names(kim, team) == ["[/b] Bo 日本", "Kim Ödegård"]
        await at(pilot, "members")
        assert "[/b] Bo 日本" in told(app)


@pytest.mark.parametrize("given", ["hej", "/no/such/file", "own", "known"])
async def test_what_is_no_card_for_the_team_is_said_in_the_form_and_what_was_typed_stays(
    make_app: MakeApp, kim: Vault, team: Known, given: str
) -> None:
    others.pin(kim, card_of(somebody("Bo")))
    text = {"own": card_of(kim).text, "known": new_person("bo").card.text}.get(given, given)
    app = make_app(kim)
    async with app.run_test(size=SMALL) as pilot:
        await do(pilot, "add")
        await write(pilot, text)
        await press(pilot, "enter")
        assert isinstance(app.screen, Ask)
        assert str(app.screen.query_one(".message").render())
        assert app.screen.query_one(Input).value == text


async def test_what_is_known_of_a_place_is_said_while_it_is_typed(
    make_app: MakeApp, kim: Vault, tmp_path: Path
) -> None:
    (tmp_path / "Dropbox").mkdir()
    app = make_app(kim)
    async with app.run_test(size=SMALL) as pilot:
        for task in ("create", "join"):
            await do(pilot, task)
            app.screen.query_one("#ask-folder", Input).value = str(tmp_path / "Dropbox" / "team")
            await settle(pilot)
            assert "synced by Dropbox" in str(app.screen.query_one(".remarks").render())
            await press(pilot, "escape")


async def test_a_folder_that_is_gone_is_told_and_the_team_can_be_left_all_the_same(
    make_app: MakeApp, kim: Vault, team: Known, tmp_path: Path
) -> None:
    shutil.rmtree(tmp_path / "team")
    app = make_app(kim)
    async with app.run_test(size=SMALL) as pilot:
        await at(pilot, "members")
        assert "cannot be reached now" in told(app)
        await do(pilot, "leave")
        await yes(pilot)
        assert "The members cannot be told" in " ".join(re.sub("[│─╭╮╰╯]", " ", screen_text(app)).split())
        await press(pilot, "enter")
        assert teams.teams(kim) == [team]
        await do(pilot, "leave")
        await yes(pilot)
        await yes(pilot)
        assert teams.teams(kim) == []
        assert app.screen.query_one(ItemList).select("members") is False


async def test_keys_that_come_all_at_once_do_what_the_cursor_is_on_after_them(
    make_app: MakeApp, kim: Vault, team: Known
) -> None:
    app = make_app(kim)
    async with app.run_test(size=SMALL) as pilot:
        await at(pilot, "members")
        await burst(pilot, "down", "enter")
        await settle(pilot)
        assert isinstance(app.screen, Shelf)


async def test_leaving_is_asked_about_and_told(make_app: MakeApp, kim: Vault, team: Known) -> None:
    bo = somebody("Bo")
    teams.add(kim, earlier, team, card_of(bo))
    teams.join(bo, teams.invitation(bo, teams.folder_of(kim, team)), teams.folder_of(kim, team))
    app = make_app(bo)
    async with app.run_test(size=SMALL) as pilot:
        await do(pilot, "leave")
        await yes(pilot)
        assert toasts(app) == "You have left the team Vården [/b]."
    assert teams.teams(bo) == []
    assert names(kim, team) == ["Kim Ödegård"]


async def test_two_teams_of_one_name_are_told_apart_and_one_goes_from_one_to_the_other(
    make_app: MakeApp, kim: Vault, team: Known, tmp_path: Path
) -> None:
    bo = somebody("Bo")
    other = teams.create(bo, earlier, "Vården [/b]", tmp_path / "other")
    teams.add(bo, earlier, other, card_of(kim))
    teams.join(kim, teams.invitation(kim, tmp_path / "other"), tmp_path / "other")
    app = make_app(kim)
    async with app.run_test(size=SMALL) as pilot:
        await at(pilot, "members")
        first, second = teams.teams(kim)
        assert first.id[:8] in screen_text(app)
        await do(pilot, "other")
        assert isinstance(app.screen, Choose)
        await press(pilot, "down", "enter")
        assert second.id[:8] in screen_text(app).splitlines()[0]
        assert ("Bo" in told(app)) is (second.id == other.id)


async def test_a_team_is_called_what_it_is_called_in_every_language(
    make_app: MakeApp, kim: Vault, tmp_path: Path
) -> None:
    speak("sv")
    teams.create(kim, earlier, "Share", tmp_path / "share")
    app = make_app(kim)
    async with app.run_test(size=SMALL) as pilot:
        await at(pilot, "members")
        assert screen_text(app).splitlines()[0].split()[0] == "Share"
        await press(pilot, "f1")
        assert "Med andra" in screen_text(app)


async def test_files_that_were_not_taken_are_named(make_app: MakeApp, kim: Vault, team: Known, tmp_path: Path) -> None:
    stranger = new_person("Mallory")
    message = Message(team.id, "experience", stranger.card.person, NOW, {"text": "x"})
    file = put(tmp_path / "team", team.seal(sign(stranger, message)))
    app = make_app(kim)
    async with app.run_test(size=SMALL) as pilot:
        await at(pilot, "members")
        assert f"{file}: its author is no member" in told(app)


async def test_who_fills_the_folder_is_named_once(
    make_app: MakeApp, kim: Vault, team: Known, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "MOST_MESSAGES", 2)
    for number in range(9):
        teams.post(kim, lambda at=number: clock() + timedelta(minutes=at), team, "experience", {"text": "x"})
    app = make_app(kim)
    async with app.run_test(size=SMALL) as pilot:
        await at(pilot, "members")
        assert told(app).count("Kim Ödegård has put more here than is taken of one member") == 1


async def test_a_number_is_compared_afterwards_and_it_is_seen_whose_were(make_app: MakeApp, kim: Vault) -> None:
    bo, cia = card_of(somebody("Bo")), card_of(somebody("[/b] Cia"))
    others.pin_compared(kim, bo)
    pins.keep(kim, [pins.Pin(cia, by=bo.person)])
    app = make_app(kim)
    async with app.run_test(size=SMALL) as pilot:
        await at(pilot, "cards")
        assert "Bo (number compared)" in told(app)
        assert "[/b] Cia (number not compared, introduced by Bo)" in told(app)
        await do(pilot, "compare")
        assert cia.fingerprint not in screen_text(app)
        await press(pilot, "enter")
        assert cia.fingerprint in screen_text(app)
        # A hasty enter is no.
        await press(pilot, "enter")
        assert [one.compared for one in others.known(kim)] == [False, True]
        await do(pilot, "compare")
        await press(pilot, "enter")
        await yes(pilot)
        assert [one.compared for one in others.known(kim)] == [True, True]
        assert "The number of [/b] Cia's card is compared" in told(app)
        await do(pilot, "compare")
        assert "the numbers of all the cards you have" in told(app)


async def test_who_comes_into_the_team_is_shown_by_itself(make_app: MakeApp, kim: Vault, team: Known) -> None:
    app = make_app(kim)
    async with app.run_test(size=SMALL) as pilot:
        await at(pilot, "members")
        assert "Bo" not in told(app)
        assert "Undo" not in screen_text(app).splitlines()[-1]
        teams.add(kim, clock, team, card_of(somebody("Bo")))
        await until(pilot, lambda: "Bo" in told(app))
        assert app.screen.query_one(ItemList).has_focus


async def test_a_card_can_be_let_go(make_app: MakeApp, kim: Vault) -> None:
    others.pin(kim, card_of(somebody("Bo")))
    app = make_app(kim)
    async with app.run_test(size=SMALL) as pilot:
        await do(pilot, "cards")
        await press(pilot, "enter")
        assert others.cards(kim) == []
        assert "The card of Bo is let go" in told(app)


async def test_a_name_that_somebody_else_is_known_by_is_refused_in_the_form(make_app: MakeApp, kim: Vault) -> None:
    others.pin(kim, card_of(somebody("Bo")))
    app = make_app(kim)
    async with app.run_test(size=SMALL) as pilot:
        await do(pilot, "card")
        await press(pilot, "n")
        app.screen.query_one(Input).value = "bo"
        await press(pilot, "enter")
        assert "You have the card of somebody else by the name Bo" in " ".join(screen_text(app).split())
        assert card_of(kim).name == "Kim Ödegård"


async def test_the_card_is_written_copied_and_renamed(make_app: MakeApp, kim: Vault, tmp_path: Path) -> None:
    app = make_app(kim)
    copied = []
    app.copy_to_clipboard = copied.append  # type: ignore[method-assign]
    async with app.run_test(size=SMALL) as pilot:
        await do(pilot, "card")
        assert isinstance(app.screen, CardView)
        await press(pilot, "c")
        assert copied == [card_of(kim).text]
        await press(pilot, "s")
        app.screen.query_one("#ask-path", Input).value = str(tmp_path / "card.txt")
        await press(pilot, "enter")
        assert read_card((tmp_path / "card.txt").read_text()) == card_of(kim)
        number = card_of(kim).fingerprint
        await press(pilot, "n", "end", *"bc", "enter")
        assert (card_of(kim).name, card_of(kim).fingerprint) == ("Kim Ödegårdbc", number)
        assert "Kim Ödegårdbc" in screen_text(app)
        assert app.screen.query_one(QrCode)._lines == half_blocks(card_of(kim))


@pytest.mark.parametrize("theme", sorted(BUILTIN_THEMES))
async def test_the_code_is_whole_and_black_on_white_in_every_theme(make_app: MakeApp, theme: str) -> None:
    kim = somebody("å" * 20)
    app = make_app(kim)
    async with app.run_test(size=SMALL) as pilot:
        app.theme = theme
        await do(pilot, "card")
        lines = half_blocks(card_of(kim))
        area = app.screen.query_one(QrCode).region
        assert (area.width, area.height) == (len(lines[0]), len(lines))
        assert area.bottom < 24
        strips = [strip.crop(area.x, area.right) for strip in app.screen._compositor.render_strips()]
        for strip, line in zip(strips[area.y : area.bottom], lines, strict=True):
            assert strip.text == line
            for segment in strip:
                assert segment.style is not None
                assert segment.style.color == Color.parse("#000000")
                assert segment.style.bgcolor == Color.parse("#ffffff")


async def test_where_the_code_has_no_room_the_card_is_told_in_words(make_app: MakeApp) -> None:
    app = make_app(somebody("日本" * 20))
    async with app.run_test(size=SMALL) as pilot:
        await do(pilot, "card")
        assert not app.screen.query_one(QrCode).display
        assert "at least 57 columns and 30 rows" in told(app)
        await pilot.resize_terminal(100, 40)
        await settle(pilot)
        assert app.screen.query_one(QrCode).display


async def test_every_step_opens_at_80_by_24_with_its_buttons_in_sight(
    make_app: MakeApp, kim: Vault, team: Known, spoken: str
) -> None:
    others.pin(kim, card_of(somebody("Bo")))
    app = make_app(kim)
    async with app.run_test(size=SMALL) as pilot:
        for task in ("add", "folder", "leave", "card", "cards", "create", "join"):
            await do(pilot, task)
            assert len(app.screen.query_one(Footer)._fitting() if app.screen.query(Footer) else []) <= FOOTER_LIMIT
            assert all(one.region.bottom <= 24 and one.region.right <= 80 for one in app.screen.query(Button)), task
            await press(pilot, "escape")
            assert isinstance(app.screen, Team), task


IDENTITIES = (
    "AGE-SECRET-KEY-18DNK7C0HPU98W04FFD67QPRQSV6JJVK942NVF7WZFCY6FKGQ8HTS6YRS7R",
    "AGE-SECRET-KEY-19WQWKC7KV4GK0QNR46YYR2SS2X6TCZ5UCAUDNJMV37VMQFC66Y8Q8M307M",
    "AGE-SECRET-KEY-1GTM6JMASCM8QV43YWKSNSS0JMWNVYZZJ4C98HF3DQTJVQ06XVK2QDM0YQ3",
)
"""Keys of nobody."""


@pytest.fixture
def at_work(spoken: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Vault:
    """An invented half year in a team of three, whose cards and folder are the same each time."""
    keys = iter(IDENTITIES)
    monkeypatch.setattr(myself, "new_person", lambda name: Person(name, next(keys), bytes(32)))
    monkeypatch.setattr(
        "medledare.tui.screens.team.team_place",
        lambda _vault, team: TeamPlace(
            team, Path("/home/kim/Nextcloud/team"), 12, 52_000, (Remark(SYNCED, "/home/kim/Nextcloud", "Nextcloud"),)
        ),
    )
    vault = demo_vault(clock, spoken)
    myself.make_card(vault, "Kim Ödegård")
    team = teams.create(vault, earlier, "Vårdcentralen Solen", tmp_path / "team")
    for name in ("Åsa Öhrn-Karlsson", "Ali"):
        teams.add(vault, earlier, team, card_of(somebody(name)))
    return vault


@pytest.mark.parametrize("task", ["members", "folder", "create"])
def test_the_teams_screen_looks(
    snap_compare: Look, make_app: MakeApp, at_work: Vault, size: tuple[int, int], task: str
) -> None:
    async def look(pilot: Pilot[Any]) -> None:
        await at(pilot, task)
        await still(pilot)

    assert snap_compare(make_app(at_work), terminal_size=size, run_before=look)


def test_the_card_looks(snap_compare: Look, make_app: MakeApp, at_work: Vault, size: tuple[int, int]) -> None:
    async def look(pilot: Pilot[Any]) -> None:
        await do(pilot, "card")
        await still(pilot)

    assert snap_compare(make_app(at_work), terminal_size=size, run_before=look)
