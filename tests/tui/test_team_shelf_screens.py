"""The team's shelf and its wordings of the mission, as they are seen and worked with keys."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from area_app import area, press, write
from pilots import NOW, screen_text, settle, still, toasts, until
from refused import refused
from textual.pilot import Pilot
from textual.widgets import Button, Input

from medledare.services import capture, departures, mission, myself, records, shelf, teams, wordings
from medledare.sharing.team import Team
from medledare.tui.app import MedledareApp
from medledare.tui.modals.through import Through
from medledare.tui.modals.to_shelf import ToShelf
from medledare.tui.screens.shelf import Shelf
from medledare.tui.screens.wordings import Wordings
from medledare.tui.widgets.editor import Editor
from medledare.tui.widgets.item_list import ItemList
from medledare.tui.widgets.page import Page
from medledare.vault.vault import Vault, memory_vault

HOSTILE = [
    "[/b]",
    "[x]",
    "[link=javascript:1]a[/link]",
    "a\x1b[2J\x07b",
    "\u202eabc",
    "👩‍👩‍👧 日本",
    "مرحبا",
    "å " * 60_000,
]


class Two(NamedTuple):
    """A team of two. The program runs over Anna's vault."""

    anna: Vault
    ali: Vault
    team: Team

    def ago(self, hours: float) -> Callable[[], Any]:
        return lambda: NOW - timedelta(hours=hours)

    def put(self, vault: Vault, text: str, hours: float = 1) -> str:
        return shelf.put(vault, self.ago(hours), self.team, text, made_of=1)

    def thank(self, vault: Vault, text: str, hours: float = 0.5) -> None:
        shelf.thank(vault, self.ago(hours), self.team, self.cards[0], text)

    def show(self, vault: Vault, *texts: str) -> None:
        mission.write(vault, self.ago(1), *texts)
        wordings.show(vault, self.ago(1), self.team, wordings.own(vault))

    @property
    def cards(self) -> tuple[shelf.OnShelf, ...]:
        return shelf.look(self.ali, self.ago(0), self.team).cards


@pytest.fixture
def two(tmp_path: Path) -> Two:
    anna, ali = (memory_vault(lambda: NOW) for _number in range(2))
    myself.make_card(anna, "Anna")
    card = myself.make_card(ali, "Ali")
    folder = tmp_path / "space"
    team = teams.create(anna, lambda: NOW - timedelta(days=3), "Vårdcentralen", folder)
    teams.add(anna, lambda: NOW - timedelta(days=2), team, card)
    teams.join(ali, teams.invitations(ali, folder)[0], folder)
    return Two(anna, ali, team)


async def opened(pilot: Pilot[Any], screen: Any) -> None:
    await settle(pilot)
    pilot.app.push_screen(screen)
    await settle(pilot)


def listed(app: MedledareApp) -> list[str]:
    items = app.screen.query_one(ItemList)
    return [items.line_text(index) for index in range(len(items.rows))]


def read(app: MedledareApp) -> str:
    return app.screen.query_one(Page).text


async def agree(pilot: Pilot[Any]) -> None:
    """Say yes to what is asked."""
    pilot.app.screen.query_one("#yes", Button).press()
    await settle(pilot)


async def test_an_empty_shelf_and_no_wordings_welcome(make_app, two, spoken, size):
    app = make_app(two.anna)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, Shelf(two.team))
        assert {"sv": "Den som vill lägger dit ett.", "en": "Whoever wishes puts one there."}[spoken] in " ".join(
            read(app).split()
        )
        await press(pilot, "n")
        assert {"sv": "Ett kort görs av", "en": "A card is made of"}[spoken] in toasts(app)
        await press(pilot, "escape")
        await opened(pilot, Wordings(two.team))
        assert {"sv": "ingen blir ombedd", "en": "nobody is asked to"}[spoken] in " ".join(read(app).split())


