"""What was shared in every released format opens for ever, and is carried on with.

``golden/format-1`` was made once by ``make_golden.py``: a team's folder after a week with a pulse, sealed and signed
texts, an observer's invitation and reply, a card, and what the people's vaults hold of their own. All of it is
invented, and the keys open nothing else.
"""

import base64
import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from made_team import MONDAY, Clock

from medledare.services import (
    myself,
    observing,
    others,
    pulse,
    pulse_weeks,
    received,
    shelf,
    team_summaries,
    teams,
    withdrawing,
    wordings,
)
from medledare.sharing import sealed_text, space
from medledare.sharing.message import Message, read, sign
from medledare.sharing.people import Person
from medledare.sharing.pulse_said import KINDS, SHARE
from medledare.sharing.release import Size
from medledare.sharing.team import Team
from medledare.sharing.wordings import standing_of
from medledare.vault.age import NotForUs, open_with
from medledare.vault.table import Document
from medledare.vault.vault import Vault, memory_vault

GOLDEN = Path(__file__).with_name("golden") / "format-1"
ROWS = json.loads((GOLDEN / "vaults.json").read_text())
KEYS = json.loads((GOLDEN / "keys.json").read_text())
FILES = 74
BO = "7431 7657 7380 6200 8639 2607"
TEAM = "cd33b505a1d59b49bdcda1f6b6e20759"
MEANS = {
    "TIL": 2.2, "HEL": 2.6, "HAN": "few", "STO": "extreme", "KUN": 2.2, "OPP": 2.0, "MED": 1.8,
    "TIL.c": 1.8, "HEL.c": 3.4, "HAN.c": 1.2, "STO.c": 1.8, "KUN.c": 2.4, "OPP.c": 1.4, "MED.c": 2.0,
}  # fmt: skip


Open = Callable[[str], Vault]


@pytest.fixture
def clock() -> Clock:
    """Stands at the Saturday after the week's figures came out."""
    clock = Clock()
    clock.set(12)
    return clock


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the team's folder, to be written to."""
    return Path(shutil.copytree(GOLDEN / "team", tmp_path / "team"))


@pytest.fixture
def opened(clock: Clock, folder: Path) -> Open:
    """Somebody's vault with what it held at a moment, on a device that has the copied folder."""

    def vault(whose: str) -> Vault:
        made = memory_vault(clock)
        for table, rows in ROWS[whose].items():
            made.table(table).insert_multiple(Document(row, doc_id=id) for id, row in rows.items())
        for team in teams.teams(made):
            teams.set_folder(made, team, folder)
        return made

    return vault


def people() -> dict[str, Person]:
    return {
        name: Person(name, keys["identity"], base64.b64decode(keys["seed"], validate=True))
        for name, keys in KEYS.items()
    }


def said(team: Team) -> list[bytes]:
    """What is in every file of the frozen folder; what the team's key does not open is an invitation."""
    found = []
    for held in space.files(GOLDEN / "team"):
        try:
            found.append(open_with(team.identity, held.data))
        except NotForUs:
            assert any(_opens(person, held.data) for person in people().values())
    return found


def _opens(person: Person, data: bytes) -> bool:
    try:
        return bool(open_with(person.identity, data))
    except NotForUs:
        return False


def by_age(identity: str, path: Path, tmp_path: Path) -> str:
    """What stock age reads."""
    if shutil.which("age") is None:
        pytest.skip("age is not installed")
    (tmp_path / "key").write_text(identity + "\n")
    command = ["age", "-d", "-i", str(tmp_path / "key"), str(path)]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def test_a_card_is_read_with_its_number_and_belongs_to_the_keys_in_the_vault(opened: Open) -> None:
    text = (GOLDEN / "card.txt").read_text()
    card = others.card_given(text)
    assert (card.name, card.fingerprint) == ("Bo", BO)
    assert f"{card.text}\n" == text
    assert myself.oneself(opened("Bo at the end")) == people()["Bo"]
    assert people()["Bo"].card == card


def test_the_team_that_a_vault_keeps_is_the_team_of_the_folder(opened: Open) -> None:
    for name in ("Åsa", "Bo", "Gun"):
        vault = opened(f"{name} at the end")
        team = teams.team_named(vault, "vattenlaget")
        assert (team.id, team.threshold, team.founder.name) == (TEAM, 5, "Åsa")
        look = teams.look(vault, team)
        assert [card.name for card in teams.members(look)] == ["Bo", "Cecilia", "Dag", "Eva", "Gun", "Åsa"]
        assert {card.name for card in look.cards.values()} == set(KEYS)
        assert look.rejected == ()
        assert {one.name for one in others.cards(vault)} | {name} >= set(KEYS) - {"Frej"}
        # Whose number was compared was not noted then.
        assert not any(one.compared for one in others.known(vault))
    assert teams.teams(opened("Frej at the end")) == []


