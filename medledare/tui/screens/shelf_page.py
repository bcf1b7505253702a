"""What stands on the shelf's page: a card with every word of it, and what it was thanked with. Pure."""

from collections.abc import Sequence

from medledare.domain.matching import hits
from medledare.services.shelf import OnShelf, Seen
from medledare.text import _
from medledare.text import shelf as words
from medledare.text.dates import clock_time, long_day, short_day
from medledare.tui.widgets.blocks import Block, plain, shown, shown_line
from medledare.tui.widgets.item_list import Drawn, Piece
from medledare.tui.widgets.item_list import words as own_words
from medledare.tui.widgets.markdown import markdown

TITLE = 200
"""Characters of a card that stand in the list."""


def empty_page() -> list[Block]:
    """What the shelf is for, before anything lies there."""
    return [Block(_(words.EMPTY)), Block(), Block(_("n puts a card there, if you wish."), "muted")]


def card_page(card: OnShelf, seen: Seen, wanted: tuple[str, ...]) -> list[Block]:
    """When and by whom, the card, and its thanks by time. While ``wanted`` is searched for, as typed and marked."""
    by = shown_line(card.by.name)
    about = _("{name}, you").format(name=by) if seen.mine(card) else by
    blocks = [Block(f"{long_day(card.at.date())}  {clock_time(card.at)}", "title"), Block(about, "muted"), Block()]
    text = shown(card.text.strip("\n"))
    blocks += plain(text, hits(text, wanted)) if wanted else markdown(text)
    for word in card.thanks:
        said = shown(word.text.strip("\n"))
        label = _("Thanks from {name}").format(name=shown_line(word.by.name))
        blocks += [Block(), Block(label, "label"), *plain(said, hits(said, wanted) if wanted else ())]
    return blocks


def length(card: OnShelf) -> int:
    """Characters there are to lay out."""
    return len(card.text) + sum(len(word.text) for word in card.thanks)


def drawn(card: OnShelf) -> Drawn:
    """A card in one line."""
    when = Piece(f"{short_day(card.at.date()):<13}", "muted")
    by = Piece(shown_line(card.by.name), "muted")
    return Drawn((when, own_words(words.headline(card.text), limit=TITLE)), (by,))


def newest_first(cards: Sequence[OnShelf]) -> list[OnShelf]:
    """By time alone, whatever was said of them."""
    return list(reversed(cards))
