"""Everything that can go wrong for a user, each declared once: one sentence and one exit status.

A problem carries its sentence in English as a gettext message id, and the details to fill in. Both
fronts say it with ``medledare.text.say``; nothing here knows about languages or screens.
"""

from typing import ClassVar


def N_(message: str) -> str:  # noqa: N802 - gettext's customary name
    """Mark a message for the catalogs without translating it here."""
    return message


class Problem(Exception):
    """Something a user can cause or meet. ``status`` is the exit status of the command line."""

    status: ClassVar[int] = 1
    sentence: ClassVar[str] = ""

    def __init__(self, **details: object) -> None:
        super().__init__(self.sentence.format(**details) if details else self.sentence)
        self.details = details


class Usage(Problem):
    """The request itself is wrong; nothing was tried."""

    status = 2


class Locked(Problem):
    """No key is at hand and none can be asked for."""

    status = 3
    sentence = N_(
        "The vault is locked. Run “medledare unlock” in a terminal, or set MEDLEDARE_PASSPHRASE_FILE or "
        "MEDLEDARE_PASSPHRASE_COMMAND."
    )


class Damaged(Problem):
    """Something in the vault cannot be read as it should."""

    status = 4
    sentence = N_("The vault is damaged: {what} ({where}). Nothing was changed; keep a copy of the folder.")


class WrongPassphrase(Problem):
    status = 3
    sentence = N_("That passphrase does not open this vault.")


class NoVault(Problem):
    sentence = N_("There is no vault at {path}. Run “medledare init” to make one.")


class VaultExists(Problem):
    sentence = N_("There is already something at {path}. It was left untouched.")


class NewerVault(Problem):
    sentence = N_("This vault was written by a newer medledare (format {format}). Update the program to open it.")


class CannotReach(Problem):
    """A file or folder could not be read or written; nothing was saved."""

    sentence = N_("Could not use {path}: {reason}. Nothing was saved.")


REASONS = (
    N_("No such file or directory"),
    N_("Permission denied"),
    N_("Operation not permitted"),
    N_("No space left on device"),
    N_("Disk quota exceeded"),
    N_("Read-only file system"),
    N_("Is a directory"),
    N_("Not a directory"),
    N_("File name too long"),
    N_("Too many levels of symbolic links"),
    N_("Input/output error"),
)
"""What the system most often gives as its reason, so that a problem can say it in the reader's language."""


class NotYours(Problem):
    """The superuser at somebody else's vault: what he wrote there, its owner could not read or mend."""

    sentence = N_("The vault at {path} belongs to another user. Run medledare as that user; nothing was changed.")


class UnknownId(Problem):
    sentence = N_("Nothing here has the id “{id}”.")


class AmbiguousId(Problem):
    sentence = N_("“{id}” fits {count} records. Write a few more characters of it.")


class Unwritable(Usage):
    """Text that cannot be kept byte for byte."""

    sentence = N_(
        "The text holds a character that cannot be stored (NUL or half a character). Remove it and try again."
    )


class TooLong(Usage):
    """More text than one record can hold."""

    sentence = N_("The text is longer than {limit} MB, which is more than one record holds. Split it and try again.")


class NoPassphrase(Problem):
    """A passphrase was given to a vault that has none."""

    status = 3
    sentence = N_("This vault has no passphrase; its key lies on the machine that made it. Use the recovery key here.")


class WrongRecoveryKey(Problem):
    status = 3
    sentence = N_("That recovery key does not open this vault.")


class VaultBusy(Problem):
    """Another process held the writer's lock for too long; nothing was saved."""

    sentence = N_(
        "medledare is writing to the vault somewhere else on this machine and does not finish. Nothing was saved; "
        "try again."
    )


class OnlyInMemory(Problem):
    """The sample vault of the demo lies nowhere."""

    sentence = N_("This vault is only in memory, so there is nothing to take care of.")


class UnreadableDate(Usage):
    sentence = N_("“{text}” could not be read as a date. Write for example yesterday 14:30, last Friday or 2026-04-03.")


class UnreadableTime(Usage):
    sentence = N_("“{text}” is not a time of day. Write it like 17:00.")


class ImpossibleDate(Usage):
    sentence = N_("“{text}” is not a day or time that exists. Check the day, the month, the weekday and the time.")


class NotYet(Usage):
    sentence = N_("{day} is still to come. Answer for today, or for a day that has been.")


class NoSuchTime(Usage):
    """A local time in the gap where clocks are moved forward."""

    sentence = N_("There was no {time} on {day}, as the clocks were moved forward. Write a time before or after.")


class AmbiguousTime(Usage):
    """A local time that came twice because clocks were moved back."""

    sentence = N_(
        "{time} came twice on {day}, as the clocks were moved back. Write {day} {time}{first} or {day} {time}{second}."
    )


class UnknownZone(Usage):
    sentence = N_("There is no time zone called {name}. Write for example Europe/Stockholm or UTC.")
