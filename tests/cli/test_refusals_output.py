"""No score, rank, streak, reward, percentage of goals or count of missed days in what a command prints."""

from collections.abc import Iterator

import click
import pytest
from driving import Program
from refused import refused

from medledare.cli.root import root
from medledare.config.paths import find_places
from medledare.services import session
from medledare.services.clock import local_now
from medledare.services.demo import fill
from medledare.text import LANGUAGES

STAY_OUT = {
    ("demo",),  # opens the terminal interface
    ("undo",),  # would take back what the others are to read
    ("vault", "compact"),
    ("vault", "keyring"),  # asks the system
}
"""Commands that are not run, only asked for their help."""


def commands(group: click.Group = root, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command there is, by its words."""
    context = click.Context(group)
    for name in group.list_commands(context):
        yield (*before, name)
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*before, name))


@pytest.fixture
def lived_in(opened: Program) -> Program:
    """The program with an invented half year."""
    vault = session.open_at_hand(find_places(), local_now)
    try:
        fill(vault, local_now(), "en")
    finally:
        vault.close()
    return opened


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_no_command_says_any_of_it(lived_in: Program, spoken: str) -> None:
    """Every command, with its help, alone and as JSON: those that need more say what they need."""
    silent = []
    for words in commands():
        runs = [(*words, "--help")]
        if words[:2] not in STAY_OUT:
            runs += [words, (*words, "--json")]
        for run in runs:
            ran = lived_in("--lang", spoken, *run)
            assert refused(ran.out + ran.err) == [], run
            silent += [run] * (not ran.out + ran.err)
    assert ("log",) not in silent
    assert ("goal", "list") not in silent


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_no_record_is_told_with_any_of_it(lived_in: Program, spoken: str) -> None:
    records = lived_in("log", "--json").json["records"]
    one_of_each = {record["kind"]: record["id"] for record in records}
    assert len(one_of_each) > 3
    for given in one_of_each.values():
        for command in ("show", "history"):
            for run in ((command, given), (command, given, "--json")):
                ran = lived_in("--lang", spoken, *run)
                assert ran.status == 0
                assert refused(ran.out + ran.err) == [], run
