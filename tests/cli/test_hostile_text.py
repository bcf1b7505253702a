"""Whatever a person types into any option comes back byte for byte, or is refused with a sentence."""

import os

import pytest
from driving import Program, tree
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

HOSTILE = [
    "[/b] [x] [link=http://x] [@click=app.quit]",
    "\x1b[31mröd\x1b[0m \x1b]0;titel\x07",
    "👩‍👩‍👧‍👦 ❄️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "\u202eomvänt\u202c \u2067مرحبا\u2069 שלום",
    "e\u0301 å a\u030a ﬁ ß İ",
    "{title} {0} %s %(x)s {{}} $HOME `id` $(id) \\n \\",
    "rad\u2028rad\u2029rad\x85rad\x0brad\x0crad\x1crad",
    "'; drop table entry; --",
    "\ufeff\u200b\ufffe\U0010ffff",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_every_text_option_gives_back_what_it_got(opened: Program, text: str) -> None:
    def kept(*arguments: str) -> dict[str, object]:
        dashes = arguments.index("--")
        made = opened.process(*arguments[:dashes], "--json", *arguments[dashes:]).json
        record_id = made.get("id") or next(one["id"] for one in made.values() if isinstance(one, dict))
        found: dict[str, object] = opened("show", record_id, "--json").json["record"]
        return found

    entry = kept("add", "--for-whom", text, "--", text)
    assert (entry["text"], entry["for_whom"]) == (text, text)
    failure = kept("fail", f"--expected={text}", f"--why={text}", f"--next={text}", "--", text)
    assert {failure[name] for name in ("text", "expected", "why", "next")} == {text}
    as_colleague = kept("fail", "--as-colleague", f"--why={text}", "--", text)
    assert (as_colleague["text"], as_colleague["why"]) == (text, text)
    assert kept("learn", "--", text)["text"] == text
    goal = kept("goal", "add", f"--serves={text}", f"--for-whom={text}", f"--if={text}", f"--then={text}", "--", text)
    assert {goal[name] for name in ("title", "for_whom", "cue", "action")} == {text}
    mission = kept("mission", "set", f"--for-whom={text}", f"--value={text}", "--", text)
    assert {mission[name] for name in ("statement", "for_whom", "value")} == {text}
    told = opened("told", str(failure["id"]), f"--whom={text}", "--json").json["record"]
    assert told["told"][0]["whom"] == text
    planned = opened("goal", "edit", str(goal["id"]), f"--if=x{text}", f"--then=x{text}", "--json").json["record"]
    assert (planned["cue"], planned["action"]) == ("x" + text, "x" + text)
    changed = opened("edit", str(entry["id"]), f"--text=x{text}", "--json").json["record"]
    assert changed["text"] == "x" + text
    done = opened("goal", "done", str(goal["id"]), f"--closing={text}", "--json").json["goal"]
    assert done["closing"] == text
    need = kept(
        "need", "add", f"--effect={text}", f"--need={text}", f"--ask={text}", f"--whom={text}", f"--fact={text}", "--"
    )
    assert {need[name] for name in ("fact", "effect", "need", "ask", "whom")} == {text}
    mandate = kept("mandate", "add", f"--authority={text}", f"--missing={text}", "--", text)
    assert {mandate[name] for name in ("responsibility", "authority", "missing")} == {text}
    assert kept("decide", f"--whom={text}", "--", text)["whom"] == text
    assert kept("observe", "add", f"--whom={text}", "--", text)["behaviour"] == text
    for command in (["stop"], ["close"], ["talk", "plan", "--date=2099-01-02"], ["intend"], ["add", "--control"]):
        assert kept(*command, "--", text)["text"] == text
    assert opened("need", "answered", str(need["id"]), "--json", "--", text).json["need"]["answer"] == text
    for arguments in (["need", "list", "--all"], ["mandate"], ["stop"], ["talk", "list"], ["observe"]):
        assert opened(*arguments).status == 0
    for arguments in (
        ["log"],
        ["log", "--short"],
        ["goal", "list", "--all"],
        ["mission", "history"],
        ["export"],
        ["export", f"--tag={text}"],
        ["talk", "prepare"],
        ["review", "week"],
        ["import", "list"],
    ):
        assert opened(*arguments).status == 0
    assert text in opened("log").out


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1).filter(str.strip))
def test_any_text_on_standard_input_comes_back(opened: Program, text: str) -> None:
    try:
        data = text.encode()
    except UnicodeEncodeError:
        data = text.encode("utf-8", "surrogatepass")
    ran = opened("add", "-", "--json", stdin=data)
    if "\x00" in text or data.decode("utf-8", "replace") != text:
        assert ran.status == 2
        assert ran.err.count("\n") == 1
    else:
        assert opened("show", ran.json["id"], "--json").json["record"]["text"] == text


@pytest.mark.parametrize(
    "arguments",
    [
        ["add", b"half \xff"],
        ["add", "x", "--for-whom", b"\xed\xa0\x80"],
        ["add", "x", "--tag", b"\xff"],
        ["fail", "x", "--why", b"\xff"],
        ["goal", "add", b"\xff", "--standalone"],
        ["mission", "set", b"\xff"],
        ["log", b"\xff"],
        ["show", b"\xff"],
        ["import", b"\xff"],
        ["import", "undo", b"\xff"],
        ["import", "undo", ""],
        ["intend", b"\xff"],
        ["close", "--stop", b"\xff", "x"],
        ["fail", "--as-colleague", b"\xff"],
        ["fail", "--continue", b"\xff"],
        ["review", "week", "--period", b"\xff"],
        ["talk", "prepare", "--for", b"\xff"],
        ["talk", "prepare", "--bring", b"\xff"],
        ["export", "--goal", b"\xff"],
        ["export", "--goal", ""],
        ["export", "--principle", ""],
        ["export", "--output", "å" * 300],
        ["export", "--folder", "--output", "å" * 300],
        ["config", "set", "beneficiary", b"\xff"],
        ["config", "set", "stop_time", b"\xff"],
        ["--vault", b"\xff/none", "log"],
    ],
    ids=repr,
)
def test_half_characters_in_arguments_end_in_a_sentence(opened: Program, arguments: list[str | bytes]) -> None:
    opened("log")
    before = tree(opened.home)
    ran = opened.process(*arguments)
    assert ran.status in (0, 1, 2)
    assert "Traceback" not in ran.err
    assert "Something went wrong" not in ran.err
    assert ran.status == 0 or ran.err.count("\n") == 1
    assert tree(opened.home) == before


def test_a_megabyte_is_kept_and_found(opened: Program) -> None:
    text = "".join(f"{number} åäö 🐎\n" for number in range(60_000)) + "slutordet"
    assert len(text.encode()) > 1_000_000
    kept = opened.process("add", "-", "--json", stdin=text.encode()).json["id"]
    assert opened("show", kept, "--json").json["record"]["text"] == text
    assert len(opened("log", "slutordet", "--json").json["records"]) == 1
    assert opened("log", "--short").out.count("\n") == 1


def test_text_that_looks_like_an_option_goes_after_two_dashes(opened: Program) -> None:
    assert opened("add", "--", "--star", "- punkt").status == 0
    assert opened("log", "--json").json["records"][0]["text"] == "--star - punkt"
    assert os.environ["LANG"] == "C.UTF-8"
