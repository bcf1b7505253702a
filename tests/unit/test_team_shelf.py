"""Experience cards on a team's shelf and the mission's wordings beside each other, with whatever lies between them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from medledare.domain.problems import AmbiguousId, CannotReach, TooLong, UnknownId
from medledare.domain.records import Departure
from medledare.services import departures, leaving, mission, myself, shelf, teams, telling, wordings
from medledare.services.forms import Empty
from medledare.sharing import space
from medledare.sharing.message import Message, Signed
from medledare.sharing.taken_back import ANOTHERS
from medledare.sharing.team import UNREADABLE, Team
from medledare.sharing.wordings import Wording
from medledare.vault.vault import Vault, memory_vault

NOON = datetime(2026, 11, 27, 12, tzinfo=timezone(timedelta(hours=1)))
HOSTILE = [
    "[/b]",
    "[x]",
    "a\x1b[2J\x07\x00b",
    "\u202eabc\u2066",
    "👩‍👩‍👧 日本",
    "مرحبا",
    "a\u2028b\x85c",
    "å" * 120_000,
]
NO_TEXTS: list[Any] = [{}, {"text": None}, {"text": 1}, {"text": ["x"]}, {"text": {"a": "b"}}, {"text": " \n"}]


class Clock:
    """Every look at it is a second later."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


class Two(NamedTuple):
    """A team of two, each with a vault."""

    anna: Vault
    ali: Vault
    team: Team
    folder: Path
    clock: Clock

    def put(self, vault: Vault, kind: str, body: Any) -> str:
        """A message as another program might write it, without a look at what it says; the file it is in."""
        person = myself.oneself(vault)
        return self.post(Message(self.team.id, kind, person.card.person, self.clock(), body), vault)

    def post(self, message: Message, vault: Vault) -> str:
        signature = myself.oneself(vault).sign(b"medledare team message 1\n" + message.content)
        return space.put(self.folder, self.team.seal(Signed(message, signature)))

    def seen(self, vault: Vault) -> shelf.Seen:
        return shelf.look(vault, self.clock, self.team)

    def texts(self, vault: Vault) -> list[str]:
        return [one.text for one in self.seen(vault).cards]

    def words(self, vault: Vault) -> list[str]:
        return [one.wording.statement for one in wordings.look(vault, self.team).shown]


Join = Callable[[Two, str], Vault]


@pytest.fixture
def join() -> Join:
    def join(two: Two, name: str) -> Vault:
        vault = memory_vault(two.clock)
        myself.make_card(vault, name)
        teams.add(two.anna, two.clock, two.team, myself.oneself(vault).card)
        teams.join(vault, teams.invitation(vault, two.folder), two.folder)
        return vault

    return join


@pytest.fixture
def two(tmp_path: Path, join: Join) -> Two:
    clock = Clock()
    anna = memory_vault(clock)
    myself.make_card(anna, "Anna")
    folder = tmp_path / "space"
    alone = Two(anna, anna, teams.create(anna, clock, "Vårdcentralen", folder), folder, clock)
    return alone._replace(ali=join(alone, "Ali"))


def put(two: Two, vault: Vault, text: str) -> str:
    return shelf.put(vault, two.clock, two.team, text, made_of=1)


def test_a_card_is_read_word_for_word_and_its_thanks_in_order_of_time(two):
    text = "# Något gick annorlunda\n\n## Vad hände\n\nJag glömde.\n"
    id = put(two, two.anna, text)
    (card,) = two.seen(two.ali).cards
    shelf.thank(two.ali, two.clock, two.team, card, "Tack, det hände mig också")
    shelf.thank(two.anna, two.clock, two.team, card, "Så bra")
    (card,) = two.seen(two.ali).cards
    assert (card.id, card.text, card.by.name) == (id, text, "Anna")
    assert [(one.by.name, one.text) for one in card.thanks] == [
        ("Ali", "Tack, det hände mig också"),
        ("Anna", "Så bra"),
    ]
    # In one's own time zone, whatever the author's.
    assert card.at.utcoffset() == timedelta(hours=1)


def test_cards_stand_by_time_however_much_they_are_thanked(two):
    put(two, two.anna, "först")
    put(two, two.ali, "sedan")
    for card in two.seen(two.anna).cards[1:]:
        for word in "abc":
            shelf.thank(two.anna, two.clock, two.team, card, word)
    assert two.texts(two.anna) == ["först", "sedan"]


@pytest.mark.parametrize(
    ("words", "hits"),
    [(["cafe"], ["Ett Café"]), (["CAFÉ", "ett"], ["Ett Café"]), (["mal"], []), (["mål"], ["målet"]),
     (["tack"], ["målet"]), (["anna"], []), ([], ["Ett Café", "målet"])],
)  # fmt: skip
def test_it_is_searched_as_the_journal_is_in_cards_and_thanks_but_not_by_whose_they_are(two, words, hits):
    put(two, two.anna, "Ett Café")
    put(two, two.anna, "målet")
    shelf.thank(two.ali, two.clock, two.team, two.seen(two.ali).cards[1], "TÁCK")
    assert [one.text for one in shelf.found(two.seen(two.ali).cards, words)] == hits


