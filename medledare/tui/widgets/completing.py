"""What a word may become, in a small list below the cursor while one types.

Tab takes the first, or the one chosen with the arrows; enter takes only one that was chosen so, and is else what it
always is. Escape puts the list away, and writing on, or moving, does too once nothing fits.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Offset
from textual.widgets import Static

from medledare.tui.part import Field
from medledare.tui.widgets.typed import as_shown

if TYPE_CHECKING:
    from medledare.services.suggestions import Suggestion, Suggestions

SIGNS = {"text": "#@+", "marks": "#@"}
"""What begins a word that there are suggestions for."""
LONGEST_WORD = 80
"""Characters of a word for which there can be a suggestion."""
WIDEST = 48
"""Columns of what is said of a suggestion, at most."""
ASIDE = "  "
CHOSEN, NOT_CHOSEN = "› ", "  "

Fills = Literal["text", "marks", "tags", "value", ""]
"""What one writes in a field: running text, such text where only tags mean something, nothing but tags, one value that
may have been said before, or none of these."""


class Choices(Static):
    """The list. It has no focus, so that every key still goes to the text."""

    DEFAULT_CSS = """
    Choices {
        overlay: screen;
        constrain: inside inflect;
        width: auto;
        height: auto;
        max-width: 72;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        background: $panel;
        color: $foreground;
        padding: 0 1;
        display: none;
    }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.offered: list[Suggestion] = []
        self.chosen: int | None = None

    def offer(self, suggestions: "list[Suggestion]", where: Offset) -> None:
        """Show these, none of them chosen."""
        if self.display and (suggestions, None, where) == (self.offered, self.chosen, self.absolute_offset):
            # The same as for the letter before: nothing to lay out.
            return
        self.offered, self.chosen = suggestions, None
        self.absolute_offset = where
        self._draw()
        self.display = True

    def move(self, by: int) -> None:
        """Choose the next one, or the one before; past the ends there is none chosen."""
        places = [None, *range(len(self.offered))]
        self.chosen = places[(places.index(self.chosen) + by) % len(places)]
        self._draw()

    def _draw(self) -> None:
        lines = [
            Content.assemble(
                CHOSEN if number == self.chosen else NOT_CHOSEN,
                (as_shown(one.put), "bold reverse" if number == self.chosen else "bold"),
                ASIDE + _in_short(one.about) if one.about else "",
            )
            for number, one in enumerate(self.offered)
        ]
        self.update(Content("\n").join(lines))


def _in_short(about: str) -> str:
    """The first line of what is said of a suggestion, as much of it as there is room for."""
    line = as_shown(about.partition("\n")[0])
    return line if len(line) <= WIDEST else line[: WIDEST - 1].rstrip() + "…"


class Completing(Field):
    """A mixin of fields. The field says what stands before its cursor, and puts in what was chosen."""

    if TYPE_CHECKING:

        @property
        def cursor_screen_offset(self) -> Offset: ...

    fills: Fills = "text"
    _choices: Choices | None = None
    _at_keys = False

    @contextmanager
    def typed(self) -> Iterator[None]:
        """Around what a key changes: the list follows it."""
        self._at_keys = True
        try:
            yield
        finally:
            self._at_keys = False
        self.offer_choices()

    def cursor_moved(self) -> None:
        """If no key that writes moved it, what was offered was for another word."""
        if not self._at_keys:
            self.put_away_choices()

    def before_cursor(self) -> str:
        """What stands before the cursor on its line: its last ``LONGEST_WORD`` + 1 characters at most.

        Nothing within a word.
        """
        raise NotImplementedError

    def put_before_cursor(self, old: int, new: str) -> None:
        """Put a text in the place of as many characters before the cursor."""
        raise NotImplementedError

    @property
    def offering(self) -> bool:
        """Whether the list is shown."""
        return self._choices is not None and self._choices.display

    @property
    def choosing(self) -> bool:
        """Whether one of the list is chosen."""
        return self._choices is not None and self._choices.display and self._choices.chosen is not None

    def offer_choices(self) -> None:
        """Show what the word before the cursor may become, or nothing; for each key, so it is quick to give up."""
        before = self.before_cursor()
        begun = self._begun(before) if before else ""
        if not begun:
            self.put_away_choices()
            return
        known: Callable[..., Suggestions | None] | None = getattr(self.app, "suggestions", None)
        suggestions = known(self._offer_again) if known else None
        fitting = self._fitting(suggestions, begun) if suggestions else []
        if not fitting:
            self.put_away_choices()
            return
        if self._choices is None or not self._choices.is_attached:
            self._choices = Choices()
            self.screen.mount(self._choices)
        # Its words stand right under the word they may become.
        self._choices.offer(fitting, self.cursor_screen_offset + Offset(-cell_len(begun) - len(CHOSEN) - 1, 1))

    def _begun(self, before: str) -> str:
        """The part of it that a suggestion would take the place of; empty if there can be none."""
        if self.fills == "value":
            return before if len(before) <= LONGEST_WORD else ""
        if not self.fills or before[-1].isspace():
            return ""
        word = before.split()[-1]
        signed = self.fills == "tags" or word[0] in SIGNS[self.fills]
        return word if signed and len(word) <= LONGEST_WORD else ""

    def _fitting(self, suggestions: "Suggestions", begun: str) -> "list[Suggestion]":
        if self.fills == "value":
            return suggestions.as_value((self.id or "").removeprefix("field-"), begun)
        return suggestions.as_tag(begun) if self.fills == "tags" else suggestions.in_text(begun)

    def _offer_again(self) -> None:
        """They were gathered meanwhile."""
        if self.has_focus:
            self.offer_choices()

    def put_away_choices(self) -> None:
        """Show nothing more."""
        if self._choices is not None and self._choices.display:
            self._choices.display = False

    def take_choice(self, *, first: bool) -> bool:
        """Put in what is chosen, or the ``first`` where nothing is; whether there was anything to put in."""
        choices = self._choices
        if choices is None or not choices.display or (choices.chosen is None and not first):
            return False
        put = choices.offered[choices.chosen or 0].put
        begun = self._begun(self.before_cursor())
        self.put_before_cursor(len(begun), put)
        self.put_away_choices()
        return True

    async def _on_key(self, event: events.Key) -> None:
        if not self.offering:
            return
        assert self._choices is not None
        taken = True
        if event.key == "escape":
            self.put_away_choices()
        elif event.key in ("down", "up"):
            self._choices.move(1 if event.key == "down" else -1)
        elif event.key in ("tab", "enter"):
            taken = self.take_choice(first=event.key == "tab")
        else:
            taken = False
        if taken:
            event.stop()
            event.prevent_default()

    def on_blur(self) -> None:
        self.put_away_choices()
