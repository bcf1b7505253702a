"""What a person may fill in for each kind of record, declared once: its label, its hint, and what goes in.

The fronts draw forms and options of it, and whatever is shown or exported takes its labels from here. Only the first
field of a kind must be filled in.
"""

from typing import Literal, NamedTuple, TypeAlias

from medledare.domain.problems import N_
from medledare.domain.records import DECISION_KINDS, FAILURE_KINDS, LEARNED_FROM, NEED_KINDS, PLACES

Shape: TypeAlias = Literal[
    "line", "text", "choice", "day", "repeat", "moment", "clock", "tags", "principles", "goal", "failure", "yes"
]


class Field(NamedTuple):
    """One field: the record's attribute, its label and hint (message ids), and the shape of what goes in.

    A hint may have the word for those the work is for in it (text/beneficiary.py).
    ``of_colleague``: the label where the record is written as about a colleague.
    ``ahead``: a day without a year, or a weekday, is one still to come.
    """

    name: str
    label: str
    shape: Shape = "line"
    hint: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    ahead: bool = False
    of_colleague: str = ""


def label_of(field: Field, as_colleague: object) -> str:
    """A field's label (a message id), put about a colleague where that is how it is written."""
    return field.of_colleague if as_colleague and field.of_colleague else field.label


_MOMENT = Field("at", N_("When"), "moment", N_("For example: yesterday 14:30"))
_GOAL = Field("goal", N_("Goal"), "goal")
_FAILURE = Field("failure", N_("Failure"), "failure", N_("The failure it grew out of, if any"))

FORMS: dict[str, tuple[Field, ...]] = {
    "entry": (
        Field("text", N_("Text"), "text", required=True),
        _MOMENT,
        Field("tags", N_("Tags"), "tags", N_("Words with a space between")),
        _GOAL,
        Field("principles", N_("Principles"), "principles"),
        Field("place", N_("Place"), "choice", choices=PLACES),
        Field("for_whom", N_("For whom"), "line", N_("Whom did it help? Perhaps $one.")),
        Field("starred", N_("Starred"), "yes"),
    ),
    "mission": (
        Field("statement", N_("The mission"), "text", N_("What are you here to do?"), required=True),
        Field("for_whom", N_("For whom"), "line", N_("Whom is it for? Perhaps $many.")),
        Field("value", N_("Value"), "line", N_("What gets better for them, and for the whole?")),
    ),
    "goal": (
        Field("title", N_("Goal"), "line", N_("What do you want to reach?"), required=True),
        Field("serves", N_("Serves"), "line", N_("What in the mission does it serve? Empty means standalone.")),
        Field("for_whom", N_("For whom"), "line", N_("Who benefits? Perhaps $one.")),
        Field("by", N_("By"), "day", N_("A day, if there is one. For example: next Friday"), ahead=True),
        Field("every", N_("Repeats"), "repeat", N_("If it comes back. For example: every other Friday")),
        Field("outcome", N_("Outcome"), "line", N_("What would be the best thing about getting there?")),
        Field("obstacle", N_("Obstacle"), "line", N_("What in yourself may stand in the way?")),
        Field("cue", N_("When this happens"), "line", N_("A moment in the day that reminds you")),
        Field("action", N_("I do this"), "line", N_("One thing small enough to do")),
        Field("principles", N_("Principles"), "principles"),
    ),
    "failure": (
        Field("text", N_("What happened"), "text", required=True, of_colleague=N_("What happened to your colleague?")),
        Field(
            "as_colleague",
            N_("Write it as about a colleague"),
            "yes",
            N_("Some see more from a distance. The questions are then about your colleague."),
        ),
        Field("expected", N_("What you expected"), "text", of_colleague=N_("What did your colleague expect?")),
        Field("why", N_("Why it went another way"), "text", of_colleague=N_("Why did it go another way?")),
        Field("next", N_("What you do next time"), "text", of_colleague=N_("What can your colleague do next time?")),
        Field("sort", N_("Kind"), "choice", N_("Only if it helps"), choices=FAILURE_KINDS),
        _GOAL,
        _MOMENT,
    ),
    "learning": (
        Field("text", N_("What you learned"), "text", required=True),
        Field("learned_from", N_("Learned from"), "choice", choices=LEARNED_FROM),
        _FAILURE,
        _GOAL,
        _MOMENT,
    ),
    "role": (
        Field("text", N_("What you work as"), "line", N_("A role, in your own words"), required=True),
        Field("at", N_("Since"), "moment", N_("For example: 1 March")),
    ),
    "need": (
        Field("fact", N_("Fact"), "text", N_("What happened, as anyone could have seen it"), required=True),
        Field("effect", N_("Effect"), "text", N_("What it leads to, for whom")),
        Field("need", N_("Need"), "text", N_("What the work needs")),
        Field("ask", N_("Ask"), "text", N_("What you ask for, from whom")),
        Field("sort", N_("Kind of support"), "choice", choices=NEED_KINDS),
        Field("whom", N_("To whom"), "line", N_("A role, not a name")),
        Field("follow_up", N_("Follow up"), "day", N_("A day, if you like. Today tells you then."), ahead=True),
        _GOAL,
        _FAILURE,
        _MOMENT,
    ),
    "mandate": (
        Field("responsibility", N_("Responsibility"), "text", N_("What you answer for"), required=True),
        Field("authority", N_("Authority"), "text", N_("What you may decide yourself")),
        Field("missing", N_("Missing"), "text", N_("What you would need to decide to carry it, if anything")),
        _GOAL,
    ),
    "decision": (
        Field("text", N_("Decision"), "text", required=True),
        Field("sort", N_("How it was made"), "choice", choices=DECISION_KINDS),
        Field("whom", N_("With whom"), "line", N_("A role, not a name")),
        _GOAL,
        _FAILURE,
        _MOMENT,
    ),
    "stop": (
        Field("text", N_("What you stop doing"), "line", required=True),
        _GOAL,
        _FAILURE,
        _MOMENT,
    ),
    "close": (
        Field("text", N_("What may wait until tomorrow"), "text", required=True),
        Field("stop", N_("Your stop-time"), "clock", N_("For example: 17:00")),
        _GOAL,
        _MOMENT,
    ),
    "talk": (
        Field("text", N_("What talk"), "line", N_("For example: development dialogue"), required=True),
        Field("at", N_("When it is"), "moment", N_("For example: next Friday 10:00"), ahead=True),
        _GOAL,
    ),
    "template": (
        Field(
            "text",
            N_("Text"),
            "text",
            N_("In braces, date, weekday, week, time and intention are replaced on the day"),
            required=True,
        ),
        Field("name", N_("Name"), "line", N_("What you ask for it by. Empty means its first line.")),
    ),
    "observer": (
        Field("behaviour", N_("What the colleague looks for"), "line", N_("One behaviour of yours"), required=True),
        Field("whom", N_("Who observes"), "line", N_("A role, not a name")),
        Field("until", N_("Until"), "day", N_("A day, if there is one. For example: next Friday"), ahead=True),
        _GOAL,
        Field("at", N_("Agreed"), "moment", N_("For example: yesterday 14:30")),
    ),
}
