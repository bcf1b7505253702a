"""``share``: chosen part by part, read through before it is written, sealed, opened again, and taken back."""

import re
import subprocess
from pathlib import Path

import pytest

from medledare.config.paths import find_places
from medledare.services import myself, others, pins, session
from medledare.services.clock import local_now
from medledare.sharing import sealed_text
from medledare.sharing.people import new_person
from medledare.text import LANGUAGES


@pytest.fixture
def anna(opened):
    """The program with a card, Bo's card, and a week of records."""
    with session.open_at_hand(find_places(), local_now) as vault:
        myself.make_card(vault, "Anna")
        others.pin(vault, BO.card)
    opened("add", "Taket är lagat", "--star")
    opened("learn", "Ring först [/b] 🐎")
    opened("fail", "Glömde ringa")
    return opened


BO = new_person("Bo")
WEEK = ("share", "summary", "week", "--period", "this week")


def agreement(ran):
    return re.search(r"--agree ([0-9a-f]+)", ran.err)[1]


def departures(program):
    return program("share", "list", "--json").json["shared"]


def test_nothing_is_in_it_until_it_is_chosen(anna):
    assert "Ring" not in anna(*WEEK).out
    out = anna(*WEEK, "--part", "learnings").out
    assert "Ring först [/b] 🐎" in out
    assert "Taket" not in out
    told = anna(*WEEK, "--part", "Well", "--json").json["summary"]
    assert {one["part"]: one["chosen"] for one in told["parts"]} == {
        "well": True,
        "learnings": False,
        "failures": False,
    }
    assert anna(*WEEK, "--part", "mood").status == 2


@pytest.mark.parametrize("how", [(), ("--to", "Bo"), ("--format", "html")])
def test_nothing_is_written_before_it_was_read_through_and_agreed_to(anna, tmp_path, how):
    target = tmp_path / "out"
    run = (*WEEK, "--part", "learnings", "-o", str(target), *how)
    asked = anna(*run)
    assert (asked.status, target.exists(), departures(anna)) == (3, False, [])
    assert "Ring först [/b] 🐎" in asked.out
    assert anna(*run, "--agree", "0" * 12).status == 1
    assert anna(*run, "--part", "well", "--agree", agreement(asked)).status == 1
    assert (target.exists(), departures(anna)) == (False, [])
    assert anna(*run, "--agree", agreement(asked)).status == 0
    (left,) = departures(anna)
    assert "Ring först" in left["text"]
    assert left["whom"] == (["Bo"] if "--to" in how else [])
    if "--to" not in how:
        assert target.read_text("utf-8") == asked.out
    assert "Bo" in anna("privacy").out or "--to" not in how


def test_at_a_terminal_one_is_shown_it_and_asked(anna, tmp_path):
    target = tmp_path / "out.md"
    run = (*WEEK, "--part", "learnings", "-o", str(target))
    no = anna.at_terminal(*run, talk=[("written?", "n\n")])
    assert "Ring först" in no.out
    assert not target.exists()
    assert anna.at_terminal(*run, talk=[("written?", "y\n")]).status == 0
    assert "Ring först" in target.read_text("utf-8")
    assert "told last time" in anna.at_terminal(*WEEK).out


def test_private_parts_are_not_suggested_again(anna, tmp_path):
    run = (*WEEK, "--part", "learnings", "--part", "failures", "-o", str(tmp_path / "a.md"))
    assert anna(*run, "--agree", agreement(anna(*run))).status == 0
    out = anna(*WEEK, "--as-before").out
    assert "Ring först" in out
    assert "Glömde" not in out
    told = anna(*WEEK, "--json").json["summary"]["parts"]
    assert [one["part"] for one in told if one["told_before"]] == ["learnings"]
    assert [one["part"] for one in told if one["private"]] == ["failures"]


