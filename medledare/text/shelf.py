"""What is said of the team's shelf in both fronts: who reads a card, and what can be done about it afterwards."""

from medledare.domain.problems import N_
from medledare.text import _

ABOUT_SHELF = N_(
    "Experience cards that members put there: one failure, or one thing learned. They can be read, searched, and "
    "thanked for with a word. Who puts none there cannot be told apart from who does not use the program."
)
EMPTY = N_(
    "Nothing lies on the shelf yet. A card tells what went another way, or what was learned, so that others need not "
    "find it out again. Whoever wishes puts one there."
)
NOT_FOUND = N_("Nothing on the shelf holds that. Fewer letters find more.")
NOTHING_OF_YOURS = N_("A card is made of a failure or a learning of yours, and you have written down none yet.")
ON_THE_SHELF = N_("The card is on the shelf of {team}.")
THANKED = N_("Your thanks stand under the card.")
THANKS_HINT = N_("Your words stand under the card with your name, for all in the team. They are not counted.")

BEFORE_SHELF = N_("Change it until it says what you want, and no more. You read it through before it leaves.")
TAKING_BACK = N_(
    "Take this back? The others' programs then no longer show it. Nobody can call back what was read or copied."
)


def headline(text: str) -> str:
    """What a card would be known by in a line: its first words that are no heading, else its first."""
    lines = [line.strip() for line in text.split("\n") if line.strip(" #\t\r")]
    return next((line for line in lines if not line.startswith("#")), lines[0].strip("# ") if lines else "")


def who_reads(team: str, name: str) -> str:
    """Who can read what is put in a team's folder."""
    return _(
        "All in the team {team} can read it, with your name, {name}, and so can those who join later. You can take it "
        "back, but nobody can call back what was read or copied."
    ).format(team=team, name=name)


def who_reads_wording(team: str) -> str:
    """Who can read a wording of the mission that is shown."""
    return _(
        "All in the team {team} can read it, and so can those who join later. It stands among the others' without your "
        "name; the file it comes in is signed by you, as all are. You can take it back, but nobody can call back what "
        "was read or copied."
    ).format(team=team)
