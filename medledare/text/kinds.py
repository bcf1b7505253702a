"""What each kind of record is called, and the words for what some fields can be. Message ids; ``_`` says them."""

from medledare.domain.problems import N_
from medledare.text.beneficiary import worded

KIND_WORDS: dict[str, str] = {
    "entry": N_("Entry"),
    "mission": N_("Mission"),
    "role": N_("Role"),
    "goal": N_("Goal"),
    "failure": N_("Failure"),
    "learning": N_("Learning"),
    "need": N_("Need"),
    "mandate": N_("Mandate"),
    "decision": N_("Decision"),
    "stop": N_("Line of the stop list"),
    "close": N_("Close of the day"),
    "talk": N_("Talk"),
    "template": N_("Template"),
    "observer": N_("Observer"),
    "observation": N_("Observation"),
    "checkin": N_("Check-in"),
    "conditions": N_("Conditions"),
    "focus": N_("Focus principle"),
    "pair": N_("Chosen pair"),
    "offer": N_("Question from the coach"),
    "departure": N_("Exported or shared"),
    "arrival": N_("Import of records"),
}
"""One record of a kind."""

KINDS_WORDS: dict[str, str] = {
    "entry": N_("Entries"),
    "mission": N_("Mission"),
    "role": N_("Roles"),
    "goal": N_("Goals"),
    "failure": N_("Failures"),
    "learning": N_("Learnings"),
    "need": N_("Needs"),
    "mandate": N_("Mandate map"),
    "decision": N_("Decisions"),
    "stop": N_("Stop list"),
    "close": N_("Closed days"),
    "talk": N_("Talks"),
    "template": N_("Templates"),
    "observer": N_("Observers"),
    "observation": N_("Observations"),
    "checkin": N_("Check-ins"),
    "conditions": N_("Conditions"),
    "focus": N_("Focus choices"),
    "pair": N_("Chosen pairs"),
    "offer": N_("Questions from the coach"),
    "departure": N_("Exported or shared"),
    "arrival": N_("Imports"),
}
"""All records of a kind."""

STATE_WORDS: dict[str, str] = {
    "active": N_("active"),
    "resting": N_("resting"),
    "done": N_("done"),
    "pruned": N_("pruned"),
    "draft": N_("draft"),
    "shared": N_("shared"),
    "answered": N_("answered"),
    "dropped": N_("dropped"),
}
"""What a goal or a need can have become."""

CHOICE_WORDS: dict[str, str] = {
    "home": N_("home"),
    "office": N_("office"),
    "other": N_("elsewhere"),
    "preventable": N_("preventable"),
    "complex": N_("complex"),
    "intelligent": N_("intelligent"),
    "failure": N_("a failure"),
    "colleague": N_("a colleague"),
    "user": "$one",
    "experiment": N_("an experiment"),
    "research": N_("research"),
    "professional": N_("professional"),
    "administrative": N_("administrative"),
    "psychosocial": N_("psychosocial"),
    "mine": N_("mine, within my mandate"),
    "delegated": N_("delegated"),
    "involved": N_("others involved first"),
}
"""The words a choice is shown with; the stored value is the key."""


def choice_words(choice: str) -> str:
    """The words of a choice; one that this version does not know stands as it is."""
    return worded(CHOICE_WORDS[choice]) if choice in CHOICE_WORDS else choice


FORMAT_WORDS: dict[str, str] = {
    "card": N_("experience card"),
    "letter": N_("letter"),
    "talk": N_("preparation for a talk"),
    "summary": N_("summary"),
    "pulse": N_("figures for the team's pulse"),
    "sealed": N_("sealed summary"),
    "experience": N_("experience card on a team's shelf"),
    "thanks": N_("word of thanks"),
    "mission": N_("wording of the mission"),
    "invitation": N_("invitation to observe"),
}
"""What left the vault in another form than a format's; a format is known by its name."""

PLACE_WORDS: dict[str, str] = {"home": N_("at home"), "office": N_("at the office"), "other": N_("elsewhere")}
"""Where one works, as it is said of a pair that is followed."""

ASIDE_WORDS: dict[str, str] = {"none": N_("No occasion"), "skip": N_("Skipped")}
"""What an item was answered with apart from the scale."""
