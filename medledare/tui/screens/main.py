"""The main screen: a tab bar over six areas, each made when first shown."""

from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import ContentSwitcher

from medledare.text import N_, _
from medledare.tui.areas.base import Area
from medledare.tui.areas.today import Today
from medledare.tui.commands import Command
from medledare.tui.opening import spare_the_collector
from medledare.tui.part import Part
from medledare.tui.widgets.editor import Editor
from medledare.tui.widgets.footer import Footer
from medledare.tui.widgets.tab_bar import TabBar

if TYPE_CHECKING:
    from medledare.domain.period import Scale
    from medledare.domain.records import Record
    from medledare.tui.undoing import Touched

AREAS: dict[str, str] = {
    "today": N_("Today"),
    "goals": N_("Goals"),
    "journal": N_("Journal"),
    "learnings": N_("Learnings"),
    "trends": N_("Trends"),
    "share": N_("Share"),
}
"""Each area's module (``goals``; its class is ``Goals``) and its label."""

REVIEWS: dict[str, tuple[str, str]] = {
    "week": (N_("Review the week"), N_("Facts from your records, then what you want to do and what to prune")),
    "month": (N_("Review the month"), N_("Facts from your records, the mission and the goals")),
    "quarter": (N_("Review the quarter"), N_("Take the mission up again, and which goals to keep")),
    "year": (N_("Review the year"), N_("Walk the months, and finish a few sentences; over several days if you like")),
}
"""What can be looked back on: its command's label and help."""

TELLING: dict[str, tuple[str, str]] = {
    "summary": (N_("A summary for others"), N_("Tell of a period: exactly the parts and words you choose")),
    "team_told": (N_("Read summaries"), N_("What members of your team have told you")),
    "open_sealed": (N_("Open a sealed summary"), N_("One that somebody sent you; the signature is checked")),
    "shared": (N_("What you have shared"), N_("Read it, and take it back if you wish")),
}
"""What is told between people: its command's label and help."""


