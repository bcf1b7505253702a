"""What is said and asked at the first start, for both fronts."""

from medledare.domain.problems import N_

NAMES = {"sv": "Svenska", "en": "English"}
WELCOME = (
    N_(
        "This is a private place to practise leading yourself, with or without a formal role. It is "
        "yours alone: nothing leaves this machine unless you take it out."
    ),
    N_("A few short questions first. You can skip every one, and change your mind later."),
)
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
        "Everything is encrypted on the disk. The passphrase protects what lies there: a lost or copied "
        "disk, a backup, a synced folder. It does not protect against someone who administers this "
        "machine while you use it, or who logs its keys."
    ),
    N_(
        "A few words that you remember are better than one that is hard. Nobody can reset it: if both "
        "the passphrase and the recovery key are lost, nobody can open the journal, not even you."
    ),
)
WORKING = N_("This takes a few seconds, so that guessing the passphrase takes very long.")