def test_what_is_taken_back_is_no_longer_shown_and_the_ledger_says_both(two):
    id = put(two, two.anna, "Jag glömde")
    put(two, two.anna, "Kvar")
    shelf.withdraw(two.anna, two.clock, two.team, id[:9])
    assert two.texts(two.ali) == ["Kvar"]
    gone, kept = departures.shared(two.anna)
    assert (gone.format, gone.shared, gone.text, gone.team) == ("experience", id, "Jag glömde", two.team.id)
    assert gone.digest.startswith(id)
    assert gone.whom == ("Vårdcentralen",)
    assert gone.withdrawn
    assert kept.withdrawn is None
    with pytest.raises(UnknownId):
        shelf.withdraw(two.anna, two.clock, two.team, id)
    # The notice is signed, and lies in the folder beside what it takes back.
    assert [one.body for one in teams.look(two.ali, two.team).of("withdrawn")] == [{"about": id}]


def test_thanks_can_be_taken_back_and_what_another_said_cannot(two):
    card = put(two, two.anna, "Jag glömde")
    thanks = shelf.thank(two.ali, two.clock, two.team, two.seen(two.ali).cards[0], "Tack")
    for vault, id in ((two.ali, card), (two.anna, thanks)):
        with pytest.raises(telling.SaidByAnother):
            shelf.withdraw(vault, two.clock, two.team, id)
    shelf.withdraw(two.ali, two.clock, two.team, thanks)
    (seen,) = two.seen(two.anna).cards
    assert (seen.id, seen.thanks) == (card, ())


def test_a_take_back_of_somebody_elses_message_has_no_effect_and_is_named(two):
    id = put(two, two.anna, "Jag glömde")
    forged = two.put(two.ali, "withdrawn", {"about": id})
    for body in ({}, {"about": None}, {"about": ["x"]}, {"about": "0" * 32}, {"about": two.team.id}):
        two.put(two.ali, "withdrawn", body)
    seen = two.seen(two.anna)
    assert [one.text for one in seen.cards] == ["Jag glömde"]
    assert [(one.file, one.reason) for one in seen.rejected] == [(forged, ANOTHERS)]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_come_through_whole(two, text):
    two.put(two.ali, "experience", {"text": text})
    (card,) = two.seen(two.anna).cards
    two.put(two.ali, "thanks", {"about": card.id, "text": text})
    (card,) = two.seen(two.anna).cards
    assert [card.text, *(one.text for one in card.thanks)] == [text] * 2
    assert shelf.found([card], [text[:4]]) == [card]


@pytest.mark.parametrize("body", NO_TEXTS)
def test_bodies_that_hold_something_else_are_left_out_and_named(two, body):
    put(two, two.anna, "Kvar")
    (card,) = two.seen(two.anna).cards
    files = {two.put(two.ali, "experience", body), two.put(two.ali, "thanks", {"about": card.id, **body})}
    files.add(two.put(two.ali, "thanks", {"about": 1, "text": "x"}))
    seen = two.seen(two.anna)
    assert [(one.text, one.thanks) for one in seen.cards] == [("Kvar", ())]
    assert {one.file: one.reason for one in seen.rejected} == dict.fromkeys(files, UNREADABLE)


def test_thanks_about_nothing_wait_until_the_card_has_come(two):
    id = put(two, two.anna, "Jag glömde")
    shelf.thank(two.ali, two.clock, two.team, two.seen(two.ali).cards[0], "Tack")
    two.put(two.ali, "thanks", {"about": "0" * 32, "text": "Tack för inget"})
    held = next(one.file for one in teams.look(two.anna, two.team).messages if one.message.id == id)
    (two.folder / held).rename(two.folder.parent / held)
    assert two.seen(two.anna).cards == ()
    assert two.seen(two.anna).rejected == ()
    (two.folder.parent / held).rename(two.folder / held)
    assert [one.text for one in two.seen(two.anna).cards[0].thanks] == ["Tack"]


def test_a_moment_at_the_edge_of_the_calendar_breaks_nothing(two):
    person = myself.oneself(two.ali)
    for at in (datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)):
        message = Message(two.team.id, "experience", person.card.person, at, {"text": str(at.year)})
        two.post(message, two.ali)
    assert two.texts(two.anna) == ["1", "9999"]


def test_a_card_whose_file_is_gone_can_be_taken_back_all_the_same(two):
    id = put(two, two.anna, "Jag glömde")
    held = next(one.file for one in teams.look(two.anna, two.team).messages if one.message.id == id)
    copy = (two.folder / held).read_bytes()
    (two.folder / held).unlink()
    shelf.withdraw(two.anna, two.clock, two.team, id)
    (two.folder / held).write_bytes(copy)
    assert two.texts(two.ali) == []


