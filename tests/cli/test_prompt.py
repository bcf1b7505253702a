"""What stands in docs/shell.md for prompts and status lines, tried as it stands there."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from driving import Program, Ran

PAGE = (Path(__file__).parents[2] / "docs" / "shell.md").read_text(encoding="utf-8")
BESIDE = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def block(language: str) -> str:
    """The page's only lines in a language."""
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(found)


@pytest.fixture
def at_hand(opened: Program) -> Program:
    """With an open vault and the program on the PATH."""
    opened.environment["PATH"] = BESIDE
    return opened


def test_the_word_and_the_exit_status_tell_the_same(program: Program) -> None:
    assert (program("status", "--short").out, program("status", "-q")) == ("no vault\n", Ran(1, "", ""))
    program.make_vault()
    assert (program("status", "--short").out, program("status", "-q")) == ("locked\n", Ran(3, "", ""))
    program("unlock", MEDLEDARE_PASSPHRASE_FILE=str(program.passphrase_file))
    assert (program("status", "--short").out, program("status", "-q")) == ("open\n", Ran(0, "", ""))
    assert program("--lang", "sv", "status", "--short").out == "öppet\n"


def test_the_word_is_the_same_whatever_was_written(at_hand: Program) -> None:
    before = at_hand("status", "--short"), at_hand("status", "--json").json.keys()
    at_hand("add", "hej")
    at_hand("checkin", "--answer", "TIL1=3")
    assert (at_hand("status", "--short"), at_hand("status", "--json").json.keys()) == before


@pytest.mark.parametrize(
    ("language", "start"),
    [
        ("bash", ("bash", "--noprofile", "--norc", "-i")),
        pytest.param(
            "zsh",
            ("zsh", "-f", "-i"),
            marks=pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed"),
        ),
    ],
)
def test_the_prompt_shows_it(at_hand: Program, language: str, start: tuple[str, ...]) -> None:
    at_hand.shell_at_terminal(start, [("", block(language)), ("open", "exit\n")])


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_tmux_shows_it(at_hand: Program) -> None:
    (at_hand.home / "tmux.conf").write_text(block("tmux"))
    start = ("tmux", "-L", "prompt", "-f", "tmux.conf", "new-session", "sh")
    at_hand.shell_at_terminal(start, [("open ", "exit\n")], {"TMUX_TMPDIR": str(at_hand.home), "PATH": BESIDE})


def test_starship_would_run_it(at_hand: Program) -> None:
    module = tomllib.loads(block("toml"))["custom"]["medledare"]

    def carried_out(command: str) -> tuple[int, str]:
        # starship hands a command to the shell by its standard input.
        ran = subprocess.run(
            module["shell"], input=command, env=at_hand.environment, capture_output=True, text=True, check=False
        )
        return ran.returncode, ran.stdout.strip()

    assert carried_out(module["when"]) == (0, "")
    assert carried_out(module["command"]) == (0, "open")
    at_hand.environment["MEDLEDARE_VAULT"] = str(at_hand.home / "none")
    assert carried_out(module["when"])[0] == 1
