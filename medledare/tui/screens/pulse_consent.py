"""What one would put into a week's pulse, to the integer, and what to know before one says yes or leaves it."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen

from medledare.services import pulse_words as words
from medledare.services.pulse import Offer
from medledare.text import N_, _
from medledare.text.library import principle_name
from medledare.tui.areas.base import WIDE
from medledare.tui.commands import Command
from medledare.tui.part import Part
from medledare.tui.widgets.blocks import Block, Span, shown_line
from medledare.tui.widgets.footer import Footer
from medledare.tui.widgets.item_list import Drawn, Heading, ItemList, Piece
from medledare.tui.widgets.page import Page

IN, OUT, NONE = "[x] ", "[ ] ", "    "


class Consent(Part, Screen[frozenset[str] | None]):
    """Gives the codes to leave out where one says yes, and None where one leaves. A hasty enter says no yes."""

    CSS_PATH = "pulse_consent.tcss"
    AUTO_FOCUS = "#consent-figures"
    HEADING = N_("Before you say yes")
    UNDOES = False
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("leave", "escape", N_("Leave it"), N_("Back, with nothing put in"), footer=True),
        Command(
            "swap", "space", N_("In or out"), N_("Put the figure under the cursor in, or leave it out"), footer=True
        ),
        Command(
            "agree", "ctrl+s", N_("Take part this week"), N_("Say yes to this week, with these figures"), footer=True
        ),
        Command("app.focus_next", "tab", N_("The other side"), palette=False),
        Command("read(1)", "pagedown", N_("Further down"), palette=False, priority=True),
        Command("read(-1)", "pageup", N_("Further up"), palette=False, priority=True),
    )

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self._offer = offer
        self._left_out: set[str] = set()
        self._read_to_end = False

    def compose(self) -> ComposeResult:
        with Container(id="consent-split"):
            yield ItemList(self._drawn, str, id="consent-figures")
            yield Page(id="consent-page")
        yield Footer()

    def on_mount(self) -> None:
        self.set_class(self.app.size.width >= WIDE, "-wide")
        rows: list[str | Heading] = []
        for what, codes in words.GROUPS:
            rows += [*([Heading("")] if rows else []), Heading(_(what)), *codes]
        self.query_one(ItemList).show(rows)
        self.watch(self.query_one(Page), "scroll_y", self._scrolled)

    def _scrolled(self) -> None:
        page = self.query_one(Page)
        if 0 < page.max_scroll_y <= page.scroll_offset.y:
            self._read_to_end = True

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= WIDE, "-wide")

    def _drawn(self, code: str) -> Drawn:
        value, out = self._offer.values[code], code in self._left_out
        mark = NONE if value is None else OUT if out else IN
        number = "–" if value is None or out else str(value)
        return Drawn((Piece(mark), Piece(principle_name(code[:3]))), (Piece(number, "strong"),))

    @on(ItemList.Highlighted)
    def _highlighted(self) -> None:
        self._show()

    @on(ItemList.Chosen)
    def _chosen(self) -> None:
        self.action_swap()

    def _show(self) -> None:
        offer, code = self._offer, self.query_one(ItemList).current
        blocks = [Block(words.offered_title(offer), "title")]
        if isinstance(code, str):
            blocks += [Block(), self._figure(code)]
        blocks += [Block(), Block(_(words.BEFORE_YES), "heading")]
        blocks += [Block(shown_line(told), first="· ", rest="  ") for told in words.before_yes(offer)]
        blocks += [Block(), Block(_("The numbers"), "heading"), Block(words.meaning_words())]
        blocks.append(Block(words.sent_words(offer, self._left_out)))
        self.query_one(Page).show(blocks, keep_place=True)

    def _figure(self, code: str) -> Block:
        """The figure under the cursor, and what it means."""
        name = words.code_name(code)
        told = _(words.LEFT_OUT) if code in self._left_out else words.value_words(self._offer.values[code])
        return Block(f"{name}: {told}", spans=(Span(0, len(name), "strong"),))

    def action_swap(self) -> None:
        """Put the figure under the cursor in, or leave it out."""
        code = self.query_one(ItemList).current
        if isinstance(code, str) and self._offer.values[code] is not None:
            self._left_out ^= {code}
            self.query_one(ItemList).refresh()
            self._show()

    def action_agree(self) -> None:
        """Say yes, if there is anything to put in and all there is to know has been shown; else show more of it."""
        page = self.query_one(Page)
        if not words.something(self._offer, self._left_out):
            self.tell(words.nothing_words(self._offer))
        elif page.max_scroll_y and not self._read_to_end:
            page.scroll_page_down(animate=False)
            self.tell(_("Here is more to know first. ctrl+s once more when you have read it."))
        else:
            self.dismiss(frozenset(self._left_out))

    def action_read(self, by: int) -> None:
        """Read on while the cursor is among the figures, which all have room."""
        page = self.query_one(Page)
        page.scroll_page_down(animate=False) if by > 0 else page.scroll_page_up(animate=False)

    def action_leave(self) -> None:
        """Nothing is put in."""
        self.dismiss(None)
