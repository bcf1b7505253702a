"""Leaving a modal in which something was typed: asked about, so that one key too many loses nothing."""

from textual.screen import ModalScreen

from medledare.text import _
from medledare.tui.modals.confirm import Confirm
from medledare.tui.part import Part


class Unsaved(Part, ModalScreen[bool]):
    """A modal whose text is kept in a draft until it is saved or given up. Gives True if it was saved."""

    DRAFTS = True
    draft: str
    """The name of the draft."""

    def on_mount(self) -> None:
        """What was said before has been read, and would stand on the line that tells how to save."""
        self.app.clear_notifications()
        for screen in self.app.screen_stack:
            screen.query("Toast").remove()

    @property
    def unsaved(self) -> bool:
        """Whether leaving now would lose anything."""
        raise NotImplementedError

    def action_leave(self) -> None:
        """Leave without saving."""
        if not self.unsaved:
            self.close(False)
        else:
            self.app.push_screen(Confirm(_("Leave without saving what you typed?"), _("Leave"), _("Stay")), self._left)

    def _left(self, leave: bool | None) -> None:
        if leave:
            self.close(False)

    def close(self, saved: bool) -> None:
        """Be done with it; the draft is no longer needed."""
        self.medledare.keep_draft(self.draft, "")
        self.dismiss(saved)
