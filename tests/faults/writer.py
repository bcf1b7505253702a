"""A process that writes records and prints the id of each as soon as it is acknowledged.

Usage: writer.py VAULT STATE (inbox | vault | limited) NAME COUNT. ``limited`` stops at the first problem and
then says so; each line on the standard output is one acknowledged id.
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
    if mode == "inbox":
        info = describe(places)
        for number in range(int(count)):
            print(drop(places, info, "t", {"name": name, "n": number}, now=now()), flush=True)
        return 0
    key = key_at_hand(places, now())
    assert key is not None
    with open_vault(places, key, clock=now) as vault:
        table = vault.table("t")
        for number in range(int(count)):
            document = {"name": name, "n": number, "text": "x" * (number % 7 * 300)}
            try:
                print(table.insert(document), flush=True)
            except Problem as problem:
                print(type(problem).__name__, len(table), file=sys.stderr)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
