"""Keeps Textual from writing what is shown anywhere but on the screen: no traceback, and no picture of it."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

    _App = App[None]
else:
    _App = object


class Silent(_App):
    """A mixin for the app."""

    def _print_error_renderables(self) -> None:
        """Nothing is printed of an error, whoever put it there."""
        self._exit_renderables.clear()

    # A picture of the screen would lie readable on the disk: there is none, however it is asked for.

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """No picture is taken."""

    def save_screenshot(self, *place: Any, **named: Any) -> str:
        """No picture is taken."""
        return ""

    def deliver_screenshot(self, *place: Any, **named: Any) -> None:
        """No picture is taken."""
