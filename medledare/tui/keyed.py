"""The keys a person has given to commands, which hold at once wherever a command stands."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from medledare.config import keymap
from medledare.config.paths import Places
from medledare.domain.problems import Problem
from medledare.text import say

if TYPE_CHECKING:
    from textual.app import App

    _App = App[None]
else:
    _App = object


class Keyed(_App):
    """A mixin for the app."""

    places: Places
    keys: Mapping[str, str] = MappingProxyType({})
    """The keys of commands that do not have their usual ones, by the command's id."""

    def read_keys(self) -> None:
        """Use the keys of the key file; the usual ones, and a sentence about it, if it cannot be read."""
        try:
            self.keys = keymap.load(self.places.config)
        except Problem as problem:
            self.keys = {}
            self.notify(say(problem), severity="warning", timeout=10)
        if self.keys or self._keymap:
            self.set_keymap(dict(self.keys))
