"""What is said of something before it is sent: where it goes, for whom, and whose card one should make sure of."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from medledare.text import N_, _
from medledare.text.leaving import WORK_MAIL

if TYPE_CHECKING:
    from medledare.sharing.people import Card

    Named = tuple[str, str, Card | None, bool, bool, str]
"""A name, an age recipient, a card if there is one, whether that is kept already, whether its number was compared, and
the name of whoever introduced its owner."""

_NEW = N_("You have not had the card of {name} before. Call and compare its number: {number}.")
_KEPT = N_("You have not compared the number of {name}'s card. Call and compare it: {number}.")
_INTRODUCED = N_("{by} introduced {name}, and you have not compared the number. Call {name} and compare it: {number}.")

_SEVERAL = N_(
    "You have not compared the numbers of these: {names}. The numbers stand with your cards. Call and compare."
)
_ONE_BY_ONE = 2
"""With more whose numbers were not compared, they are named together: what leaves is to be read beside it."""


def before_words(whom: "Sequence[Named]", target: str, team: str = "") -> Iterator[str]:
    """Sentences to read before one agrees. ``team``: the name of the team it would be told to, empty for a file."""
    names = ", ".join(name for name, *_rest in whom)
    if team:
        told = _("This, and nothing else, would be told to the team {team}, for {whom}.")
        yield told.format(team=team, whom=names or _("all its members"))
    else:
        told = _("This, and nothing else, would be written to {path}, for {whom}.")
        yield told.format(path=target, whom=names or _("whoever has the file"))
        yield _(WORK_MAIL)
    doubted = [one for one in whom if one[2] is not None and not one[4]]
    kept = [name for name, _key, _card, known, _compared, _by in doubted if known]
    together = len(kept) > _ONE_BY_ONE
    for name, _key, card, known, _compared, by in doubted:
        if card is not None and not (known and together):
            doubt = _(_INTRODUCED if by else _KEPT if known else _NEW)
            yield doubt.format(name=name, number=card.fingerprint, by=by)
    if together:
        yield _(_SEVERAL).format(names=", ".join(kept))
