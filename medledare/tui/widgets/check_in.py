"""The day's check-in: items one after another, answered with a digit."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from medledare.text import N_, _
from medledare.text.library import item_text, scale_words, value_words
from medledare.tui.commands import Command, Offering

if TYPE_CHECKING:
    from medledare.domain.records import AnswerValue
    from medledare.services.checkins import Asked

SCALE, NO_OCCASION, SKIP = range(5), "none", "skip"
"""What an item can be answered with."""


class CheckIn(Offering, Widget, can_focus=True):
    """The items with their answers. The item under the cursor shows the scale, its digits bright while they work.

    It posts what is answered and shows what it is told; answering moves on to the next item without an answer.
    With the last of them answered the focus is handed on, so that a digit more does not answer anew.
    """

    HEADING = N_("In the check-in")
    WITHOUT_FOCUS = N_("press c to answer")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        *(Command(f"answer({step})", str(step), N_("Answer on the scale"), palette=False) for step in SCALE),
        Command(
            f"answer('{NO_OCCASION}')",
            "n",
            N_("No occasion"),
            N_("There was no occasion for it today"),
            palette=False,
            footer=True,
        ),
        Command(f"answer('{SKIP}')", "s", N_("Skip"), N_("You need not say"), palette=False, footer=True),
        Command("move(-1)", "up,left", N_("Back"), N_("To the item before; an answer can be changed"), palette=False),
        Command("move(1)", "down,right", N_("On"), N_("To the next item"), palette=False),
        Command("leave", "escape", N_("Leave"), N_("So that digits go between the areas again"), footer=True),
    )
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "check-in--cursor",
        "check-in--answer",
        "check-in--digit",
        "check-in--step",
        "check-in--chosen",
    }
    DEFAULT_CSS = """
    CheckIn {
        height: auto;
        & > .check-in--cursor { text-style: bold; }
        & > .check-in--answer { color: $text-accent; }
        & > .check-in--digit { color: $text-accent; text-style: bold; }
        & > .check-in--step { color: $text-muted; }
        & > .check-in--chosen { text-style: bold underline; }
        &:focus > .check-in--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
    }
    """

    @dataclass
    class Answered(Message):
        """An item of ``day`` was answered, or answered anew. ``last``: with it every item has its answer."""

        day: date
        item: str
        value: "AnswerValue"
        last: bool

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.day: date | None = None
        """The day that is answered."""
        self._items: tuple[str, ...] = ()
        self._focus = ""
        self._given: dict[str, AnswerValue] = {}
        self._wordings: dict[str, int] = {}
        self._index = 0

    def show(self, asked: "Asked") -> None:
        """Show the items of a day. The cursor stays on its item, or goes to the first without an answer.

        While a day is being answered its items stay as they are; what was answered elsewhere comes after them.
        """
        items = asked.items
        if self.has_focus and self._given and (asked.day, asked.focus) == (self.day, self._focus):
            items = (*self._items, *(one for one in items if one in asked.answers and one not in self._items))
        fresh = (asked.day, items[: len(self._items)]) != (self.day, self._items)
        self.day, self._focus, self._items = asked.day, asked.focus, items
        self._given = {item: answer.value for item, answer in asked.answers.items()}
        self._wordings = {item: answer.wording for item, answer in asked.answers.items()}
        if fresh:
            self._index = self._next_open(0)
        self.refresh(layout=True)

    def on_focus(self) -> None:
        self.refresh(layout=True)

    def on_blur(self) -> None:
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        return [line for number, item in enumerate(self._items) for line in self._item(number, item, max(20, width))]

    def _item(self, number: int, item: str, width: int) -> list[Content]:
        here = number == self._index and (self.has_focus or not self._answered)
        value = self._given.get(item)
        said = "·" if value is None else value_words(value)
        style = self.get_visual_style("check-in--cursor") if here else Style()
        room = width - cell_len(said) - 4
        wrapped = Content(item_text(item, self._wordings.get(item))).wrap(max(10, room))
        first = ("› " if here else "  ") + wrapped[0].plain
        said_style = self.get_visual_style(f"check-in--{'step' if value is None else 'answer'}")
        padding = " " * (width - cell_len(first) - cell_len(said))
        lines = [Content.assemble((first, style), padding, (said, said_style))]
        lines += [Content.styled("  " + line.plain, style) for line in wrapped[1:]]
        click = Style.from_meta({"item": number})
        lines = [line.stylize(click) for line in lines]
        if here:
            lines += self._scale(value)
        return lines

    def _scale(self, value: "AnswerValue | None") -> list[Content]:
        digit, step, chosen = (self.get_visual_style(f"check-in--{part}") for part in ("digit", "step", "chosen"))

        def choice(key: str, word: str, of: "AnswerValue") -> Content:
            bright = digit if self.has_focus else step
            part = Content.assemble((key, bright), " ", (word, step + chosen if of == value else step))
            return part.stylize(Style.from_meta({"answer": of}))

        scale = [choice(str(number), word, number) for number, word in enumerate(scale_words())]
        aside = [choice("n", _("No occasion"), "none"), choice("s", _("Skip"), "skip")]
        if not self.has_focus and self.WITHOUT_FOCUS:
            # Nothing moves when a click gives the focus: it answers what it was aimed at.
            aside.append(Content.styled("· " + _(self.WITHOUT_FOCUS), step))
        return [Content.assemble("    ", Content("  ").join(row)) for row in (scale, aside)]

    def on_click(self, event: events.Click) -> None:
        meta = event.style.meta
        if "answer" in meta:
            self.action_answer(meta["answer"])
        elif "item" in meta:
            self._go(int(meta["item"]))

    def action_answer(self, value: "AnswerValue") -> None:
        """Answer the item under the cursor and go on to the next without an answer."""
        if self.day is None or not self._items:
            return
        item, before = self._items[self._index], self._answered
        self._given[item] = value
        self._wordings.pop(item, None)
        last = self._answered and not before
        self._go(self._next_open(self._index))
        self.post_message(self.Answered(self.day, item, value, last))
        if last:
            self.finish()

    def finish(self) -> None:
        """Go on, as every item has its answer."""
        self.action_leave()

    @property
    def _answered(self) -> bool:
        """Whether every item has its answer."""
        return all(item in self._given for item in self._items)

    def action_leave(self) -> None:
        """Hand the focus on to what stands around."""
        around = (node for node in self.ancestors if isinstance(node, Widget) and node.can_focus)
        self.screen.set_focus(next(around, None))

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self._go(max(0, min(len(self._items) - 1, self._index + by)))

    def _go(self, index: int) -> None:
        self._index = index
        self.refresh(layout=True)

    def _next_open(self, start: int) -> int:
        """The next item without an answer, from ``start`` on and round; ``start`` itself if there is none."""
        order = [*range(start, len(self._items)), *range(start)]
        return next((number for number in order if self._items[number] not in self._given), start)
