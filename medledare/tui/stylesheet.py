"""A stylesheet that reads each of its files once in a theme, and not all of them again with every new screen."""

from typing import Final

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet as TextualStylesheet

FILES, THEMES = 512, 4
"""How many files of how many themes are kept read: all there are, in those that are gone to and fro between."""
_kept: Final = LRUCache[frozenset[tuple[str, str]], LRUCache[tuple, list]](THEMES)  # type: ignore[type-arg]


class Stylesheet(TextualStylesheet):
    """As Textual's, which keeps fewer files read than the program has, and reads everything anew for a new screen."""

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._parse_cache = _read_under(variables)

    def set_variables(self, variables: dict[str, str]) -> None:
        # What is kept is kept for the theme before, and must not be emptied.
        self._parse_cache = LRUCache(1)
        super().set_variables(variables)
        self._parse_cache = _read_under(variables)

    def reparse(self) -> None:
        self.parse()


def _read_under(variables: dict[str, str]) -> LRUCache[tuple, list]:  # type: ignore[type-arg]
    theme = frozenset(variables.items())
    if (kept := _kept.get(theme)) is None:
        kept = _kept[theme] = LRUCache(FILES)
    return kept
