"""What there is on a screen to go to, and the letters that each is called by while one chooses."""

from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList

from medledare.tui.widgets.item_list import ItemList
from medledare.tui.widgets.tab_bar import TabBar

KEYS = "asdfghjklqwertyuiopzxcvbnm"
"""Letters by how near they lie to the resting fingers; a Swedish and an English keyboard have them in one place."""


class Spot(NamedTuple):
    """Somewhere to go: the cell on the screen where it begins, and how to go there."""

    place: Offset
    go: Callable[[], object]


def letters(count: int) -> list[str]:
    """As many names of letters, none the beginning of another: the handiest keys by themselves for the first."""
    names = list(KEYS)
    stems = deque(reversed(KEYS))
    while len(names) < count:
        stem = stems.popleft()
        names.remove(stem)
        longer = [stem + key for key in KEYS]
        names += longer
        stems.extend(reversed(longer))
    return names[:count]


def spots(screen: Screen[Any]) -> list[Spot]:
    """Everything in sight that can take the focus or be chosen, line by line from the top."""
    inner: dict[Widget, list[Spot]] = {}
    for widget in screen.walk_children(Widget):
        if widget.is_on_screen and (found := list(_spots_of(screen, widget))):
            inner[widget] = found
    around = {one for widget in inner for one in widget.ancestors}
    found = [spot for widget, some in inner.items() if widget not in around for spot in some]
    first = {spot.place: spot for spot in reversed(found)}
    return [first[place] for place in sorted(first, key=lambda place: (place.y, place.x))]


def _spots_of(screen: Screen[Any], widget: Widget) -> Iterator[Spot]:
    if isinstance(widget, TabBar):
        for name, x in widget.places():
            yield from _seen(screen, widget, Offset(x, 0), partial(widget.choose, name))
    elif isinstance(widget, ItemList) and widget.rows:
        for y in range(widget.size.height):
            row = y + widget.scroll_offset.y
            if row < len(widget.rows) and widget.can_stand_on(row):
                yield from _seen(screen, widget, Offset(0, y), partial(_stand_on, screen, widget, row))
    elif isinstance(widget, OptionList) and widget.option_count:
        for option, line in widget._index_to_line.items():
            if not widget.get_option_at_index(option).disabled:
                place = Offset(0, line - widget.scroll_offset.y)
                yield from _seen(screen, widget, place, partial(_highlight, screen, widget, option))
    elif widget.focusable:
        yield from _seen(screen, widget, Offset(0, 0), partial(screen.set_focus, widget))


def _seen(screen: Screen[Any], widget: Widget, place: Offset, go: Callable[[], object]) -> Iterator[Spot]:
    """A spot at a place in a widget's content, if nothing lies over it and it is not scrolled away."""
    at = widget.content_region.offset + place
    in_sight = screen.find_widget(widget).visible_region
    if not in_sight.contains_point(at):
        return
    above, _region = screen.get_widget_at(*at)
    if widget in above.ancestors_with_self:
        yield Spot(at, go)


def _stand_on(screen: Screen[Any], items: ItemList, row: int) -> None:
    items.select_row(row)
    if items.focusable:
        screen.set_focus(items)


def _highlight(screen: Screen[Any], options: OptionList, option: int) -> None:
    options.highlighted = option
    screen.set_focus(options)
