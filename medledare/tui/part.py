"""What screens, areas and modals share: their commands, and the app with its vault and clock."""

from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.dom import DOMNode

from medledare.domain.problems import Problem
from medledare.services.clock import Clock
from medledare.text import say
from medledare.tui.commands import Command, bindings

if TYPE_CHECKING:
    from medledare.tui.app import MedledareApp
    from medledare.vault.vault import Vault


class Part(DOMNode):
    """A mixin that comes before the Textual class: ``class Goals(Part, Widget)``."""

    OFFERS: ClassVar[tuple[Command, ...]] = ()
    """The commands offered here; ``action_<id>`` carries each out."""

    def __init_subclass__(cls, **options: Any) -> None:
        if "OFFERS" in cls.__dict__:
            cls.BINDINGS = [*cls.__dict__.get("BINDINGS", ()), *bindings(cls.OFFERS)]
        super().__init_subclass__(**options)

    @property
    def medledare(self) -> "MedledareApp":
        """The app this is part of, by its own type."""
        return cast("MedledareApp", self.app)

    @property
    def vault(self) -> "Vault":
        """The open vault."""
        vault = self.medledare.vault
        assert vault is not None
        return vault

    @property
    def clock(self) -> Clock:
        """Gives the present moment."""
        return self.medledare.clock

    def tell(self, message: str) -> None:
        """Say in a toast what happened."""
        self.app.notify(message)

    def tell_problem(self, problem: Problem) -> None:
        """Say in a toast what went wrong."""
        self.app.notify(say(problem), severity="warning", timeout=8)