async def test_a_card_is_changed_read_through_and_put_there_word_for_word(make_app, two):
    records.add(two.anna, capture.failure(lambda: NOW, "Jag glömde fråga @Karin Ek"))
    app = make_app(two.anna)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, Shelf(two.team))
        await press(pilot, "n", "enter")
        assert isinstance(app.screen, ToShelf)
        editor = app.screen.query_one(Editor)
        editor.move_cursor(editor.document.end)
        await write(pilot, "Eget")
        await press(pilot, "f3")
        assert "Names taken out: @Karin Ek 1" in screen_text(app)
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, Through)
        exact = read(app)
        assert "with your name, Anna" in " ".join(screen_text(app).split())
        # A hasty enter is no.
        await press(pilot, "enter")
        assert (two.cards, departures.departures(two.anna)) == ((), [])
        await press(pilot, "ctrl+s")
        await agree(pilot)
        assert isinstance(app.screen, Shelf)
        assert [one.text for one in two.cards] == [exact]
        assert exact.endswith("Jag glömde fråga @…\nEget")
        (left,) = departures.shared(two.anna)
        assert (left.text, left.redacted, left.count) == (exact, True, 1)
        assert "Jag glömde fråga @…" in listed(app)[0]


async def test_what_was_typed_waits_if_the_folder_is_gone(make_app, two, tmp_path):
    records.add(two.anna, capture.learning(lambda: NOW, "Ring först"))
    app = make_app(two.anna)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, Shelf(two.team))
        await press(pilot, "n", "enter")
        (tmp_path / "space").rename(tmp_path / "moved")
        await press(pilot, "ctrl+s")
        await agree(pilot)
        assert isinstance(app.screen, ToShelf)
        assert "Could not use" in screen_text(app)
        assert "Ring först" in app.screen.query_one(Editor).text
        await press(pilot, "escape", "r")
        assert "Could not use" in toasts(app)


async def test_a_card_is_read_whole_thanked_and_taken_back(make_app, two, size):
    two.put(two.anna, "# Något gick annorlunda\n\n## Vad hände\n\nMitt [/b] kort", 3)
    two.put(two.ali, "Alis kort", 2)
    app = make_app(two.anna)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, Shelf(two.team))
        assert [one.split()[-1] for one in listed(app)] == ["Ali", "Anna"]
        assert app.screen.check_action("take_back", ()) is None
        await press(pilot, "t")
        await write(pilot, "Tack, det hjälpte")
        await press(pilot, "ctrl+s")
        assert read(app).endswith("Thanks from Anna\nTack, det hjälpte")
        # One's own thanks are the only thing of one's own here; the card below is, too.
        await press(pilot, "x")
        await agree(pilot)
        assert "Thanks" not in read(app)
        assert "cannot be called back" in toasts(app)
        await press(pilot, "down")
        assert "Mitt [/b] kort" in read(app)
        await press(pilot, "x")
        await agree(pilot)
        assert [one.text for one in two.cards] == ["Alis kort"]
        assert len(listed(app)) == 1


async def test_of_several_things_of_ones_own_one_chooses_which_to_take_back(make_app, two):
    two.put(two.anna, "Mitt kort")
    two.thank(two.anna, "Mitt tack")
    app = make_app(two.anna)
    async with app.run_test() as pilot:
        await opened(pilot, Shelf(two.team))
        await press(pilot, "x", "down", "enter")
        await agree(pilot)
        assert [(one.text, one.thanks) for one in two.cards] == [("Mitt kort", ())]