def test_what_cannot_be_said_is_told_and_nothing_is_noted(two, tmp_path):
    for text, problem in ((" \n", Empty), ("a" * 300_000, TooLong)):
        with pytest.raises(problem):
            put(two, two.anna, text)
    two.folder.rename(tmp_path / "moved")
    with pytest.raises(CannotReach):
        put(two, two.anna, "Jag glömde")
    assert departures.departures(two.anna) == []


def test_an_id_that_fits_several_is_asked_for_anew(two):
    put(two, two.anna, "Jag glömde")
    with pytest.raises(UnknownId):
        two.seen(two.ali).card("")
    with pytest.raises(AmbiguousId):
        telling.one_of(["ab1", "ab2"], "AB")


def show(two: Two, vault: Vault, statement: str, for_whom: str = "", value: str = "") -> None:
    mission.write(vault, two.clock, statement, for_whom, value)
    wordings.show(vault, two.clock, two.team, wordings.own(vault))


def test_wordings_stand_in_order_of_their_words_whoever_showed_which_when(two, join):
    bo = join(two, "Bo")
    for vault, text in ((two.anna, "vi vårdar"), (bo, "Alla får vård"), (two.ali, "Vi lyssnar")):
        show(two, vault, text)
    assert two.words(two.anna) == two.words(bo) == ["Alla får vård", "Vi lyssnar", "vi vårdar"]
    assert wordings.look(bo, two.team).mine == Wording("Alla får vård")
    fields = set(wordings.look(bo, two.team).shown[0].wording.__slots__)
    assert fields == {"statement", "for_whom", "value"}


def test_words_that_are_not_in_all_are_marked_case_and_accents_aside(two):
    show(two, two.anna, "Vi hjälper våra elever att lära, varje dag", "Eleverna", "De kan mer")
    show(two, two.ali, "VI hjälper alla elever att lära", "eleverna")
    first, second = wordings.look(two.anna, two.team).shown
    marked = [
        [one.wording.fields[name][start:end] for name, found in one.apart.items() for start, end in found]
        for one in (first, second)
    ]
    # Value is worded by one alone, so there is nothing it differs from.
    assert marked == [["alla"], ["våra", "varje dag"]]


def test_one_wording_alone_has_nothing_marked_and_the_same_words_stand_once(two):
    show(two, two.anna, "Vi  hjälper")
    show(two, two.ali, "vi hjälper")
    (only,) = wordings.look(two.anna, two.team).shown
    assert only.apart == {"statement": ()}


def test_a_newer_wording_replaces_the_earlier_though_the_clock_was_set_back(two):
    show(two, two.anna, "Först")
    wordings.show(two.anna, lambda: NOON - timedelta(days=400), two.team, Wording("Sedan"))
    assert two.words(two.ali) == ["Sedan"]
    # Nobody can replace what is another's.
    id = next(one.id for one in teams.look(two.ali, two.team).of("mission") if one.body["statement"] == "Sedan")
    two.put(two.ali, "mission", {"statement": "Mitt", "replaces": [id]})
    assert two.words(two.anna) == ["Mitt", "Sedan"]


def test_a_wording_is_taken_back_and_one_who_left_shows_none(two):
    show(two, two.anna, "Mitt")
    show(two, two.ali, "Ditt")
    wordings.withdraw(two.anna, two.clock, two.team)
    assert two.words(two.ali) == ["Ditt"]
    assert [one.withdrawn is not None for one in departures.shared(two.anna)] == [True]
    with pytest.raises(wordings.NothingShown):
        wordings.withdraw(two.anna, two.clock, two.team)
    leaving.leave(two.ali, two.clock, two.team)
    assert two.words(two.anna) == []


@pytest.mark.parametrize(
    "body",
    [{}, {"statement": ""}, {"statement": 1}, {"statement": "x", "value": None}, {"statement": "x", "for_whom": []},
     {"statement": "x", "replaces": "y"}, {"statement": "x", "replaces": [1]}, {"statement": "x", "replaces": {}}],
)  # fmt: skip
def test_wordings_that_hold_something_else_are_left_out_and_named(two, body):
    file = two.put(two.ali, "mission", body)
    show(two, two.anna, "Mitt")
    seen = wordings.look(two.anna, two.team)
    assert [one.wording.statement for one in seen.shown] == ["Mitt"]
    assert [(one.file, one.reason) for one in seen.rejected] == [(file, UNREADABLE)]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_wordings_are_compared_too(two, text):
    two.put(two.ali, "mission", {"statement": text, "value": text[:9]})
    show(two, two.anna, "Mitt")
    assert len(wordings.look(two.anna, two.team).shown) == 2


def test_without_a_mission_there_is_nothing_to_show(two):
    with pytest.raises(mission.NoMission):
        wordings.own(two.anna)
    assert departures.departures(two.anna) == []


def test_what_left_is_noted_with_its_words(two):
    show(two, two.anna, "Vi hjälper", "Eleverna")
    (left,) = departures.shared(two.anna)
    assert isinstance(left, Departure)
    assert (left.format, left.text) == ("mission", "Vi hjälper\n\nFor whom: Eleverna")
