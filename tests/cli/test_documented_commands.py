"""Every line that a page tells a person to write is one that the program takes."""

import re
import shlex
from contextlib import suppress
from pathlib import Path

import click
import pytest

from medledare.cli.here import Here
from medledare.cli.root import root

TOP = Path(__file__).parents[2]
PAGES = [TOP / "README.md", *sorted((TOP / "docs").glob("*.md"))]
_BLOCK = re.compile(r"^```sh\n(.*?)^```", re.DOTALL | re.MULTILINE)
_INLINE = re.compile(rf"`medledare ((?:{'|'.join(root.rows)})\b[^`\\]*)`")
"""A backslash is in the first bytes of a format, which are written so, and in no command."""
_LEFT_TO_CHOOSE = re.compile(r"\[[^]]*\]|(?<=\w)\|\w+|…|[|>].*")
"""What a page leaves to the reader, and what is for the shell."""


def in_blocks(page: Path) -> list[str]:
    lines = [line for block in _BLOCK.findall(page.read_text(encoding="utf-8")) for line in block.splitlines()]
    found = [line.removeprefix(".venv/bin/") for line in lines]
    return [line.removeprefix("medledare ") for line in found if line.startswith("medledare ")]


def in_sentences(page: Path) -> list[str]:
    return _INLINE.findall(page.read_text(encoding="utf-8"))


def read(line: str) -> None:
    """Read a line as the program does, and run nothing. Raises click.UsageError."""
    arguments = shlex.split(_LEFT_TO_CHOOSE.sub("", line), comments=True)
    command: click.Command = root
    context = root.make_context("medledare", arguments, obj=Here())
    while isinstance(command, click.Group) and (rest := [*context._protected_args, *context.args]):
        name, found, rest = command.resolve_command(context, rest)
        assert found is not None
        command, context = found, found.make_context(name, rest, parent=context)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_says_can_be_written(page: Path) -> None:
    for line in in_blocks(page):
        read(line)
    for line in in_sentences(page):
        # A sentence may name a command without all that it takes.
        with suppress(click.MissingParameter, click.exceptions.Exit):
            read(line)


def test_the_pages_have_commands() -> None:
    assert sum(len(in_blocks(page)) for page in PAGES) > 40
    assert sum(len(in_sentences(page)) for page in PAGES) > 40


def test_a_line_that_the_program_does_not_take_is_seen() -> None:
    with pytest.raises(click.UsageError):
        read("log --since monday")
    with pytest.raises(click.UsageError):
        read("vault mend")
