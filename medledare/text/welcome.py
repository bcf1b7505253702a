"""What is said and asked at the first start, for both fronts."""

from medledare.domain.problems import N_

NAMES = {"sv": "Svenska", "en": "English"}
WELCOME = N_("A private place to practise leading yourself. Nothing leaves this machine unless you take it out.")
FIRST_LINE = N_("How is it today? A line is enough. It is encrypted and saved in the next step.")
MISSION = N_(
    "What you do is easier to lead when you know what it is for. A few words will do; they can be "
    "worded anew whenever you like."
)
QUESTIONS = {
    "statement": N_("What are you here to do?"),
    "for_whom": N_("Whom is it for?"),
    "value": N_("What gets better for them, and for the whole?"),
}
"""What is asked of the mission, by its fields."""
FOCUS = N_(
    "The daily check-in can lean towards one principle of co-leadership. Choose one, or let all seven take turns."
)
PASSPHRASE = (
    N_(
        "A passphrase protects a lost disk, a backup or a synced folder, not against someone who administers this "
        "machine or logs its keys."
    ),
    N_(
        "Nobody can reset it. If both it and the recovery key, shown next, are lost, nobody can open the journal, not "
        "even you."
    ),
)
WORKING = N_("A few seconds, so that guessing the passphrase takes very long.")
