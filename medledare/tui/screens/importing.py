"""Bringing a journal in: name a file, see what is in it, take it in; and take earlier imports back."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Button, Checkbox, Input, Select, Static

from medledare.domain.problems import Problem
from medledare.domain.records import Arrival
from medledare.services import arrivals, importing
from medledare.services.importing import Done, Plan
from medledare.text import N_, _, say
from medledare.text.formats import SOURCES
from medledare.text.zones import zone, zone_name
from medledare.tui.areas.base import WIDE
from medledare.tui.commands import Command
from medledare.tui.modals.confirm import Confirm
from medledare.tui.part import Part
from medledare.tui.screens import importing_page as pages
from medledare.tui.widgets.blocks import Block
from medledare.tui.widgets.footer import Footer
from medledare.tui.widgets.item_list import ItemList
from medledare.tui.widgets.line import Line
from medledare.tui.widgets.page import Page
from medledare.tui.widgets.paths import Paths
from medledare.tui.widgets.ticks import Tick
from medledare.tui.widgets.working import Working

if TYPE_CHECKING:
    from medledare.vault.vault import Vault

GUESS = "guess"
KEEP_UP = 0.5
"""Seconds between looks at whether the earlier imports have changed."""


class Wish(NamedTuple):
    """What is to be read, and how. An empty ``zone`` is the system's."""

    path: str
    format: str
    zone: str
    strict: bool
    restore: bool


