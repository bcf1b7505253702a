"""A failure told again, a card to share, a letter to send, and the gap that becomes a need."""

import stat
from pathlib import Path

from driving import Program

LETTER_SV = """Hej,

Det här har hänt:
Skrivaren är trasig

Det här ber jag om:
En ny, [/b] tack

Med vänlig hälsning
"""


def test_a_failure_can_happen_again(opened: Program) -> None:
    made = opened("fail", "Det sprack").id
    assert opened("recurred", made, "--date", "2026-03-02").out == "Noted that it happened again: Det sprack\n"
    assert "It happened again: 2026-03-02" in opened("show", made).out
    assert opened("recurred", opened("add", "x").id).status == 1


def test_a_letter_holds_what_was_written_and_nothing_else_in_both_languages(opened: Program) -> None:
    made = opened("need", "add", "Skrivaren är trasig", "--ask", "En ny, [/b] tack", "--whom", "chefen").id
    assert opened("--lang", "sv", "need", "letter", made).out == LETTER_SV
    english = opened("need", "letter", made).out
    assert english.startswith("Hello,\n\nThis has happened:\nSkrivaren är trasig\n")
    assert "chefen" not in english


def test_a_card_of_a_failure_or_its_learning_tells_both_and_not_to_whom(opened: Program) -> None:
    failure = opened("fail", "Jag glömde", "--expected", "Att minnas", "--next", "Skriv upp").id
    learning = opened("learn", "Papper minns", "--failure", failure).id
    opened("told", failure, "--whom", "Karin")
    card = opened("card", failure).out
    assert card == opened("card", learning).out
    parts = ["Att minnas", "Jag glömde", "Papper minns", "Skriv upp"]
    assert [card.index(part) for part in parts] == sorted(card.index(part) for part in parts)
    assert "Why" not in card
    assert "Karin" not in card
    alone = opened("card", opened("learn", "Bara det").id).out
    assert alone == "# Something learned\n\n## What was learned\n\nBara det\n"


def test_what_is_handed_out_is_private_whole_and_noted(opened: Program, tmp_path: Path) -> None:
    failure, need = opened("fail", "Jag glömde").id, opened("need", "add", "Fakta").id
    target = tmp_path / "kort.md"
    assert opened("card", failure, "-o", str(target)).status == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert opened("card", failure, "-o", str(target)).status == 1
    assert opened("card", failure, "-o", str(target), "--force").status == 0
    opened("need", "letter", need)
    left = opened("log", "--kind", "departure", "--json").json["records"]
    assert [(one["format"], one["count"]) for one in left] == [("card", 1), ("card", 1), ("letter", 1)]
    assert opened("card", need).status == 1
    assert opened("need", "letter", failure).status == 1


def test_a_gap_in_the_mandate_map_becomes_a_need_that_can_be_said_otherwise(opened: Program) -> None:
    line = opened("mandate", "add", "Schemat", "--authority", "byta pass", "--missing", "ta in vikarie").id
    made = opened("mandate", "need", line, "--ask", "500 kr", "--json").json["need"]
    assert made["fact"] == "I answer for this: Schemat\nWhat I may decide myself: byta pass"
    assert (made["need"], made["ask"], made["state"]) == ("ta in vikarie", "500 kr", "draft")
    assert opened("mandate", "need", line, "--fact", "Eget", "--json").json["need"]["fact"] == "Eget"


def test_a_need_is_shared_with_a_day_to_follow_it_up(opened: Program) -> None:
    need = opened("need", "add", "Fakta").id
    shared = opened("need", "shared", need, "--follow-up", "2031-01-02", "--json").json["need"]
    assert (shared["state"], shared["follow_up"]) == ("shared", "2031-01-02")
    assert "Follow up: 2031-01-02" in opened("need", "show", need).out
    assert opened("need", "shared", need, "--follow-up", "someday").status == 2
