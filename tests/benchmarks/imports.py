"""Measures bringing a whole journal in against the installed jrnl reading it, and prints a Markdown table.

Run with ``python tests/benchmarks/imports.py JOURNAL``, a journal in jrnl's text format (ten years of it, to compare
with the bars), with jrnl 4.6 on the PATH. Whole processes, run in turn: each import goes into a new encrypted vault
that is unlocked, and is on the disk when it ends. Ends with status 1 if a bar does not hold.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median

from cli import Ours, Run, jrnl_runs, named

ROUNDS = 9
RATIO_BAR = 5.0
SECONDS_BAR = 3.0


def fresh(medledare: Path, root: Path, *arguments: str) -> Run:
    """A run over a new vault that is unlocked."""
    ours = Ours(medledare, root)
    ours.once("unlock")
    return ours.run(*arguments)


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    journal = Path(sys.argv[1]).absolute()
    beside = Path(sys.executable).parent / "medledare"
    medledare = named(str(beside) if beside.exists() else None, "medledare")
    fits = True
    with tempfile.TemporaryDirectory(prefix="medledare-bench-") as folder:
        root = Path(folder)
        environment, theirs = jrnl_runs(named(None, "jrnl"), journal, root / "jrnl")
        reading = Run((*theirs, "-n", "5", "--short"), environment)
        reading.seconds()
        print("| what | ms | slowest | jrnl reading it, ms | ratio | bar |")
        print("|---|---:|---:|---:|---:|---|")
        for what, arguments in (("import", ()), ("import --dry-run", ("--dry-run",))):
            pairs = []
            for number in range(ROUNDS):
                ours = fresh(medledare, root / f"{what}-{number}", "import", str(journal), *arguments)
                pairs.append((ours.seconds(), reading.seconds()))
            times, measures = zip(*pairs, strict=True)
            ratio = median(first / second for first, second in pairs)
            fits = fits and ratio <= RATIO_BAR and max(times) <= SECONDS_BAR
            print(
                f"| {what} | {median(times) * 1e3:.0f} | {max(times) * 1e3:.0f} | {median(measures) * 1e3:.0f} "
                f"| {ratio:.2f} | {RATIO_BAR:g} and {SECONDS_BAR:g} s |"
            )
    return 0 if fits else 1


if __name__ == "__main__":
    sys.exit(main())
