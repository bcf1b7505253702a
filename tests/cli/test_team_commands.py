"""Teams on the command line: cards, numbers compared, who is in a team, and folders that are not as they should be."""

import re
import shutil
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from driving import CHEAP, Program

from medledare.config.paths import find_places
from medledare.services import myself, session, teams
from medledare.services.clock import local_now
from medledare.sharing import space
from medledare.sharing import team as sharing
from medledare.sharing.message import Message, sign
from medledare.sharing.people import new_person, read_card
from medledare.vault.age import open_with, seal_to
from medledare.vault.create import create


class Somebody:
    """One who uses the program on this machine with a vault of their own."""

    def __init__(self, program: Program, name: str) -> None:
        self.program, self.vault = program, program.home / f"vault-{name}"
        create(find_places(self.vault), None, now=local_now(), kdf=CHEAP)
        assert self("team", "id", "--name", name).status == 0

    def __call__(self, *arguments, **how):
        return self.program("--vault", str(self.vault), *arguments, **how)

    def at_terminal(self, *arguments, talk=(), environment=None):
        return self.program.at_terminal("--vault", str(self.vault), *arguments, talk=talk, environment=environment)

    @property
    def card(self):
        return read_card(self("team", "id").out)

    @property
    def members(self):
        return [one["name"] for one in self("team", "members", "--json").json["members"]]

    def unlocked(self):
        return session.open_at_hand(find_places(self.vault), local_now)


@pytest.fixture
def anna(program):
    return Somebody(program, "Anna")


@pytest.fixture
def bo(program):
    return Somebody(program, "Bo Öman")


@pytest.fixture
def folder(anna, tmp_path):
    folder = tmp_path / "team"
    assert anna("team", "create", "Vården", "--folder", str(folder)).status == 0
    return folder


