"""The two fronts, driven as a person drives them, with the same few verbs: what one can do, the other can.

Both work on the vault that the environment names: ``async with front(program) as at_work``. A record is always the
latest of its kind.
"""

from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from area_app import KEYS, area, page, rows
from driving import Program, Ran
from pilots import send, until
from textual import events
from textual.pilot import Pilot
from textual.widgets import Button, Input, OptionList, Select
from textual.worker import WorkerCancelled

from medledare.config.paths import find_places
from medledare.domain.records import KINDS, OF_OTHERS, QUIET
from medledare.domain.short_id import short
from medledare.services.clock import local_now
from medledare.services.forms import FORMS
from medledare.text.kinds import KINDS_WORDS
from medledare.tui.app import MedledareApp
from medledare.tui.modals.form import Form
from medledare.tui.palette import Palette
from medledare.tui.screens.main import Main


class Way(NamedTuple):
    """How a record of a kind is written, and changed, in each front.

    ``command``: its words, the person's own coming last where the kind has any. ``area`` and ``keys``: where in the
    terminal interface, and what is pressed there; a name with a capital is looked for in the palette. ``fields``:
    what a form needs beside its first field. ``again``: as ``command`` and ``keys``, for a kind that is said anew.
    """

    command: Sequence[str]
    area: str
    keys: Sequence[str]
    fields: Sequence[tuple[str, str]] = ()
    again: tuple[Sequence[Sequence[str]], Sequence[str]] = ((), ())


WAYS = {
    "entry": Way(["add"], "today", ["w"]),
    "mission": Way(["mission", "set"], "today", ["m"]),
    "role": Way(["role", "set"], "today", ["Role"]),
    "goal": Way(["goal", "add", "--standalone"], "goals", ["n"]),
    "failure": Way(["fail"], "learnings", ["n"]),
    "learning": Way(["learn"], "learnings", ["l"]),
    "need": Way(["need", "add"], "learnings", ["b"]),
    "mandate": Way(["mandate", "add"], "goals", ["m"]),
    "decision": Way(["decide"], "goals", ["b"]),
    "stop": Way(["stop"], "goals", ["s"]),
    "close": Way(["close"], "today", ["e"]),
    "talk": Way(["talk", "plan", "--date", "2099-01-02 10:00"], "share", ["Coming talk"], [("at", "2099-01-02 10:00")]),
    "template": Way(["template", "add"], "today", ["ctrl+t", "n"]),
    "observer": Way(["observe", "add"], "learnings", ["New observer"]),
    "checkin": Way(
        ["checkin", "--answer", "TIL1=3"], "today", ["c", "3"], again=([["checkin", "--answer", "TIL1=1"]], ["up", "1"])
    ),
    "conditions": Way(
        ["checkin", "--week", "--answer", "TIL=3"],
        "today",
        ["f", "3", "ctrl+s"],
        again=([["checkin", "--week", "--answer", "TIL=1"]], ["up", "1", "ctrl+s"]),
    ),
    "focus": Way(
        ["focus", "set", "TIL"],
        "today",
        ["Focus principle", "home", "enter"],
        again=([["focus", "set", "HEL"]], ["down", "enter"]),
    ),
    "pair": Way(
        ["trends", "pairs", "add", "--factor", "place=home", "--principle", "TIL"],
        "trends",
        ["p", "n", "#yes"],
        again=(
            [
                ["trends", "pairs", "remove", "{id}"],
                ["trends", "pairs", "add", "--factor", "place=office", "--principle", "TIL"],
            ],
            ["x", "n", "enter", "down", "enter", "#yes"],
        ),
    ),
    "offer": Way(["coach"], "today", []),
}
"""Every kind but the one that notes what left, which is written by letting something leave."""


class Front(Protocol):
    """What can be done in a front."""

    def __init__(self, program: Program) -> None: ...
    async def __aenter__(self) -> "Front": ...
    async def __aexit__(self, *error: object) -> None: ...
    async def write(self, kind: str, words: str) -> None: ...
    async def read(self, kind: str, wanted: str) -> str:
        """All that is read of the latest record, once ``wanted`` is; empty if there is none."""

    async def found(self, words: str) -> str:
        """What a search for words shows."""

    async def change(self, kind: str, words: str) -> None:
        """Change its first field to other words, or say it anew."""

    async def link(self, kind: str, other: str) -> None:
        """Let it name the latest record of another kind."""

    def names(self, other: str, words: str) -> str:
        """What is read of a record that it is linked to."""

    async def undo(self) -> None: ...
    async def take_out(self, format: str, target: Path) -> None: ...
    async def bring_in(self, source: Path) -> None: ...


