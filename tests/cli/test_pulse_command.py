"""The pulse on the command line: a member who only ever runs commands, in a team whose others have programs too."""

import re
from pathlib import Path

import pytest
from driving import Program, Ran
from made_team import MONDAY, Clock, Made, answers, made_team, newcomer
from refused import refused

from medledare.cli.here import Here
from medledare.config.paths import find_places
from medledare.services import myself, session, teams
from medledare.sharing.release import CODES

DAYS = (8, 9, 10)
"""Tuesday to Thursday of the week after: parts are sent, it is seen what came, and sums are published."""


@pytest.fixture
def team(tmp_path: Path) -> Made:
    """Five others; threshold five."""
    return made_team(tmp_path / "space", 5)


@pytest.fixture
def member(opened: Program, team: Made, monkeypatch: pytest.MonkeyPatch) -> Program:
    """The program of a sixth, at the team's time, on the Friday."""
    monkeypatch.setattr(Here.__init__, "__defaults__", (team.clock,))
    team.clock.set(-3)
    with session.open_at_hand(find_places(), team.clock) as vault:
        myself.make_card(vault, "Åsa [/b]")
        newcomer(team.clock, team.vaults[0], team.team, team.folder, vault)
        answers(team, vault, 3)
    team.clock.set(4, 16)
    return opened


def agree(member: Program, *without: str) -> Ran:
    offer = member("team", "pulse", *without, "--json").json["offer"]
    return member("team", "pulse", *without, "--agree", offer["agreement"])


def go_through(member: Program, team: Made, *days: int) -> None:
    for day in days:
        team.pass_days(day)
        member("team", "pulse")


def test_before_one_agrees_the_integers_what_they_mean_and_the_limits_are_there(member: Program, team: Made) -> None:
    before = team.files()
    ran = member("team", "pulse", "--without", "han.C")
    assert ran.status == 0
    assert ran.out.count(" 30  ") == 13
    assert "3.0, Largely" in ran.out
    assert re.search(r"HAN\.c\s+Discretion: left out", ran.out)
    assert "30 1, 30 1" in ran.out
    assert ran.out.count("0 0") == 1
    for limit in (
        "they can work out your figures",
        "figures that are not true",
        "The others in the team can see that you take part",
        "sees only files",
        "made-up members",
        "at least 5",
    ):
        assert limit in ran.out
    assert team.files() == before


def test_a_whole_week_from_yes_to_the_teams_figures(member: Program, team: Made) -> None:
    team.agree()
    ran = agree(member, "--without", "TIL")
    assert "You take part." in ran.out
    go_through(member, team, *DAYS, 10)
    ran = member("team", "pulse")
    assert "Trust: Too early to say" in ran.out
    # 0, 1, 2, 3, 4 of the others, and 3 but for what was left out.
    assert "Own answers 2.0 (5 to 9 answered)" in ran.out
    assert "Own answers 2.2 (5 to 9 answered)" in ran.out
    told = member("--lang", "sv", "team", "pulse", "--principle", "til").out
    assert "egna svar 2,0 (5 till 9 svarade); förutsättningar 2,2" in told
    assert "Helhetssyn" not in told
    document = member("team", "pulse", "--json").json
    (week,) = document["weeks"]
    assert week["week_from"] == MONDAY.isoformat()
    assert week["figures"][0] == {
        "code": "TIL", "principle": "TIL", "about": "own", "mean": 2.0, "answered": {"least": 5, "most": 9},
        "withheld": None,
    }  # fmt: skip
    assert [one["code"] for one in week["figures"]] == list(CODES)
    assert document["says"]["TIL"] == "too_early"
    assert (document["offer"], document["rounds"]) == (None, [])


