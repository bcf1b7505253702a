"""The team's shelf and its wordings of the mission on the command line, as one of two members uses them."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from driving import Program, Ran

from medledare.domain.short_id import short
from medledare.services import mission, myself, shelf, teams, wordings
from medledare.services.clock import local_now
from medledare.sharing.message import Message, sign
from medledare.sharing.people import read_card
from medledare.sharing.team import Team
from medledare.vault.vault import Vault, memory_vault

HOSTILE = ["[/b]", "a\x1b[2J\x07b", "\u202eabc", "👩‍👩‍👧 日本", "مرحبا", "å" * 120_000]


class Colleague:
    """Another member of the program's team, with a vault of their own."""

    def __init__(self, vault: Vault, team: Team) -> None:
        self.vault, self.team = vault, team

    def put(self, text: str) -> str:
        """An hour ago."""
        return shelf.put(self.vault, lambda: local_now() - timedelta(hours=1), self.team, text, made_of=1)

    def thank(self, id: str, text: str) -> str:
        """In a minute, by a clock that is ahead."""
        return shelf.thank(self.vault, lambda: local_now() + timedelta(minutes=1), self.team, self.seen.card(id), text)

    @property
    def seen(self) -> shelf.Seen:
        return shelf.look(self.vault, local_now, self.team)

    def show(self, *texts: str) -> None:
        mission.write(self.vault, local_now, *texts)
        wordings.show(self.vault, local_now, self.team, wordings.own(self.vault))


@pytest.fixture
def ali(opened: Program, tmp_path: Path) -> Colleague:
    vault = memory_vault(local_now)
    card = myself.make_card(vault, "Ali")
    own = read_card(opened("team", "id", "--name", "Anna").out)
    opened("team", "create", "Vårdcentralen", "--folder", str(tmp_path / "space"))
    assert opened("team", "add", card.text, "--fingerprint", card.fingerprint).status == 0
    (invitation, *_rest) = teams.invitations(vault, tmp_path / "space")
    assert invitation.by == own
    return Colleague(vault, teams.join(vault, invitation, tmp_path / "space"))


def agreed(program: Program, *command: str) -> Ran:
    """A run whose words are read through and then agreed to, as a script does it."""
    shown = program(*command)
    assert shown.status == 3
    return program(*command, "--agree", shown.err.rpartition("--agree ")[2].strip(" .\n"))


def test_a_card_is_shown_word_for_word_before_it_lies_on_the_shelf(opened: Program, ali: Colleague) -> None:
    failure = opened("fail", "Jag glömde", "--next", "Skriv upp").id
    shown = opened("team", "share", failure)
    assert (shown.status, ali.seen.cards) == (3, ())
    assert shown.out == opened("card", failure).out
    assert "with your name, Anna" in shown.err
    # What was agreed to is those words and no others.
    opened("edit", failure, "--next", "Skriv upp allt")
    number = shown.err.rpartition("--agree ")[2].strip(" .\n")
    assert opened("team", "share", failure, "--agree", number).status == 1
    assert ali.seen.cards == ()
    made = agreed(opened, "team", "share", failure)
    assert made.status == 0
    assert [(short(one.id), one.text) for one in ali.seen.cards] == [(made.id, opened("card", failure).out)]


def test_at_a_terminal_one_is_asked_and_no_is_no(opened: Program, ali: Colleague) -> None:
    failure = opened("fail", "Jag glömde").id
    ran = opened.at_terminal("team", "share", failure, talk=[("[y/N]", "n\n")])
    assert "Jag glömde" in ran.out
    assert (ran.status, ali.seen.cards) == (1, ())
    ran = opened.at_terminal("--lang", "sv", "team", "share", failure, talk=[("[j/N]", "j\n")])
    assert "Kortet ligger på hyllan i Vårdcentralen." in ran.out
    assert len(ali.seen.cards) == 1


@pytest.fixture
def editor(tmp_path: Path) -> Callable[[str], dict[str, str]]:
    def make(text: str) -> dict[str, str]:
        script = tmp_path / "editor"
        script.write_text(f"#!/bin/sh\ncat > \"$1\" <<'EOF'\n{text}\nEOF\n", encoding="utf-8")
        script.chmod(0o700)
        return {"VISUAL": str(script)}

    return make


