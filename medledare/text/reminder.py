"""What a reminder says: the time of day and a question. Never anything written, and nothing of what was not done."""

from datetime import time

from medledare.text import N_, _

MORNING = N_("It is morning. Would you like to write a line?")
DAY = N_("A moment to look up. Would you like to write a line?")
EVENING = N_("The day is drawing to its close. Would you like to write a line?")

SET = N_("You are reminded at {time}, {days}.")
NONE_SET = N_("No reminder is set.")
GONE = N_("You are reminded no longer.")
QUIETLY = N_("As a line in your shell’s next prompt, not as a notification")


def reminder_words(at: time) -> str:
    """The sentence for a time of day, in the language spoken now."""
    if at < time(4):
        return _(EVENING)
    return _(MORNING if at < time(10) else DAY if at < time(16) else EVENING)


def set_words(at: time, days: str) -> str:
    """What is set, in a sentence."""
    return _(SET).format(time=f"{at:%H:%M}", days=days)
