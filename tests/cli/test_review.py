"""Reviews on the command line: the draft, the questions at a terminal, the editor, and what is kept."""

import os
import pty
import signal
import sys
import time

import pytest
from driving import Program

from medledare.text import LANGUAGES

WEEK = ("review", "week", "--period", "2026-W03")
DAY = ("--date", "2026-01-14 12:00")
FIRST, SECOND = "One to three things I want to do next week", "One thing I can prune"
LEAVE = ("leaves it", "\n")


def editor(program: Program, body: str) -> dict[str, str]:
    """An editor that runs Python over the file's path ``p``."""
    script = program.home / "editor.py"
    script.write_text(f"import sys, os, pathlib, time\np = pathlib.Path(sys.argv[1])\n{body}\n", encoding="utf-8")
    return {"EDITOR": f"{sys.executable} '{script}'"}


def kept(program: Program, *of: str) -> dict:
    return program(*(of or WEEK), "--json").json["review"]["kept"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scale", ["week", "month", "quarter", "year"])
def test_the_draft_goes_to_a_pipe_and_nothing_is_kept(opened: Program, scale: str, language: str) -> None:
    noted = opened("learn", "Ask [/b] first", *DAY)
    drafted = opened("--lang", language, "review", scale, "--period", "2026-01-14")
    assert drafted.status == 0
    assert f"Ask [/b] first ({noted.id})" in drafted.out
    assert opened("log", "--json", "--kind", "entry").json["records"] == []


def test_json_tells_the_parts_with_their_records_and_the_text(opened: Program) -> None:
    opened("goal", "add", "Answer soon", "--standalone")
    opened("fail", "It broke", *DAY)
    review = opened(*WEEK, "--json").json["review"]
    assert (review["scale"], review["period"], review["from"], review["to"]) == (
        "week",
        "2026-W03",
        "2026-01-12",
        "2026-01-18",
    )
    assert [part["part"] for part in review["parts"]] == ["failures"]
    assert review["parts"][0]["records"][0]["kind"] == "failure"
    assert review["closing"] == [FIRST, SECOND]
    assert review["text"].rstrip() == opened(*WEEK).out.rstrip()
    assert review["kept"] is None


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("nonsense", "could not be read as a period"),
        ("week 54", "not a day or time that exists"),
        ("2090-W01", "has not begun"),
        ("", "could not be read as a period"),
        ("[/b]", "could not be read as a period"),
    ],
)
def test_a_period_that_is_none_is_said_in_a_sentence(opened: Program, period: str, said: str) -> None:
    refused = opened("review", "week", "--period", period)
    assert (refused.status, refused.err.count("\n")) == (2, 1)
    assert said in refused.err


def test_a_review_of_something_else_is_wrong_use(opened: Program) -> None:
    assert opened("review", "decade").status == 2
    assert opened("review").status == 2


def test_a_locked_vault_is_said(locked: Program) -> None:
    assert locked(*WEEK).status == 3


def test_the_questions_are_answered_one_by_one_and_kept_as_an_entry(opened: Program) -> None:
    opened("learn", "Ask first", *DAY)
    done = opened.at_terminal(
        *WEEK, talk=[(FIRST, "Call the school\n"), LEAVE, ("> ", "\n"), (SECOND, "The report\n"), LEAVE]
    )
    assert done.status == 0
    assert "Ask first" in done.out
    entry = kept(opened)
    assert entry["question"] == "review.week.2026-W03"
    assert f"### {FIRST}\n\nCall the school\n\n### {SECOND}\n\nThe report\n" in entry["text"]
    assert "Ask first" in entry["text"]
    assert opened("log", "--kind", "stop", "--json").json["records"] == []
    assert [one["id"] for one in opened("log", "Call", "school", "--json").json["records"]] == [entry["id"]]


def test_the_thing_to_prune_goes_on_the_stop_list_only_by_a_choice_and_undo_takes_both(opened: Program) -> None:
    opened.at_terminal(*WEEK, talk=[(FIRST, "\n"), (SECOND, "The report\n"), ("1 a line of the stop list", "1\n")])
    assert [one["text"] for one in opened("log", "--kind", "stop", "--json").json["records"]] == ["The report"]
    opened("undo")
    assert kept(opened) is None
    assert opened("log", "--kind", "stop", "--json").json["records"] == []


def test_what_one_wants_to_do_becomes_a_goal_or_an_entry_by_a_choice(opened: Program) -> None:
    talk = [
        (FIRST, "Call the school\n"),
        ("1 a goal, 2 an entry", "1\n"),
        ("Empty means standalone", "families get an answer\n"),
        ("> ", "Write less\n"),
        ("1 a goal, 2 an entry", "2\n"),
        ("> ", "Rest\n"),
        ("1 a goal, 2 an entry", "\n"),
        (SECOND, "\n"),
    ]
    opened.at_terminal(*WEEK, talk=talk)
    made = opened("goal", "list", "--json").json["goals"]
    assert [(one["title"], one["serves"]) for one in made] == [("Call the school", "families get an answer")]
    assert f"### {FIRST}\n\n- Call the school\n- Write less\n- Rest\n" in kept(opened)["text"]
    entries = opened("log", "--kind", "entry", "--json").json["records"]
    assert "Write less" in [one["text"] for one in entries]
    assert len(entries) == 2
    following = opened("review", "week", "--period", "2026-W04").out
    assert "## What you wanted to do\n\n- Call the school (" in following
    opened("undo")
    assert opened("goal", "list", "--json").json["goals"] == []
    assert kept(opened) is None


