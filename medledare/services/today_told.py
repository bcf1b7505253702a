"""What there is to know of a day, in lines, for both fronts."""

from datetime import date

from medledare.domain.records import Entry
from medledare.services import intention, needs
from medledare.text import _
from medledare.text.shown import shown_line
from medledare.vault.vault import Vault

MONDAY = 0
LINE = 400
"""Characters of an intention that are told."""


def at_hand(vault: Vault, day: date) -> list[str]:
    """What one asked to be told of today: on a Monday what one wants of the week, and what is to be followed up."""
    followed = [
        _("To follow up today: {need}").format(need=shown_line(need.headline))
        for need in needs.to_follow_up(vault, day)
    ]
    return [*_intended(vault, day), *followed]


def intention_words(intention: Entry | None) -> str:
    """What one wants of the day, in a line; empty if that was not said."""
    return _("Today: {intention}").format(intention=shown_line(intention.text[:LINE].strip())) if intention else ""


def left_words(vault: Vault, day: date) -> str:
    """What the close before let wait, if it was lately; else empty."""
    if (left := intention.left_waiting(vault, day)) is None:
        return ""
    return _("Left to wait when you closed the day: {text}").format(text=shown_line(left.headline))


def _intended(vault: Vault, day: date) -> list[str]:
    """What the review of the week before says one wants to do."""
    if day.weekday() != MONDAY:
        return []
    from medledare.services import reviews

    things = " · ".join(map(shown_line, reviews.intended(vault, day)))
    return [_("What you wanted to do this week: {things}").format(things=things)] if things else []
