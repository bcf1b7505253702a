"""Killed at any moment, nothing that was acknowledged is missing afterwards."""

import random
import time

import pytest
from fault_tools import open_again, start_writer

from medledare.config.paths import Places


@pytest.mark.parametrize("mode", ["inbox", "vault"])
def test_what_was_acknowledged_survives_a_kill(places: Places, mode: str) -> None:
    chance = random.Random(mode)
    acknowledged: set[str] = set()
    for attempt in range(25):
        writer = start_writer(places, mode, f"{attempt}", 100_000)
        assert writer.stdout is not None
        acknowledged.add(writer.stdout.readline().strip())
        time.sleep(chance.uniform(0, 0.12))
        writer.kill()
        # An id cut off in the middle of the line was not said.
        said, _ = writer.communicate()
        acknowledged.update(line.strip() for line in said.splitlines(keepends=True) if line.endswith("\n"))
    with open_again(places) as vault:
        there = {row.doc_id for row in vault.table("t")}
        assert acknowledged <= there
        # A kill may come between the write and the word about it, at most once each time.
        assert len(there - acknowledged) <= 25
        assert vault.status().inbox_waiting == 0
        assert vault.status().rolled_back == ()
    with open_again(places) as vault:
        assert vault.damage == []
        assert {row.doc_id for row in vault.table("t")} == there


def test_killed_while_taking_the_inbox_in(places: Places) -> None:
    chance = random.Random(3)
    acknowledged: set[str] = set()
    for attempt in range(10):
        filler = start_writer(places, "inbox", f"fill{attempt}", 40)
        acknowledged.update(filler.communicate()[0].split())
        taker = start_writer(places, "vault", f"take{attempt}", 0)
        time.sleep(0.15 + chance.uniform(0, 0.12))
        taker.kill()
        taker.communicate()
    with open_again(places) as vault:
        assert {row.doc_id for row in vault.table("t")} == acknowledged
        assert all(len(vault.history("t", record)) == 1 for record in acknowledged)