def test_it_is_edited_and_redacted_and_what_was_begun_is_gone_on_with(
    opened: Program, ali: Colleague, editor: Callable[[str], dict[str, str]]
) -> None:
    failure = opened("fail", "Jag glömde").id
    shown = opened("team", "share", failure, "--edit", **editor("Kortare, @Karin Ek ((viskat))"))
    assert shown.out == "Kortare, @Karin Ek ((viskat))\n"
    made = agreed(opened, "team", "share", failure, "--redact")
    assert made.status == 0
    assert [one.text for one in ali.seen.cards] == ["Kortare, @… […]\n"]
    # Put there, it is no longer begun; --anew begins from the record at any time.
    assert "Jag glömde" in opened("team", "share", failure).out
    opened("team", "share", failure, "--edit", **editor("Annat"))
    assert opened("team", "share", failure).out == "Annat\n"
    assert "Jag glömde" in opened("team", "share", failure, "--anew").out


def test_the_shelf_is_read_searched_thanked_for_and_taken_back_from(opened: Program, ali: Colleague) -> None:
    empty = opened("team", "shelf")
    assert empty.out.startswith("Nothing lies on the shelf yet.")
    id = ali.put("# Ett café\n\nDet var stängt")
    own = agreed(opened, "team", "share", opened("learn", "Ring först").id).id
    thanks = opened("team", "thank", id[:8], "Tack,\ndet hjälpte").id
    ali.thank(id, "Varsågod")
    listed = opened("team", "shelf").out
    order = ["Ali\n  # Ett café\n", "  Det var stängt\n", f"Thanks from Anna {thanks}: Tack,\n    det hjälpte\n",
             "Thanks from Ali: Varsågod\n", f"{own} Anna\n"]  # fmt: skip
    assert [listed.index(one) for one in order] == sorted(listed.index(one) for one in order)
    assert opened("team", "shelf", "--short", "CAFE").out.endswith(f"{short(id)} Ali Det var stängt\n")
    assert opened("team", "shelf", "hjälpte", "stangt").out == ""
    (card, _own) = opened("team", "shelf", "--json").json["cards"]
    assert (card["id"], card["by"], card["mine"], [one["mine"] for one in card["thanks"]]) == (
        id, "Ali", False, [True, False]
    )  # fmt: skip
    refused = opened("team", "take-back", id[:8])
    assert (refused.status, refused.err) == (1, "Ali said that, so only Ali can take it back.\n")
    for one in (thanks, own):
        back = opened("team", "take-back", one)
        assert back.status == 0
        assert "cannot be called back" in back.out
    assert [(one.id, [word.text for word in one.thanks]) for one in ali.seen.cards] == [(id, ["Varsågod"])]
    assert opened("team", "take-back", own).status == 1


def test_what_left_and_came_back_stands_in_the_ledger(opened: Program, ali: Colleague) -> None:
    id = ali.put("Ett kort")
    opened("team", "thank", id, "Tack")
    opened("team", "take-back", agreed(opened, "team", "share", opened("learn", "Ring först").id).id)
    left = opened("log", "--kind", "departure", "--json").json["records"]
    assert [(one["format"], one["whom"], one["withdrawn"] is None) for one in left] == [
        ("thanks", ["Vårdcentralen"], True), ("experience", ["Vårdcentralen"], False)
    ]  # fmt: skip
    assert left[0]["text"] == "Tack"
    # What the ledger names can be taken back there, too.
    assert opened("share", "withdraw", left[0]["id"]).status == 0
    assert [one.thanks for one in ali.seen.cards] == [()]