def test_an_invitation_is_opened_by_the_invited_alone_and_leads_into_the_team(clock: Clock, folder: Path) -> None:
    for name, keys in KEYS.items():
        vault = memory_vault(clock)
        vault.table("_self").insert(Document({"name": name, **keys}, doc_id="person"))
        if name == "Åsa":
            with pytest.raises(teams.NotInvited):
                teams.invitation(vault, folder)
            continue
        found = teams.invitation(vault, folder)
        assert (found.team.id, found.by) == (TEAM, people()["Åsa"].card)
        if name == "Frej":
            with pytest.raises(teams.LeftBefore):
                teams.join(vault, found, folder)
            continue
        assert shelf.look(vault, clock, teams.join(vault, found, folder)).cards


def test_every_message_is_what_is_said_today_byte_for_byte_in_a_file_named_by_its_bytes(opened: Open) -> None:
    team = teams.team_named(opened("Åsa at the end"))
    by_person = {person.card.person: person for person in people().values()}
    found = said(team)
    kinds = {"founding", "member", "leaving", "experience", "thanks", "withdrawn", "mission", "summary", *KINDS}
    assert {read(one).message.kind for one in found} == kinds
    for one in found:
        message = read(one).message
        again = Message(message.team, message.kind, message.by, message.at, dict(message.body))
        assert sign(by_person[message.by], again).data == one
    assert {path.name for path in (GOLDEN / "team").iterdir()} == {one.name for one in space.files(GOLDEN / "team")}
    assert all(one.name == space.name_of(one.data) for one in space.files(GOLDEN / "team"))
    assert len(list(space.files(GOLDEN / "team"))) == FILES


def test_the_shelf_has_its_card_and_the_word_of_thanks_and_not_what_was_taken_back(clock: Clock, opened: Open) -> None:
    for name in ("Åsa", "Gun"):
        vault = opened(f"{name} at the end")
        seen = shelf.look(vault, clock, teams.team_named(vault))
        assert [(one.by.name, one.text) for one in seen.cards] == [
            ("Bo", "## Jag ringde för sent\n\nNästa gång ringer jag först.")
        ]
        assert [(one.by.name, one.text) for one in seen.cards[0].thanks] == [("Cecilia", "Tack, det hjälpte mig.")]
        assert seen.rejected == ()


def test_the_wordings_that_stand_are_the_latest_of_each_who_shows_one(opened: Open) -> None:
    vault = opened("Åsa at the end")
    seen = wordings.look(vault, teams.team_named(vault))
    shown = [one.wording.fields for one in seen.shown]
    assert shown == [
        {"statement": statement, "for_whom": "de som bor här"}
        for statement in ("Rent vatten till alla", "Vatten till alla")
    ]
    assert seen.mine == seen.shown[0].wording
    look = teams.look(vault, teams.team_named(vault))
    assert [one for _id, one in standing_of(look, people()["Åsa"].card.person)] == [seen.mine]
    assert seen.rejected == ()


@pytest.mark.parametrize(("name", "more"), [("Åsa", True), ("Bo", True), ("Eva", True), ("Gun", False)])
def test_summaries_are_read_by_those_they_are_for(name: str, more: bool, clock: Clock, opened: Open) -> None:
    vault = opened(f"{name} at the end")
    seen = team_summaries.look(vault, clock, teams.team_named(vault))
    expected = [("Åsa", "# Sammanfattning\n\nTill alla: vi hann med rören.\n", True)]
    expected += [("Bo", "# Sammanfattning\n\nTill Åsa och Eva: pumpen låter.\n", False)] * more
    assert [(one.by.name, one.text, one.to_all) for one in seen.told] == expected
    assert seen.rejected == ()


@pytest.mark.parametrize("name", ["Gun at the end", "Bo at the end", "Bo when Bo had signed"])
def test_a_weeks_pulse_has_its_figures_for_whoever_looks(name: str, clock: Clock, opened: Open) -> None:
    vault = opened(name)
    seen = pulse.view(vault, clock, teams.team_named(vault))
    (week,) = seen.picture.weeks
    assert week.monday == MONDAY
    assert {one.code: one.withheld or one.mean for one in week.figures} == MEANS
    assert {one.size for one in week.figures} == {None, Size(5, 9)}
    assert (seen.standings, seen.rejected) == ((), ())


