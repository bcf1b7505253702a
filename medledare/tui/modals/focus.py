"""Asks which principle to practise."""

from medledare.domain.principles import PRINCIPLES
from medledare.text import _
from medledare.text.library import principle_line, principle_name
from medledare.tui.modals.choose import Choose


def ask_for_focus(now: str) -> Choose:
    """A modal that gives the code that was chosen, empty for none. ``now``: the one in focus."""
    choices = [(code, principle_name(code), principle_line(code)) for code in PRINCIPLES]
    choices.append(("", _("None"), _("All seven in turn")))
    return Choose(_("Which principle do you want to practise?"), choices, now)
