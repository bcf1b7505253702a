"""One line with what the keys do here, at most seven."""

from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.keys import format_key
from textual.style import Style
from textual.widget import Widget

from medledare.text import N_, _
from medledare.tui.commands import FOOTER_LIMIT

GAP = 3
NOT_OURS = (N_("Dismiss menu"),)
"""What a list that was opened calls its key: the toolkit's word, said in the language spoken all the same."""


def key_name(key: str) -> str:
    """A key as people read it: ``^s``, ``?``, ``esc``."""
    *modifiers, last = key.split("+")
    name = {"escape": "esc"}.get(last) or format_key(last)
    return "^" + name if modifiers == ["ctrl"] else "+".join([*modifiers, name])


class Footer(Widget):
    """The keys of the focused widget first, then outward; help always has its place. A click does as the key."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"footer--key"}
    DEFAULT_CSS = """
    Footer {
        dock: bottom;
        height: 1;
        padding: 0 1;
        background: $panel;
        color: $text-muted;
        & > .footer--key { color: $text-accent; text-style: bold; }
    }
    """

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())

    def render(self) -> Content:
        key_style = self.get_visual_style("footer--key")
        parts = []
        for key, label in self._fitting():
            part = Content.assemble((key_name(key), key_style), " ", label)
            parts.append(part.stylize(Style.from_meta({"key": key})))
        return Content(" " * GAP).join(parts)

    def on_click(self, event: events.Click) -> None:
        if key := event.style.meta.get("key"):
            self.app.simulate_key(key)

    def _as_declared(self) -> list[ActiveBinding]:
        """What the keys do, each node's in the order it declares them, also where they have other keys."""
        active = list(self.screen.active_bindings.values())
        if not getattr(self.app, "keys", None):
            return active
        nodes = list(dict.fromkeys(one.node for one in active))
        places = {
            (node, binding.id): (rank, place)
            for rank, node in enumerate(nodes)
            for place, (_key, binding) in enumerate(node._bindings)
        }
        return sorted(active, key=lambda one: places.get((one.node, one.binding.id), (nodes.index(one.node), 0)))

    def _fitting(self) -> list[tuple[str, str]]:
        """(key, label) of as many commands as have room."""
        shown: dict[str, tuple[str, str]] = {}
        for _node, binding, enabled, _tooltip in self._as_declared():
            if binding.show and enabled and binding.action not in shown:
                shown[binding.action] = (binding.key, _(binding.description))
        last = [shown.pop("help")] if "help" in shown else []
        room = self.content_size.width - sum(map(_width, last))
        fitting: list[tuple[str, str]] = []
        for item in shown.values():
            if len(fitting) + len(last) == FOOTER_LIMIT or _width(item) > room:
                break
            fitting.append(item)
            room -= _width(item)
        return fitting + last


def _width(item: tuple[str, str]) -> int:
    key, label = item
    return cell_len(key_name(key)) + 1 + cell_len(label) + GAP
