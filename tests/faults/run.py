"""Brings about every fault and prints the table: fault, runs, survived, lost.

Usage: run.py [--size small|ci|nightly] [further arguments for pytest]. The exit status is 0 if everything held.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=["small", "ci", "nightly"], default="ci")
    chosen, further = parser.parse_known_args()
    command = [sys.executable, "-m", "pytest", HERE, *further]
    environment = os.environ | {"MEDLEDARE_FAULTS": chosen.size}
    return subprocess.run(list(map(str, command)), cwd=HERE.parents[1], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
