"""What a command has around it: the folders, the clock, the language, and the open vault once it needs it."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from medledare.cli import terminal
from medledare.cli.problems import WrongUse
from medledare.config.paths import Places, find_places
from medledare.services.clock import Clock, local_now
from medledare.text import LANGUAGES, N_, _, language, ngettext, speak, system_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from medledare.config.settings import Value
    from medledare.vault.vault import Vault

NO_LANGUAGE = N_("“{value}” is not a language here. There are sv and en.")
NO_FOLDER = N_("The folder of the vault cannot be empty.")


class Here:
    """One run of the program. Global options arrive through ``told``."""

    def __init__(self, clock: Clock = local_now) -> None:
        self.clock = clock
        self._folder: Path | None = None
        self._vault: Vault | None = None

    def told(self, name: str, value: str | bool) -> None:
        """A global option. Raises WrongUse."""
        if name == "plain":
            terminal.plain = True
        elif name == "lang":
            if value not in LANGUAGES:
                raise WrongUse(told=_(NO_LANGUAGE).format(value=value))
            speak(str(value))
        elif not value:
            raise WrongUse(told=_(NO_FOLDER))
        else:
            self._folder = Path(str(value))

    @cached_property
    def places(self) -> Places:
        """The folders, once the options are read."""
        return find_places(self._folder)

    @property
    def language(self) -> str:
        """``sv`` or ``en``."""
        return language()

    @cached_property
    def settings(self) -> "Mapping[str, Value]":
        """The settings as the file says them; none where there is no file. Raises UnreadableSettings, BadSetting."""
        if not (self.places.config / "settings.toml").exists():
            return {}
        from medledare.services.settings import load

        return load(self.places)

    def open(self) -> "Vault":
        """The vault, opened with what is at hand, else with a passphrase. Raises Locked and what opening raises."""
        if self._vault is None:
            from medledare.cli.passphrase import opened

            self._vault = opened(self.places, self.clock)
            if waiting := self._vault.waiting:
                terminal.complain(_waits(waiting))
        return self._vault

    def hold(self, vault: "Vault") -> None:
        """Go on with a vault that was opened elsewhere."""
        self._vault = vault

    def at_hand(self) -> "Vault | None":
        """The vault if it is open, or opens without a passphrase."""
        from medledare.domain.problems import Problem
        from medledare.services import session

        if self._vault is None:
            try:
                self._vault = session.open_at_hand(self.places, self.clock)
            except Problem:
                return None
        return self._vault

    def close(self) -> list[str]:
        """Close the vault; a sentence for each damage met while it was open."""
        if self._vault is None:
            return []
        from medledare.domain.problems import Damaged
        from medledare.services.due import start_if_due
        from medledare.text import say

        damages = [say(Damaged(what=one.what, where=one.where)) for one in self._vault.damage]
        start_if_due(self._vault)
        self._vault.close()
        self._vault = None
        return damages


def _waits(count: int) -> str:
    return ngettext(
        "{count} sealed record waits and is not shown yet, as the vault could not be written to.",
        "{count} sealed records wait and are not shown yet, as the vault could not be written to.",
        count,
    )


def speak_first(places: Places) -> None:
    """Choose the words before anything is parsed; a settings file that cannot be read does not stop a capture."""
    from medledare.domain.problems import Problem

    try:
        # The module that reads settings is only loaded where there are any.
        if (places.config / "settings.toml").exists():
            from medledare.services.settings import say_as_set

            say_as_set(places)
            return
    except Problem:
        pass
    import os

    speak(wish if (wish := os.environ.get("MEDLEDARE_LANG", "")) in LANGUAGES else system_language())
