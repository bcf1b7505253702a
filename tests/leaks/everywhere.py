"""Every screen, modal and area of the program by its name."""

from importlib import import_module
from pkgutil import walk_packages
from typing import Any

from crashing import START
from textual.screen import Screen

import medledare.tui
from medledare.tui.areas.base import Area


def _everywhere() -> dict[str, type[Any]]:
    found: dict[str, type[Any]] = {}
    for module in walk_packages(medledare.tui.__path__, "medledare.tui."):
        for name, kind in vars(import_module(module.name)).items():
            if isinstance(kind, type) and issubclass(kind, Screen | Area) and kind.__module__.startswith("medledare."):
                found[name] = kind
    return found


SHOWN = {name: kind for name, kind in _everywhere().items() if not kind.__subclasses__()}
"""Without those that others are made from."""
AREAS = sorted(name for name, kind in SHOWN.items() if issubclass(kind, Area))
OPENED = sorted(name for name, kind in SHOWN.items() if issubclass(kind, Screen) and name not in START)


def spot(name: str) -> str:
    """The module and the class of that name."""
    kind = SHOWN[name]
    return f"{kind.__module__}:{kind.__name__}"