def test_a_sealed_one_is_read_with_stock_age_and_opened_by_whom_it_is_for(anna, tmp_path):
    target, key = tmp_path / "to-bo.age", tmp_path / "key"
    run = (*WEEK, "--part", "learnings", "--to", "bo", "--to", BO.card.text, "-o", str(target))
    shown = anna(*run)
    assert anna(*run, "--agree", agreement(shown)).status == 0
    key.write_text(BO.identity)
    read = subprocess.run(["age", "-d", "-i", key, target], capture_output=True, check=True).stdout.decode()
    before, _begin, block = read.partition("-----BEGIN MEDLEDARE SIGNATURE-----")
    assert before == shown.out.partition("-----BEGIN MEDLEDARE SIGNATURE-----")[0]
    assert "Anna" in block
    assert anna("share", "open", str(target)).status == 1
    with session.open_at_hand(find_places(), local_now) as vault:
        mine = myself.oneself(vault).card.text
    own = (*WEEK, "--part", "well", "--to", mine, "-o", str(tmp_path / "own.age"))
    assert anna(*own, "--agree", agreement(anna(*own))).status == 0
    opened = anna("share", "open", str(tmp_path / "own.age"))
    assert "Taket är lagat" in opened.out
    assert "Signed by Anna" in opened.err
    assert anna("share", "open", str(tmp_path / "own.age"), "--json").json["received"]["by"]["known"]


def test_a_seal_by_somebody_who_was_only_introduced_is_opened_with_a_doubt_until_the_number_is_compared(anna, tmp_path):
    path = tmp_path / "from-bo.md"
    path.write_bytes(sealed_text.signed(BO, sealed_text.new_id(), local_now(), b"Hello\n", []))
    with session.open_at_hand(find_places(), local_now) as vault:
        kim = new_person("Kim").card
        pins.keep(vault, [pins.Pin(BO.card, by=kim.person), pins.Pin(kim)])
    number = BO.card.fingerprint

    def by():
        return anna("share", "open", str(path), "--json").json["received"]["by"]

    opened = anna("share", "open", str(path))
    assert f"Kim introduced Bo, and you have not compared the number of the card, {number}" in opened.err
    assert (by()["known"], by()["compared"], by()["introduced_by"]) == (True, False, "Kim")
    assert anna("share", "open", str(path), "--fingerprint", number).err.count(number) == 0
    assert number not in anna("share", "open", str(path)).err
    assert (by()["known"], by()["compared"], by()["introduced_by"]) == (True, True, None)


def test_words_are_edited_kept_as_a_draft_and_gone_on_with(anna, tmp_path, monkeypatch):
    script = tmp_path / "editor.sh"
    script.write_text('#!/bin/sh\necho "- Mine" >> "$1"\n')
    script.chmod(0o700)
    monkeypatch.setenv("EDITOR", str(script))
    assert "- Mine" in anna(*WEEK, "--part", "learnings", "--edit").out
    assert "- Mine" in anna(*WEEK).out
    assert "- Mine" not in anna(*WEEK, "--anew").out
    run = (*WEEK, "--part", "well", "-o", str(tmp_path / "a.md"))
    assert anna(*run, "--agree", agreement(anna(*run))).status == 0
    text = (tmp_path / "a.md").read_text("utf-8")
    assert "- Mine" in text
    assert "Taket" in text
    assert "- Mine" not in anna(*WEEK).out


def test_words_may_come_from_a_file_or_standard_input(anna, tmp_path):
    run = (*WEEK, "--text", "-", "-o", str(tmp_path / "a.md"))
    asked = anna(*run, stdin="# Mine\n\nÅäö\n".encode())
    assert anna(*run, "--agree", agreement(asked), stdin="# Mine\n\nÅäö\n".encode()).status == 0
    assert (tmp_path / "a.md").read_text("utf-8") == "# Mine\n\nÅäö\n"
    assert anna(*run, stdin=b"\xff").status == 2
    assert anna(*WEEK, "--text", str(tmp_path / "none")).status == 1
    assert anna(*run, stdin=b"a" * (5 << 20)).status == 2
    assert [anna(*WEEK, *more).status for more in (("--to", "Bo"), ("--format", "html"), ("-o", "-"))] == [2, 2, 2]
    assert anna(*WEEK, "--text", "-", "-o", str(tmp_path / "b"), stdin=b"a\x00b").status == 2


