"""The fault table: how often each fault was brought about, how often everything held, and what was lost.

A pytest plugin. Every fault test asks for the fixture ``tally`` and reports through it; the sums are printed when
all tests are done, also when they ran in several processes. How often a fault is brought about follows
MEDLEDARE_FAULTS: ``small`` for a quick look, ``ci`` for what must hold before a change lands, ``nightly`` for ten
times that. Left out, it is ``ci`` where CI is set, else ``small``.
"""

import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

KILLED = "killed at the N-th write, fsync or rename, and at random"
REFUSED = "EIO, ENOSPC, short writes, read-only, a full disk"
CUT = "a log of 50 records cut at every byte"
FLIPPED = "a log of 50 records with every byte flipped"
REARRANGED = "frames and segments deleted, doubled, swapped, spliced; rolled back"
RACED = "2 and 4 processes appending, one the terminal interface"
DEVICES = "3 to 5 devices in any order, partly, twice, clocks ten years off"
REKEYED = "a change of passphrase and a recovery killed at every step"
CARED = "backup, restore, repair and compacting killed at every step"
HOSTILE = "hostile bytes to every reader"

EVERY_BYTE = 228 + 50 * 336
"""Two headers of 114 bytes and fifty frames of the smallest size."""
RUNS_IN_CI = {
    KILLED: 1000,
    REFUSED: 300,
    CUT: EVERY_BYTE,
    FLIPPED: EVERY_BYTE,
    REARRANGED: 2000,
    RACED: 2 * 5000 + 4 * 1000,
    DEVICES: 2000,
    REKEYED: 500,
    CARED: 200,
    HOSTILE: 1,
}
"""How many runs each row must have before a change lands; 1 where time is the measure."""
ALL_CASES = {CUT, FLIPPED}
"""Rows of which there are no more cases."""

_SHARE = {"small": 0.04, "ci": 1.0, "nightly": 10.0}
_PROPERTY = "fault"


@dataclass
class Tally:
    """One row. ``lost`` counts records that had been acknowledged, were not themselves damaged, and are gone."""

    fault: str
    runs: int = 0
    survived: int = 0
    lost: int = 0

    @contextmanager
    def run(self) -> Iterator[None]:
        """One run: survived if what is checked inside holds."""
        self.runs += 1
        yield
        self.survived += 1

    def add(self, *, runs: int, survived: int, lost: int = 0) -> None:
        """Runs that were counted elsewhere."""
        self.runs += runs
        self.survived += survived
        self.lost += lost

    def all_there(self, acknowledged: Collection[object], there: Collection[object]) -> None:
        """Check that everything acknowledged is there, and count what is not."""
        missing = set(acknowledged).difference(there)
        self.lost += len(missing)
        assert not missing, f"{len(missing)} of {len(acknowledged)} acknowledged records are gone: {missing}"


def size() -> str:
    """``small``, ``ci`` or ``nightly``."""
    chosen = os.environ.get("MEDLEDARE_FAULTS") or ("ci" if os.environ.get("CI") else "small")
    if chosen not in _SHARE:
        raise pytest.UsageError(f"MEDLEDARE_FAULTS is none of {', '.join(_SHARE)}: {chosen}")
    return chosen


def times(in_ci: int) -> int:
    """How often to do what is done ``in_ci`` times before a change lands; at least once."""
    return max(1, round(in_ci * _SHARE[size()]))


def wanted(fault: str) -> int:
    """How many runs a row must have."""
    if size() == "small":
        return 0
    return RUNS_IN_CI[fault] if fault in ALL_CASES else times(RUNS_IN_CI[fault])


def seconds(in_ci: float) -> float:
    """How long to do what is done for ``in_ci`` seconds before a change lands."""
    return in_ci * _SHARE[size()]


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Iterator[Callable[[str], Tally]]:
    """``tally(KILLED)``: this test's share of a row of the table."""
    rows: dict[str, Tally] = {}

    def row(fault: str) -> Tally:
        assert fault in RUNS_IN_CI, f"not a row of the table: {fault}"
        return rows.setdefault(fault, Tally(fault))

    yield row
    for one in rows.values():
        # Properties travel with the report, from another process too.
        request.node.user_properties.append((_PROPERTY, [one.fault, one.runs, one.survived, one.lost]))


class FaultTable:
    """Sums up what the reports bring."""

    def __init__(self) -> None:
        self.rows: dict[str, Tally] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "teardown":
            for name, value in report.user_properties:
                if name == _PROPERTY:
                    fault, runs, survived, lost = value
                    self.rows.setdefault(fault, Tally(fault)).add(runs=runs, survived=survived, lost=lost)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Too few runs have failed, as a skipped test has, where the whole count is asked for."""
        few = any(row.runs < wanted(row.fault) for row in self.rows.values())
        bad = any(row.survived < row.runs or row.lost for row in self.rows.values())
        if (few or bad) and not hasattr(session.config, "workerinput"):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if not self.rows:
            return
        terminalreporter.section(f"faults ({size()})")
        terminalreporter.line(f"{'fault':<68}{'runs':>9}{'survived':>10}{'lost':>6}")
        for fault in RUNS_IN_CI:
            if row := self.rows.get(fault):
                few = "  too few" if row.runs < wanted(fault) else ""
                terminalreporter.line(f"{fault:<68}{row.runs:>9,}{row.survived:>10,}{row.lost:>6,}{few}")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(FaultTable(), "fault-table-sums")
