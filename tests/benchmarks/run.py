"""Runs every benchmark in turn and prints their tables as one Markdown page.

Run with ``python tests/benchmarks/run.py JOURNAL``, a journal in jrnl's text format (ten years of it, to compare with
the bars), with jrnl 4.6 on the PATH. Takes a few minutes; leave the machine alone meanwhile. Ends with status 1 if a
runner does.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
RUNNERS = ("cli", "imports", "tui", "store", "search", "reviews", "exports", "trends_time", "trends_screen")


def main() -> int:
    """Print the page; the exit status of the first runner that did not end well."""
    if len(sys.argv) != 2:
        sys.exit(f"usage: {Path(__file__).name} JOURNAL")
    status = 0
    for name in RUNNERS:
        done = subprocess.run([sys.executable, HERE / f"{name}.py", sys.argv[1]], check=False)
        print(flush=True)
        status = status or done.returncode
    return status


if __name__ == "__main__":
    sys.exit(main())
