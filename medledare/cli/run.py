"""One run of the program: parse, do, and turn whatever happens into one sentence and an exit status."""

import errno
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress

from medledare.cli import terminal
from medledare.cli.here import Here, speak_first
from medledare.cli.problems import OutputFailed, Unforeseen
from medledare.config.paths import Places, find_places
from medledare.domain.problems import Damaged, Problem
from medledare.services.confine import place_of
from medledare.text import say

COMPLETE = "_MEDLEDARE_COMPLETE"
"""The variable by which a shell asks how a line may go on."""


def run(arguments: Sequence[str]) -> int:
    """Run the program and return its exit status."""
    terminal.prepare()
    here = Here()
    try:
        status = _status_of(arguments, here)
        if damages := here.close():
            for sentence in damages:
                terminal.complain(sentence)
            status = status or Damaged.status
    except Exception as error:
        status = _tell(error)
    except KeyboardInterrupt:
        # Whoever presses it twice means the same.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        terminal.complain("")
        status = 1
    return _written_out(status)


def _status_of(arguments: Sequence[str], here: Here) -> int:
    places = find_places()
    speak_first(places)
    if instruction := os.environ.get(COMPLETE):
        from medledare.cli.completing import complete

        return complete(instruction)
    _put_away_leftovers(places)
    if not arguments:
        from medledare.cli.interface import open_interface

        open_interface(here)
        return 0
    from medledare.cli import parsing

    return parsing.carry_out(arguments, here)


def _put_away_leftovers(places: Places) -> None:
    """Texts that an editor had when a program was killed; usually there are none, and not even their folder."""
    with suppress(OSError):
        if os.listdir(places.editing):
            from medledare.services.editing import put_away

            put_away(places)


def _tell(error: Exception) -> int:
    """Say in one sentence what went wrong, and return the status."""
    if isinstance(error, BrokenPipeError):
        # Whoever read has read enough.
        terminal.silence(sys.stdout)
        return 0
    if isinstance(error, EOFError):
        terminal.complain("")
        return 1
    if isinstance(error, OutputFailed):
        terminal.silence(sys.stdout)
    problem = error if isinstance(error, Problem) else Unforeseen(fault=type(error).__name__, place=place_of(error))
    for note in getattr(problem, "__notes__", ()):
        terminal.complain(f"{note}: {say(problem)}")
        return problem.status
    terminal.complain(say(problem))
    return problem.status


def _written_out(status: int) -> int:
    """Flush what was said; a full disk or a reader who left shows only now."""
    try:
        if sys.stdout is not None and not sys.stdout.closed:
            sys.stdout.flush()
    except OSError as error:
        terminal.silence(sys.stdout)
        if error.errno != errno.EPIPE:
            problem = OutputFailed(reason=error.strerror or error)
            terminal.complain(say(problem))
            return status or problem.status
    return status