class Importing(Part, Screen[None]):
    """What to bring in above, what is in it below, and the imports there were."""

    AUTO_FOCUS = "#import-path"
    CSS_PATH = "importing.tcss"
    HEADING = N_("Import")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("bring", "ctrl+s", N_("Import"), N_("Bring in what was found"), footer=True, priority=True),
        Command("take_back", "x", N_("Take back"), N_("Take the import under the cursor back, whole"), footer=True),
        Command("app.focus_next", "tab", N_("The other side"), footer=True, palette=False),
        Command("leave", "escape", N_("Back"), N_("Back to the journal"), footer=True),
    )

    def __init__(self) -> None:
        super().__init__()
        self._found: tuple[Wish, Plan, Done] | None = None
        self._seen = -1

    def compose(self) -> ComposeResult:
        with Container(id="import-split"):
            with Vertical(id="import-form"):
                path = Line(id="import-path", placeholder=_("A file, a folder or a zip archive; → completes"))
                path.suggester = Paths()
                yield from _labelled(_("File"), path)
                formats = [(_("Guess it"), GUESS), *((SOURCES[name], name) for name in importing.formats())]
                options = [(Content(words), name) for words, name in formats]
                yield from _labelled(
                    _("Format"), Select(options, value=GUESS, allow_blank=False, compact=True, id="import-format")
                )
                yield from _labelled(_("Time zone"), Line(zone_name(), id="import-zone"), "zone")
                yield Tick(_("Only dates of the usual form begin an entry"), id="import-strict")
                yield Tick(_("Bring back what you have deleted here, too"), id="import-restore")
                yield Button(_("See what is in it"), id="import-go", variant="primary", compact=True)
                yield Working()
            with Vertical(id="import-side"):
                yield Page(id="import-page")
                yield Static(_("Earlier imports"), id="import-earlier-title", classes="heading", markup=False)
                yield ItemList(pages.drawn, lambda one: one.id, id="import-earlier")
        yield Footer()

    def on_mount(self) -> None:
        self.query_one(Page).show(pages.about_page())
        self._offer(None)
        self._keep_up()
        self.set_interval(KEEP_UP, self._keep_up)

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= WIDE, "-wide")

    # What is in the file

    def _wish(self) -> Wish:
        def ticked(name: str) -> bool:
            return self.query_one(f"#import-{name}", Checkbox).value

        return Wish(
            self.query_one("#import-path", Input).value.strip(),
            str(self.query_one("#import-format", Select).value),
            self.query_one("#import-zone", Input).value.strip(),
            ticked("strict"),
            ticked("restore"),
        )

    @on(Input.Submitted)
    @on(Select.Changed, "#import-format")
    @on(Checkbox.Changed)
    def _asked_to_look(self) -> None:
        if self._wish().path and not self._busy:
            self._look(self._wish())

    @on(Input.Changed)
    def _typed(self) -> None:
        """What was found holds for what stood there before."""
        self._label()

    @on(Button.Pressed, "#import-go")
    def _go(self) -> None:
        self.action_bring()

    @property
    def _ready(self) -> bool:
        """Whether what was found is what is asked for now, and anything of it is new."""
        return self._found is not None and self._found[0] == self._wish() and self._found[2].added > 0

    def _label(self) -> None:
        self.query_one("#import-go", Button).label = _("Import") if self._ready else _("See what is in it")
        self.refresh_bindings()

    @work(exclusive=True, group="import")
    async def _look(self, wish: Wish) -> None:
        """Read the file beside the event loop, and say what is in it."""
        vault = self.vault
        self._found = None
        self.refresh_bindings()
        try:
            plan, done = await self.query_one(Working).run(_("Reading"), lambda _tell: _look_at(vault, wish))
        except Problem as problem:
            self._say(pages.wrong_page(say(problem)))
        else:
            self._found = wish, plan, done
            self._offer(self._found)
            self._say(pages.found_page(plan, done))
        self._label()

    def _offer(self, found: tuple[Wish, Plan, Done] | None) -> None:
        """Ask only what matters for what was found."""
        wish, plan, done = found or (None, None, None)
        shown = {
            "import-zone-row": bool(plan and plan.zoneless),
            "import-strict": bool(plan and wish and (plan.doubtful or wish.strict)),
            "import-restore": bool(done and wish and (done.deleted or wish.restore)),
        }
        for name, value in shown.items():
            self.query_one(f"#{name}").display = value

    def _say(self, blocks: list[Block]) -> None:
        self.query_one(Page).show(blocks)

    # Bringing it in

    @property
    def _busy(self) -> bool:
        return any(one.busy for one in self.query(Working))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While something is under way, one stays."""
        if action in ("leave", "bring", "take_back") and self._busy:
            return None
        if action == "take_back":
            return self.query_one(ItemList).has_focus and self.query_one(ItemList).current is not None
        return super().check_action(action, parameters)

    def action_bring(self) -> None:
        """Bring in what was found; see what is in it first, where that is not known."""
        if self._ready and self._found:
            self._bring(*self._found[:2])
        elif self._wish().path:
            self._look(self._wish())
        else:
            self.query_one("#import-path").focus()

    @work(exclusive=True, group="import")
    async def _bring(self, wish: Wish, plan: Plan) -> None:
        vault, clock = self.vault, self.clock
        self.refresh_bindings()
        try:
            (done,) = await self.query_one(Working).run(
                _("Importing"), lambda tell: importing.run(vault, clock, [plan], tell, restore=wish.restore)
            )
        except Problem as problem:
            self._say(pages.wrong_page(say(problem)))
        else:
            self._say(pages.done_page(plan, done))
            # Out of the field, so that ctrl+z is about the import.
            self.query_one(Page).focus()
        self._done()

    def _done(self) -> None:
        self._found = None
        self._label()
        self._keep_up()
        self.medledare.freshen()

    # Earlier ones

    def _keep_up(self) -> None:
        """Show the imports there were, if anything has changed."""
        vault = self.medledare.vault
        if vault is None or self._busy or vault.generation == self._seen:
            return
        self._seen = vault.generation
        self._show_earlier()

    @work(exclusive=True, group="earlier")
    async def _show_earlier(self) -> None:
        known = await asyncio.to_thread(arrivals.arrivals, self.vault)
        self.query_one(ItemList).show(known[::-1])
        for one in self.query("#import-earlier-title, #import-earlier"):
            one.display = bool(known)
        self.refresh_bindings()

    @on(ItemList.Chosen)
    def action_take_back(self) -> None:
        """Ask, and take an import back."""
        arrival = self.query_one(ItemList).current
        if not isinstance(arrival, Arrival) or self._busy:
            return

        def confirmed(yes: bool | None) -> None:
            if yes:
                self._take_back(arrival)

        question = _("Take this import back? What you have changed since stays.")
        self.app.push_screen(Confirm(question, _("Take it back")), confirmed)

    @work(exclusive=True, group="import")
    async def _take_back(self, arrival: Arrival) -> None:
        vault = self.vault
        try:
            done = await self.query_one(Working).run(_("Taking back"), lambda _tell: arrivals.take_back(vault, arrival))
        except Problem as problem:
            self._say(pages.wrong_page(say(problem)))
        else:
            self._say(pages.taken_page(done))
        self._done()

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)


def _look_at(vault: "Vault", wish: Wish) -> tuple[Plan, Done]:
    plan = importing.plan(
        Path(wish.path).expanduser(),
        format=None if wish.format == GUESS else wish.format,
        zone=zone(wish.zone),
        strict=wish.strict,
    )
    (done,) = importing.foresee(vault, [plan], restore=wish.restore)
    return plan, done


def _labelled(label: str, field: Line | Select[str], name: str = "") -> ComposeResult:
    with Horizontal(classes="field", id=f"import-{name}-row" if name else None):
        yield Static(label, classes="label", markup=False)
        yield field
