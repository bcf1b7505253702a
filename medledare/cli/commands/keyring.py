"""The system keyring as a second way into the vault, for those who want it."""

from medledare.cli import terminal
from medledare.cli.common import json_option
from medledare.cli.fields import code_of
from medledare.cli.here import Here
from medledare.cli.spoken import argument, command, pass_here
from medledare.services import session
from medledare.text import N_, _

WORDS = ("on", "off")
SAID = {
    True: N_("The system keyring opens this vault here."),
    False: N_("The system keyring does not open this vault."),
}


@command(
    "keyring",
    epilog=N_(
        "While you are logged in, your passphrase is then not asked for, and other programs of yours can open the "
        "vault too. After “medledare lock” the passphrase is asked for again. Without a word it tells how it is now."
    ),
)
@argument("wish", metavar="on|off", required=False)
@json_option
@pass_here
def keyring(here: Here, wish: str | None, as_json: bool) -> None:
    if wish is not None:
        if code_of(wish, WORDS, "on|off") == "on":
            session.turn_keyring_on(here.open())
        else:
            session.turn_keyring_off(here.places)
    now = session.keyring_is_on(here.places)
    if as_json:
        terminal.document({"keyring": now})
    else:
        terminal.line(_(SAID[now]))
