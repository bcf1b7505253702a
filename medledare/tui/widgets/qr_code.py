"""A card as a QR code, black on white whatever the theme: a camera cares for light and dark, not for taste."""

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from medledare.services.qr import half_blocks

if TYPE_CHECKING:
    from medledare.sharing.people import Card

BLACK_ON_WHITE = Style(color="#000000", bgcolor="#ffffff")


class QrCode(Widget):
    """Shows a card's code, as large as it is. Text in it cannot be marked, so nothing changes its colours."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    QrCode { width: auto; height: auto; }
    """

    def __init__(self, card: "Card") -> None:
        super().__init__()
        self._lines: list[str] = []
        self.card = card

    @property
    def card(self) -> "Card":
        """Whose code it is."""
        return self._card

    @card.setter
    def card(self, card: "Card") -> None:
        self._card, self._lines = card, half_blocks(card)
        self.refresh(layout=True)

    @property
    def columns(self) -> int:
        """Cells it is wide."""
        return len(self._lines[0])

    @property
    def rows(self) -> int:
        """Lines it is high."""
        return len(self._lines)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return self.columns

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self.rows

    def render_line(self, y: int) -> Strip:
        text = self._lines[y] if y < self.rows else " " * self.columns
        return Strip([Segment(text, BLACK_ON_WHITE)], self.columns)
