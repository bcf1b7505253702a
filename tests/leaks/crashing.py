"""The real program with a fault in it: F12 leads to a screen, area or modal and breaks there, words in hand.

Run as ``crashing.py WHERE HOW`` with the program's own arguments left out.
"""

import asyncio
import inspect
import sys
from collections.abc import Callable
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

from textual.screen import Screen

import medledare.tui
from medledare.tui.app import MedledareApp
from medledare.tui.areas.base import Area

WORDS = "Kanarieägg i felet"
HOWS = ("handler", "render", "compose", "worker", "thread", "timer", "task")


def fault(*_: Any, **__: Any) -> Any:
    """Break with words in the message, in the locals and in what the exception holds."""
    words, held = WORDS, {"text": [WORDS]}
    error = ValueError(words, held)
    error.add_note(words)
    raise error from KeyError(words)


def _everywhere() -> dict[str, type[Any]]:
    """Every screen, modal and area of the program by its name."""
    found: dict[str, type[Any]] = {}
    for module in walk_packages(medledare.tui.__path__, "medledare.tui."):
        for name, kind in vars(import_module(module.name)).items():
            if isinstance(kind, type) and issubclass(kind, Screen | Area) and kind.__module__.startswith("medledare."):
                found[name] = kind
    return found


EVERYWHERE = _everywhere()
START = ("Welcome", "Lock", "Main")
"""Where the program begins by itself."""
SHOWN = {name: kind for name, kind in EVERYWHERE.items() if not kind.__subclasses__()}
"""Without those that others are made from."""
AREAS = sorted(name for name, kind in SHOWN.items() if issubclass(kind, Area))
OPENED = sorted(name for name, kind in SHOWN.items() if issubclass(kind, Screen) and name not in START)
NOT_PLAIN = {"Form": lambda kind: kind("entry", WORDS, fault, start={"text": WORDS})}
"""Modals whose arguments cannot be guessed from their types."""


def made(name: str, app: MedledareApp) -> Any:
    """A screen or modal with words in it."""
    kind = EVERYWHERE[name]
    if name in NOT_PLAIN:
        return NOT_PLAIN[name](kind)
    given = []
    for one in inspect.signature(kind.__init__).parameters.values():
        if one.name != "self" and one.default is one.empty and one.kind is one.POSITIONAL_OR_KEYWORD:
            given.append(_something(str(one.annotation), app))
    return kind(*given)


def _something(kind: str, app: MedledareApp) -> Any:
    if "Callable" in kind:
        return fault
    if "tuple[str, str, str]" in kind:
        return [("one", WORDS, WORDS)]
    if "Sequence" in kind or "list" in kind or "Iterable" in kind:
        return []
    if "DOMNode" in kind or "Widget" in kind:
        return app.screen
    return WORDS


async def _on_event(app: MedledareApp, event: Any) -> None:
    if getattr(event, "key", "") == "f12":
        app.call_later(_break, app)
    else:
        await _usual(app, event)


async def _break(app: MedledareApp) -> None:
    where, how = sys.argv[1:3]
    if how == "compose":
        EVERYWHERE[where].compose = fault
    if where in AREAS:
        await app.screen.show(where.lower())
    elif where in OPENED:
        await app.push_screen(made(where, app))
    node = app.screen.area if where in AREAS else app.screen
    app.set_timer(0.3, lambda: _HOW[how](node))


_usual = MedledareApp.on_event


async def _fault_later() -> None:
    fault()


def _in_a_task(node: Any) -> None:
    node.app.failed = asyncio.get_running_loop().create_task(_fault_later())
    node.set_timer(0.2, lambda: (delattr(node.app, "failed"), node.app.exit()))


def _in_render(node: Any) -> None:
    for widget in [node, *node.query("*")]:
        widget.render = widget.render_line = fault
        widget.refresh()


_HOW: dict[str, Callable[[Any], object]] = {
    "handler": lambda node: node.call_later(fault),
    "render": _in_render,
    "compose": lambda node: node.recompose() if hasattr(node, "recompose") else None,
    "worker": lambda node: node.run_worker(_fault_later()),
    "thread": lambda node: node.run_worker(fault, thread=True),
    "timer": lambda node: node.set_timer(0.05, fault),
    "task": _in_a_task,
}

if __name__ == "__main__":
    import medledare.cli.run
    from medledare.cli import main

    MedledareApp.on_event = _on_event  # type: ignore[method-assign]
    really = medledare.cli.run.run
    medledare.cli.run.run = lambda _: really([])
    main()
