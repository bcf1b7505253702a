"""A team's pulse: where the week stands, what the team sees, one principle of it in full, and the way to take part."""

import asyncio
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult

from medledare.domain.principles import PRINCIPLES
from medledare.domain.problems import Problem
from medledare.services import pulse
from medledare.services import pulse_words as words
from medledare.services.pulse import View
from medledare.services.teams import reason
from medledare.text import N_, _, say
from medledare.text.team import REFUSED
from medledare.tui.areas.base import WIDE
from medledare.tui.commands import Command
from medledare.tui.screens.at_folder import AtFolder
from medledare.tui.widgets import pulse_full
from medledare.tui.widgets.blocks import Block, shown_line
from medledare.tui.widgets.footer import Footer
from medledare.tui.widgets.glance import Glance
from medledare.tui.widgets.page import Page
from medledare.tui.widgets.pulse_strip import tiles

if TYPE_CHECKING:
    from medledare.sharing.team import Team


class Pulse(AtFolder):
    """Where the week stands over the team's picture. Everything is read in a thread; what is shown meanwhile stays."""

    CSS_PATH = "pulse.tcss"
    AUTO_FOCUS = "#pulse-stands"
    HEADING = N_("The pulse")
    UNDOES = False
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("leave", "escape", N_("Back"), N_("Back to where you were"), footer=True),
        Command("take_part", "p", N_("Take part"), N_("See what you would put in, and say yes or no"), footer=True),
        Command(
            "take_back",
            "x",
            N_("Take back"),
            N_("Put nothing in after all, before the figures are summed up"),
            footer=True,
        ),
        Command("full", "o", N_("In full"), N_("Show the principle under the cursor week by week"), footer=True),
        Command("look", "r", N_("Look again"), N_("Go on with what you agreed to, and read the team's folder again")),
        Command("step(1)", "right", N_("Next"), N_("The next principle in full"), palette=False),
        Command("step(-1)", "left", N_("Before"), N_("The principle before in full"), palette=False),
    )

    def __init__(self, team: "Team") -> None:
        super().__init__()
        self._team = team
        self._view: View | None = None
        self._under_way: date | None = None
        self._in_full = False

    def compose(self) -> ComposeResult:
        yield Page(id="pulse-stands")
        yield Glance(id="pulse-glance")
        yield Page(id="pulse-full")
        yield Footer()

    def on_mount(self) -> None:
        self.set_class(self.app.size.width >= WIDE, "-wide")
        self._show_parts()
        self.query_one("#pulse-stands", Page).show([*self._title(), Block(_("The team's folder is read …"), "muted")])
        self.keep_watch()
        self.action_look()

    def watched(self) -> "Team":
        return self._team

    def look_again(self) -> None:
        self.action_look()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= WIDE, "-wide")

    # What is read

    def action_look(self) -> None:
        """Go on with what was agreed to, and see where it stands."""
        self._read(lambda: "")

    @work(exclusive=True, group="pulse")
    async def _read(self, first: Callable[[], str]) -> None:
        """Do something and say what came of it, then see where it stands; where that cannot be seen, all stays."""
        told = False
        try:
            if said := await asyncio.to_thread(first):
                self.tell(said)
        except Problem as problem:
            self.tell_problem(problem)
            told = True
        try:
            self._view = await asyncio.to_thread(pulse.view, self.vault, self.clock, self._team)
        except Problem as problem:
            # What one agreed to can be taken back all the same.
            self._under_way = await asyncio.to_thread(pulse.under_way, self.vault, self.clock, self._team)
            if self._view is None:
                wrong = Block(shown_line(say(problem)), "mark")
                self.query_one("#pulse-stands", Page).show([*self._title(), wrong])
            elif not told:
                self.tell_problem(problem)
            self.refresh_bindings()
        else:
            self._under_way = words.current(self._view.standings)
            self._draw(self._view)

    # What is shown

    def _draw(self, view: View) -> None:
        told = [Block(shown_line(one)) for one in words.stands_words(view, self.clock())]
        if view.rejected:
            told.append(Block(_(REFUSED), "label"))
            told += [Block(shown_line(f"{one.file}: {reason(one)}"), first="  ", rest="  ") for one in view.rejected]
        picture = view.picture
        if picture.weeks:
            about = [Block(words.over_words(picture), "muted")]
            self.query_one(Glance).show(partial(tiles, picture))
        else:
            about = [Block(), Block(_(words.ABOUT))]
        self.query_one("#pulse-stands", Page).show([*self._title(), *told, *about], keep_place=True)
        first = not self.has_class("-some")
        self._show_parts()
        if self._in_full:
            self._draw_full()
        elif picture.weeks and first:
            self.query_one(Glance).focus()
        self.refresh_bindings()

    def _draw_full(self) -> None:
        if (view := self._view) is not None:
            principle = self.query_one(Glance).principle or PRINCIPLES[0]
            drawn = partial(pulse_full.page, view.picture, principle)
            self.query_one("#pulse-full", Page).show(drawn, keep_place=True)

    def _show_parts(self) -> None:
        some = self._view is not None and bool(self._view.picture.weeks)
        self.set_class(some, "-some")
        self.query_one("#pulse-stands").display = not self._in_full
        self.query_one("#pulse-glance").display = some and not self._in_full
        self.query_one("#pulse-full").display = self._in_full

    def _title(self) -> list[Block]:
        return [Block(shown_line(_("The pulse of {team}").format(team=self._team.name)), "title")]

    @property
    def _offer(self) -> pulse.Offer | None:
        """The week one can say yes to, if there is anything to put in."""
        offer = self._view.offer if self._view else None
        return offer if offer and words.something(offer) else None

    # Commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done follows from where it stands."""
        view = self._view
        where = {
            "take_part": self._offer is not None and not self._in_full,
            "take_back": self._under_way is not None and not self._in_full,
            "full": view is not None and bool(view.picture.weeks) and not self._in_full,
            "step": self._in_full,
        }
        return where.get(action, True) and super().check_action(action, parameters)

    @on(Glance.Chosen)
    def _chosen(self) -> None:
        self.action_full()

    def action_full(self) -> None:
        """The principle under the cursor, week by week."""
        self._look_at(in_full=True)
        self._draw_full()
        self.query_one("#pulse-full", Page).scroll_home(animate=False)

    def action_step(self, step: int) -> None:
        """Another principle in full."""
        glance = self.query_one(Glance)
        glance.select(PRINCIPLES[(PRINCIPLES.index(glance.principle) + step) % len(PRINCIPLES)])
        self.action_full()

    def action_leave(self) -> None:
        """From one principle to all, and from there back to where one came from."""
        if self._in_full:
            self._look_at(in_full=False)
            self.query_one(Glance).focus()
        else:
            self.dismiss(None)

    def _look_at(self, in_full: bool) -> None:
        self._in_full = in_full
        self._show_parts()
        if in_full:
            self.query_one("#pulse-full").focus()
        self.refresh_bindings()

    def action_take_part(self) -> None:
        """Show what would be put in and what to know of it, and ask."""
        from medledare.tui.screens.pulse_consent import Consent

        if (offer := self._offer) is None:
            return

        def answered(left_out: frozenset[str] | None) -> None:
            if left_out is not None:
                self._read(lambda: self._agree(offer, left_out))

        self.app.push_screen(Consent(offer), answered)

    def _agree(self, offer: pulse.Offer, left_out: frozenset[str]) -> str:
        pulse.agree(self.vault, self.clock, offer, left_out)
        return _(words.AGREED)

    def action_take_back(self) -> None:
        """Ask whether to put nothing in after all."""
        from medledare.tui.modals.confirm import Confirm

        if (monday := self._under_way) is None:
            return

        def take_back() -> str:
            return words.taken_back_words(True, pulse.take_back(self.vault, self.clock, self._team, monday))

        def answered(yes: bool | None) -> None:
            if yes:
                self._read(take_back)

        self.app.push_screen(Confirm(_(words.TAKE_BACK), _("Take it back")), answered)
