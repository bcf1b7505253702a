"""A change of passphrase and a recovery, killed at every call that touches the disk: a way in is always left."""

import os
import random
import shutil
import signal
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

import pytest
from fault_table import REKEYED, Tally, times
from fault_tools import now, open_again, places_in
from traced import TOUCHING, points, run_traced

from medledare.config.paths import Places
from medledare.domain.problems import NoPassphrase, WrongPassphrase
from medledare.vault.access import (
    change_passphrase,
    give_up_passphrase,
    key_at_hand,
    unlock_with_passphrase,
    unlock_with_recovery,
)
from medledare.vault.create import create
from medledare.vault.keys import KdfCost, VaultKey
from medledare.vault.proof import prove

CHEAP = KdfCost(64 * 1024, 1, 1)
OLD, NEW = "den gamla", "den nya"


class Home(NamedTuple):
    """A vault, its key, and the recovery key."""

    places: Places
    key: VaultKey
    recovery: str


def change(home: Home) -> None:
    change_passphrase(home.places, unlock_with_passphrase(home.places, OLD), NEW, kdf=CHEAP)


def begin(home: Home) -> None:
    change_passphrase(home.places, home.key, NEW, kdf=CHEAP)


def give_up(home: Home) -> None:
    give_up_passphrase(home.places, unlock_with_passphrase(home.places, OLD))


def recover(home: Home) -> None:
    key = unlock_with_recovery(home.places, home.recovery)
    prove(home.places, key)
    change_passphrase(home.places, key, NEW, kdf=CHEAP)


STEPS: dict[str, tuple[Callable[[Home], None], str | None, str | None]] = {
    "changed": (change, OLD, NEW),
    "set": (begin, None, NEW),
    "given up": (give_up, OLD, None),
    "recovered": (recover, OLD, NEW),
    "recovered without": (recover, None, NEW),
}
"""What is done, the passphrase before it, and the one after it; None where the key lies in state."""


@pytest.mark.parametrize("name", STEPS)
def test_killed_at_every_call_the_old_way_or_the_new_one_opens(
    name: str, tmp_path: Path, tally: Callable[[str], Tally]
) -> None:
    rekeyed = tally(REKEYED)
    work, before, after = STEPS[name]
    home = _made(tmp_path / "kept", before)
    used = Home(places_in(tmp_path / "used"), home.key, home.recovery)

    def anew() -> None:
        shutil.rmtree(tmp_path / "used", ignore_errors=True)
        shutil.copytree(tmp_path / "kept", tmp_path / "used")

    anew()
    every = points(lambda: work(used), TOUCHING)
    random.Random(name).shuffle(every)
    ways = set()
    for kind, number in islice(cycle(every), max(times(105), len(every))):
        anew()
        with rekeyed.run():
            assert run_traced(lambda: work(used), kind, f"signal=KILL:when={number}") == -signal.SIGKILL
            open_before, open_after = _opens(used, before), _opens(used, after)
            assert open_before or open_after
            ways.add((open_before, open_after))
            # What was stopped can be done again, by whichever way is open.
            if open_before or work in (begin, recover):
                work(used)
            elif work is give_up:
                give_up_passphrase(used.places, home.key)
            assert _opens(used, after)
            if before != after and before is not None:
                assert not _opens(used, before)
            assert not [one for one in os.listdir(used.places.state_of(home.key.vault)) if one.startswith(".tmp-key")]
    assert not _opens(used, "something else")
    # The kills came both before and after the step that counts.
    assert {True, False} <= {one for _, one in ways}


def _made(folder: Path, passphrase: str | None) -> Home:
    places = places_in(folder)
    recovery = create(places, None, now=now())
    key = key_at_hand(places, now())
    assert key is not None
    with open_again(places) as vault:
        vault.table("t").insert({"n": 1})
    if passphrase is not None:
        change_passphrase(places, key, passphrase, kdf=CHEAP)
    return Home(places, key, recovery)


def _opens(home: Home, passphrase: str | None) -> bool:
    """Whether a passphrase, or for None the key in state, opens the vault."""
    if passphrase is None:
        return key_at_hand(home.places, now()) == home.key
    try:
        return unlock_with_passphrase(home.places, passphrase) == home.key
    except (WrongPassphrase, NoPassphrase):
        return False
