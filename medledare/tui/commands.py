"""Commands are declared once: bindings, footer, palette and help all come from the declaration.

A screen, area or modal lists its own in ``OFFERS`` and has a method ``action_<id>`` for each. Words are message
ids; they are translated where they are shown.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual.binding import Binding
from textual.dom import DOMNode

FOOTER_LIMIT = 7


class Command(NamedTuple):
    """Something a person can do.

    ``key``: the default, several with commas, empty for the palette only. ``label``: two or three words.
    ``help``: a sentence for help and palette. ``where``: the heading it stands under in help; empty is the
    place it is offered in. ``footer``: whether it asks for a place among the footer's seven. ``palette``: whether
    the palette lists it (not what only makes sense by key, as moving a cursor). ``priority``: the key works
    even where a widget would take it.
    """

    id: str
    key: str
    label: str
    help: str = ""
    where: str = ""
    footer: bool = False
    palette: bool = True
    priority: bool = False


if TYPE_CHECKING:
    _Node = DOMNode
else:
    # Textual takes a class's styles from its first base that is a node, so the mixin must not be one.
    _Node = object


class Offering(_Node):
    """A mixin for whatever offers commands; it comes before the Textual class: ``class Goals(Offering, Widget)``."""

    OFFERS: ClassVar[tuple[Command, ...]] = ()
    """The commands offered here; ``action_<id>`` carries each out."""
    HEADING: ClassVar[str] = ""
    """What its commands stand under in help (a message id)."""

    def __init_subclass__(cls, **options: Any) -> None:
        if "OFFERS" in cls.__dict__:
            cls.BINDINGS = [*cls.__dict__.get("BINDINGS", ()), *bindings(cls.OFFERS, cls.__name__.lower())]
        super().__init_subclass__(**options)


class Offer(NamedTuple):
    """A command, who offers it, whether it can be carried out now, and the heading it stands under."""

    command: Command
    node: DOMNode
    enabled: bool
    heading: str


def bindings(commands: Iterable[Command], owner: str) -> list[Binding]:
    """The bindings of commands that have a key; the first key of several is the one shown.

    ``owner.id`` is the id by which a keymap can give a command another key.
    """
    return [
        Binding(
            command.key,
            command.id,
            description=command.label,
            show=command.footer,
            tooltip=command.help,
            priority=command.priority,
            id=f"{owner}.{command.id}",
        )
        for command in commands
        if command.key
    ]


def offers(start: DOMNode) -> Iterator[Offer]:
    """Everything that can be done from ``start`` outward, up to a modal or the app."""
    for node in start.ancestors_with_self:
        for command, heading in _own(node):
            name, _opened, _rest = command.id.partition("(")
            state = node.check_action(name, ())
            if state is not False:
                yield Offer(command, node, bool(state), command.where or heading)
        if node.is_modal:
            return


def _own(node: DOMNode) -> Iterator[tuple[Command, str]]:
    """The commands a node declares and their heading; its base classes' come after its own."""
    met: set[str] = set()
    for cls in type(node).__mro__:
        heading = getattr(cls, "HEADING", "") or getattr(node, "HEADING", "")
        for command in cls.__dict__.get("OFFERS", ()):
            if command.id not in met:
                met.add(command.id)
                yield command, heading
