"""Completion in the real shells: commands, options and values, without a vault being opened."""

import os
import shutil
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
from driving import Program, tree
from test_help import every_command

from medledare.config.paths import find_places
from medledare.config.settings import THEMES
from medledare.domain.period import containing
from medledare.services.clock import local_now

WEEK = containing("week", local_now().date())
BESIDE = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
"""A PATH on which ``medledare`` is the one that is tested."""

ONE_ANSWER = [
    ("medledare go", "medledare goal "),
    ("medledare goal pr", "medledare goal prune "),
    ("medledare log --sta", "medledare log --starred "),
    ("medledare log --kind failu", "medledare log --kind failure "),
    ("medledare log --kind=failu", "medledare log --kind=failure "),
    ("medledare --lang s", "medledare --lang sv "),
    ("medledare config set lang", "medledare config set language "),
    ("medledare config set theme solarized-d", "medledare config set theme solarized-dark "),
    ("medledare config set evening_close t", "medledare config set evening_close true "),
    ("medledare export --format mark", "medledare export --format markdown "),
    ("medledare export -o letter-f", "medledare export -o letter-from-me.md "),
    ("medledare team join team-f", "medledare team join team-folder/"),
    ("medledare import letter-f", "medledare import letter-from-me.md "),
    ("medledare import x --timezone Europe/Stockh", "medledare import x --timezone Europe/Stockholm "),
    (f"medledare review week --period {WEEK.before().code}", f"medledare review week --period {WEEK.before().code} "),
    ('medledare add "said it alou', 'medledare add "said it alou'),
    ("medledare nosuch x", "medledare nosuch x"),
]
"""What is typed before the tab key, and what stands there after it."""

TO_START = {
    "bash": ("bash", "--norc", "--noprofile", "-i"),
    "zsh": ("zsh", "-f", "-i"),
}
READY = {
    "bash": """bind -x '"\\C-t": printf "<%s>\\n" "$READLINE_LINE"; READLINE_LINE='""",
    "zsh": """show() { print -r -- "<$BUFFER>"; BUFFER= }; zle -N show; bindkey ^T show
    autoload -Uz compinit; compinit -uD""",
}
"""Makes a key of one that shows the line and empties it; zsh's own completion is to be begun first, as its users do."""
SHOW = "\x14"


def needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"{shell} is not installed")


@pytest.fixture
def folder(program: Program) -> Program:
    (program.home / "letter-from-me.md").touch()
    (program.home / "team-folder").mkdir()
    return program


def in_fish(program: Program, line: str) -> list[str]:
    """What fish offers for a line, each with what is said of it."""
    script = "medledare completion fish | source; complete --do-complete $argv[1]"
    done = subprocess.run(
        ["fish", "--no-config", "-c", script, line],
        env=program.environment | {"PATH": BESIDE},
        cwd=program.home,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.parametrize("shell", [pytest.param(name, marks=needs(name)) for name in TO_START])
def test_the_tab_key_goes_on_with_a_line(folder: Program, shell: str) -> None:
    talk = [("", f"{READY[shell]}\n"), ("", f"eval \"$(medledare completion {shell})\"; echo rea''dy\n")]
    waited_for = "ready"
    for typed, whole in ONE_ANSWER:
        talk.append((waited_for, f"{typed}\t{SHOW}"))
        waited_for = f"<{whole}>"
    talk.append((waited_for, "exit\n"))
    folder.shell_at_terminal(TO_START[shell], talk, {"PATH": BESIDE, "COLUMNS": "200"})


@needs("fish")
def test_the_tab_key_goes_on_with_a_line_in_fish(folder: Program) -> None:
    for typed, whole in ONE_ANSWER:
        word = whole.removesuffix(" ").rpartition(" ")[2]
        offered = [one.partition("\t")[0] for one in in_fish(folder, typed)]
        assert offered == ([] if typed == whole else [word]), typed


@needs("fish")
def test_what_a_value_means_stands_beside_it_in_whole(program: Program) -> None:
    assert in_fish(program, "medledare rev") == ["review\tLook back on a week, a month, a quarter or a year"]
    program("config", "set", "language", "sv")
    assert in_fish(program, "medledare rev") == [
        "review\tBlicka tillbaka på en vecka, en månad, ett kvartal eller ett år"
    ]


def test_every_command_goes_on_quietly_while_the_vault_is_locked(locked: Program) -> None:
    kept = locked("add", "hej", "--tag", "hemlig").id
    before = tree(locked.home)
    for words, last in product(every_command(), ("", "--")):
        line = " ".join(["medledare", *words, last])
        asked = {"COMP_WORDS": line, "COMP_CWORD": str(len(words) + 1), "_MEDLEDARE_COMPLETE": "bash_complete"}
        ran = locked(**asked)
        assert (ran.status, ran.err) == (0, ""), line
        assert "hemlig" not in ran.out
        assert kept[:8] not in ran.out
        assert ("plain,--help" in ran.out) == bool(last)
    assert tree(locked.home) == before


async def test_the_themes_offered_are_those_there_are(program: Program) -> None:
    from medledare.tui.app import MedledareApp

    assert set(THEMES) == set(MedledareApp(find_places()).available_themes)