class CommandLine:
    """The program run for each step."""

    def __init__(self, program: Program) -> None:
        self._program = program

    async def __aenter__(self) -> "CommandLine":
        return self

    async def __aexit__(self, *error: object) -> None:
        """Each step has ended by itself."""

    async def write(self, kind: str, words: str) -> None:
        self._run(*WAYS[kind].command, *([words] if kind in FORMS else []))

    async def read(self, kind: str, wanted: str) -> str:
        found = self._id(kind)
        return self._run("show", found).out if found else ""

    async def found(self, words: str) -> str:
        return self._run("log", *words.split()).out

    async def change(self, kind: str, words: str) -> None:
        record_id = self._id(kind)
        if kind in FORMS:
            first = FORMS[kind][0].name
            self._run("edit", record_id, f"--{first}", words)
            return
        # The command that it names is the one to use.
        told = self._program("edit", record_id)
        assert told.status == 2
        for command in WAYS[kind].again[0]:
            assert " ".join(("medledare", *command[:1])) in told.err
            self._run(*(word.format(id=record_id) for word in command))

    async def link(self, kind: str, other: str) -> None:
        self._run("edit", self._id(kind), f"--{other}", self._id(other))

    def names(self, other: str, words: str) -> str:
        return f"{other.capitalize()}: {short(self._id(other))}"

    async def undo(self) -> None:
        self._run("undo")

    async def take_out(self, format: str, target: Path) -> None:
        self._run("export", "--format", format, "-o", str(target))

    async def bring_in(self, source: Path) -> None:
        self._run("import", str(source))

    def _id(self, kind: str) -> str:
        found = self._run("log", "--kind", kind, "-n", "1", "--json").json["records"]
        return found[0]["id"] if found else ""

    def _run(self, *arguments: str) -> Ran:
        ran = self._program(*arguments)
        assert ran.status == 0, (arguments, ran)
        return ran


