"""The house stays one a newcomer can walk through: no file grows past what one reads in a sitting."""

from pathlib import Path

import medledare

LONGEST = 400
"""Lines of a file, at most."""


def test_no_file_of_the_package_is_longer_than_one_reads_in_a_sitting() -> None:
    files = Path(medledare.__file__).parent.rglob("*.py")
    lines = {file.name: len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    assert len(lines) > 100
    assert {name: count for name, count in lines.items() if count > LONGEST} == {}