def test_no_name_and_no_count_of_who_took_part_is_said(member: Program, team: Made) -> None:
    team.agree()
    agree(member)
    said = [member("team", "pulse"), member("team", "pulse", "--json")]
    for day in (*DAYS, 10):
        go_through(member, team, day)
        said += [member("--lang", "sv", "team", "pulse"), member("team", "pulse", "--json")]
    words = "".join(one.out + one.err for one in said)
    assert "Person" not in words
    assert "Åsa" not in words
    assert not re.search(r"\b(6|six|sex) (people|persons|personer|members|medlemmar|svarade|answered)", words)
    assert refused(words) == []


def test_too_few_is_said_without_blame_and_shows_nothing(member: Program, team: Made) -> None:
    team.agree(who=[0, 1, 2])
    agree(member)
    go_through(member, team, 8)
    assert "There was no mean yet, so it is tried once more" in member("team", "pulse").out
    go_through(member, team, *range(9, 18))
    ran = member("team", "pulse")
    assert "Week 48. Too few were with this time. Nothing was shown to anyone." in ran.out
    assert member("--lang", "sv", "team", "pulse").out.count("För få var med den här gången.") == 1
    assert member("team", "pulse", "--json").json["weeks"] == []


def test_at_an_end_of_the_scale_it_says_why_nothing_is_shown(
    opened: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = made_team(tmp_path / "space", 5)
    monkeypatch.setattr(Here.__init__, "__defaults__", (made.clock,))
    made.clock.set(-3)
    with session.open_at_hand(find_places(), made.clock) as vault:
        myself.make_card(vault, "Åsa")
        newcomer(made.clock, made.vaults[0], made.team, made.folder, vault)
        for one in (*made.vaults, vault):
            answers(made, one, 4)
    made.agree()
    agree(opened)
    go_through(opened, made, *DAYS, 10)
    assert "not shown, as it is at an end of the scale, where it would tell of each" in opened("team", "pulse").out


def test_who_never_agreed_has_no_trace_of_the_round_and_writes_nothing(member: Program, team: Made) -> None:
    team.agree()
    for day in (*DAYS, 10):
        team.pass_days(day)
        before = team.files()
        ran = member("team", "pulse")
        assert team.files() == before
        assert "take part" not in ran.out.replace("not taking part", "").replace("takes part", "")
        for other in (("coach",), ("status",), ("log",), ("team",)):
            assert not re.search("pulse|round|figures", member(*other).out, re.IGNORECASE)
    # The team's figures are for all its members.
    assert "5 to 9 answered" in ran.out


def test_no_yes_stands_and_none_is_given_by_a_number_of_other_figures(member: Program, team: Made) -> None:
    number = member("team", "pulse", "--json").json["offer"]["agreement"]
    before = team.files()
    for given in (("--agree", number, "--without", "TIL"), ("--agree", "yes"), ("--agree", "")):
        ran = member("team", "pulse", *given)
        assert (ran.status, "Nothing was put in" in ran.err) == (1, True)
    assert team.files() == before
    assert member("team", "pulse", "--agree", number).status == 0
    # Said again in the same week it is no fault; in the next it is no yes.
    assert member("team", "pulse", "--agree", number).status == 0
    team.clock.set(11, 16)
    assert member("team", "pulse", "--agree", number).status in (1, 2)


def test_at_a_terminal_one_is_asked_and_no_is_no(member: Program, team: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    from medledare.cli import terminal

    monkeypatch.setattr(terminal, "asking", lambda: True)
    monkeypatch.setattr(terminal, "talking", lambda: True)
    before = team.files()
    for answer in (b"n\n", b"\n", b""):
        assert member("team", "pulse", stdin=answer).status == 0
        assert team.files() == before
    ran = member("team", "pulse", stdin=b"y\n")
    assert "You take part." in ran.out
    assert len(team.files()) == len(before) + 1
    # What was agreed to is not asked for again.
    assert "Take part this week" not in member("team", "pulse").err


def test_one_can_take_it_back(member: Program, team: Made) -> None:
    team.agree()
    agree(member)
    assert "You take no part this week." in member("team", "pulse", "--take-back").out
    assert "There is nothing to take back." in member("team", "pulse", "--take-back").out


@pytest.mark.parametrize("as_json", [False, True])
def test_one_can_take_it_back_while_the_folder_is_away(member: Program, team: Made, as_json: bool) -> None:
    agree(member)
    away = team.folder.rename(team.folder.with_name("away"))
    assert member("team", "pulse").status == 1
    ran = member("team", "pulse", "--take-back", *["--json"] * as_json)
    assert ran.status == 0
    assert "You take no part this week." in ran.out or ran.json["rounds"] == []
    away.rename(team.folder)
    assert "You took it back." in member("team", "pulse").out


@pytest.mark.parametrize(
    ("given", "status"),
    [
        (("--without", "TRUST"), 2),
        (("--principle", "X"), 2),
        (("--agree", "1", "--take-back"), 2),
        (("--team", "[/b]"), 1),
    ],
)
def test_what_does_not_fit_is_said_in_a_sentence(member: Program, given: tuple[str, ...], status: int) -> None:
    ran = member("team", "pulse", *given)
    assert (ran.status, ran.err.count("\n")) == (status, 1)
    assert "Traceback" not in ran.err


def test_where_there_is_nothing_to_put_in_that_is_said(member: Program, team: Made) -> None:
    without = [part for code in CODES for part in ("--without", code)]
    ran = member("team", "pulse", *without)
    assert "nothing to put in" in ran.out
    assert "--agree" not in ran.out
    ran = member("team", "pulse", *without, "--agree", "1")
    assert (ran.status, "nothing to put in" in ran.err) == (2, True)
    team.clock.set(11, 16)
    ran = member("team", "pulse")
    assert "You have no answers on the scale this week yet" in ran.out
    assert "TIL.c" not in ran.out


def test_in_no_team_it_says_how_to_come_into_one(opened: Program) -> None:
    ran = opened("team", "pulse")
    assert (ran.status, "medledare team create" in ran.err) == (1, True)


def test_a_folder_out_of_reach_is_one_sentence(member: Program, team: Made) -> None:
    team.folder.rename(team.folder.with_name("elsewhere"))
    ran = member("team", "pulse")
    assert (ran.status, ran.err.count("\n")) == (1, 1)


def test_in_two_teams_the_others_week_goes_on_too(member: Program, team: Made, tmp_path: Path) -> None:
    team.agree()
    agree(member)
    with session.open_at_hand(find_places(), team.clock) as vault:
        teams.create(vault, team.clock, "Another", tmp_path / "another", 5)
    team.pass_days(8)
    before = len(team.files())
    assert member("team", "pulse", "--team", "Another").status == 0
    assert len(team.files()) == before + 6
    assert isinstance(team.clock, Clock)


@pytest.mark.parametrize("forget", [(), ("--forget",)])
def test_to_leave_does_not_let_another_team_have_the_same_weeks_figures(
    member: Program, team: Made, tmp_path: Path, forget: tuple[str, ...]
) -> None:
    team.clock.set(-3)
    assert member("team", "create", "Mindre", "--folder", str(tmp_path / "other"), "--threshold", "5").status == 0
    team.clock.set(4, 16)
    early = member("team", "pulse", "--team", "Mindre", "--json").json["offer"]["agreement"]
    offer = member("team", "pulse", "--team", "Laget", "--json").json["offer"]
    assert member("team", "pulse", "--team", "Laget", "--agree", offer["agreement"]).status == 0
    assert member("team", "leave", "--team", "Laget", "--yes", *forget).status == 0
    assert member("team", "pulse", "--json").json["offer"] is None
    assert "Laget" in member("team", "pulse").out
    assert member("team", "pulse", "--agree", early).status in (1, 2)
    assert not [one for one in member("share", "list", "--json").json["shared"] if one["whom"] == ["Mindre"]]