async def test_the_shelf_is_searched_as_one_types_and_thanks_change_no_order(make_app, two):
    for hours, text in enumerate(["Målet", "Ett Café", "mal"], 1):
        two.put(two.ali, text, hours + 1)
    two.thank(two.anna, "Tack")
    app = make_app(two.anna)
    async with app.run_test() as pilot:
        await opened(pilot, Shelf(two.team))
        # Newest first, though the oldest is the one that was thanked for.
        assert [one.split()[-2] for one in listed(app)] == ["Målet", "Café", "mal"]
        await press(pilot, "f")
        searches = (
            ("CAFE", ["Café"]),
            ("mål", ["Målet"]),
            ("tack", ["mal"]),
            ("ali", []),
            ("", ["Målet", "Café", "mal"]),
        )
        for typed, wanted in searches:
            app.screen.query_one(Input).value = typed
            await until(pilot, lambda wanted=wanted: [one.split()[-2] for one in listed(app)] == wanted)
        await press(pilot, "escape", "escape")
        assert not isinstance(app.screen, Shelf)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_hostile_texts_are_shown_and_steer_nothing(make_app, two, text, size):
    two.put(two.ali, text)
    two.thank(two.ali, text)
    two.show(two.ali, text)
    two.show(two.anna, "Vi hjälper", text[:200], text[:200])
    teams.post(two.ali, two.ago(1), two.team, "experience", {"text": [text[:100]]})
    app = make_app(two.anna)
    async with app.run_test(size=size) as pilot:
        for screen in (Shelf, Wordings):
            await opened(pilot, screen(two.team))
            await press(pilot, "end", "home", "enter", "end", "home")
            assert not {"\x1b", "\x07", "\u202e"} & set(screen_text(app) + read(app))
            app.pop_screen()


async def test_what_was_refused_is_named(make_app, two):
    two.put(two.ali, "Kvar")
    teams.post(two.ali, two.ago(1), two.team, "experience", {"text": 1})
    teams.post(two.ali, two.ago(1), two.team, "mission", {"statement": 1})
    app = make_app(two.anna)
    async with app.run_test() as pilot:
        await opened(pilot, Shelf(two.team))
        await press(pilot, "end")
        assert ".age: it does not hold what it should" in " ".join(read(app).split())
        await opened(pilot, Wordings(two.team))
        assert ".age: it does not hold what it should" in " ".join(read(app).split())


async def test_wordings_stand_beside_each_other_without_names(make_app, two):
    two.show(two.ali, "Vi hjälper alla elever", "Elever")
    app = make_app(two.anna)
    async with app.run_test(size=(160, 50)) as pilot:
        await opened(pilot, Wordings(two.team))
        assert "Only one wording can be seen" in read(app)
        await press(pilot, "s")
        assert "There is no mission yet" in toasts(app)
        mission.write(two.anna, lambda: NOW, "Vi hjälper våra elever", "elever")
        await press(pilot, "s")
        assert read(app) == "Vi hjälper våra elever\n\nFor whom: elever"
        await agree(pilot)
        lines = [" ".join(line.split()) for line in read(app).splitlines()]
        assert "Wording 1 Wording 2, yours" in lines
        assert "Vi hjälper [*alla*] elever Vi hjälper [*våra*] elever" in lines
        assert not any(name in read(app) for name in ("Ali", "Anna"))
        await press(pilot, "x")
        await agree(pilot)
        assert [one.wording.statement for one in wordings.look(two.ali, two.team).shown] == ["Vi hjälper alla elever"]
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert "Wording 1" in read(app)


async def test_nothing_of_it_counts_or_ranks(make_app, two, spoken, size):
    two.put(two.ali, "Alis kort")
    for number in range(3):
        two.thank(two.ali, "Tack", number / 10)
    two.show(two.ali, "Vi hjälper")
    app = make_app(two.anna)
    async with app.run_test(size=size) as pilot:
        for screen in (Shelf, Wordings):
            await opened(pilot, screen(two.team))
            shown = screen_text(app) + read(app)
            assert refused(shown) == []


async def test_what_comes_to_the_folder_is_shown_by_itself_and_the_place_stays(make_app, two):
    two.put(two.ali, "Ett äldre kort", 9)
    two.put(two.ali, "Ett långt kort\n" + "\n".join(f"rad {number}" for number in range(90)), 8)
    app = make_app(two.anna)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, Shelf(two.team))
        page = app.screen.query_one(Page)
        await press(pilot, "enter", "pagedown")
        place = page.scroll_offset
        assert app.focused is page
        assert place.y
        two.put(two.ali, "Ett nytt kort", 0)
        await until(pilot, lambda: len(listed(app)) == 3)
        await settle(pilot)
        assert "Ett långt kort" in str(app.screen.card)
        assert (app.focused, page.scroll_offset) == (page, place)


