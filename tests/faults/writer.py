"""A process that writes records and prints the id of each as soon as it is acknowledged.

Usage: writer.py VAULT STATE (inbox | vault) NAME COUNT. Each line on the standard output is one
acknowledged id. Stops at the first problem and names it on the standard error.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from medledare.config.paths import Places
from medledare.domain.problems import Problem
from medledare.vault.access import key_at_hand
from medledare.vault.inbox import drop
from medledare.vault.info import describe
from medledare.vault.vault import open_vault


def now() -> datetime:
    return datetime.now(UTC)


def main() -> int:
    folder, state, mode, name, count = sys.argv[1:]
    places = Places(Path(folder), Path(state), Path(state), None)
    write = _through_inbox if mode == "inbox" else _through_vault
    try:
        write(places, name, int(count))
    except Problem as problem:
        print(type(problem).__name__, file=sys.stderr)
        return 1
    return 0


def _through_inbox(places: Places, name: str, count: int) -> None:
    info = describe(places)
    for number in range(count):
        print(drop(places, info, "t", {"name": name, "n": number}, now=now()), flush=True)


def _through_vault(places: Places, name: str, count: int) -> None:
    key = key_at_hand(places, now())
    assert key is not None
    with open_vault(places, key, clock=now) as vault:
        table = vault.table("t")
        for number in range(count):
            before = len(table)
            try:
                print(table.insert({"name": name, "n": number, "text": "x" * (number % 7 * 300)}), flush=True)
            except Problem:
                assert len(table) == before
                raise


if __name__ == "__main__":
    sys.exit(main())
