"""Whatever is given to a command that shares is accepted whole, or refused with one sentence of a sensible length."""

import time
from pathlib import Path

import pytest
from driving import Program, Ran
from made_team import Made, made_team, newcomer

from medledare.cli.here import Here
from medledare.config.paths import find_places
from medledare.services import myself, session
from medledare.services import shelf as shelves

HUGE = "å" * 1_000_000
HOSTILE = {
    "huge": HUGE,
    "huge words": "ring åter " * 100_000,
    "markup": "[/b] [x]",
    "NUL": "a\x00b",
    "emoji": "👩‍👩‍👧 ❄️",
    "right to left": "\u202eomvänt\u202c مرحبا",
    "steering": "\x1b[2J\x07\r\n",
}
LONGEST = 2_000
"""Characters of a refusal."""


@pytest.fixture
def team(tmp_path: Path) -> Made:
    return made_team(tmp_path / "space", 2)


@pytest.fixture
def member(opened: Program, team: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Here.__init__, "__defaults__", (team.clock,))
    team.clock.set(-3)
    with session.open_at_hand(find_places(), team.clock) as vault:
        myself.make_card(vault, "Åsa")
        newcomer(team.clock, team.vaults[0], team.team, team.folder, vault)
    team.clock.set(4, 16)
    return opened


def commands(text: str, program: Program, card: str, learning: str) -> list[list[str]]:
    """Every place where something can be given to sharing."""
    out = str(program.home / "out")
    return [
        ["team", "id", "--name", text],
        ["team", "id", "-o", text],
        ["team", "create", text, "--folder", out],
        ["team", "create", "Andra", "--folder", text],
        ["team", "add", text],
        ["team", "add", text, "--fingerprint", text],
        ["team", "join", text],
        ["team", "join", out, "--fingerprint", text],
        ["team", "folder", text],
        ["team", "members", "--team", text],
        ["team", "forget", text],
        ["team", "shelf", text],
        ["team", "share", text],
        ["team", "share", learning, "--agree", text],
        ["team", "thank", card, text],
        ["team", "thank", text, "Tack"],
        ["team", "take-back", text],
        ["team", "mission", "--share", "--agree", text],
        ["team", "read", text],
        ["team", "pulse", "--agree", text],
        ["team", "pulse", "--without", text],
        ["team", "pulse", "--principle", text],
        ["share", "open", text],
        ["share", "withdraw", text],
        ["share", "withdraw", card, "--output", text],
        ["share", "summary", "week", "--to", text],
        ["share", "summary", "week", "--team", text],
        ["share", "summary", "week", "--agree", text],
        ["share", "summary", "week", "-o", text],
        ["observe", "invite", text],
        ["observe", "invite", "Om jag lyssnar", "--question", text, "-o", out + "1"],
        ["observe", "invite", "Om jag lyssnar", "--name", text, "-o", out + "2"],
        ["observe", "invite", "Om jag lyssnar", "-o", text],
        ["observe", "answer", text],
        ["observe", "receive", text],
        ["observe", "revoke", text],
    ]


def plain(ran: Ran) -> bool:
    """Done, or refused in a line or two."""
    return ran.status == 0 or (
        ran.status in (1, 2, 3) and len(ran.err) <= LONGEST and 1 <= ran.err.strip().count("\n") + 1 <= 6
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_every_command_that_shares_takes_it_or_says_why_not(name: str, member: Program, team: Made) -> None:
    text = HOSTILE[name]
    card = shelves.put(team.vaults[0], team.clock, team.team, "Ett kort", made_of=1)
    learning = member("learn", "Ring först").id
    wrong = []
    for arguments in commands(text, member, card, learning):
        begun = time.monotonic()
        ran = member(*arguments)
        took = time.monotonic() - begun
        if not plain(ran) or "Traceback" in ran.err or took > 20:
            wrong.append((arguments[:2], ran.status, len(ran.out), len(ran.err), ran.err[:300], round(took, 1)))
    assert wrong == []
    assert member("team", "shelf", "--team", "Laget").status == 0
    assert member("team", "members", "--team", "Laget").status == 0
