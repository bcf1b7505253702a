"""Trends on the command line: what the screen says, in words and as JSON, and the pairs."""

import json
import re
from datetime import datetime, timedelta

import pytest
from driving import Program

from medledare.config.paths import find_places
from medledare.services import demo, session
from medledare.services.clock import local_now

REFUSED = re.compile(
    r"\b(score|rank|streak|p_value|p value|level|percent|missed|better|poäng|rang|nivå|procent|missad|bättre)\b|%",
    re.IGNORECASE,
)
SAYS = {
    "too_early", "answers", "could_be_chance", "probably_risen", "probably_fallen", "repeated_rise", "repeated_fall",
}  # fmt: skip


@pytest.fixture
def practised(opened: Program) -> Program:
    """The invented half year."""
    with session.open_at_hand(find_places(), local_now) as vault:
        demo.fill(vault, local_now(), "en")
    return opened


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Trust: Could be chance", "Knowledge · focus: Your answers have probably risen", "Median: "]),
        ("sv", ["Tillit: Kan vara slump", "Kunskap · fokus: Dina svar har troligen höjts", "Median: "]),
    ],
)
def test_every_principle_is_told_with_the_allowed_words(practised: Program, language: str, words: list[str]) -> None:
    told = practised("--lang", language, "trends").out
    assert all(word in told for word in words)
    assert len([line for line in told.splitlines() if line and line[0] != " " and ": " in line]) == 7
    assert not REFUSED.search(told)


def test_one_principle_is_told_week_by_week_the_latest_last(practised: Program) -> None:
    told = practised("trends", "--principle", "kun").out
    weeks = [int(found) for found in re.findall(r"^Week (\d+), from", told, re.MULTILINE)]
    assert len(weeks) > 20
    days = re.findall(r"^Week \d+, from (.+?): ", told, re.MULTILINE)
    moments = [datetime.strptime(day, "%d %b %Y") for day in (day.replace("Sept", "Sep") for day in days)]
    assert moments == sorted(moments)
    for words in (
        "Seen over ",
        "new role: Coordinator",
        "conditions: ",
        "(afterwards)",
        "Last tested for",
        "their middle: ",
    ):
        assert words in told
    assert "Trust" not in told
    assert not REFUSED.search(told)


def test_plain_words_without_pictures(practised: Program) -> None:
    assert not set("●○◌░│⠂") & set(practised("trends", "--principle", "KUN").out)


def test_json_says_what_may_be_said_as_a_word_and_no_number_of_it(practised: Program) -> None:
    ran = practised("trends", "--json")
    assert ran.json["format"] == "medledare/1"
    assert ran.json["weeks"] == 26
    by_code = {one["principle"]: one for one in ran.json["principles"]}
    assert list(by_code) == ["TIL", "HEL", "HAN", "STO", "KUN", "OPP", "MED"]
    assert {one["says"] for one in by_code.values()} <= SAYS
    focus = by_code["KUN"]
    assert (focus["says"], focus["in_focus"]) == ("probably_risen", True)
    assert 12 <= focus["seen_over_weeks"] <= 26
    assert set(focus["answers"][0]) == {"day", "item", "wording", "value", "days_afterwards"}
    assert focus["conditions"]
    assert [one["kind"] for one in focus["changes"]] == ["role"]
    assert not REFUSED.search(ran.out)
    keys = re.findall(r'"(\w+)":', ran.out)
    assert all(re.fullmatch("[a-z_]+", key) for key in keys)


def test_the_window_can_be_chosen(practised: Program) -> None:
    today = local_now().date()
    for weeks in (12, 26, 52):
        found = practised("trends", "--weeks", str(weeks), "--json").json
        assert found["first_day"] == (today - timedelta(weeks=weeks) + timedelta(days=1)).isoformat()
        assert found["last_day"] == today.isoformat()
    everything = practised("trends", "--weeks", "ALL", "--principle", "til", "--json").json
    assert everything["weeks"] is None
    assert [one["principle"] for one in everything["principles"]] == ["TIL"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--weeks", "13"], "12, 26, 52, all"),
        (["--weeks", ""], "12, 26, 52, all"),
        (["--principle", "[/b]"], "TIL, HEL"),
        (["--principle", ""], "TIL, HEL"),
        (["pairs", "add", "--factor", "tag=#x", "--principle", "y"], "TIL, HEL"),
        (["pairs", "add", "--factor", "\x00", "--principle", "TIL"], "place=home"),
        (["pairs", "add", "--factor", "tag=" + "x y" * 1000, "--principle", "TIL"], "place=home"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_in_one_sentence(opened: Program, arguments: list[str], told: str) -> None:
    ran = opened("trends", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err
    assert len(ran.err.splitlines()) == 1


def test_an_empty_vault_says_that_it_is_too_early(opened: Program) -> None:
    assert opened("trends").out.count("Too early to say") == 7
    assert {one["says"] for one in opened("trends", "--json").json["principles"]} == {"too_early"}
    assert "Nothing" not in opened("trends", "--principle", "TIL").err


def test_a_locked_vault_asks_for_its_key(locked: Program) -> None:
    assert locked("trends").status == 3


def test_pairs_are_added_listed_and_removed(opened: Program) -> None:
    assert "No pairs are chosen" in opened("trends", "pairs").out
    added = opened("trends", "pairs", "add", "--factor", "place=home", "--principle", "til", "--json").json["pair"]
    assert (added["factor"], added["principle"]) == ("place:home", "TIL")
    opened("trends", "pairs", "add", "--factor", "tag=#Möte", "--principle", "KUN")
    listed = opened("trends", "pairs", "list", "--json").json["pairs"]
    assert [(one["factor"], one["says"], one["days"]) for one in listed] == [
        ("place:home", "too_early", 0),
        ("tag:#möte", "too_early", 0),
    ]
    told = opened("--lang", "sv", "trends", "pairs").out
    assert "hemma · Tillit" in told
    assert "Att två saker sammanföll säger inte att den ena ledde till den andra." in told
    assert "no longer" in opened("trends", "pairs", "remove", added["id"][-7:]).out
    assert len(opened("trends", "pairs", "--json").json["pairs"]) == 1
    assert opened("trends", "pairs", "remove", "nothing").status == 1
    opened("undo")
    assert len(opened("trends", "pairs", "--json").json["pairs"]) == 2


def test_a_sixth_pair_is_refused(opened: Program) -> None:
    for number in range(5):
        assert opened("trends", "pairs", "add", "--factor", f"tag=t{number}", "--principle", "TIL").status == 0
    ran = opened("trends", "pairs", "add", "--factor", "tag=t6", "--principle", "TIL")
    assert (ran.status, ran.err) == (1, "You follow five pairs already. Remove one first.\n")


def test_a_hostile_role_is_told_safely_at_a_terminal(opened: Program) -> None:
    from medledare.domain.records import Answer, Role
    from medledare.services import capture, records
    from medledare.vault.ids import new_id

    now = local_now()
    with session.open_at_hand(find_places(), local_now) as vault:
        earlier = now - timedelta(days=30)
        records.add(vault, capture.checkin(lambda: earlier, [Answer(item="TIL1", value=2)]))
        at = now - timedelta(days=10)
        records.add(vault, Role(id=new_id(), at=at, created=at, text="\x1b[2J[/b]Chef"))
    shown = opened.at_terminal("trends", "--principle", "TIL").out
    assert "[/b]Chef" in shown
    assert "\x1b[2J" not in shown
    document = opened("trends", "--principle", "TIL", "--json").out
    assert json.loads(document)["principles"][0]["changes"][0]["about"] == "\x1b[2J[/b]Chef"
