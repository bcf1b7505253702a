"""What is to be taken out, as what, without what, and where to: the form of Share."""

import asyncio
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Checkbox, Input, Select, Static

from medledare.domain.principles import PRINCIPLES
from medledare.domain.problems import Problem
from medledare.domain.records import QUIET, Goal
from medledare.domain.redaction import PRIVATE
from medledare.services import records
from medledare.services.exporting import Wish
from medledare.services.search import Query
from medledare.services.surroundings import remark_words, remarks
from medledare.text import _, language, say
from medledare.text.formats import FORMATS
from medledare.text.kinds import KINDS_WORDS
from medledare.text.library import principle_name
from medledare.text.when import parse_day
from medledare.tui.widgets.blocks import shown_line
from medledare.tui.widgets.line import Line
from medledare.tui.widgets.ticks import Tick
from medledare.tui.widgets.typed import as_shown

KINDS = {kind: name for kind, name in KINDS_WORDS.items() if kind not in QUIET}
"""Kinds that can be taken out, in the order they are asked for."""
OWN = "template"


class ShareForm(VerticalScroll):
    """The form. It says beside each field what is wrong, and tells when something is to be written."""

    @dataclass
    class Wished(Message):
        """Everything is right, and is to be written to ``target``."""

        wish: Wish
        target: Path

    def __init__(self, vault: Any, clock: Any) -> None:
        """``vault`` and ``clock`` give the open vault, and the time."""
        super().__init__(id="share-form", can_focus=False)
        self._vault, self._clock = vault, clock
        self._suggested = ""

    def compose(self) -> ComposeResult:
        yield Static(_("Take a copy out"), classes="title", markup=False)
        yield Static(
            _("The copy is not encrypted. Whoever can open the file can read it."), classes="hint", markup=False
        )
        yield from self._select("format", _("Format"), [(_(one.words), name) for name, one in FORMATS.items()])
        yield from self._line("template", _("Template"), _("A file; without one, an example"))
        with Horizontal(classes="field", id="share-folder-field"):
            yield Static(_("Folder"), classes="label", markup=False)
            yield Tick("", id="share-folder")
        yield from self._line("since", _("From"), _("The beginning"))
        yield from self._line("until", _("To"), _("Today"))
        yield from self._line("tags", _("Tags"), _("All; else words with a space between"))
        principles = [(principle_name(code), code) for code in PRINCIPLES]
        yield from self._select("principle", _("Principle"), principles, prompt=_("All"))
        yield from self._select("goal", _("Goal"), [], prompt=_("All"))
        with Horizontal(classes="field kinds"):
            yield Static(_("What"), classes="label", markup=False)
            with Container(id="share-kinds"):
                for kind, name in KINDS.items():
                    yield Tick(_(name), value=True, id=f"share-kind-{kind}")
        yield Static(classes="message", id="share-kinds-message", markup=False)
        with Horizontal(classes="field"):
            yield Static(_("Without"), classes="label", markup=False)
            yield Tick(_("what is for you alone: @names and ((passages))"), id="share-redact")
        yield from self._line("target", _("File"), "")
        yield Static(classes="message remarks", id="share-remarks", markup=False)
        yield Button(_("Export"), id="share-export", variant="primary", compact=True)

    def _line(self, name: str, label: str, hint: str) -> ComposeResult:
        with Horizontal(classes="field", id=f"share-{name}-field"):
            yield Static(label, classes="label", markup=False)
            yield Line(placeholder=hint, id=f"share-{name}")
        yield Static(classes="message", id=f"share-{name}-message", markup=False)

    def _select(self, name: str, label: str, options: list[tuple[str, str]], prompt: str = "") -> ComposeResult:
        chosen: Any = Select.NULL if prompt else options[0][1]
        with Horizontal(classes="field"):
            yield Static(label, classes="label", markup=False)
            yield Select(
                [(Content(words), code) for words, code in options],
                value=chosen,
                allow_blank=bool(prompt),
                prompt=prompt,
                compact=True,
                id=f"share-{name}",
            )

    def fill(self) -> None:
        """The goals there are now, and a name for the file."""
        goals = self.query_one("#share-goal", Select)
        chosen, found = goals.value, records.all_of(self._vault(), Goal)
        goals.set_options([(Content(shown_line(one.headline)), one.id) for one in reversed(found)])
        if chosen in {one.id for one in found}:
            goals.value = chosen
        self._fit()

    def begin(self) -> None:
        """Go to the first field one writes in."""
        self._input("since").focus()

    @on(Select.Changed, "#share-format")
    def _format_chosen(self) -> None:
        """Where one file holds one kind, a folder is the rule."""
        self.query_one("#share-folder", Checkbox).value = FORMATS[self._chosen("format")].table
        self._fit()

    @on(Checkbox.Changed, "#share-folder")
    def _fit(self) -> None:
        """What the format can be, and a name that fits it and the day, until the person writes one."""
        format = FORMATS[self._chosen("format")]
        folder = self.query_one("#share-folder", Checkbox)
        folder.label = Content(_(format.folder))
        self.query_one("#share-folder-field").display = bool(format.folder)
        self.query_one("#share-template-field").display = self._chosen("format") == OWN
        target = self._input("target")
        if not target.value or target.value == self._suggested:
            ending = "" if self._in_folder else f".{format.ending}"
            self._suggested = f"~/medledare-{self._clock().date()}{ending}"
            target.value = self._suggested

    @on(Checkbox.Changed, "#share-redact")
    def _redact(self, event: Checkbox.Changed) -> None:
        """Kinds that are private are seen to stay, and can be ticked all the same."""
        for kind in PRIVATE:
            if kind in KINDS:
                self._kind(kind).value = not event.value

    @on(Input.Changed)
    @on(Select.Changed)
    @on(Checkbox.Changed)
    def _changed(self) -> None:
        """What is wrong is said beside its field as soon as it is typed, and what to know of the place."""
        self._read()
        self._look_around()

    @work(exclusive=True, group="share-remarks")
    async def _look_around(self) -> None:
        typed = self._input("target").value.strip()
        found = await asyncio.to_thread(remarks, Path(typed)) if typed else []
        # The screen may be taken down meanwhile, what is in it first.
        if self.query("#share-remarks"):
            self._say("#share-remarks", "\n".join(shown_line(remark_words(one)) for one in found))

    @on(Button.Pressed, "#share-export")
    @on(Input.Submitted)
    def ask(self) -> None:
        """Tell what is wished for, once everything is right."""
        if wished := self._read():
            self.post_message(wished)

    def complain(self, name: str, message: str) -> None:
        """Say beside a field what is wrong with it."""
        self._say(f"#share-{name}-message", message)

    def _say(self, where: str, message: str) -> None:
        below = self.query_one(where, Static)
        below.update(as_shown(message))
        below.set_class(bool(message), "-wrong")

    def _read(self) -> "ShareForm.Wished | None":
        """What the form asks for; None, with a sentence beside each field that is wrong."""
        since, since_fits = self._day("since")
        until, until_fits = self._day("until")
        kinds = tuple(kind for kind in KINDS if self._kind(kind).value)
        self.complain("kinds", "" if kinds else _("Choose at least one."))
        typed = self._input("target").value.strip()
        self.complain("target", "" if typed else _("Write a few words here."))
        if since and until and since > until:
            self.complain("until", _("This is before the beginning."))
            until_fits = False
        if not (since_fits and until_fits and kinds and typed):
            return None
        redact = self.query_one("#share-redact", Checkbox).value
        query = Query(
            since=since,
            until=until,
            # Private kinds leave a redacted copy only where they are named.
            kinds=kinds if redact or len(kinds) < len(KINDS) else (),
            tags=tuple(self._input("tags").value.split()),
            principle=self._chosen("principle"),
            goal=self._chosen("goal"),
        )
        format, template = self._chosen("format"), self._input("template").value.strip()
        own = Path(template).expanduser() if template and format == OWN else None
        wish = Wish(format, query, redact, self._in_folder, own)
        return self.Wished(wish, Path(typed).expanduser().absolute())

    def _day(self, name: str) -> tuple[date | None, bool]:
        typed, message, day = self._input(name).value.strip(), "", None
        try:
            day = parse_day(typed, self._clock(), language()) if typed else None
        except Problem as problem:
            message = say(problem)
        self.complain(name, message)
        return day, not message

    @property
    def _in_folder(self) -> bool:
        return bool(FORMATS[self._chosen("format")].folder) and self.query_one("#share-folder", Checkbox).value

    def _input(self, name: str) -> Input:
        return self.query_one(f"#share-{name}", Input)

    def _kind(self, kind: str) -> Checkbox:
        return self.query_one(f"#share-kind-{kind}", Checkbox)

    def _chosen(self, name: str) -> str:
        select = self.query_one(f"#share-{name}", Select)
        return "" if select.is_blank() else str(select.value)
