"""What is said of something before it is sent: where it goes, for whom, and whose card one should make sure of."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from medledare.text import _
from medledare.text.leaving import WORK_MAIL

if TYPE_CHECKING:
    from medledare.sharing.people import Card

    Named = tuple[str, str, Card | None, bool]
"""A name, an age recipient, a card if there is one, and whether that is known already."""


def before_words(whom: "Sequence[Named]", target: str, team: str = "") -> Iterator[str]:
    """Sentences to read before one agrees. ``team``: the name of the team it would be told, empty for a file."""
    names = ", ".join(name for name, *_rest in whom)
    if team:
        told = _("This, and nothing else, would be told the team {team}, for {whom}.")
        yield told.format(team=team, whom=names or _("all its members"))
    else:
        told = _("This, and nothing else, would be written to {path}, for {whom}.")
        yield told.format(path=target, whom=names or _("whoever has the file"))
        yield _(WORK_MAIL)
    for name, _key, card, known in whom:
        if card is not None and not known:
            yield _("You have not had the card of {name} before. Call and compare its number: {number}.").format(
                name=name, number=card.fingerprint
            )