def test_the_quarter_leads_to_the_mission_and_to_going_through_the_goals(opened: Program) -> None:
    opened("mission", "set", "Families get an answer", "--for", "Parents")
    opened("goal", "add", "A shorter report", "--standalone")
    talk = [
        ("How I would describe the mission to somebody new", "We answer\n"),
        ("1 an explanation of the mission", "1\n"),
        ("What has changed", "\n"),
        ("The goals I keep", "The report can go\n"),
        ("go through the goals", "1\n"),
        ("Needs that should be heard", "\x04"),
        ("1 keep, 2 let it rest, 3 prune", "3\n"),
        ("stop list, or just Enter", "\n"),
    ]
    done = opened.at_terminal("review", "quarter", talk=talk)
    assert done.status == 0
    assert "For whom: Parents" in done.out
    assert [one["text"] for one in opened("mission", "explanations", "--json").json["explanations"]] == ["We answer"]
    assert [one["state"] for one in opened("goal", "list", "--all", "--json").json["goals"]] == ["pruned"]


def test_the_year_is_walked_a_month_at_a_time_before_the_sentences(opened: Program) -> None:
    for month in ("03", "05", "08"):
        opened("learn", f"learned in {month}", "--date", f"2025-{month}-02 12:00")
    talk = [
        ("learned in 03", "\n"),
        ("learned in 05", "\x04"),
        ("take with me is …", "the calm\n"),
        ("expected", "\x04"),
    ]
    done = opened.at_terminal("review", "year", "--period", "2025", talk=talk)
    assert "learned in 08" not in done.out
    text = kept(opened, "review", "year", "--period", "2025")["text"]
    assert "learned in 08" in text
    assert "the calm" in text


def test_without_an_answer_nothing_is_kept(opened: Program) -> None:
    done = opened.at_terminal(*WEEK, talk=[(FIRST, "\n"), (SECOND, "\n")])
    assert done.status == 0
    assert kept(opened) is None


def test_ctrl_d_stops_with_what_was_answered_and_another_day_asks_the_rest(opened: Program) -> None:
    year = ("review", "year", "--period", "2025")
    opened.at_terminal(*year, talk=[("take with me is …", "the calm\n"), ("expected that …", "\x04")])
    assert "the calm" in kept(opened, *year)["text"]
    again = opened.at_terminal(*year, talk=[("expected that …", "it would hold\n"), ("here for was …", "\x04")])
    text = kept(opened, *year)["text"]
    assert "the calm" in text
    assert "it would hold" in text
    assert again.out.count("What I want to take with me is …") == 1
    assert len(opened("log", "--json").json["records"]) == 1


def test_what_was_answered_before_the_program_was_killed_is_gone_on_with(opened: Program) -> None:
    pid, master = pty.fork()
    if pid == 0:
        environment = opened.environment | {"TERM": "xterm"}
        os.execve(sys.executable, [sys.executable, "-m", "medledare", *WEEK], environment)
    seen, typed = b"", False
    until = time.monotonic() + 30
    while b"Take it further?" not in seen.partition(b"Call the school")[2] and time.monotonic() < until:
        seen += os.read(master, 65536)
        if not typed and FIRST.encode() in seen:
            os.write(master, b"Call the school\n")
            typed = True
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(master)
    assert typed
    assert kept(opened) is None
    again = opened.at_terminal(*WEEK, talk=[(SECOND, "\n")])
    assert "Call the school" in again.out
    assert "Call the school" in kept(opened)["text"]


def test_the_editor_opens_the_draft_and_then_what_was_kept(opened: Program) -> None:
    opened("learn", "Ask first", *DAY)
    first = opened(*WEEK, "--edit", **editor(opened, "p.write_text(p.read_text() + 'my own [/b] words 🐎')"))
    assert first.status == 0
    assert "Ask first" in kept(opened)["text"]
    assert kept(opened)["text"].endswith("my own [/b] words 🐎")
    second = opened(*WEEK, "--edit", **editor(opened, "p.write_text(p.read_text().replace('my own', 'our'))"))
    assert second.id == first.id
    assert "our [/b] words" in kept(opened)["text"]
    opened("undo")
    assert "my own [/b] words" in kept(opened)["text"]


def test_leaving_the_draft_as_it_is_keeps_nothing(opened: Program) -> None:
    assert opened(*WEEK, "--edit", **editor(opened, "pass")).status == 0
    assert kept(opened) is None


def test_what_cannot_be_kept_is_refused_and_gone_on_with(opened: Program) -> None:
    refused = opened(*WEEK, "--edit", **editor(opened, "p.write_text('mine\\x00')"))
    assert refused.status == 2
    assert kept(opened) is None
    again = opened(*WEEK, "--edit", **editor(opened, "p.write_text(p.read_text().replace('\\x00', '.'))"))
    assert again.status == 0
    assert kept(opened)["text"] == "mine."
