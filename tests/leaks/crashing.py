"""The real program with a fault in it: F12 leads to a screen, area or modal and breaks there, words in hand.

Run as ``crashing.py MODULE:CLASS HOW`` with the program's own arguments left out.
"""

import asyncio
import inspect
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from medledare.tui.app import MedledareApp
from medledare.tui.areas.base import Area

WORDS = "Kanarieägg i felet"
HOWS = ("handler", "render", "compose", "worker", "thread", "timer", "task")
START = ("Welcome", "Lock", "Main")
"""Where the program begins by itself."""


def fault(*_: Any, **__: Any) -> Any:
    """Break with words in the message, in the locals and in what the exception holds."""
    words, held = WORDS, {"text": [WORDS]}
    error = ValueError(words, held)
    error.add_note(words)
    raise error from KeyError(words)


NOT_PLAIN = {"Form": lambda kind: kind("entry", WORDS, fault, start={"text": WORDS})}
"""Modals whose arguments cannot be guessed from their types."""


def made(kind: type[Any], app: MedledareApp) -> Any:
    """A screen or modal with words in it."""
    if kind.__name__ in NOT_PLAIN:
        return NOT_PLAIN[kind.__name__](kind)
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
    module, _, name = where.partition(":")
    kind = getattr(import_module(module), name)
    if how == "compose":
        kind.compose = fault
    if issubclass(kind, Area):
        await app.screen.show(name.lower())
    elif name not in START:
        await app.push_screen(made(kind, app))
    node = app.screen.area if issubclass(kind, Area) else app.screen
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