class Interface:
    """The terminal interface, worked with keys."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._open = AsyncExitStack()
        self._kind = ""
        """The one kind that the journal shows."""

    async def __aenter__(self) -> "Interface":
        self._app = MedledareApp(find_places(), local_now)
        self._app.animation_level = "none"
        self._pilot: Pilot[Any] = await self._open.enter_async_context(self._app.run_test(size=(120, 24)))
        await until(self._pilot, lambda: self._app.vault is not None)
        await self._settle()
        return self

    async def __aexit__(self, *error: Any) -> None:
        await self._open.__aexit__(*error)
        self._app.close()

    async def write(self, kind: str, words: str) -> None:
        way = WAYS[kind]
        await self._show(way.area)
        await self._press(way.keys)
        if kind in FORMS:
            await self._paste(words)
            for name, typed in way.fields:
                self._app.screen.query_one(f"#field-{name}", Input).value = typed
            await self._keys("ctrl+s")
        await self._back()

    async def read(self, kind: str, wanted: str) -> str:
        if not await self._journal(kind):
            return ""
        with suppress(AssertionError):
            await until(self._pilot, lambda: wanted in page(self._app))
        return page(self._app)

    async def found(self, words: str) -> str:
        await self._journal("")
        await self._press(["f"])
        await self._paste(words)
        await until(self._pilot, lambda: len(rows(self._app)) == 1)
        (shown,) = rows(self._app)
        await self._press(["escape", "escape"])
        return shown

    async def change(self, kind: str, words: str) -> None:
        await self._journal(kind)
        await self._press(["e"])
        if kind not in FORMS:
            await until(self._pilot, lambda: not isinstance(self._app.screen, Main) or area(self._app).id != "journal")
            await self._settle()
            await self._press(WAYS[kind].again[1])
            await self._back()
            return
        await until(self._pilot, lambda: isinstance(self._app.screen, Form))
        await self._keys("home", "shift+end")
        await self._paste(words)
        await self._press(["ctrl+s"])
        await self._back()

    async def link(self, kind: str, other: str) -> None:
        await self._journal(kind)
        await self._press(["e"])
        await until(self._pilot, lambda: isinstance(self._app.screen, Form))
        self._app.screen.query_one(f"#field-{other}", Select).focus()
        await self._keys("enter", "home", "down", "enter", "ctrl+s")
        await self._back()

    def names(self, other: str, words: str) -> str:
        return f"{other.capitalize()}  {words}"

    async def undo(self) -> None:
        await self._show("journal")
        await self._keys("ctrl+z")

    async def take_out(self, format: str, target: Path) -> None:
        await self._show("share")
        self._app.screen.query_one("#share-format", Select).value = format
        await self._settle()
        where = self._app.screen.query_one("#share-target", Input)
        where.value = str(target)
        where.focus()
        await self._press(["ctrl+s"])
        await until(self._pilot, lambda: target.name in page(self._app))

    async def bring_in(self, source: Path) -> None:
        await self._call("Import")
        screen = self._app.screen
        screen.query_one("#import-path", Input).value = str(source)
        await self._keys("enter")
        go = screen.query_one("#import-go", Button)
        await until(self._pilot, lambda: str(go.label) == "Import")
        await self._press(["ctrl+s"])
        await until(self._pilot, lambda: str(go.label) != "Import" and self._offered("escape"))
        await self._press(["escape"])
        await self._back()

    async def _show(self, name: str) -> None:
        self._app.screen.set_focus(None)
        await self._keys(KEYS[name])
        await until(self._pilot, lambda: area(self._app).id == name)

    async def _press(self, keys: Sequence[str]) -> None:
        for key in keys:
            if key.startswith("#"):
                self._app.screen.query_one(key, Button).press()
                await self._settle()
            elif key[0].isupper():
                await self._call(key)
            else:
                await until(self._pilot, partial(self._offered, key))
                await self._keys(key)

    async def _keys(self, *keys: str) -> None:
        """Keys, each when what came of the one before is shown."""
        for key in keys:
            send(self._pilot, key)
            await self._settle()

    async def _paste(self, words: str) -> None:
        """Words into the field that has the focus."""
        self._app.post_message(events.Paste(words))
        await self._settle()

    async def _settle(self) -> None:
        """Nothing more is under way: whatever else a step needs is waited for by itself."""
        quiet = 0
        while quiet < 2:
            await self._pilot.pause()
            quiet = 0 if len(self._app.workers) else quiet + 1
            # One that is begun anew meanwhile is waited for in the next round.
            with suppress(WorkerCancelled):
                await self._app.workers.wait_for_complete()

    def _offered(self, key: str) -> bool:
        """Whether a key does something here and now."""
        active = self._app.screen.active_bindings.get(key)
        return active is not None and active.enabled

    async def _back(self) -> None:
        """What was opened has closed again."""
        await until(self._pilot, lambda: isinstance(self._app.screen, Main))

    async def _call(self, name: str) -> None:
        """A command by its name, from the palette."""
        await self._keys("ctrl+p")
        palette = self._app.screen
        assert isinstance(palette, Palette)
        palette.query_one(Input).value = name
        hits = palette.query_one(OptionList)

        def first() -> str:
            return str(hits.get_option_at_index(0).prompt) if hits.option_count else ""

        await until(self._pilot, lambda: first().startswith(name))
        await self._keys("enter")
        await until(self._pilot, lambda: self._app.screen is not palette)
        await self._settle()

    async def _journal(self, kind: str) -> bool:
        """Show one kind in the journal, or all that is told day by day; whether there is any of it."""
        await self._show("journal")
        if kind == self._kind and rows(self._app):
            await self._keys("home")
            return True
        await self._press(["t"])
        choices = self._app.screen.query_one(OptionList)
        names = [str(choices.get_option_at_index(place).prompt) for place in range(choices.option_count)]
        wanted = KINDS_WORDS[kind] if kind else "Everything"
        here = [place for place, name in enumerate(names) if name.startswith(wanted)]
        choices.highlighted = here[0] if here else None
        await self._keys("enter" if here else "escape")
        self._kind = kind if here else self._kind
        return bool(here)


FRONTS: Sequence[type[Front]] = (CommandLine, Interface)
SAID = tuple(kind for kind in KINDS if kind not in (*QUIET, *OF_OTHERS))
"""The kinds that a person writes."""
