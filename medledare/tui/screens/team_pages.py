"""What a team's screen says of each thing: who is in it, where its folder is, and what came of what was done. Pure."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from medledare.services import teams
from medledare.services.surroundings import remark_words
from medledare.text import _
from medledare.text import team as words
from medledare.text.compared import mark
from medledare.text.dates import short_day
from medledare.text.summary import headline
from medledare.tui.widgets.blocks import Block, shown_line

if TYPE_CHECKING:
    from medledare.services.others import Known
    from medledare.services.team_places import TeamPlace
    from medledare.services.team_summaries import Seen as Summaries
    from medledare.sharing.people import Card
    from medledare.sharing.team import Look, Rejected


def card_page(card: "Card | None") -> list[Block]:
    """One's own card, or how to have one."""
    if card is None:
        return [Block(_(words.ABOUT_CARD)), Block(), Block(_("Enter asks for the name."), "muted")]
    return [
        *person(card),
        Block(),
        Block(_(words.CARD_HINT)),
        Block(),
        Block(_("Enter shows the card and its QR code."), "muted"),
    ]


def cards_page(cards: Sequence["Known"]) -> list[Block]:
    """The cards one has of others."""
    if not cards:
        return [Block(_(words.NO_CARDS))]
    return [
        Block(_(words.ABOUT_CARDS)),
        *(block for one in cards for block in (Block(), *person(one.card, mark(one)))),
        Block(),
        Block(_("Enter lets one of them go, when somebody has a new card."), "muted"),
    ]


def members_page(found: "Look", me: str, known: Mapping[str, "Known"]) -> list[Block]:
    """Who is in the team by name, whose numbers one has compared, and the files that were not taken."""
    return [Block(_(words.ABOUT_NUMBERS)), *people(teams.members(found), me, known), *refused(found.rejected)]


def summaries_page(seen: "Summaries") -> list[Block]:
    """What members have told one, the latest first, and the files that were not taken."""
    blocks = [Block(_(words.ABOUT_SUMMARIES)), Block()]
    blocks += [
        Block(shown_line(f"{short_day(one.at.date())}  {one.by.name}: {headline(one.text)}"), first="· ", rest="  ")
        for one in reversed(seen.told)
    ]
    blocks += [Block(), Block(_("Enter reads one."), "muted")] if seen.told else []
    return [*blocks, *refused(seen.rejected)]


def refused(rejected: "Sequence[Rejected]") -> list[Block]:
    """The files that were not taken, and why."""
    blocks = [Block(), Block(_(words.REFUSED), "heading")] if rejected else []
    for one in rejected:
        blocks.append(Block(f"{shown_line(one.file)}: {shown_line(teams.reason(one))}", first="· ", rest="  "))
    return blocks


def folder_page(place: "TeamPlace") -> list[Block]:
    """Where the team meets, and what whoever keeps the folder can see."""
    return [*place_blocks(place), Block(), Block(_("Enter says that the folder is somewhere else."), "muted")]


def place_blocks(place: "TeamPlace") -> list[Block]:
    """A team's folder on this machine, as it is now."""
    if place.path is None:
        return [Block(_(words.NO_FOLDER))]
    blocks = [Block(shown_line(str(place.path)), "strong")]
    if place.files is None:
        blocks.append(Block(_(words.UNREACHED), "mark"))
    else:
        blocks.append(Block(words.files_words(place.files, place.bytes), "muted"))
    blocks.append(Block())
    blocks += [Block(shown_line(remark_words(one)), first="· ", rest="  ") for one in place.remarks]
    return [*blocks, *(Block(_(sentence), first="· ", rest="  ") for sentence in place.seen)]


def person(card: "Card", note: str = "") -> list[Block]:
    """Somebody's name, and below it the number to compare."""
    name, note = shown_line(card.name), shown_line(note)
    return [Block(f"{name} ({note})" if note else name, "strong"), Block(card.fingerprint, first="  ", rest="  ")]


def people(cards: Sequence["Card"], me: str, known: Mapping[str, "Known"]) -> list[Block]:
    """Several people, each with whether their number was compared; oneself is marked."""
    notes = [_("you") if card.person == me else mark(known.get(card.person)) for card in cards]
    return [block for card, note in zip(cards, notes, strict=True) for block in (Block(), *person(card, note))]


def told(sentence: str, **names: str) -> list[Block]:
    """What came of something, with names filled in."""
    return [Block(_(sentence).format(**{key: shown_line(name) for key, name in names.items()}))]
