"""What each command loads: capture next to nothing, and the command line never the terminal interface."""

import subprocess
import sys

import pytest
from driving import Program

PAGES = ("jinja2", "markupsafe", "markdown_it", "yaml", "icalendar", "typst")
"""What only files that come in or go out need."""
HEAVY = (
    *("textual", "rich", "tinydb", "dateutil", "orjson", "babel", "filelock", "tomlkit", "cryptography", "argparse"),
    *PAGES,
)

SCRIPT = """
import sys
from medledare.cli.run import run
status = run(sys.argv[1:])
print(status, *sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)
"""


def loaded(program: Program, *arguments: str) -> set[str]:
    """The top names of all modules in the process after a run that went well."""
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments], env=program.environment, capture_output=True, text=True, check=True
    )
    status, *names = ran.stderr.split()
    assert status == "0", ran.stderr
    return set(names)


@pytest.mark.parametrize(
    "arguments",
    [
        ["add", "hej"],
        ["add", "hej", "--tag", "x", "--star", "--place", "home", "--json"],
        ["fail", "hej", "--why", "x"],
        ["intend", "hej"],
        ["learn", "hej"],
        ["checkin", "--answer", "TIL1=3"],
        ["checkin", "--week", "--answer", "TIL=3"],
        ["role", "set", "hej"],
        ["need", "add", "--fact", "hej", "--kind", "professional"],
        ["mandate", "add", "hej"],
        ["decide", "hej"],
        ["stop", "hej"],
        ["close", "hej"],
        ["observe", "add", "hej"],
        ["status", "--short"],
    ],
    ids=" ".join,
)
def test_capture_loads_neither_store_nor_dates_nor_key_derivation(locked: Program, arguments: list[str]) -> None:
    assert loaded(locked, *arguments) & set(HEAVY) == set()


def test_completion_loads_no_store_and_no_front(locked: Program) -> None:
    locked.environment |= {"_MEDLEDARE_COMPLETE": "bash_complete", "COMP_CWORD": "4"}
    for line in ("medledare config set theme nord", "medledare trends --weeks 1 -", "medledare export --format pdf -"):
        locked.environment["COMP_WORDS"] = line
        assert loaded(locked) & set(HEAVY) == set()


def test_a_date_loads_the_date_parser_alone(locked: Program) -> None:
    assert loaded(locked, "add", "hej", "--date", "2026-03-02") & set(HEAVY) == {"dateutil"}


@pytest.mark.parametrize(
    "arguments",
    [["log"], ["log", "hej", "--json"], ["goal", "list"], ["mission"], ["vault"], ["privacy"], ["config"], ["--help"],
     ["export"], ["checkin", "--json"], ["trends"], ["trends", "pairs", "--json"], ["completion", "bash"]],
    ids=" ".join,
)  # fmt: skip
def test_no_command_loads_the_terminal_interface(opened: Program, arguments: list[str]) -> None:
    opened("add", "hej")
    assert loaded(opened, *arguments) & {"textual", "rich"} == set()


def test_reading_loads_neither_babel_nor_dates(opened: Program) -> None:
    opened("add", "hej")
    opened("log")
    assert loaded(opened, "log", "-n", "5") & {"babel", "dateutil", "tomlkit", "tomllib", *PAGES} == set()
