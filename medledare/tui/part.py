"""What screens, areas and modals share: their commands, and the app with its vault and clock."""

from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.await_complete import AwaitComplete

from medledare.domain.problems import Locked, Problem
from medledare.services.clock import Clock
from medledare.text import say
from medledare.tui.commands import Offering

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.widget import Widget

    from medledare.tui.app import MedledareApp
    from medledare.vault.vault import Vault

    _Widget = Widget
else:
    _Widget = object


class Part(Offering):
    """A mixin that comes before the Textual class: ``class Goals(Part, Widget)``."""

    UNDOES: ClassVar[bool] = True
    """Whether undo, of a screen, takes back what is done there. Where it does not, it is not offered."""

    ALONE: ClassVar[bool] = False
    """Whether nothing is put over it, of a screen, by a key that works everywhere else."""
    DRAFTS: ClassVar[bool] = False
    """Whether what is typed in it, of a screen, waits in a draft when it is put away."""

    @property
    def medledare(self) -> "MedledareApp":
        """The app this is part of, by its own type."""
        return cast("MedledareApp", self.app)

    @property
    def vault(self) -> "Vault":
        """The open vault. Raises Locked, as a worker may meet after the app was locked."""
        if (vault := self.medledare.vault) is None:
            raise Locked
        return vault

    @property
    def clock(self) -> Clock:
        """Gives the present moment."""
        return self.medledare.clock

    @property
    def typing(self) -> bool:
        """Whether the focus of this screen is in a text field."""
        return is_typing(self.screen)

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Leave this, if it is a screen. A key that came twice before it was gone must not leave the one below too."""
        if not cast("Screen[Any]", self).is_active:
            return AwaitComplete()
        left: AwaitComplete = super().dismiss(result)  # type: ignore[misc]
        return left

    def tell(self, message: str) -> None:
        """Say in a toast what happened."""
        self.app.notify(message)

    def tell_problem(self, problem: Problem) -> None:
        """Say in a toast what went wrong."""
        self.app.notify(say(problem), severity="warning", timeout=8)


class Field(_Widget):
    """A mixin of the fields one writes in: there, letters are letters. A blinking cursor is motion, too."""

    cursor_blink: Any
    _begun_with = ""

    def on_mount(self) -> None:
        self._begun_with = self.standing
        if not getattr(self.app, "motion", True):
            self.cursor_blink = False

    @property
    def standing(self) -> str:
        """What stands in it."""
        raise NotImplementedError

    @property
    def touched(self) -> bool:
        """Whether anything was typed that did not stand there when it was put up."""
        return bool(self.standing) and self.standing != self._begun_with


def is_typing(screen: "Screen[Any]") -> bool:
    """Whether a screen's focus is in a text field."""
    return isinstance(screen.focused, Field)