def test_it_is_taken_back_with_a_notice(anna, tmp_path):
    run = (*WEEK, "--part", "learnings", "--to", "Bo", "-o", str(tmp_path / "a.age"))
    anna(*run, "--agree", agreement(anna(*run)))
    (left,) = departures(anna)
    assert anna("share", "withdraw", left["id"]).status == 2
    done = anna("share", "withdraw", left["id"], "-o", str(tmp_path / "notice.age"))
    assert done.status == 0
    assert "cannot be called back" in done.err
    assert departures(anna)[0]["withdrawn"]
    assert "withdrawn" in anna("privacy").out
    assert anna("share", "withdraw", left["id"], "-o", str(tmp_path / "more.age")).status == 2
    assert "Ring först" in anna("show", left["id"]).out


@pytest.mark.parametrize("whom", ["Nobody", "age1xyz", "medledare:1:x", "", str(Path(__file__))])
def test_whom_nobody_knows_is_refused(anna, tmp_path, whom):
    ran = anna(*WEEK, "--part", "learnings", "--to", whom, "-o", str(tmp_path / "a.age"))
    assert ran.status in (1, 2)
    assert len(ran.err.strip().splitlines()) == 1
    assert not (tmp_path / "a.age").exists()


def test_another_card_by_the_same_name_is_refused(anna, tmp_path):
    ran = anna(*WEEK, "--part", "learnings", "--to", new_person("Bo").card.text, "-o", str(tmp_path / "a.age"))
    assert ran.status == 1
    assert "another card" in ran.err


def test_a_card_in_a_file_or_an_age_recipient_alone_is_enough(anna, tmp_path):
    eva = new_person("Eva")
    (tmp_path / "eva.card").write_text(f"Hello\n{eva.card.text}\n")
    run = (*WEEK, "--part", "learnings", "--to", str(tmp_path / "eva.card"), "-o", str(tmp_path / "a.age"))
    asked = anna(*run)
    assert eva.card.fingerprint in asked.err
    assert anna(*run, "--agree", agreement(asked)).status == 0
    alone = (*WEEK, "--part", "learnings", "--to", BO.card.recipient, "-o", str(tmp_path / "b.age"))
    assert anna(*alone, "--agree", agreement(anna(*alone))).status == 0
    assert [one["whom"] for one in departures(anna)] == [["Eva"], [BO.card.recipient[:14] + "…"]]


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_it_is_told_in_both_languages(anna, spoken):
    out = anna("--lang", spoken, *WEEK, "--part", "learnings").out
    assert {"sv": "## Vad jag lärde mig", "en": "## What I learned"}[spoken] in out
    assert anna("--lang", spoken, "share", "open", "/nowhere").status == 1


def test_without_a_card_nothing_can_be_sealed_and_a_full_folder_is_told(opened, tmp_path):
    opened("learn", "Ring först")
    run = (*WEEK, "--part", "learnings", "--to", BO.card.text, "-o", str(tmp_path / "a.age"))
    assert "no card" in opened(*run).err
    plain = (*WEEK, "--part", "learnings", "-o", "/nowhere/a.md")
    assert opened(*plain, "--agree", agreement(opened(*plain))).status == 1
    assert departures(opened) == []


def test_a_team_is_told_and_reads_it_on_the_command_line(anna, tmp_path):
    assert anna("team", "create", "Norr", "--folder", str(tmp_path / "space")).status == 0
    run = (*WEEK, "--part", "learnings", "--team", "norr")
    asked = anna(*run)
    assert (asked.status, departures(anna)) == (3, [])
    assert "all its members" in asked.err
    assert anna(*run, "--agree", agreement(asked)).status == 0
    (one,) = anna("team", "summaries", "--json").json["summaries"]
    assert one["by"]["name"] == "Anna"
    assert one["id"][-7:] in anna("team", "summaries").out
    assert "Ring först [/b] 🐎" in anna("team", "read", one["id"][:8]).out
    assert anna("team", "read", "ffff").status == 1
    assert "not in the team" in anna(*run, "--to", "Bo").err
    (left,) = departures(anna)
    assert anna("share", "withdraw", left["id"]).status == 0
    assert anna("team", "summaries", "--json").json["summaries"] == []
    assert anna(*run, "-o", str(tmp_path / "both")).status == 2
