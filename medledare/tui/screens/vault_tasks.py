"""What can be done for the vault, as it stands in the list of the vault's screen."""

from medledare.text import N_
from medledare.tui.screens.tasks import Task
from medledare.tui.widgets.item_list import Heading

ROWS: tuple[Heading | Task, ...] = (
    Heading(N_("How it is")),
    Task("status", N_("Overview"), ""),
    Task(
        "check",
        N_("Check"),
        N_("Looks at every byte and says what is damaged, where, and how badly. Nothing is changed."),
    ),
    Task(
        "repair",
        N_("Mend"),
        N_(
            "Mends what can be mended. Damaged pieces are set aside on this machine, never deleted. "
            "Only this machine's own log is touched."
        ),
    ),
    Heading(N_("Backups")),
    Task("now", N_("Back up now"), ""),
    Task(
        "backup",
        N_("Back up to a file"),
        N_("Writes every version of every record into one encrypted file. It opens with the recovery key."),
    ),
    Task(
        "restore",
        N_("Restore from a file"),
        N_("What the vault lacks is brought in from a backup. Nothing in it is lost or replaced."),
    ),
    Heading(N_("What opens it")),
    Task(
        "passphrase",
        N_("Passphrase"),
        N_("Change the passphrase, set one, or go without. The recovery key stays the same and goes on working."),
    ),
    Task("keyring", N_("System keyring"), ""),
    Heading(N_("Devices")),
    Task("devices", N_("Names"), ""),
    Task("second_device", N_("One more device"), N_("What it needs to have the vault on another device too")),
    Heading(N_("History")),
    Task(
        "compact",
        N_("Drop old history"),
        N_(
            "What every record says now stays, and what was deleted stays deleted. "
            "Other devices keep their own logs, and older backups what is in them."
        ),
    ),
)
