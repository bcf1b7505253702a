"""What is said of cards and teams in both fronts: what happens at each step, and who sees it."""

from medledare.text import N_, ngettext

CARD_HINT = N_(
    "Give your card to whom you like, by mail or chat. Then tell them the number yourself, aloud: that shows that "
    "nobody on the way exchanged the card."
)
RENAMED = N_(
    "The name is changed on the card you give out from now on. Teams you are in go on with the name they know you by."
)
IDENTITY_WARNING = N_(
    "This is your secret key. Whoever has it can read what was sealed to you. Show it to nobody, and keep no copy you "
    "do not need."
)
SPACE = N_(
    "What you tell the team lies there sealed: only members can read it. Whoever keeps the folder can see how many "
    "files there are, how large they are and when each arrived."
)
NOTHING_BY_ITSELF = N_("Nothing of what you write goes there until you choose it yourself, each time.")
ADDING = N_(
    "All members will see the name and the number. {name} will be able to read what lies in the team's folder, also "
    "what was put there before."
)
ASK_NUMBER = N_("Ask {name} to read the number of their own card to you, aloud. Is it this one?")
ADDED = N_(
    "{name} is a member now. An invitation that only {name} can open lies in the folder. Tell {name} where the folder "
    "is, and to take it there with “medledare team join”."
)
INVITED = N_("{name} invites you to the team {team}.")
JOINING = N_("Joining puts nothing in the folder. The members see your name since {name} added you.")
JOINED = N_("You are in the team {team} now.")
THRESHOLD = N_("What the team answers together is shown only when at least {count} take part.")
MADE = N_("The team {team} is made, and so far it is you. Add the others by their cards.")
LEAVING = N_(
    "The members will see that you left. What you put in the folder stays there until you take it back, so do that "
    "first if you wish. Others may have read it."
)
LEFT = N_("You have left the team {team}.")
FORGOTTEN = N_("The team {team} is forgotten here. The members were not told.")
REFUSED = N_("Files that were not taken")
NOTHING_THERE = N_("Nothing of this team lies there yet. The files may still be on their way.")

ABOUT_ADDING = N_(
    "You have somebody's card, and hear from themselves that its number is theirs. Then a sealed invitation is put in "
    "the folder that only they can open. All members see the name, and who is added can read what lies in the folder."
)
ABOUT_MAKING = N_(
    "A team meets in a folder that you share in some way you have already: a network share, Syncthing, Nextcloud or "
    "git. One small file is put there. Whoever keeps the folder sees that it came; what is in it only members can read."
)
ABOUT_JOINING = N_(
    "Give your card to somebody in the team. When they have added you and the folder has come to this machine, take "
    "the invitation here. Nothing is put in the folder by that. The members see your name since you were added."
)
ABOUT_OTHER = N_("Shows another team here. Nobody sees that you do.")
ABOUT_CARD = N_(
    "A card is how others know you here: a name of your choice and a number. Making it puts nothing anywhere but in "
    "your vault. Nobody sees it until you give it away."
)
ABOUT_CARDS = N_("Cards you have of others. Only you see this list.")
ABOUT_NUMBERS = N_(
    "Ask each to read the number of their own card, aloud. If all are the same, nobody on the way has exchanged a card."
)
ABOUT_SUMMARIES = N_(
    "What members have told the whole team, or you among some. Nobody can see who has told nothing, or what you read. "
    "Your own you write in Share, and take back there."
)
NO_CARDS = N_("You have no cards of others yet. They are kept when you add somebody to a team or join.")
LET_GO = N_("The card of {name} is let go. What {name} says in a team is passed over here.")
QR_NEEDS = N_("The QR code needs a terminal of at least {columns} columns and {rows} rows; the line is the same card.")
NAMING = N_("The number stays the same. Teams you are in go on with the name they know you by.")
FORGETTING = N_("The members cannot be told now. You can forget the team here all the same.")
MAKING = N_("One small file is put in the folder. Only those you add can read what it says.")
FINDING = N_("The folder is only read. Then you see who invites you, and to what.")
ADD_FIRST = N_("Nothing is put anywhere yet. You see the name and the number first.")
FOLDER_OF = N_("The folder of the team {team}")
NO_FOLDER = N_("Where this team's folder is was never said on this device.")
UNREACHED = N_("The folder cannot be reached now. It may come back, or have moved.")


def files_words(files: int, bytes: int) -> str:
    """How many files there are in a team's folder, and how large they are together."""
    return ngettext("{count} file", "{count} files", files) + f", {-(-bytes // 1024)} KiB"
