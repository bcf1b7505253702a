"""A fault in every screen, area and modal: one sentence, no word of the person's anywhere, and the draft is kept."""

import re
import sys
from pathlib import Path

import pytest
from crashing import HOWS, START
from everywhere import AREAS, OPENED, spot
from leak_tools import Home, canary, found_in, search, wait_for

from medledare.domain.problems import Problem
from medledare.services import capture, drafts, records, session
from medledare.services.clock import local_now
from medledare.services.spots import ENTRY

CRASHING = (sys.executable, str(Path(__file__).with_name("crashing.py")))
SENTENCE = re.compile(
    r"Something went wrong inside the program \(\w+, [\w.:, -]+\)\. What you were writing is kept; start it again\."
)
EVERYWHERE = [*START, *AREAS, *OPENED]
IN_TURN = [how for how in HOWS if how != "task"]
RUNS = [(where, "handler") for where in EVERYWHERE]
RUNS += [(where, IN_TURN[1 + number % (len(IN_TURN) - 1)]) for number, where in enumerate(EVERYWHERE)]
RUNS += [("Journal", how) for how in HOWS if ("Journal", how) not in RUNS]


def test_every_screen_area_and_modal_is_tried() -> None:
    assert {"Today", "Goals", "Journal", "Learnings", "Trends", "Share"} <= set(AREAS)
    assert {"Form", "Confirm", "Choose", "Note", "Help", "Palette"} <= set(OPENED)
    assert {how for _, how in RUNS} == set(HOWS)


@pytest.mark.parametrize(("where", "how"), RUNS, ids=lambda one: one)
def test_a_fault_leaves_no_word_and_loses_none(home: Home, terminal, where: str, how: str) -> None:
    if where != "Welcome":
        home.make_vault("a passphrase" if where == "Lock" else None)
    if where not in START:
        vault = session.open_at_hand(home.places, local_now)
        for kind in ("entry", "failure", "learning", "goal"):
            records.add(vault, capture.written(kind, local_now, canary(kind)))
        vault.close()
    shown = terminal(command=[*CRASHING, spot(where), how])
    words = canary("utkast")
    if where == "Welcome":
        shown.wait_for("Svenska")
    elif where == "Lock":
        shown.wait_for("Passphrase")
        shown.write(words)
    else:
        shown.wait_for("Not at all")
        shown.type("w")
        shown.write(words)
        shown.wait_for(words)
        shown.type("Escape")
        wait_for(lambda: list(home.folder.rglob("*.draft")))
    shown.type("F12")
    assert shown.wait_for_end() == (0 if how == "task" else 1)
    left = shown.everything
    said = " ".join(left.partition("status:")[0].split())
    assert not found_in(left.encode()), left
    assert said == "" if how == "task" else SENTENCE.fullmatch(said), left
    assert search([home.folder, Path("/dev/shm")]) == []
    if where not in ("Welcome", "Lock"):
        vault = session.open_at_hand(home.places, local_now)
        (kept,) = drafts.left(vault)
        assert kept.at(ENTRY) == words
        kept.close()
        vault.close()


def test_a_command_that_fails_says_the_place_and_no_word(home: Home) -> None:
    home.make_vault(None)
    script = """
import sys, medledare.services.capture as capture, medledare.cli
def seal(*all):
    words = all
    raise ValueError(words)
capture.seal = seal
sys.argv = ["medledare", "add", "-"]
medledare.cli.main()
"""
    home.command = (sys.executable, "-c", script)
    ran = home.run(stdin=canary(1))
    assert ran.returncode == 1
    assert re.fullmatch(r"Something went wrong inside medledare \(ValueError, .*\)\. .*\n", ran.stderr)
    assert not found_in((ran.stdout + ran.stderr).encode())
    assert search([home.folder]) == []


def test_the_status_is_one_of_the_declared() -> None:
    from medledare.tui.opening import Broken

    def all_of(kind: type[Problem]) -> set[type[Problem]]:
        return {kind}.union(*map(all_of, kind.__subclasses__()))

    assert Broken.status == 1
    assert {kind.status for kind in all_of(Problem)} <= {1, 2, 3, 4}
