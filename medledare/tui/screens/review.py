"""Looking back on a period: what one's own records say of it, and beside it the draft of a review to write in."""

from typing import TYPE_CHECKING, ClassVar

from medledare.domain.period import Period
from medledare.domain.review import Part
from medledare.domain.review import Review as Reviewed
from medledare.services import reviews
from medledare.services.spots import Spot
from medledare.text import N_, _, closing
from medledare.text import review as words
from medledare.tui.commands import Command
from medledare.tui.screens.beside import Seen
from medledare.tui.screens.review_further import TakesFurther
from medledare.tui.widgets.blocks import Block, shown_line

if TYPE_CHECKING:
    from medledare.vault.vault import Vault


class Review(TakesFurther):
    """Where a review is written."""

    NAME = "review"
    AUTO_FOCUS = "#review-editor"
    HEADING = N_("In the review")
    OFFERS: ClassVar[tuple[Command, ...]] = (
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
    )

    def __init__(self, period: Period) -> None:
        super().__init__()
        self._period = period
        self._month = 0

    @property
    def title_words(self) -> str:
        return words.title(self._period)

    @property
    def spot(self) -> Spot:
        return reviews.spot(self._period)

    def see(self, vault: "Vault") -> Seen[Reviewed]:
        period = self._period
        reviewed = reviews.look(vault, period)
        before = reviews.kept(vault, period)
        return Seen(reviewed, before.text if before else words.markdown(reviewed))

    def keep(self, found: Reviewed, text: str) -> None:
        reviews.keep(self.vault, self.clock, found.period, text)

    def show(self, found: Reviewed) -> None:
        # The room there is for the text is known once it is drawn.
        self.call_after_refresh(self._to_first_question)
        self._show_month(self._first_month())

    def _first_month(self) -> int:
        """The month to begin the walk with: the first of which anything is known."""
        return next((part.month.number - 1 for part in self._parts if part.month), 0)

    def _show_month(self, month: int) -> None:
        self._month = month
        self.page.show(_blocks(self._period, [part for part in self._parts if self._is_shown(part)], self._walked))

    def _is_shown(self, part: Part) -> bool:
        return part.month is None or part.month == self._walked

    @property
    def _walked(self) -> Period | None:
        """The month of the year that is shown."""
        return self._period.months[self._month] if self._period.scale == "year" else None

    def _to_first_question(self) -> None:
        """The cursor goes where the first answer is still to be written."""
        lines = self.editor.text.split("\n")
        for question in closing.unanswered(self._period, self.editor.text):
            if (heading := closing.HEADING + question) in lines:
                self.editor.move_cursor((min(lines.index(heading) + 2, len(lines) - 1), 0), center=True)
                return

    @property
    def _parts(self) -> tuple[Part, ...]:
        return self._seen.found.parts if self._seen else ()

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
                self.look()

        self.app.push_screen(LookBack(self.clock().date()), chosen)

    def action_turn(self, by: int) -> None:
        """Another period of the same length."""
        self._period = self._period.after() if by > 0 else self._period.before()
        self.look()

    def action_month(self, by: int) -> None:
        """Another month of the year."""
        self._show_month((self._month + by) % len(self._period.months))


def _blocks(period: Period, parts: list[Part], month: Period | None) -> list[Block]:
    """The facts of the parts, each with its record's id; all of them, also where the draft names a few."""
    about = words.days(period) + (" · " + _("f2 and f3 walk the months") if month is not None else "")
    blocks = [Block(words.title(period), "title"), Block(about, "muted")]
    nothing = Block(_("There are no records of this time."), "muted")
    before = ""
    if month is not None and not any(part.month for part in parts):
        blocks += [Block(), Block(words.month_name(month), "label"), nothing]
    # The month that is walked comes first, so that it is in sight on a small screen too.
    for part in sorted(parts, key=lambda part: part.month is None):
        if part.code != before:
            blocks += [Block(), Block(words.heading(part), "heading")]
            before = part.code
        if under := words.under(part):
            blocks.append(Block(shown_line(under), "label"))
        lines = words.part_lines(part, part.facts)
        blocks += (Block(shown_line(line), first="  ", rest="    ") for line in lines)
    return blocks if parts or month is not None else [*blocks, Block(), nothing]
