"""The coach on the command line: one question, an answer, the reason, and the rules, in both languages."""

import os
from pathlib import Path

import pytest
from driving import Program


def asked(program: Program) -> dict:
    return program("coach", "--json").json["question"]


def test_the_question_of_the_day_with_its_reason_and_the_same_until_it_is_answered(opened: Program) -> None:
    first = opened("coach")
    question = asked(opened)
    assert first.out.splitlines() == [question["text"], f"because: {question['reason']}"]
    assert (question["kind"], question["state"]) == ("offer", "shown")
    assert opened("coach").out == first.out
    answered = opened("coach", "answer", "The", "neighbours")
    assert answered.status == 0
    entry = opened("show", answered.id, "--json").json["record"]
    assert (entry["text"], entry["question"]) == ("The neighbours", question["question"])
    assert entry["principles"] == [question["principle"]]
    assert "Nothing more is asked today." in opened("coach").out
    again = opened("coach", "answer", "more")
    assert (again.status, again.err.count("\n")) == (1, 1)


def test_undo_opens_the_question_again(opened: Program) -> None:
    opened("coach", "answer", "words")
    assert opened("undo").status == 0
    assert asked(opened)["state"] == "shown"
    assert opened("log", "--json").json["records"] == []
    assert opened("undo").status != 2


@pytest.mark.parametrize(("word", "state"), [("later", "later"), ("dismiss", "dismissed")])
@pytest.mark.parametrize("how", [[], ["answer"]], ids=["command", "answer"])
def test_it_can_be_put_off_or_turned_down(opened: Program, how: list[str], word: str, state: str) -> None:
    assert "othing more is asked today." in opened("coach", *how, word).out
    assert asked(opened)["state"] == state
    assert opened("log", "--json").json["records"] == []


def test_the_question_is_not_among_what_was_written(opened: Program) -> None:
    opened("coach")
    assert opened("log").out == ""
    assert "offer" not in opened("export", "--format", "markdown").out


HOSTILE = [
    "[/b] [red]x[/red]",
    "🐎👩‍👩‍👧 שלום",
    "\u202eabc\u202c",
    "%s {0} {count}",
    "x" * 1024**2,
    "first\n\n\tlast \r\n",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_an_answer_is_kept_as_it_was_given(opened: Program, text: str) -> None:
    answered = opened("coach", "answer", "-", stdin=text.encode())
    assert answered.status == 0
    assert opened("show", answered.id, "--json").json["record"]["text"] == text


@pytest.mark.parametrize("text", [b"a\x00b", b"\xff\xfe", b"", b"  \n "])
def test_an_answer_that_cannot_be_kept_is_refused_and_the_question_stays(opened: Program, text: bytes) -> None:
    refused = opened("coach", "answer", "-", stdin=text)
    assert (refused.status, refused.err.count("\n")) == (2, 1)
    assert asked(opened)["state"] == "shown"


def test_who_is_asked_for_an_answer_sees_the_question_first(opened: Program) -> None:
    question = asked(opened)
    talk = [(f"because: {question['reason']}", "The neighbours\n"), ("The neighbours", "\x04")]
    told = opened.at_terminal("coach", "answer", talk=talk)
    assert told.status == 0
    assert told.out.index(question["text"]) < told.out.index("ctrl+d")
    assert opened("log", "--json").json["records"][0]["text"] == "The neighbours"


def test_nothing_is_typed_in_vain_when_the_question_is_dealt_with(opened: Program) -> None:
    opened("coach", "later")
    assert opened.at_terminal("coach", "answer", talk=[("dealt with", "")]).status == 1


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_line_is_broken_within_a_word_at_eighty_columns(opened: Program, language: str) -> None:
    for step in range(5):
        for item in ("TIL1", "TIL2"):
            assert opened("checkin", "--answer", f"{item}={step}", "--date", f"2026-01-0{step + 1}").status == 0
    reading = (["coach"], ["coach", "why"], ["coach", "rules"], ["trends", "--weeks", "all"], ["focus"], ["role"])
    for command in (*reading, ["checkin"]):
        talk = [("> ", "\x04")] if command == ["checkin"] else []
        told = opened.at_terminal("--plain", "--lang", language, *command, environment={"COLUMNS": "80"}, talk=talk)
        assert max(len(line) for line in told.out.splitlines()) <= 80, command


def test_nobody_is_asked_where_there_is_no_terminal(opened: Program) -> None:
    assert opened("coach", "answer").status == 3


@pytest.mark.parametrize("arguments", [["coach"], ["coach", "answer", "x"], ["coach", "why"], ["coach", "--json"]])
def test_without_a_vault_or_a_key_the_usual_is_said(program: Program, arguments: list[str]) -> None:
    assert (ran := program(*arguments)).status == 1
    assert "medledare init" in ran.err
    program.make_vault()
    assert (ran := program(*arguments)).status == 3
    assert "medledare unlock" in ran.err


@pytest.mark.parametrize(("language", "because", "rests"), [("sv", "skäl:", "Vilar"), ("en", "because:", "Rests")])
def test_why_shows_the_rule_and_the_records_behind_it(opened: Program, language: str, because: str, rests: str) -> None:
    opened("mission", "set", "Families get an answer")
    ids = [opened("add", "still #waiting [/b]", "--for-whom", "x").id for _ in range(2)]
    told = opened("--lang", language, "coach", "why").out
    assert told.splitlines()[1].startswith(because)
    assert "R15" in told
    assert rests in told
    for one in ids:
        assert f"  {one}  " in told
    assert "still #waiting [/b]" in told
    document = opened("coach", "why", "--json").json
    assert (document["rule"]["id"], document["rests_days"]) == ("R15", 10)
    assert [one["id"][-7:] for one in document["records"]] == list(reversed(ids))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_rule_is_told_of_even_without_a_vault(program: Program, language: str) -> None:
    told = program("--lang", language, "coach", "rules")
    assert told.status == 0
    assert all(f"R{number:02} " in told.out for number in range(1, 37))
    listed = program("coach", "rules", "--json").json
    assert len(listed["rules"]) == 37
    assert listed["problem"] is None


def own(text: str) -> None:
    folder = Path(os.environ["XDG_CONFIG_HOME"]) / "medledare"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "coach.toml").write_text(text, encoding="utf-8")