def files(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


def test_two_people_make_a_team_each_after_hearing_the_others_number(anna, bo, folder):
    assert bo("team", "join", str(folder), "--fingerprint", anna.card.fingerprint).status == 1
    added = anna("team", "add", bo.card.text, "--fingerprint", bo.card.fingerprint.replace(" ", "-"))
    assert (added.status, added.err) == (0, "")
    before = files(folder)
    joined = bo("team", "join", str(folder), "--fingerprint", anna.card.fingerprint)
    assert joined.status == 0
    assert "Anna invites you to the team Vården" in joined.out
    # To join and to look put nothing there.
    assert anna.members == bo.members == ["Anna", "Bo Öman"]
    assert files(folder) == before
    told = f"{anna.card.fingerprint}  Anna (number compared)\n{bo.card.fingerprint}  Bo Öman (you)\n"
    assert bo("team", "members").out == told
    assert str(folder) in bo("team", "list").out


def test_the_list_of_members_tells_who_they_are_and_nothing_else(anna, folder):
    told = anna("team", "members", "--json").json
    assert set(told) == {"format", "team", "members", "rejected"}
    assert [set(one) for one in told["members"]] == [
        {"name", "number", "person", "text", "me", "compared", "introduced_by"}
    ]


def test_who_was_only_introduced_is_told_apart_and_can_be_compared_afterwards(anna, bo, folder, program):
    cia = Somebody(program, "Cia")
    anna("team", "add", bo.card.text, "--fingerprint", bo.card.fingerprint)
    bo("team", "join", str(folder), "--fingerprint", anna.card.fingerprint)
    bo("team", "add", cia.card.text, "--fingerprint", cia.card.fingerprint)
    number = cia.card.fingerprint
    introduced = f"{number}  Cia (number not compared, introduced by Bo Öman)\n"
    assert introduced in anna("team", "members").out
    assert introduced in anna("team", "cards").out
    how = {
        one["name"]: (one["compared"], one["introduced_by"]) for one in anna("team", "cards", "--json").json["cards"]
    }
    assert how == {"Bo Öman": (True, None), "Cia": (False, "Bo Öman")}
    before = files(folder)
    assert anna("team", "compare", "Cia", "--fingerprint", "1234").status == 1
    assert anna("team", "compare", "Cia").status == 3
    assert anna("team", "compare", "Dan", "--fingerprint", number).status == 1
    assert anna.at_terminal("team", "compare", "Cia", talk=[("this one?", "n\n")]).status == 1
    assert introduced in anna("team", "cards").out
    assert anna.at_terminal("team", "compare", "cia", talk=[("this one?", "y\n")]).status == 0
    assert f"{number}  Cia (number compared)\n" in anna("team", "cards").out
    assert files(folder) == before
    listed = {one["name"]: one["compared"] for one in anna("team", "members", "--json").json["members"]}
    assert listed == {"Anna": True, "Bo Öman": True, "Cia": True}


def test_without_a_terminal_nobody_is_added_or_joined_before_a_number_is_given(anna, bo, folder):
    before = files(folder)
    for ran in (anna("team", "add", bo.card.text), anna("team", "add", bo.card.text, "--fingerprint", "1234")):
        assert ran.status in (1, 3)
        assert files(folder) == before
    anna("team", "add", bo.card.text, "--fingerprint", bo.card.fingerprint)
    assert bo("team", "join", str(folder)).status == 3
    assert bo("team", "join", str(folder), "--fingerprint", bo.card.fingerprint).status == 1
    assert bo("team", "list", "--json").json["teams"] == []
    assert anna("team", "leave").status == 3
    assert anna.members == ["Anna", "Bo Öman"]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_at_a_terminal_the_number_is_shown_and_asked_about(anna, bo, folder, language):
    question = {"sv": "Är det samma nummer?", "en": "Is it this one?"}[language]
    run = ("--lang", language, "team", "add", bo.card.text)
    refused = anna.at_terminal(*run, talk=[(question, "n\n")])
    assert bo.card.fingerprint in refused.out
    assert (refused.status, anna.members) == (1, ["Anna"])
    assert anna.at_terminal(*run, talk=[(question, "j\n")]).status == 0
    joined = bo.at_terminal("--lang", language, "team", "join", str(folder), talk=[(question, "y\n")])
    assert (joined.status, bo.members) == (0, ["Anna", "Bo Öman"])


def test_a_card_is_taken_from_a_mail_a_file_or_standard_input(anna, bo, folder, tmp_path):
    mail = f"Hej!\r\n> {bo.card.text[:70]}\r\n> Hälsningar\r\n"
    assert anna("team", "add", "-", stdin=mail.encode()).status == 2
    mail = f"Hej! Mitt kort: {bo.card.text[:70]}\r\n  {bo.card.text[70:]} Hälsningar\r\n"
    number = ("--fingerprint", bo.card.fingerprint)
    (tmp_path / "mail.txt").write_bytes(b"\xff\xfe" + mail.encode())
    for given, how in (("-", {"stdin": mail.encode()}), (str(tmp_path / "mail.txt"), {}), (mail, {})):
        assert anna("team", "add", given, *number, **how).status == 0
    assert anna("team", "add", anna.card.text, "--fingerprint", anna.card.fingerprint).status == 2
    assert anna("team", "add", bo.card.text + anna.card.text, *number).status == 2
    assert anna("team", "add", "/no/such/file", *number).status == 1
    assert anna("team", "add", "nul\0", *number).status in (1, 2)
    assert anna.members == ["Anna", "Bo Öman"]


def test_a_card_is_made_once_with_a_name_of_ones_choice(program):
    program.make_vault(None)
    none = program("team", "id")
    assert (none.status, none.out) == (3, "")
    assert "--name" in none.err
    first = read_card(program("team", "id", "--name", "Åsa 日本").out)
    second = read_card(program("team", "id", "--name", "Åsa").out)
    assert (first.name, second.name, first.person) == ("Åsa 日本", "Åsa", second.person)
    for name in ("", "a" * 41, "Åsa: chef", "\u202eÅsa", "A\nB" * 20):
        assert program("team", "id", "--name", name).status == 2
    assert read_card(program("team", "id").out) == second
    asked = program.at_terminal("--lang", "sv", "team", "id", "--name", "Kim")
    assert "Nummer att jämföra" in asked.out


def test_a_name_that_somebody_else_is_known_by_is_refused(anna, bo, folder):
    anna("team", "add", bo.card.text, "--fingerprint", bo.card.fingerprint)
    refused = anna("team", "id", "--name", "bo öman")
    assert (refused.status, refused.out) == (2, "")
    assert "You have the card of somebody else by the name Bo Öman" in refused.err
    assert (anna.card.name, anna.members) == ("Anna", ["Anna", "Bo Öman"])


def test_the_card_goes_to_a_file_that_is_not_replaced_unasked(anna, tmp_path):
    target = tmp_path / "card.txt"
    assert anna("team", "id", "-o", str(target)).status == 0
    assert read_card(target.read_text()) == anna.card
    target.write_text("mine")
    assert anna("team", "id", "-o", str(target)).status == 1
    assert target.read_text() == "mine"
    assert anna("team", "id", "-o", str(target), "--force").status == 0


def test_the_secret_key_is_shown_when_asked_for_with_a_warning_and_opens_what_was_sealed(anna, tmp_path):
    assert "AGE-SECRET-KEY" not in anna("team", "id").out + anna("team", "id", "--json").out
    told = anna("team", "id", "--identity")
    assert "Show it to nobody" in told.err
    assert open_with(told.out.strip(), seal_to(anna.card.recipient, b"x")) == b"x"
    target = tmp_path / "key.txt"
    assert anna("team", "id", "--identity", "-o", str(target)).status == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert target.read_text() == f"# public key: {anna.card.recipient}\n{told.out}"


def test_a_qr_code_is_shown_whole_or_not_at_all(anna):
    assert len([line for line in anna("team", "id", "--qr").out.splitlines() if "█" in line]) >= 20
    room = {"COLUMNS": "80", "LINES": "24"}
    assert "\x1b[38;5;16;48;5;231m" in anna.at_terminal("team", "id", "--qr", environment=room).out
    narrow = anna.at_terminal("team", "id", "--qr", environment={"COLUMNS": "80", "LINES": "12"}).out
    assert "█" not in narrow
    assert "at least 41 columns and 22 rows" in " ".join(narrow.split())


def test_two_teams_of_one_name_are_told_apart_by_the_beginning_of_their_ids(anna, bo, folder, tmp_path):
    assert anna("team", "create", "vården", "--folder", str(tmp_path / "x")).status == 2
    assert bo("team", "create", "Vården", "--folder", str(tmp_path / "other")).status == 0
    anna("team", "add", bo.card.text, "--fingerprint", bo.card.fingerprint)
    assert bo("team", "join", str(folder), "--fingerprint", anna.card.fingerprint).status == 0
    which = bo("team", "members")
    assert which.status == 2
    first, second = re.findall(r"Vården \(([0-9a-f]{8})\)", which.err)
    members = [len(bo("team", "members", "--team", one, "--json").json["members"]) for one in (first, second)]
    assert sorted(members) == [1, 2]
    assert bo("team", "members", "--team", "Vården").status == 2
    assert bo("team", "members", "--team", "Skolan").status == 1
    for one in (first, second):
        assert f"Vården ({one})" in bo("team", "list").out


def test_of_several_invitations_the_one_by_whoever_has_the_number_is_meant(anna, bo, folder, program):
    anna("team", "add", bo.card.text, "--fingerprint", bo.card.fingerprint)
    # Later, somebody who knows the card and the folder puts another one there.
    mallory = Somebody(program, "Mallory")
    mallory("team", "create", "Fällan", "--folder", str(folder))
    mallory("team", "add", bo.card.text, "--fingerprint", bo.card.fingerprint)
    assert bo("team", "join", str(folder), "--fingerprint", anna.card.fingerprint).status == 0
    assert [one["name"] for one in bo("team", "list", "--json").json["teams"]] == ["Vården"]


def test_what_was_not_taken_is_named_where_one_looks(anna, folder):
    stranger = new_person("[/b] Mallory")
    with anna.unlocked() as vault:
        team = teams.team_named(vault)
        me = myself.oneself(vault)
        foreign = Message(team.id, "experience", stranger.card.person, local_now(), {"text": "x"})
        file = space.put(folder, team.seal(sign(stranger, foreign)))
        false = Message(team.id, "member", me.card.person, local_now(), {"card": new_person("anna").card.text})
        other = space.put(folder, team.seal(sign(me, false)))
    told = anna("--lang", "sv", "team", "members").out
    assert f"{file}: den som skrev den är inte med i teamet" in told
    assert f"{other}: namnet anna kom med andra nycklar än förut" in told
    rejected = anna("team", "members", "--json").json["rejected"]
    assert {one["file"] for one in rejected} == {file, other}


def test_who_fills_the_folder_is_named_once_and_the_others_are_read(anna, bo, folder, monkeypatch):
    monkeypatch.setattr(sharing, "MOST_MESSAGES", 3)
    anna("team", "add", bo.card.text, "--fingerprint", bo.card.fingerprint)
    bo("team", "join", str(folder), "--fingerprint", anna.card.fingerprint)
    with bo.unlocked() as vault:
        team, me = teams.team_named(vault), myself.oneself(vault)
        for number in range(20):
            at = local_now() + timedelta(minutes=number)
            said = sign(me, Message(team.id, "experience", me.card.person, at, {"text": f"Bo {number}"}))
            space.put(folder, team.seal(said))
    told = anna("team", "members").out
    assert told.count("Bo Öman has put more here than is taken of one member") == 1
    assert anna.members == ["Anna", "Bo Öman"]
    shelf = anna("team", "shelf").out
    assert [f"Bo {number}" in shelf for number in (16, 17, 18, 19)] == [False, True, True, True]


def test_a_folder_that_disappears_is_said_to_be_gone_and_the_team_can_be_left_all_the_same(anna, folder, tmp_path):
    moved = tmp_path / "moved"
    shutil.move(folder, moved)
    gone = anna("team", "members")
    assert gone.status == 1
    assert str(folder) in gone.err
    assert anna("team", "leave", "--yes").status == 1
    assert anna("team", "folder", str(moved)).status == 0
    assert anna.members == ["Anna"]
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert "Nothing of this team lies there yet" in anna("team", "folder", str(elsewhere)).err
    shutil.rmtree(elsewhere)
    assert anna("team", "leave", "--forget", "--yes").status == 0
    assert anna("team", "list", "--json").json["teams"] == []


@pytest.mark.parametrize("place", ["/proc/self", "file", "no/such", ""])
def test_where_nothing_can_be_put_no_team_is_made(anna, tmp_path, place):
    (tmp_path / "file").touch()
    ran = anna("team", "create", "Vården", "--folder", str(tmp_path / place) if place else "")
    assert ran.status in (1, 2)
    assert "Traceback" not in ran.err
    assert anna("team", "list", "--json").json["teams"] == []


def test_fewer_than_five_are_never_enough(anna, tmp_path):
    for few in ("4", "0", "-1", "101", "x"):
        assert anna("team", "create", "Vården", "--folder", str(tmp_path / "t"), "--threshold", few).status == 2
    assert not (tmp_path / "t").exists()
    assert anna("team", "create", "Vården", "--folder", str(tmp_path / "t"), "--threshold", "5").status == 0


def test_what_is_known_of_the_place_is_told_where_a_folder_is_chosen(anna, bo, tmp_path):
    (tmp_path / "Nextcloud").mkdir()
    folder = tmp_path / "Nextcloud" / "team"
    assert "synced by Nextcloud" in anna("team", "create", "Vården", "--folder", str(folder)).err
    anna("team", "add", bo.card.text, "--fingerprint", bo.card.fingerprint)
    assert "synced by Nextcloud" in bo("team", "join", str(folder), "--fingerprint", anna.card.fingerprint).err
    assert "synced by Nextcloud" in bo("team", "folder", str(folder)).err


def test_who_leaves_is_no_member_any_more(anna, bo, folder):
    anna("team", "add", bo.card.text, "--fingerprint", bo.card.fingerprint)
    bo("team", "join", str(folder), "--fingerprint", anna.card.fingerprint)
    kept = bo.at_terminal("team", "leave", talk=[("[y/N]", "n\n")])
    assert (kept.status, anna.members) == (1, ["Anna", "Bo Öman"])
    assert bo("team", "leave", "--yes").status == 0
    assert anna.members == ["Anna"]
    assert bo("team", "members").status == 1


def test_who_left_comes_in_again_only_when_added_again_and_what_they_say_meanwhile_is_named(anna, bo, folder):
    anna("team", "add", bo.card.text, "--fingerprint", bo.card.fingerprint)
    join = ("team", "join", str(folder), "--fingerprint", anna.card.fingerprint)
    assert bo(*join).status == 0
    with bo.unlocked() as vault:
        team, me = teams.team_named(vault), myself.oneself(vault)
    assert bo("team", "leave", "--yes").status == 0
    refused = bo(*join)
    assert (refused.status, "You have left the team Vården. Ask somebody in it" in refused.err) == (1, True)
    late = sign(me, Message(team.id, "experience", me.card.person, local_now(), {"text": "after"}))
    file = space.put(folder, team.seal(late))
    assert f"{file}: Bo Öman had left the team before this was said" in anna("team", "members").out
    anna("team", "add", bo.card.text, "--fingerprint", bo.card.fingerprint)
    assert bo(*join).status == 0


def test_a_card_that_was_let_go_makes_room_for_a_new_one(anna, bo, folder, program):
    anna("team", "add", bo.card.text, "--fingerprint", bo.card.fingerprint)
    assert [one["name"] for one in anna("team", "cards", "--json").json["cards"]] == ["Bo Öman"]
    new = new_person("bo öman").card
    assert anna("team", "add", new.text, "--fingerprint", new.fingerprint).status == 1
    assert anna("team", "forget", "BO ÖMAN").status == 0
    assert anna("team", "cards", "--json").json["cards"] == []
    assert anna("team", "add", new.text, "--fingerprint", new.fingerprint).status == 0
    assert anna.members == ["Anna", "bo öman"]
    assert anna("team", "forget", "Ingen").status == 1


def test_privacy_tells_where_teams_meet_and_what_the_folders_keeper_can_see(anna, folder):
    told = anna("privacy", "--json").json["teams"]
    assert [(one["team"], one["path"], one["files"]) for one in told] == [("Vården", str(folder), 1)]
    shown = anna("--lang", "sv", "privacy").out
    assert f"Mappen för teamet Vården\n  {folder}\n  1 fil, " in shown
    assert "Den som sköter mappen kan se hur många filer det finns" in shown
    shutil.rmtree(folder)
    assert anna("privacy", "--json").json["teams"][0]["files"] is None
