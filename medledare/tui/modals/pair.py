"""Asks for a pair to follow from now on."""

from typing import TYPE_CHECKING

from medledare.domain.principles import PRINCIPLES
from medledare.services import pairs
from medledare.services.clock import Clock
from medledare.text import _
from medledare.text.kinds import PLACE_WORDS
from medledare.text.library import principle_name
from medledare.tui.modals.ask import Answers, Ask, Asked

if TYPE_CHECKING:
    from medledare.vault.vault import Vault

TAG = "tag"


def ask_for_pair(vault: "Vault", clock: Clock) -> Ask:
    """A modal that keeps a pair, and gives it."""

    def keep(answers: Answers, _tell: object) -> object:
        place, tag = answers["place"], answers["tag"].strip()
        return pairs.add(vault, clock, f"tag:{tag}" if place == TAG else f"place:{place}", answers["principle"])

    places = [(code, _(words).capitalize()) for code, words in PLACE_WORDS.items()]
    return Ask(
        _("New pair"),
        _("Which two things do you wonder about? Only days from now on count: nothing is picked with hindsight."),
        [
            Asked(
                "place", _("Days when I work"), "choice", "home", choices=[*places, (TAG, _("Days with a tag, below"))]
            ),
            Asked("tag", _("The tag, if you chose that"), needed=False),
            Asked(
                "principle",
                _("Answers on"),
                "choice",
                PRINCIPLES[0],
                choices=[(one, principle_name(one)) for one in PRINCIPLES],
            ),
        ],
        _("Follow it"),
        keep,
    )