def test_wordings_stand_beside_each_other_without_names_and_differences_are_marked(
    opened: Program, ali: Colleague
) -> None:
    assert opened("team", "mission", "--share").status == 1
    assert opened("team", "mission").out.startswith("No wording is shown here.")
    opened("mission", "set", "Vi hjälper våra elever", "--for", "eleverna", "--value", "[/b]")
    shown = opened("team", "mission", "--share")
    assert shown.out == "Vi hjälper våra elever\n\nFor whom: eleverna\n\nValue: [/b]\n"
    assert wordings.look(ali.vault, ali.team).shown == ()
    assert agreed(opened, "team", "mission", "--share").status == 0
    alone = opened("team", "mission").out
    assert "[*" not in alone
    assert "Only one wording can be seen" in alone
    ali.show("Vi hjälper alla elever", "Eleverna")
    both = opened("team", "mission").out
    assert both.startswith("Wording 1\n  Vi hjälper [*alla*] elever\n  For whom: Eleverna\n\nWording 2, yours\n")
    assert "Vi hjälper [*våra*] elever" in both
    assert "Ali" not in both
    assert [one["mine"] for one in opened("team", "mission", "--json").json["wordings"]] == [False, True]
    opened("mission", "set", "Alla hjälper elever")
    agreed(opened, "team", "mission", "--share")
    assert [one["statement"] for one in opened("team", "mission", "--json").json["wordings"]] == [
        "Alla hjälper elever", "Vi hjälper alla elever"
    ]  # fmt: skip
    assert opened("team", "mission", "--take-back").status == 0
    assert len(wordings.look(ali.vault, ali.team).shown) == 1
    assert opened("team", "mission", "--take-back").status == 1
    assert opened("team", "mission", "--share", "--take-back").status == 2


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_of_others_are_shown_and_steer_nothing(opened: Program, ali: Colleague, text: str) -> None:
    id = ali.put(text)
    if len(text) < 100:
        ali.thank(id, text)
        ali.show(text, text, text)
    assert opened("team", "shelf", "--json").json["cards"][0]["text"] == text
    for words in (["shelf"], ["shelf", "--short"], ["mission"]):
        ran = opened("team", *words)
        assert ran.status == 0
        assert ran.err == ""
    ran = opened.at_terminal("--plain", "team", "shelf")
    assert not {"\x1b", "\x07", "\u202e"} & set(ran.out)


def test_a_body_of_another_sort_is_named_and_the_rest_is_read(opened: Program, ali: Colleague) -> None:
    id = ali.put("Kvar")
    bodies: list[tuple[str, Any]] = [("experience", {"text": 1}), ("thanks", {"about": id}), ("mission", {})]
    for kind, body in bodies:
        teams.post(ali.vault, local_now, ali.team, kind, body)
    ran = opened("team", "shelf")
    assert "Kvar" in ran.out
    assert ran.out.count(": it does not hold what it should") == 2
    assert len(opened("team", "mission", "--json").json["rejected"]) == 1


def test_a_full_or_closed_folder_is_told_and_nothing_is_noted(opened: Program, ali: Colleague, tmp_path: Path) -> None:
    failure = opened("fail", "Jag glömde").id
    number = opened("team", "share", failure).err.rpartition("--agree ")[2].strip(" .\n")
    (tmp_path / "space").chmod(0o500)
    try:
        ran = opened("team", "share", failure, "--agree", number)
        if os.geteuid():
            assert (ran.status, opened("log", "--kind", "departure", "--json").json["records"]) == (1, [])
    finally:
        (tmp_path / "space").chmod(0o700)
    (tmp_path / "space").rename(tmp_path / "moved")
    for command in (["shelf"], ["mission"], ["thank", "abc", "Tack"], ["take-back", "abc"]):
        assert opened("team", *command).status == 1


def test_a_file_with_a_name_that_is_no_text_is_named_all_the_same(opened: Program, ali: Colleague, tmp_path: Path):
    """Whoever is a member can put it there; it must not take the command down."""
    person = myself.oneself(ali.vault)
    foreign = sign(person, Message("0" * 32, "experience", person.card.person, local_now(), {"text": "x"}))
    name = os.fsencode(tmp_path / "space") + b"/\xff\x1b[2J\n.age"
    with open(name, "wb") as file:
        file.write(ali.team.seal(foreign))
    for command in ("members", "shelf", "summaries", "mission", "pulse"):
        for more in ((), ("--json",)):
            ran = opened("team", command, *more)
            assert ran.status == 0, ran
            assert "\x1b" not in ran.out
            assert ".age" in ran.out or command not in ("members", "pulse")
