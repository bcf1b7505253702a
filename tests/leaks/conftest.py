"""A home of its own for each test, and terminals that are closed afterwards."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from leak_tools import Home, Terminal


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home without a vault."""
    folder = tmp_path / "home"
    folder.mkdir()
    return Home(folder)


@pytest.fixture
def terminal(home: Home) -> Iterator[Callable[..., Terminal]]:
    """``terminal("log")``: the program in a terminal of its own."""
    opened: list[Terminal] = []

    def open_one(*arguments: str, **more: Any) -> Terminal:
        opened.append(Terminal(home, *arguments, **more))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()
