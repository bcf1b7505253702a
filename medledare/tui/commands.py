"""Commands are declared once: bindings, footer, palette and help all come from the declaration.

A screen, area or modal lists its own in ``OFFERS`` and has a method ``action_<id>`` for each. Words are message
ids; they are translated where they are shown.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual.binding import Binding
from textual.dom import DOMNode

FOOTER_LIMIT = 7
NO_KEY = "no_key"
"""The key of a command that has none: no terminal sends it, but a person can put another in its place."""


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
            cls.BINDINGS = [*cls.__dict__.get("BINDINGS", ()), *bindings(cls.OFFERS, cls)]
        super().__init_subclass__(**options)


class Offer(NamedTuple):
    """A command, who offers it, whether it can be carried out now, and the heading it stands under."""

    command: Command
    node: DOMNode
    enabled: bool
    heading: str


def command_id(owner: type, command: Command) -> str:
    """What a command is called in the key file: ``today.check_in``, ``main.show.goals``."""
    inner = command.id.replace("('", ".").replace("(", ".").rstrip("')")
    name = owner.__name__.lower().removeprefix("medledare")
    return f"{name.removesuffix('area') or name}.{inner}"


def bindings(commands: Iterable[Command], owner: type) -> list[Binding]:
    """The bindings of commands; the first key of several is the one shown."""
    return [
        Binding(
            command.key or NO_KEY,
            command.id,
            description=command.label,
            show=command.footer and bool(command.key),
            tooltip=command.help,
            priority=command.priority,
            id=command_id(owner, command),
        )
        for command in commands
    ]


def offers(start: DOMNode) -> Iterator[Offer]:
    """Everything that can be done from ``start`` outward; of what lies beyond a modal, only what has priority."""
    beyond = False
    for node in start.ancestors_with_self:
        for command, heading in _own(node):
            name, _opened, _rest = command.id.partition("(")
            state = node.check_action(name, ()) if command.priority or not beyond else False
            if state is not False:
                yield Offer(command, node, bool(state), command.where or heading)
        beyond = beyond or node.is_modal


def _own(node: DOMNode) -> Iterator[tuple[Command, str]]:
    """The commands a node declares and their heading; its base classes' come after its own."""
    met: set[str] = set()
    keymap = getattr(node.app, "keys", {})
    for cls in type(node).__mro__:
        heading = getattr(cls, "HEADING", "") or getattr(node, "HEADING", "")
        for command in cls.__dict__.get("OFFERS", ()):
            if command.id not in met:
                met.add(command.id)
                yield command._replace(key=keymap.get(command_id(cls, command), command.key)), heading
