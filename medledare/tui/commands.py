"""Commands are declared once: bindings, footer, palette and help all come from the declaration.

A screen, area or modal lists its own in ``OFFERS`` and has a method ``action_<id>`` for each. Words are message
ids; they are translated where they are shown.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from textual.binding import Binding
from textual.dom import DOMNode

FOOTER_LIMIT = 7


@dataclass(frozen=True, slots=True)
class Command:
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


@dataclass(frozen=True, slots=True)
class Offer:
    """A command, who offers it, and whether it can be carried out now."""

    command: Command
    node: DOMNode
    enabled: bool


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """The bindings of commands that have a key; the first key of several is the one shown."""
    return [
        Binding(
            command.key,
            command.id,
            description=command.label,
            show=command.footer,
            tooltip=command.help,
            priority=command.priority,
            id=command.id,
        )
        for command in commands
        if command.key
    ]


def own_offers(node: DOMNode) -> tuple[Command, ...]:
    """The commands a node declares, its base classes' after its own."""
    found: dict[str, Command] = {}
    for cls in type(node).__mro__:
        for command in cls.__dict__.get("OFFERS", ()):
            found.setdefault(command.id, command)
    return tuple(found.values())


def offers(start: DOMNode) -> Iterator[Offer]:
    """Everything that can be done from ``start`` outward, up to a modal or the app."""
    for node in start.ancestors_with_self:
        for command in own_offers(node):
            state = node.check_action(command.id, ())
            if state is not False:
                yield Offer(command, node, enabled=bool(state))
        if node.is_modal:
            return
