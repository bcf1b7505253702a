"""How the first weeks' suggestion is said here: with the command that does it."""

from medledare.coach.first_weeks import Step
from medledare.services.first_weeks import words
from medledare.text.said import quoted


def told(step: Step) -> str:
    """A suggestion and its command."""
    return f"{words(step)} {quoted(step.command)}"