async def test_a_wording_that_comes_is_shown_by_itself(make_app, two):
    two.show(two.ali, "Vi hjälper alla elever " + "och andra " * 400)
    app = make_app(two.anna)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, Wordings(two.team))
        page = app.screen.query_one(Page)
        await press(pilot, "pagedown")
        place = page.scroll_offset
        assert place.y
        two.show(two.anna, "Vi hjälper våra elever")
        await until(pilot, lambda: "våra" in read(app))
        await settle(pilot)
        assert page.scroll_offset == place


async def test_a_folder_that_stays_as_it_was_is_not_read_again(make_app, two, monkeypatch):
    looks = []
    look = shelf.look
    monkeypatch.setattr(shelf, "look", lambda *given: looks.append(1) or look(*given))
    app = make_app(two.anna)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, Shelf(two.team))
        read_first = len(looks)
        await pilot.pause(2.5)
        assert len(looks) == read_first


@pytest.mark.parametrize("screen", [Shelf, Wordings])
async def test_undo_is_not_offered_where_it_takes_nothing_back(make_app, two, screen):
    mission.write(two.anna, lambda: NOW, "Mitt uppdrag")
    app = make_app(two.anna)
    async with app.run_test(size=(160, 50)) as pilot:
        await opened(pilot, screen(two.team))
        assert "Undo" not in screen_text(app).splitlines()[-1]
        await press(pilot, "ctrl+z")
        assert mission.current(two.anna) is not None


@pytest.mark.parametrize("screen", [Shelf, Wordings])
def test_pictures_of_both(snap_compare, make_app, two, spoken, size, screen):
    two.put(two.ali, "# Något gick annorlunda\n\n## Vad hände\n\nJag bokade mötet när halva gruppen var ledig.", 40)
    two.put(two.anna, "# En lärdom\n\nRing hellre än mejla när något är bråttom.", 20)
    two.thank(two.anna, "Tack, det hände oss också.")
    two.show(two.ali, "Vi ger invånarna vård när de behöver den.", "Invånarna", "Tryggare vardag")
    two.show(two.anna, "Vi ger människor i Åsele vård i tid.", "Invånarna")

    async def go(pilot):
        await opened(pilot, screen(two.team))
        await pilot.press("end")
        await still(pilot)

    assert snap_compare(make_app(two.anna), terminal_size=size, run_before=go)


async def test_from_share_one_comes_to_the_team_and_its_shelf_and_wordings(make_app, two, spoken):
    app = make_app(two.anna)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "6", "t", "down", "enter")
        assert isinstance(app.screen, Shelf)
        await press(pilot, "escape", "down", "enter")
        assert isinstance(app.screen, Wordings)


async def test_a_failure_goes_to_the_shelf_from_where_it_stands(make_app, two):
    records.add(two.anna, capture.failure(lambda: NOW, "Jag glömde"))
    app = make_app(two.anna)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "4")
        area(app).action_to_shelf()
        await settle(pilot)
        await press(pilot, "ctrl+s")
        await agree(pilot)
        assert "on the shelf of Vårdcentralen" in toasts(app)
        assert "Jag glömde" in two.cards[0].text


async def test_of_several_teams_one_chooses_and_in_none_one_is_told(make_app, two, empty, tmp_path):
    records.add(two.anna, capture.failure(lambda: NOW, "Jag glömde"))
    teams.create(two.anna, lambda: NOW, "Kören", tmp_path / "choir")
    app = make_app(two.anna)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "4")
        area(app).action_to_shelf()
        await settle(pilot)
        await press(pilot, "enter")
        assert "A card for the shelf of Kören" in screen_text(app)
    records.add(empty, capture.failure(lambda: NOW, "Jag glömde"))
    app = make_app(empty)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "4")
        area(app).action_to_shelf()
        await settle(pilot)
        assert "You are in no team" in toasts(app)