def test_own_rules_are_listed_and_those_that_are_off_are_told(opened: Program) -> None:
    own(
        'off = ["R26"]\n[[rule]]\nid = "meetings"\nsignal = "tagged"\ntags = ["meeting"]\nprinciple = "HEL"\n'
        'cooldown = 5\nquestion = "What for?"\nbecause = "{tag} again"\n'
    )
    listed = opened("coach", "rules", "--json").json["rules"]
    assert [one["id"] for one in listed if one["own"]] == ["meetings"]
    assert [one["id"] for one in listed if one["off"]] == ["R26"]
    told = opened("coach", "rules").out
    assert "your own" in told
    assert "switched off" in told


def test_why_says_so_when_the_rule_is_gone(opened: Program) -> None:
    own(
        '[[rule]]\nid = "meetings"\nsignal = "tagged"\ntags = ["meeting"]\nprinciple = "HEL"\ncooldown = 5\n'
        'weight = 99\nquestion = "What for?"\nbecause = "{tag} again"\n'
    )
    for _ in range(2):
        opened("add", "x #meeting")
    assert "What for?" in opened("coach").out
    own("")
    told = opened("coach", "why").out
    assert "meetings, which is not among the rules any longer" in told
    assert "bank" not in told


def test_a_rule_that_cannot_be_switched_off_is_told_of_in_short(opened: Program) -> None:
    own('off = ["R9"]')
    assert "R01–R37" in (told := opened("coach").err)
    assert len(told) < 100


def test_a_broken_file_of_own_rules_is_told_of_and_the_coach_goes_on(opened: Program) -> None:
    own('[[rule]]\nid = "x"\ncooldown = 5\nsignal = "mood"\n')
    ran = opened("coach")
    assert (ran.status, ran.err.count("\n")) == (0, 1)
    assert "coach.toml, [[rule]] 1" in ran.err
    assert ran.out
    problems = [opened("--lang", language, "coach", "--json").json["problem"] for language in ("sv", "en")]
    assert all("mood" in problem for problem in problems)
    assert problems[0] != problems[1]
