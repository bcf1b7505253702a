"""What holds for all tests: each begins in English, and where everything should be there, a skipped one has failed."""

import os
from collections.abc import Generator, Iterator
from typing import Any

import pytest

from medledare.text import speak
from medledare.text.beneficiary import work_for

pytest_plugins = ["fault_table"]


@pytest.hookimpl(wrapper=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """Two for a core: most tests wait half their time, for a terminal, a disk or another process."""
    workers = yield
    return workers if os.environ.get("PYTEST_XDIST_AUTO_NUM_WORKERS") else workers * 2


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    report = yield
    if os.environ.get("CI") and report.skipped:
        report.outcome = "failed"
    return report


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Every test begins in English, for citizens; what it speaks does not outlast it."""
    yield
    speak("en")
    work_for("")
