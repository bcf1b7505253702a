"""What is said of whether somebody's number was compared with them, in both fronts."""

from typing import TYPE_CHECKING

from medledare.text import N_, _

if TYPE_CHECKING:
    from medledare.services.others import Known
    from medledare.sharing.people import Card

ABOUT_COMPARING = N_(
    "Somebody reads the number of their own card to you, aloud, and you see whether it is the one you have. Until then "
    "at most whoever introduced them to you has compared it. Nothing is put anywhere by this."
)
COMPARED = N_("The number of {name}'s card is compared.")
ALL_COMPARED = N_("You have compared the numbers of all the cards you have.")

_NO_CARD = N_("You do not have that card: compare its number, {number}, before you trust it.")
_DOUBT = N_(
    "You have not compared the number of {name}'s card, {number}. Have {name} read it to you before you trust it."
)
_DOUBT_BY = N_(
    "{by} introduced {name}, and you have not compared the number of the card, {number}. Have {name} read it to you "
    "before you trust it."
)


def mark(known: "Known | None") -> str:
    """What stands beside a name in a list."""
    if known is not None and known.compared:
        return _("number compared")
    if known is not None and known.by:
        return _("number not compared, introduced by {name}").format(name=known.by)
    return _("number not compared")


def doubt(card: "Card", known: "Known | None") -> str:
    """What to know before one trusts that words are by whoever has this card; empty where its number was compared."""
    if known is None:
        return _(_NO_CARD).format(number=card.fingerprint)
    if known.compared:
        return ""
    return _(_DOUBT_BY if known.by else _DOUBT).format(name=card.name, number=card.fingerprint, by=known.by)
