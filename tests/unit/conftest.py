"""What several tests of single parts need."""

from pathlib import Path

import pytest
from real_jrnl import Jrnl, find_jrnl


@pytest.fixture
def jrnl(tmp_path: Path) -> Jrnl:
    """The real jrnl with an empty journal."""
    if (program := find_jrnl()) is None:
        pytest.skip("jrnl is not installed: there is nothing to compare with")
    return Jrnl(program, tmp_path)
