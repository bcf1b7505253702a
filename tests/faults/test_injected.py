"""A change of passphrase killed at exactly the N-th system call that touches the disk, for every N."""

import shutil
import subprocess
import sys

import pytest
from fault_tools import now

from medledare.config.paths import Places
from medledare.vault.access import (
    change_passphrase,
    key_at_hand,
    start_session,
    unlock_with_passphrase,
)
from medledare.vault.keys import KdfCost

TOUCHING = "write,fsync,rename,link,unlink,mkdir,ftruncate"


def _works() -> bool:
    if not shutil.which("strace"):
        return False
    tried = subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return tried.returncode == 0


pytestmark = pytest.mark.skipif(not _works(), reason="strace cannot be used here")


CHANGE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from medledare.config.paths import Places
from medledare.vault.access import change_passphrase, key_at_hand
from medledare.vault.keys import KdfCost
places = Places(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[2]), None)
key = key_at_hand(places, datetime.now(UTC))
change_passphrase(places, key, "new", kdf=KdfCost(65536, 1, 1))
"""


def test_a_change_of_passphrase_killed_at_every_call_leaves_a_way_in(places: Places) -> None:
    key = key_at_hand(places, now())
    assert key is not None
    change_passphrase(places, key, "old", kdf=KdfCost(65536, 1, 1))
    path = places.vault / "keys" / "passphrase.json"
    old = path.read_bytes()
    for number in range(1, 30):
        path.write_bytes(old)
        start_session(places, key, now=now(), hours=1)
        traced = ["strace", "-qq", "-f", "-o", "/dev/null", "-e", f"trace={TOUCHING}"]
        traced += ["-e", f"inject={TOUCHING}:signal=KILL:when={number}"]
        command = [sys.executable, "-c", CHANGE, places.vault, places.state]
        done = subprocess.run([*traced, *map(str, command)], capture_output=True, check=False)
        expected = "old" if path.read_bytes() == old else "new"
        assert unlock_with_passphrase(places, expected) == key
        if done.returncode == 0:
            assert expected == "new"
            return
    pytest.fail("changing a passphrase takes fewer calls than this")
