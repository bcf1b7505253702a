"""One line with what the keys do here, at most seven."""

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from medledare.text import _
from medledare.tui.commands import FOOTER_LIMIT


class Footer(Widget):
    """The keys of the focused widget first, then outward. A click does the same as the key."""

    COMPONENT_CLASSES = {"footer--key"}  # noqa: RUF012
    DEFAULT_CSS = """
    Footer {
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
        key_style = self.get_visual_style("footer--key", partial=True)
        shown: dict[str, Content] = {}
        for _node, binding, enabled, _tooltip in self.screen.active_bindings.values():
            if not binding.show or not enabled or binding.action in shown:
                continue
            key = self.app.get_key_display(binding)
            text = Content.assemble((key, key_style), " ", _(binding.description))
            shown[binding.action] = text.stylize(Style.from_meta({"@click": f"app.simulate_key('{binding.key}')"}))
        return Content("   ").join(list(shown.values())[:FOOTER_LIMIT])
