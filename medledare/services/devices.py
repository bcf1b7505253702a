"""What a second device needs, in a few lines with the real paths. Both fronts say it with these words."""

from medledare.config.paths import Places
from medledare.text import N_, _
from medledare.vault.access import has_passphrase

_SYNC = N_(
    "Let a program of your own, such as Syncthing, Nextcloud or git, carry the folder {vault} to the other device."
)
_STATE = N_("Never carry {state}: it belongs to this machine.")
_OPEN = N_("Install medledare there, and start it once the whole folder has arrived.")
_PASSPHRASE = N_("It asks for the passphrase. After that, both can write at any time, also without a connection.")
_NO_PASSPHRASE = N_(
    "This vault has no passphrase, so it opens only here. Choose one first, or use the recovery key there."
)
_BOTH = N_("If both change the same text before they meet, both versions are kept and you say what shall stand.")
_ELSEWHERE = N_("If the folder lies somewhere else there, set MEDLEDARE_VAULT to it.")


def second_device(places: Places) -> list[str]:
    """What to do for a second device, one sentence a line, in the language spoken. Raises CannotReach."""
    opening = _PASSPHRASE if has_passphrase(places) else _NO_PASSPHRASE
    return [
        _(_SYNC).format(vault=places.vault),
        _(_STATE).format(state=places.state),
        f"{_(_OPEN)} {_(_ELSEWHERE)}",
        _(opening),
        _(_BOTH),
    ]
