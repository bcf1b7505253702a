"""Whatever is away, late, double or in half, a team's figures are the plain means of those they are about, or none.

``tests/benchmarks/team_rounds.py`` goes through a thousand weeks of the same sort.
"""

from pathlib import Path

import pytest
from team_weeks import TOGETHER, brief, carried


@pytest.mark.parametrize("seed", range(5))
def test_in_memory(seed: int) -> None:
    week = brief(seed)
    week.run()
    week.check()


def test_with_vaults_on_the_disk_and_a_folder_of_files_each(tmp_path: Path) -> None:
    assert len(carried(0, tmp_path)) == TOGETHER
