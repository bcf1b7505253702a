"""Measures whole runs of the command line against the installed jrnl, and prints a Markdown table.

Run with ``python tests/benchmarks/cli.py JOURNAL``, a journal in jrnl's text format (ten years of it, to compare
with the bars), with jrnl 4.6 on the PATH or named by ``--jrnl``. medledare's vault is encrypted; jrnl's journal is
not. Two things compared are run in turn, the order changing every time; a ratio is the median of those of the
pairs, so that a machine busy with other things does both alike. Ends with status 1 if a bar does not hold.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from medledare.config.paths import Places
from medledare.vault.create import create
from medledare.vault.keys import KdfCost

TEXT = "Ringde i stället för att skriva, och fick veta det jag behövde. #samtal"
PASSPHRASE = "only for measuring"
JRNL_CONFIG = """\
colors: {{body: none, date: none, tags: none, title: none}}
default_hour: 9
default_minute: 0
editor: ''
encrypt: false
highlight: true
indent_character: '|'
journals: {{default: {{journal: {journal}}}}}
linewrap: 79
tagsymbols: '#@'
template: false
timeformat: '%Y-%m-%d %H:%M'
version: '4.6'
"""


@dataclass(frozen=True)
class Run:
    """A command line and the environment it is run in."""

    arguments: tuple[str, ...]
    environment: dict[str, str]

    def seconds(self) -> float:
        """How long the whole process takes. Stops the benchmark if it does not end well."""
        started = time.perf_counter()
        done = subprocess.run(self.arguments, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True)
        spent = time.perf_counter() - started
        if done.returncode:
            sys.exit(f"{self.arguments} ended with {done.returncode}: {done.stderr.decode()}")
        return spent


def in_turn(ours: Run, measure: Run, rounds: int) -> tuple[float, float, float]:
    """Median seconds of both, and the median of the pairs' ratios."""
    ours.seconds(), measure.seconds()
    pairs = []
    for number in range(rounds):
        if number % 2:
            second, first = measure.seconds(), ours.seconds()
        else:
            first, second = ours.seconds(), measure.seconds()
        pairs.append((first, second))
    return (
        median(first for first, _ in pairs),
        median(second for _, second in pairs),
        median(first / second for first, second in pairs),
    )


class Ours:
    """medledare with a locked vault in a folder of its own."""

    def __init__(self, program: Path, root: Path) -> None:
        self.program = program
        root.mkdir()
        self.passphrase = root / "passphrase"
        self.passphrase.write_text(PASSPHRASE, encoding="utf-8")
        runtime = root / "runtime"
        runtime.mkdir(mode=0o700)
        self.environment = bare_environment(root) | {"XDG_RUNTIME_DIR": str(runtime)}
        places = Places(
            root / "data" / "medledare" / "vault", root / "state" / "medledare", root / "config", runtime / "medledare"
        )
        # No run that is measured derives a key from the passphrase.
        create(places, PASSPHRASE, now=datetime.now(UTC), kdf=KdfCost(64 * 1024, 1, 1))

    def run(self, *arguments: str) -> Run:
        return Run((str(self.program), *arguments), self.environment)

    def once(self, *arguments: str) -> None:
        """Run with the passphrase at hand."""
        given = self.environment | {"MEDLEDARE_PASSPHRASE_FILE": str(self.passphrase)}
        Run((str(self.program), *arguments), given).seconds()


def bare_environment(root: Path) -> dict[str, str]:
    return {
        "HOME": str(root),
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "XDG_DATA_HOME": str(root / "data"),
        "XDG_STATE_HOME": str(root / "state"),
        "XDG_CONFIG_HOME": str(root / "config"),
    }


def jrnl_runs(program: Path, journal: Path, root: Path) -> tuple[dict[str, str], Sequence[str]]:
    """Environment and first arguments of jrnl over a copy of the journal."""
    root.mkdir()
    copy = root / "journal.txt"
    shutil.copyfile(journal, copy)
    config = root / "jrnl.yaml"
    config.write_text(JRNL_CONFIG.format(journal=copy), encoding="utf-8")
    return bare_environment(root), (str(program), "--config-file", str(config))


def machine() -> str:
    """What the figures were measured on."""
    model = platform.processor()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [
            line.partition(":")[2].strip() for line in cpuinfo.read_text().splitlines() if line[:10] == "model name"
        ]
        model = names[0] if names else model
    return (
        f"{platform.system()} {platform.machine()}, {model}, {os.cpu_count()} cores, Python {platform.python_version()}"
    )


def named(given: str | None, name: str) -> Path:
    """A program by its path, or as it is found. Stops the benchmark if it is not there."""
    found = given or shutil.which(name)
    if found is None or not Path(found).exists():
        sys.exit(f"{name} is not there: put it on the PATH or name it with --{name}")
    return Path(found)


def main() -> None:
    """Measure, print the table, and end with 1 if a bar does not hold."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("journal", type=Path)
    parser.add_argument("--jrnl", help="path of jrnl 4.6")
    beside = Path(sys.executable).parent / "medledare"
    parser.add_argument("--medledare", default=str(beside) if beside.exists() else None, help="path of medledare")
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--word", default="kaffe")
    given = parser.parse_args()
    jrnl, medledare = named(given.jrnl, "jrnl"), named(given.medledare, "medledare")
    version = subprocess.run([jrnl, "--version"], capture_output=True, text=True, check=True).stdout.split("\n")[0]
    rows: list[tuple[str, str, str, float, float, float, float]] = []

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        full, empty = Ours(medledare, root / "full"), Ours(medledare, root / "empty")
        full.once("import", str(given.journal))
        environment, theirs = jrnl_runs(jrnl, given.journal, root / "jrnl")

        def row(what: str, than: str, bar: float, ours: Run, measure: Run) -> None:
            rows.append((what, than, f"{bar:g}", bar, *in_turn(ours, measure, given.rounds)))

        def other(*arguments: str) -> Run:
            return Run((*theirs, *arguments), environment)

        row("add, locked", "jrnl adding", 0.25, full.run("add", TEXT), other(f"today: {TEXT}"))
        row("add, locked", "the same on an empty vault", 1.1, full.run("add", TEXT), empty.run("add", TEXT))
        beside = medledare.parent / "python"
        python = str(beside if beside.exists() else sys.executable)
        row("status --short", 'python -c "import click"', 2, full.run("status", "--short"),
            Run((python, "-c", "import click"), full.environment))  # fmt: skip
        full.once("unlock")
        full.once("log", "-n", "1")
        row("log -n 5", "jrnl -n 5 --short", 0.5, full.run("log", "-n", "5"), other("-n", "5", "--short"))
        row(f"log {given.word}", f"jrnl -contains {given.word}", 0.5, full.run("log", given.word),
            other("-contains", given.word))  # fmt: skip

    print(f"{datetime.now(UTC):%Y-%m-%d}, {machine()}, {version}, {given.rounds} pairs each\n")
    print("| what | ms | compared with | ms | ratio | bar |")
    print("|---|---|---|---|---|---|")
    for what, than, told, _bar, ours, measure, ratio in rows:
        print(f"| {what} | {ours * 1e3:.0f} | {than} | {measure * 1e3:.0f} | {ratio:.2f} | {told} |")
    sys.exit(int(any(ratio > bar for *_rest, bar, _ours, _measure, ratio in rows)))


if __name__ == "__main__":
    main()
