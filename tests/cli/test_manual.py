"""The page for ``man``: the same words as the help, without fault in roff, and where man finds it."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from driving import Program
from test_help import every_command

HOUSE = Path(__file__).parents[2]
PAGES = {"en": HOUSE / "docs" / "man" / "medledare.1", "sv": HOUSE / "docs" / "man" / "sv" / "medledare.1"}
WIDE = os.environ | {"LC_ALL": "C.UTF-8", "MANWIDTH": "200", "MANROFFOPT": "", "MANPAGER": "cat", "PAGER": "cat"}

needs_man = pytest.mark.skipif(shutil.which("man") is None, reason="man is not installed")
needs_groff = pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
needs_mandoc = pytest.mark.skipif(shutil.which("mandoc") is None, reason="mandoc is not installed")
both = pytest.mark.parametrize("language", PAGES)


def read(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env=WIDE, capture_output=True, text=True, check=False)


@both
def test_the_pages_are_what_the_declarations_say(program: Program, language: str) -> None:
    told = program("--lang", language, "man").out
    assert PAGES[language].read_text(encoding="utf-8") == told, "run docs/make_manual.py"


@both
@needs_groff
def test_groff_has_nothing_to_remark(language: str) -> None:
    ran = read("groff", "-ww", "-man", "-k", "-Tutf8", PAGES[language])
    assert (ran.returncode, ran.stderr) == (0, "")


@both
@needs_mandoc
def test_mandoc_finds_no_fault(language: str) -> None:
    remarks = read("mandoc", "-T", "lint", "-W", "warning", PAGES[language]).stdout.splitlines()
    # A page that is made anew with each change has no date of its own.
    assert [one for one in remarks if "missing date" not in one] == []


@both
@needs_man
def test_man_shows_every_option_of_every_command(program: Program, language: str) -> None:
    ran = read("man", "--warnings", "-E", "UTF-8", "-l", PAGES[language])
    assert (ran.returncode, ran.stderr) == (0, "")
    shown = re.sub(r".\x08", "", ran.stdout)
    told = " ".join(shown.split())
    for words in every_command()[1:]:
        assert re.search(rf"^ {{7}}{' '.join(words)}( |$)", shown, re.MULTILINE), words
    for words in (["add"], ["goal", "add"], ["share", "summary"], ["remind", "install"], ["log"]):
        helped = program("--lang", language, *words, "--help", COLUMNS="300").out
        for option in re.findall(r"^  (--?\S.*?)  ", helped, re.MULTILINE):
            assert option in told or "--help" in option, (words, option)


@needs_man
def test_man_finds_it_beside_the_program(tmp_path: Path) -> None:
    with (HOUSE / "pyproject.toml").open("rb") as file:
        shipped = tomllib.load(file)["tool"]["setuptools"]["data-files"]
    for folder, (page,) in shipped.items():
        (tmp_path / folder).mkdir(parents=True)
        shutil.copy(HOUSE / page, tmp_path / folder)
    (tmp_path / "bin").mkdir()
    around = WIDE | {"PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    around.pop("MANPATH", None)
    found = subprocess.run(["man", "-w", "medledare"], env=around, capture_output=True, text=True, check=True).stdout
    assert found == f"{tmp_path}/share/man/man1/medledare.1\n"
    shown = subprocess.run(
        ["man", "-L", "sv", "-w", "medledare"], env=around, capture_output=True, text=True, check=True
    ).stdout
    assert shown == f"{tmp_path}/share/man/sv/man1/medledare.1\n"


def test_no_word_of_the_help_can_be_an_instruction() -> None:
    from medledare.cli.manual import _text

    assert _text(".so /etc/passwd") == r"\&.so /etc/passwd"
    assert _text(r"\fB--x") == r"\efB\-\-x"
