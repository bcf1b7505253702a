"""What can be done with others, as it stands in the list of a team's screen."""

from medledare.services import pulse_words
from medledare.text import N_
from medledare.text import team as words
from medledare.text.compared import ABOUT_COMPARING
from medledare.text.shelf import ABOUT_SHELF
from medledare.text.wordings import ABOUT_WORDINGS
from medledare.tui.screens.tasks import Task

CARD = Task("card", N_("Your card"))
CARDS = Task("cards", N_("Others' cards"))
COMPARE = Task("compare", N_("Compare a number"), ABOUT_COMPARING)
ONESELF = (CARD, CARDS, COMPARE)
"""Oneself and others, in a team or not."""

WITHIN = (
    Task("members", N_("The members")),
    Task("shelf", N_("The shelf"), ABOUT_SHELF, "medledare.tui.screens.shelf:Shelf"),
    Task("mission", N_("The mission in your words"), ABOUT_WORDINGS, "medledare.tui.screens.wordings:Wordings"),
    Task("pulse", N_("The pulse"), pulse_words.ABOUT, "medledare.tui.screens.pulse:Pulse"),
    Task("summaries", N_("Summaries")),
    Task("add", N_("Add somebody"), words.ABOUT_ADDING),
    Task("folder", N_("The folder")),
    Task("leave", N_("Leave the team"), words.LEAVING),
)
"""In a team. What ``opens`` a screen of its own gets the ``Team`` it is about."""

INTO = (
    Task("create", N_("Make a team"), words.ABOUT_MAKING),
    Task("join", N_("Join a team"), words.ABOUT_JOINING),
)
"""Into a team that one is not in yet."""

OTHER = Task("other", N_("Another of your teams"), words.ABOUT_OTHER)
