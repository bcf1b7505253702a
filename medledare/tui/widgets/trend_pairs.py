"""A chosen pair as a row and as a page. Pure."""

from medledare.services.pairs import Followed
from medledare.services.trend_words import pair_caveats, pair_count_words, pair_says_words
from medledare.text import _
from medledare.text.said import pair_name
from medledare.tui.widgets.blocks import Block, shown_line
from medledare.tui.widgets.item_list import Drawn, Piece


def drawn(followed: Followed) -> Drawn:
    """The pair, and what may be said of it."""
    return Drawn((Piece(shown_line(pair_name(followed.pair))),), (Piece(pair_says_words(followed), "muted"),))


def page(followed: Followed | None) -> list[Block]:
    """All there is to say of a pair; without one, what pairs are for."""
    if followed is None:
        return [
            Block(_("Chosen pairs"), "title"),
            Block(),
            Block(_("Do you wonder whether two things hang together, such as working at home and trust?")),
            Block(
                _("Choose up to five pairs. Only days from then on count, so that nothing is picked with hindsight.")
            ),
            Block(),
            Block(_("Press n to choose the first one."), "muted"),
        ]
    return [
        Block(shown_line(pair_name(followed.pair)), "title"),
        Block(pair_says_words(followed), "strong"),
        Block(),
        *(Block(shown_line(told)) for told in pair_count_words(followed)),
        Block(),
        *(Block(told, "muted", first="· ", rest="  ") for told in pair_caveats()),
    ]
