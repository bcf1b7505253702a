"""Random keys, clicks, pastes and sizes over all screens, with hostile words in the vault; the same for the same seed.

Nothing may break, what was saved stays (or is deleted, with its history), and what is being written is found again.
``tests/benchmarks/soak.py`` runs it at length.
"""

import asyncio
import os
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from all_screens import AREAS, SCREENS, furnish
from pilots import NOW, send, settle, until
from textual import events
from textual.pilot import Pilot

from medledare.config.paths import Places
from medledare.domain.records import KINDS
from medledare.services import capture, goals, mission, records, session
from medledare.services.demo import fill
from medledare.tui.app import MedledareApp
from medledare.tui.screens.lock import Lock
from medledare.tui.screens.main import Main
from medledare.tui.widgets.editor import Editor
from medledare.vault.vault import Vault

HOSTILE = (
    "[/b]", "[@click=app.quit]quit[/]", "a\x07b\x1b[2J\x1b]0;t\x07c", "👩‍👩‍👧 日本語 🐎", "مرحبا \u202eback",
    "nul\x00here", "long " * 800, "x" * 3000, "one\n\n# two\n- three\n" * 200, "{x} %s $y", " ",
)  # fmt: skip
LETTERS = "abcdefghijklmnopqrstuvwxyzåäö0123456789UR?"
NAMED = (
    "enter", "enter", "escape", "escape", "escape", "tab", "tab", "shift+tab", "up", "down", "left", "right", "home",
    "end", "pageup", "pagedown", "backspace", "delete", "space", "ctrl+s", "ctrl+z", "ctrl+y", "ctrl+p", "ctrl+r",
    "ctrl+o", "ctrl+n", "ctrl+x", "ctrl+c", "ctrl+v", "ctrl+a", "ctrl+l", "f1", "f2", "f3", "f4", "f5", "f8", "f9",
    "question_mark",
)  # fmt: skip
EVERY = 500
SIZES = ((80, 24), (160, 50), (40, 12), (200, 60), (100, 30), (20, 6))


@dataclass
class Soaked:
    """What a run came to. ``memory``: bytes in use, one every so many events."""

    events: int = 0
    screens: set[str] = field(default_factory=set)
    memory: list[int] = field(default_factory=list)
    met: dict[str, set[str]] = field(default_factory=dict)
    draft: str = ""


def confine(folder: Path) -> None:
    """Let nothing out: files go to a folder that goes away, and no other program is found."""
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
        os.environ[name] = str(folder)
    os.environ["PATH"] = str(folder / "no-programs")
    os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)
    os.chdir(folder)


def prepare(places: Places, folder: Path) -> None:
    """A vault that was lived in, with hostile words in every field."""
    folder.mkdir()
    session.make(places, None, lambda: NOW)
    vault = session.open_at_hand(places, lambda: NOW)
    fill(vault, NOW, "en")
    furnish(vault, folder)
    for text in HOSTILE:
        with suppress(ValueError):
            text = text.replace("\x00", "\u2400")
            mission.write(vault, lambda: NOW, text, text, text)
            goal = goals.create(vault, lambda: NOW, text, serves=text, for_whom=text)
            goals.note(vault, lambda: NOW, goal, text)
            for make in (capture.entry, capture.failure, capture.learning):
                records.add(vault, make(lambda: NOW, text))
    vault.close()


def ids(vault: Vault) -> dict[str, set[str]]:
    """Every record there is, by kind."""
    return {kind: {one.doc_id for one in vault.table(kind)} for kind in KINDS}


async def soak(
    app: MedledareApp, count: int, seed: int, note: Callable[[Soaked], object] = lambda _now: None
) -> Soaked:
    """Do ``count`` random things."""
    chance, soaked = random.Random(seed), Soaked()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.vault is not None and isinstance(app.screen, Main), seconds=60)
        await settle(pilot)
        for number in range(count):
            await _something(pilot, chance)
            assert app._exception is None
            soaked.events = number + 1
            soaked.screens.add(type(app.screen).__name__)
            if number % 50 == 0 and app.vault is not None:
                _remember(soaked, app.vault)
            if number % EVERY == 0:
                soaked.memory.append(memory())
                note(soaked)
        await _home(pilot)
        _remember(soaked, app.vault)
        editor = app.screen.query_one(Editor)
        editor.focus()
        pilot.app.post_message(events.Paste("what was being written"))
        await settle(pilot)
        await pilot.pause(1)
        soaked.draft = editor.text
        assert "what was being written" in soaked.draft
        soaked.memory.append(memory())
    app.close()
    return soaked


def lost(soaked: Soaked, vault: Vault) -> list[str]:
    """What was seen in the vault and is neither there nor deleted by hand."""
    now = ids(vault)
    return [
        f"{kind} {record}"
        for kind, some in soaked.met.items()
        for record in some - now[kind]
        if not vault.history(kind, record)
    ]


def _remember(soaked: Soaked, vault: Any) -> None:
    for kind, some in ids(vault).items():
        soaked.met.setdefault(kind, set()).update(some)


async def _something(pilot: Pilot[Any], chance: random.Random) -> None:
    app = pilot.app
    draw = chance.random()
    if draw < 0.40:
        send(pilot, chance.choice(LETTERS).replace("?", "question_mark"))
    elif draw < 0.75:
        send(pilot, chance.choice(NAMED))
    elif draw < 0.88:
        _click(pilot, chance.randrange(app.size.width), chance.randrange(app.size.height))
    elif draw < 0.93:
        app.post_message(events.Paste(chance.choice(HOSTILE)))
    elif draw < 0.95:
        await pilot.resize_terminal(*chance.choice(SIZES))
    elif draw < 0.97 and isinstance(app.screen, Main) and app.vault is not None:  # type: ignore[attr-defined]
        name = chance.choice([name for name in SCREENS if name not in ("welcome",)])
        await app.push_screen(SCREENS[name](app))  # type: ignore[arg-type]
    elif draw < 0.98:
        for key in ("escape", "escape", chance.choice("123456")):
            send(pilot, key)
    else:
        await _home(pilot)
        await app.screen.action_show(chance.choice(list(AREAS)))  # type: ignore[attr-defined]
    # Often several arrive at once, as over a slow line.
    if chance.random() < 0.4:
        await pilot.pause()
    else:
        await asyncio.sleep(0)
    if isinstance(app.screen, Lock):
        await _home(pilot)


def _click(pilot: Pilot[Any], x: int, y: int) -> None:
    """A click, as the terminal sends it."""
    assert pilot.app._driver is not None
    for kind in (events.MouseMove, events.MouseDown, events.MouseUp):
        button = 0 if kind is events.MouseMove else 1
        event = kind(None, x, y, 0, 0, button, False, False, False, screen_x=x, screen_y=y)
        event.set_sender(pilot.app)
        pilot.app._driver.send_message(event)


async def _home(pilot: Pilot[Any]) -> None:
    """Back to Today, with the vault open."""
    app = pilot.app
    assert isinstance(app, MedledareApp)
    await settle(pilot)
    for _try in range(60):
        if isinstance(app.screen, Main) and app.vault is not None:
            break
        if isinstance(app.screen, Lock):
            await pilot.press("enter")
        elif len(app.screen_stack) > 1:
            app.pop_screen()
        await pilot.pause(0.1)
    assert isinstance(app.screen, Main), app.screen
    await pilot.resize_terminal(80, 24)
    await app.screen.action_show("today")
    await settle(pilot)


def memory() -> int:
    """Bytes in use by this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
