"""Looking back on a period: what one's own records say of it, and beside it the draft of a review to write in."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen
from textual.widgets import TextArea

from medledare.domain.period import Period
from medledare.domain.problems import Problem
from medledare.domain.review import Part
from medledare.domain.review import Review as Reviewed
from medledare.services import reviews
from medledare.text import N_, _, closing
from medledare.text import review as words
from medledare.tui.areas.base import WIDE
from medledare.tui.commands import Command
from medledare.tui.part import Part as Own
from medledare.tui.screens.review_further import TakesFurther
from medledare.tui.widgets.blocks import Block, shown_line
from medledare.tui.widgets.editor import TOO_LONG, Editor
from medledare.tui.widgets.footer import Footer
from medledare.tui.widgets.page import Page

if TYPE_CHECKING:
    from medledare.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Seen:
    """A period as the vault has it now: its facts, and what the editor begins with."""

    reviewed: Reviewed
    start: str


class Review(TakesFurther, Own, Screen[None]):
    """Where a review is written. What is typed is kept in a draft until it is saved as an entry."""

    AUTO_FOCUS = "#review-editor"
    CSS_PATH = "review.tcss"
    HEADING = N_("In the review")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("save", "ctrl+s", N_("Save"), N_("Keep the review in the journal"), footer=True, priority=True),
        Command("leave", "escape", N_("Back"), N_("Back to the journal; what you typed stays"), footer=True),
        Command("app.focus_next", "tab", N_("The other side"), footer=True, palette=False),
        Command(
            "further",
            "f9",
            N_("Take further"),
            N_("Make the cursor's line a goal, an entry or what else it may lead to; the mission and the goals too"),
            footer=True,
        ),
        Command("month(1)", "f3", N_("Next month"), N_("Walk the year: the next month"), footer=True),
        Command("month(-1)", "f2", N_("Month before"), N_("Walk the year: the month before"), footer=True),
        Command("turn(-1)", "f4", N_("Earlier"), N_("Look back on the period before")),
        Command("turn(1)", "f5", N_("Later"), N_("Look back on the period after")),
        Command("choose", "f8", N_("Other period"), N_("Look back on something else"), footer=True),
        Command("app.help", "f1", N_("Help"), palette=False),
    )

    def __init__(self, period: Period) -> None:
        super().__init__()
        self._period = period
        self._seen: Seen | None = None
        self._month = 0

    def compose(self) -> ComposeResult:
        with Container(id="review-panes"):
            yield Page(id="review-page")
            yield Editor(id="review-editor")
        yield Footer()

    def on_mount(self) -> None:
        self._look()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= WIDE, "-wide")
        # Lines break elsewhere now, so the cursor's may have moved away.
        self.call_after_refresh(self._editor.scroll_cursor_visible, center=True)

    # What is shown

    @work(exclusive=True, group="look")
    async def _look(self) -> None:
        """Draft the period beside the event loop, and put what was begun or kept of it in the editor."""
        self._seen = None
        self._editor.read_only = True
        self._page.show([Block(words.title(self._period), "title")])
        self.refresh_bindings()
        try:
            seen = await asyncio.to_thread(_see, self.vault, self._period)
        except Problem as problem:
            self.tell_problem(problem)
            return
        drafts = self.medledare.drafts
        begun = drafts.at(reviews.spot(self._period)) if drafts else ""
        self._seen = seen
        self._editor.read_only = False
        self._editor.load_text(begun or seen.start)
        # The room there is for the text is known once it is drawn.
        self.call_after_refresh(self._to_first_question)
        self._show_month(self._first_month())
        self.refresh_bindings()

    def _first_month(self) -> int:
        """The month to begin the walk with: the first of which anything is known."""
        return next((part.month.number - 1 for part in self._parts if part.month), 0)

    def _show_month(self, month: int) -> None:
        self._month = month
        self._page.show(_blocks(self._period, [part for part in self._parts if self._is_shown(part)], self._walked))

    def _is_shown(self, part: Part) -> bool:
        return part.month is None or part.month == self._walked

    @property
    def _walked(self) -> Period | None:
        """The month of the year that is shown."""
        return self._period.months[self._month] if self._period.scale == "year" else None

    def _to_first_question(self) -> None:
        """The cursor goes where the first answer is still to be written."""
        lines = self._editor.text.split("\n")
        for question in closing.unanswered(self._period, self._editor.text):
            if (heading := closing.HEADING + question) in lines:
                self._editor.move_cursor((min(lines.index(heading) + 2, len(lines) - 1), 0), center=True)
                return

    @property
    def _parts(self) -> tuple[Part, ...]:
        return self._seen.reviewed.parts if self._seen else ()

    @property
    def _page(self) -> Page:
        return self.query_one("#review-page", Page)

    # Writing

    @on(TextArea.Changed, "#review-editor")
    def _typed(self) -> None:
        if (seen := self._seen) is not None:
            text = self._editor.text
            self.medledare.keep_draft(reviews.spot(self._period).draft, text if text != seen.start else "")

    @on(Editor.TooLong)
    def _too_long(self) -> None:
        self.tell(_(TOO_LONG))

    async def action_save(self) -> None:
        """Keep the review as an entry, and go back."""
        seen, text, period = self._seen, self._editor.text, self._period
        if seen is None or not text.strip():
            self.tell(_("There is nothing to save yet."))
            return
        try:
            await asyncio.to_thread(reviews.keep, self.vault, self.clock, period, text)
        except Problem as problem:
            self.tell_problem(problem)
            return
        self.medledare.keep_draft(reviews.spot(period).draft, "")
        self.tell(_("Saved in the journal. ctrl+z takes it back."))
        self._close()

    def action_leave(self) -> None:
        """Back to where one came from; what was typed waits in its draft."""
        if self._seen is not None and self._editor.text != self._seen.start:
            self.tell(_("What you wrote is kept as a draft; open the review again to go on."))
        self._close()

    def _close(self) -> None:
        self.dismiss(None)
        self.medledare.freshen()

    # Going about

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Months are walked in a year, and nothing is looked back on that has not begun."""
        if action == "month":
            return self._period.scale == "year" and self._seen is not None
        if action in ("further", "lead") and self._seen is None:
            return None
        if action == "turn" and parameters == (1,) and self._period.last >= self.clock().date():
            return None
        return super().check_action(action, parameters)

    def action_choose(self) -> None:
        """Choose another period."""
        from medledare.tui.modals.look_back import LookBack

        def chosen(period: Period | None) -> None:
            if period is not None:
                self._period = period
                self._look()

        self.app.push_screen(LookBack(self.clock().date()), chosen)

    def action_turn(self, by: int) -> None:
        """Another period of the same length."""
        self._period = self._period.after() if by > 0 else self._period.before()
        self._look()

    def action_month(self, by: int) -> None:
        """Another month of the year."""
        self._show_month((self._month + by) % len(self._period.months))


def _see(vault: "Vault", period: Period) -> Seen:
    reviewed = reviews.look(vault, period)
    before = reviews.kept(vault, period)
    return Seen(reviewed, before.text if before else words.markdown(reviewed))


def _blocks(period: Period, parts: list[Part], month: Period | None) -> list[Block]:
    """The facts of the parts, each with its record's id; all of them, also where the draft names a few."""
    blocks = [Block(words.title(period), "title"), Block(words.days(period), "muted")]
    before = ""
    for part in parts:
        if part.code != before:
            blocks += [Block(), Block(words.heading(part), "heading")]
            before = part.code
        if under := words.under(part):
            blocks.append(Block(shown_line(under), "label"))
        lines = words.part_lines(part, part.facts)
        blocks += (Block(shown_line(line), first="  ", rest="    ") for line in lines)
    if month is not None and not any(part.month for part in parts):
        blocks += [Block(), Block(words.month_name(month), "label")]
    if not parts or blocks[-1].role == "label":
        blocks += [Block(), Block(_("There are no records of this time."), "muted")]
    return blocks