class Main(Part, Screen[None]):
    """Where one is with the vault open."""

    AUTO_FOCUS = None
    HEADING = N_("Areas")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        # With priority, so that not even the first letter after it goes astray.
        Command("write", "w", N_("Write"), N_("Go to the journal's editor"), footer=True, priority=True),
        *(Command(f"show('{name}')", str(key), label) for key, (name, label) in enumerate(AREAS.items(), 1)),
        Command(
            "evidence",
            "",
            N_("About the evidence"),
            N_("What research this leans on, how far it carries, and what the program refuses to do"),
            where=N_("Anywhere"),
        ),
        Command(
            "beneficiary",
            "",
            N_("Whom the work is for"),
            N_("Choose the word for them: citizen, pupil, patient …"),
            where=N_("Anywhere"),
        ),
        Command(
            "team",
            "",
            N_("Team"),
            N_("Your card for others, and the teams you are in"),
            where=N_("With others"),
        ),
        *(Command(f"tell('{what}')", "", *told, where=N_("With others")) for what, told in TELLING.items()),
        *(
            Command(f"review('{scale}')", "", label, help, where=N_("Look back"))
            for scale, (label, help) in REVIEWS.items()
        ),
        Command(
            "prepare",
            "",
            N_("Before a talk"),
            N_("What your notes hold for a development dialogue, a salary talk, a one-to-one or an interview"),
            where=N_("Look back"),
        ),
        Command(
            "observers",
            "",
            N_("Observers"),
            N_("Invite a colleague to observe, take in the reply, or revoke"),
            where=N_("Share"),
        ),
    )

    def __init__(self, area: str = "today") -> None:
        """``area``: the one to show first."""
        super().__init__()
        self._first = area
        self.sought = ""
        """What was searched for last from anywhere; gone with the screen when the vault is locked."""

    def compose(self) -> ComposeResult:
        yield (bar := TabBar(AREAS))
        bar.set_reactive(TabBar.current, self._first)
        yield ContentSwitcher(_made(self._first), initial=self._first)
        yield Footer()

    def on_mount(self, event: events.Mount) -> None:
        if self.area is not None:
            self.area.enter()

    async def show(self, name: str) -> Area:
        """Show an area, making it first if it is not there."""
        switcher = self.query_one(ContentSwitcher)
        found = switcher.query_children(f"#{name}")
        if found:
            area = found.first(Area)
            area.freshen()
        else:
            area = _made(name)
            area.fit(switcher.size)
            # Not beside the one that is shown, which would be laid out anew for half of the screen.
            area.display = False
            await switcher.mount(area)
            self.call_after_refresh(spare_the_collector)
        switcher.current = self.query_one(TabBar).current = self.medledare.area = name
        area.enter()
        return area

    async def reveal(self, name: str, record: "Record") -> None:
        """Show an area with its cursor on a record."""
        area = await self.show(name)
        if not await area.reveal(record):
            self.tell(_("It is no longer there."))

    def begin(self) -> None:
        """The vault has been opened: fill what is shown."""
        for area in self.query(Today):
            area.take_drafts()
        if self.area is not None:
            self.area.freshen()
        self.refresh_bindings()

    @property
    def area(self) -> Area | None:
        """The area shown; None while the screen is put up or taken down."""
        return next((area for area in self.query(Area) if area.display and area.is_attached), None)

    def taken_back(self, touched: "Touched") -> None:
        """After undo: tell the area that can make something of it."""
        for area in self.query(Today):
            area.taken_back(touched)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While something is being written, letters are letters."""
        if action in ("review", "prepare", "team", "tell", "observers") and self.medledare.vault is None:
            return None
        return False if action == "write" and self.typing else super().check_action(action, parameters)

    async def action_show(self, name: str) -> None:
        """Show an area."""
        await self.show(name)

    async def action_write(self) -> None:
        """Go to the editor, wherever one is."""
        area = await self.show("today")
        if isinstance(area, Today):
            area.write()

    def action_evidence(self) -> None:
        """Tell what research the program leans on."""
        from medledare.tui.modals.evidence import Evidence

        self.app.push_screen(Evidence())

    def action_beneficiary(self) -> None:
        """Choose the word for those the work is for."""
        from medledare.tui.beneficiary import ask

        ask(self)

    def action_team(self) -> None:
        """One's card and one's teams."""
        from medledare.tui.screens.team import Team

        self.app.push_screen(Team())

    def action_tell(self, what: str) -> None:
        """Tell others something, read what they told, or take something back."""
        from medledare.tui.telling import tell

        tell(self.medledare, what)

    def action_review(self, scale: "Scale") -> None:
        """Look back on the period of a scale that is nearest its end."""
        from medledare.domain.period import nearest_its_end
        from medledare.tui.screens.review import Review

        self.app.push_screen(Review(nearest_its_end(scale, self.clock().date())))

    def action_observers(self) -> None:
        """Invite a colleague to observe, and take in what they saw."""
        from medledare.tui.screens.observers import Observers

        self.app.push_screen(Observers())

    def action_prepare(self) -> None:
        """Choose which talk, and prepare for it."""
        from medledare.domain.preparation import OCCASIONS, span_back
        from medledare.text.preparation import days, name
        from medledare.tui.modals.choose import Choose
        from medledare.tui.screens.talk import Talk

        def chosen(occasion: str | None) -> None:
            if occasion is not None:
                self.app.push_screen(Talk(occasion))  # type: ignore[arg-type]

        today = self.clock().date()
        choices = [(one, name(one).capitalize(), days(span_back(one, today))) for one in OCCASIONS]
        self.app.push_screen(Choose(_("Which talk do you prepare for?"), choices), chosen)

    @on(TabBar.Chosen)
    async def _chosen(self, event: TabBar.Chosen) -> None:
        await self.show(event.name)

    @on(Editor.NothingToUndo)
    async def _nothing_to_undo(self) -> None:
        await self.medledare.action_undo()


def _made(name: str) -> Area:
    return class_of(name)()


def class_of(name: str) -> type[Area]:
    """The class of an area. Loads it, if it was not shown yet."""
    found: type[Area] = getattr(import_module(f"medledare.tui.areas.{name}"), name.capitalize())
    return found
