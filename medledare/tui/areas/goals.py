"""Goals: grouped by what in the mission they serve, each with its plan and what was done for it."""

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container

from medledare.domain.records import Entry, Goal, GoalState
from medledare.services import goals
from medledare.text import N_, _
from medledare.text.dates import long_day, short_day
from medledare.text.kinds import STATE_WORDS
from medledare.tui.areas.acting import RecordArea
from medledare.tui.commands import Command
from medledare.tui.modals.note import Note
from medledare.tui.widgets.blocks import Block, plain, shown
from medledare.tui.widgets.item_list import Drawn, Heading, ItemList, Piece, words
from medledare.tui.widgets.markdown import markdown
from medledare.tui.widgets.page import Page
from medledare.tui.widgets.reader import details, principle_names

CLOSED = "closed"
"""Key of the heading that folds what is done or pruned."""


class Goals(RecordArea):
    """The goals to the left, one of them to the right."""

    HOME = "#goals-list"
    HEADING = N_("Goals")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("new", "n", N_("New goal"), N_("Set a goal, and say what in the mission it serves"), footer=True),
        Command("note", "a", N_("Note"), N_("Note what you did for the goal"), footer=True),
        Command("rest", "r", N_("Rest or wake"), N_("Let the goal rest, or wake it"), footer=True),
        Command("done", "d", N_("Done"), N_("The goal is done; say what made it possible, if you like"), footer=True),
        Command(
            "prune", "p", N_("Prune"), N_("Clear the goal away; it stays visible among the closed ones"), footer=True
        ),
        Command("back", "escape", N_("Back"), N_("Back to the list"), palette=False),
    )
    ON_RECORD = frozenset({"note", "rest", "done", "prune"})

    def __init__(self) -> None:
        super().__init__()
        self._unfolded = False
        self._made = ""

    def compose(self) -> ComposeResult:
        with Container(classes="split"):
            yield ItemList(_drawn, _id_of, id="goals-list", classes="list")
            yield Page(id="goals-page", classes="page")

    def load(self) -> None:
        rows: list[Goal | Heading] = []
        for group in goals.grouped(self.vault):
            rows += [Heading("")] if rows else []
            rows.append(Heading(words(group.serves).text or _("Standalone")))
            rows += group.goals
        if closed := goals.closed(self.vault):
            rows += [Heading("")] if rows else []
            fold = "▾" if self._unfolded else "▸"
            rows.append(Heading(f"{fold} " + _("Done and pruned"), CLOSED))
            rows += closed if self._unfolded else []
        self._list.show(rows, key=self._made)
        self._made = ""
        self.set_class(not rows, "-empty")

    @property
    def record(self) -> Goal | None:
        row = self._list.current if self.query(ItemList) else None
        return row if isinstance(row, Goal) else None

    @property
    def _list(self) -> ItemList:
        return self.query_one(ItemList)

    def show_record(self) -> None:
        self._history_shown = False
        goal, page = self.record, self.query_one(Page)
        if goal is not None:
            page.show(self.beside(goal) + page_of(goal, goals.notes(self.vault, goal)))
        elif self._list.current is not None:
            page.show(
                [Block(_("Goals that are done or pruned stay here to be read. Press enter to unfold them."), "muted")]
            )
        else:
            page.show([Block(_("No goals yet. Press n to set the first one."), "muted")])

    @on(ItemList.Highlighted)
    def _highlighted(self) -> None:
        self.show_record()
        self.refresh_bindings()

    @on(ItemList.Chosen)
    def _chosen(self, message: ItemList.Chosen) -> None:
        if isinstance(message.row, Heading):
            self._unfolded = not self._unfolded
            self.load()
        else:
            self.query_one(Page).focus()

    def action_back(self) -> None:
        self._list.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        goal = self.record
        if action in ("done", "prune") and goal is not None and goal.state in ("done", "pruned"):
            return None
        return super().check_action(action, parameters)

    def action_new(self) -> None:
        def keep(values: dict[str, Any]) -> None:
            self._made = goals.create(self.vault, self.clock, **values).id

        self.ask("goal", _("New goal"), keep, _("The goal is set. ctrl+z takes it back."))

    def action_note(self) -> None:
        if (goal := self.record) is not None:
            self.open(
                Note(
                    _("What did you do for it?"),
                    lambda text: goals.note(self.vault, self.clock, goal, text),
                    hint=words(goal.title).text,
                ),
                _("Noted, in the journal too. ctrl+z takes it back."),
            )

    def action_rest(self) -> None:
        if (goal := self.record) is None:
            return
        if goal.state == "active":
            self.attempt(lambda: goals.rest(self.vault, self.clock, goal), _("The goal rests. r wakes it."))
        else:
            self.attempt(lambda: goals.wake(self.vault, self.clock, goal), _("The goal is active again."))

    def action_done(self) -> None:
        if (goal := self.record) is not None:
            self.open(
                Note(
                    _("What made it possible?"),
                    lambda text: goals.done(self.vault, self.clock, goal, text),
                    hint=_("You can leave this empty."),
                    may_be_empty=True,
                ),
                _("The goal is done. ctrl+z takes it back."),
            )

    def action_prune(self) -> None:
        if (goal := self.record) is not None:
            self.attempt(
                lambda: goals.prune(self.vault, self.clock, goal),
                _("Cleared away. It stays to be read; ctrl+z takes it back."),
            )


def page_of(goal: Goal, notes: list[Entry]) -> list[Block]:
    """All there is to read about a goal: what for, the plan, and the notes, the latest first."""
    pairs = [
        (N_("For whom"), goal.for_whom),
        (N_("By"), long_day(goal.by) if goal.by else ""),
        (N_("Principles"), principle_names(goal.principles)),
    ]
    if goal.state != "active" and goal.changed:
        pairs.insert(0, (STATE_WORDS[goal.state].capitalize(), long_day(goal.changed.date())))
    blocks = [
        Block(shown(goal.title), "title"),
        *(details([(N_("Serves"), goal.serves)]) if goal.serves else [Block(_("Standalone"), "muted")]),
        *details(pairs),
    ]
    if goal.cue or goal.action:
        blocks += [Block(), Block(_("The plan"), "label")]
        blocks += [Block(shown(goal.cue))] if goal.cue else []
        blocks += [Block(shown(goal.action), first="→  ", rest="   ")] if goal.action else []
    if goal.closing:
        blocks += [Block(), Block(_("What made it possible"), "label"), *plain(shown(goal.closing))]
    blocks.append(Block())
    if not notes:
        return [*blocks, Block(_("Nothing noted yet. Press a to write what you did."), "muted")]
    blocks.append(Block(_("What I did"), "heading"))
    for note in reversed(notes):
        blocks += [Block(), Block(short_day(note.at.date()), "label"), *markdown(shown(note.text))]
    return blocks


_STATE_ROLES: dict[GoalState, str] = {"active": "", "resting": "muted", "done": "muted", "pruned": "muted"}


def _drawn(goal: Goal) -> Drawn:
    if goal.state == "active":
        right = [Piece(_("by {day}").format(day=short_day(goal.by)), "muted")] if goal.by else []
    else:
        right = [Piece(_(STATE_WORDS[goal.state]), "muted")]
    return Drawn((words(goal.title),), right, _STATE_ROLES[goal.state])


def _id_of(goal: Goal) -> str:
    return goal.id