@pytest.mark.parametrize("moment", ["had joined", "had sent", "had signed"])
def test_a_pulse_that_was_begun_is_carried_on_in_the_very_same_words(
    moment: str, clock: Clock, opened: Open, folder: Path
) -> None:
    """As if all that somebody says of a week's pulse after a moment were still to be said."""
    vault = opened(f"Bo when Bo {moment}")
    team = teams.team_named(vault)
    before, me = _own_words(vault, team), people()["Bo"].card.person
    assert {one[0] for one in before} == set(KINDS)
    taken = [one for one in teams.look(vault, team).messages if one.message.by == me and one.message.kind in KINDS]
    for one in taken:
        (folder / one.file).unlink()
    for day, hour in ((4, 17), (8, 10), (9, 10), (10, 10), (10, 16)):
        clock.set(day, hour)
        pulse.carry_on(vault, clock)
    assert _own_words(vault, team) == before


def _own_words(vault: Vault, team: Team) -> set[tuple[str, ...]]:
    """What somebody says of the pulse; of a part, which is sealed anew each time, the hash of what is sealed."""
    me = myself.oneself(vault).card.person
    return {
        (one.kind, one.body["to"], one.body["digest"]) if one.kind == SHARE else (one.kind, one.id)
        for one in teams.look(vault, team).of(*KINDS)
        if one.by == me
    }


def test_what_a_vault_keeps_of_a_pulse_is_read_and_written_as_it_was(opened: Open) -> None:
    for name in ("Bo when Bo had joined", "Bo when Bo had sent", "Bo when Bo had signed", "Bo at the end"):
        vault = opened(name)
        team = teams.team_named(vault)
        (own,) = pulse_weeks.owns(vault, team)
        assert own.values[2] is None
        pulse_weeks.keep_own(vault, team, own)
        (row,) = vault.table("_pulse").all()
        (frozen,) = ROWS[name]["_pulse"].values()
        assert json.loads(json.dumps(row["own"])) == frozen["own"]


def test_a_sealed_text_is_opened_checked_and_refused_to_others(opened: Open, tmp_path: Path) -> None:
    for name in ("Eva", "Cecilia"):
        found = received.open_file(opened(f"{name} at the end"), GOLDEN / "summary.age")
        assert found.text == "# Vecka 48\n\nLäs den här hemma.\n"
        assert found.author
        assert (found.signed.by, found.author.card) == (people()["Bo"].card, people()["Bo"].card)
    with pytest.raises(received.NotForYou):
        received.open_file(opened("Gun at the end"), GOLDEN / "summary.age")
    read = by_age(KEYS["Eva"]["identity"], GOLDEN / "summary.age", tmp_path)
    text, _line, block = read.partition(sealed_text.BEGIN.decode())
    assert text == "# Vecka 48\n\nLäs den här hemma.\n"
    assert block.endswith(sealed_text.END.decode())


def test_a_notice_takes_a_sealed_text_back(opened: Open) -> None:
    vault = opened("Eva at the end")
    assert received.open_file(vault, GOLDEN / "regretted.age").text == "# Vecka 48\n\nDen här ångrade jag.\n"
    notice = received.open_file(vault, GOLDEN / "notice.age")
    assert notice.signed.withdraws
    with pytest.raises(received.TakenBack):
        received.open_file(vault, GOLDEN / "regretted.age")
    assert withdrawing.withdrawn(vault, notice.signed) is None


def test_an_observers_invitation_and_reply(clock: Clock, opened: Open, tmp_path: Path) -> None:
    asked = observing.read_invitation(GOLDEN / "invitation.txt")
    assert (asked.behaviour, asked.name) == ("Om jag låter andra tala till punkt", "Åsa")
    assert asked.questions == ("Vad såg du?", "Vad hände sedan?")
    assert (asked.since, asked.until) == (date(2026, 12, 4), date(2026, 12, 24))
    assert asked.block in (GOLDEN / "invitation.txt").read_text()
    vault = opened("Åsa at the end")
    (kept,) = observing.invitations(vault)
    assert kept.invitation == asked
    seen = observing.receive(vault, clock, (GOLDEN / "reply.age").read_bytes())
    assert (seen.behaviour, seen.whom) == (asked.behaviour, "Gun")
    assert [(one.asked, one.answer) for one in seen.seen] == [
        ("Vad såg du?", "Du väntade in alla."),
        ("Vad hände sedan?", "Mötet gick fortare."),
    ]
    read = json.loads(by_age(kept.identity, GOLDEN / "reply.age", tmp_path))
    assert read["answers"] == ["Du väntade in alla.", "Mötet gick fortare."]
    assert read["invitation"] == asked.digest
