"""Two devices for each test."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from two_devices import devices

__all__ = ["devices"]
