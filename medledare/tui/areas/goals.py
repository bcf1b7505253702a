"""Goals: grouped by what in the mission they serve, each with its plan and what was done for it.

Below them, folded: what one answers for, what one decided, and what one stops doing.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container

from medledare.domain.records import Entry, Failure, Goal, GoalState, Mandate, Mission, Record, class_of
from medledare.services import capture, goals, mission, pruning, records
from medledare.services.chain import chain
from medledare.text import N_, _
from medledare.text.dates import long_day, short_day
from medledare.text.kinds import KIND_WORDS, KINDS_WORDS, STATE_WORDS
from medledare.text.repeats import words as repeats
from medledare.text.sheets import gap
from medledare.tui.areas.acting import RecordArea
from medledare.tui.areas.base import NOTED
from medledare.tui.commands import Command
from medledare.tui.modals.note import Note
from medledare.tui.widgets.blocks import Block, plain, shown, shown_line
from medledare.tui.widgets.item_list import Drawn, Heading, ItemList, Piece, words
from medledare.tui.widgets.markdown import markdown
from medledare.tui.widgets.page import Page
from medledare.tui.widgets.reader import details, entry_text, part, principle_names, reading, written

CLOSED = "closed"
FOLDED: dict[str, str] = {
    "mandate": N_("What you answer for, beside what you may decide. A gap between them may become a need."),
    "decision": N_("What you decided yourself, delegated, or asked others about first."),
    "stop": N_("What you stop doing, so that there is room for what matters."),
    CLOSED: N_("Goals that are done or pruned stay here to be read."),
}
"""What is folded under a heading, by the heading's key: kinds of records, and closed goals; what each is for."""


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
        Command("review", "o", N_("Go through"), N_("Keep, rest or prune the active goals, one at a time")),
        Command(
            "chain", "c", N_("Chain"), N_("Show everything linked to the goal and what grew out of it, oldest first")
        ),
        Command("note_down('mandate')", "m", *NOTED["mandate"]),
        Command("gap", "y", N_("The gap as a need"), N_("Write what is missing beside a responsibility as a need")),
        Command("note_down('decision')", "b", *NOTED["decision"]),
        Command("note_down('stop')", "s", *NOTED["stop"]),
        Command("back", "escape", N_("Back"), N_("Back to the list"), palette=False),
    )
    ON_RECORD = frozenset({"note", "rest", "done", "prune", "chain"})

    def __init__(self) -> None:
        super().__init__()
        self._unfolded: set[str] = set()
        self._chain_shown = False

    def compose(self) -> ComposeResult:
        with Container(classes="split"):
            yield ItemList(_drawn, _id_of, id="goals-list", classes="list")
            yield Page(id="goals-page", classes="page")

    def load(self) -> None:
        rows: list[Record | Heading] = []
        if pruning.too_many(self.vault):
            rows.append(Heading(_("More than five goals are active; o goes through them.")))
        for group in goals.grouped(self.vault):
            rows += [Heading("")] if rows else []
            rows.append(Heading(words(group.serves).text or _("Standalone")))
            rows += group.goals
        folds = [(key, self._folded(key)) for key in FOLDED]
        rows += [Heading("")] if rows and any(found for _key, found in folds) else []
        for key, found in folds:
            if found:
                fold = "▾" if key in self._unfolded else "▸"
                rows.append(Heading(f"{fold} " + (_("Done and pruned") if key == CLOSED else _(KINDS_WORDS[key])), key))
                rows += found if key in self._unfolded else []
        self._list.show(rows, key=self._made)
        self._made = ""
        self.set_class(not rows, "-empty")

    def _folded(self, key: str) -> Sequence[Record]:
        """What stands under a heading, the latest first; the map in the order it was drawn."""
        if key == CLOSED:
            return goals.closed(self.vault)
        found = records.all_of(self.vault, class_of(key))
        return found if key == "mandate" else found[::-1]

    async def reveal(self, record: Record) -> bool:
        closed = isinstance(record, Goal) and record.state in ("done", "pruned")
        self._unfolded.add(CLOSED if closed else record.kind)
        self._made = record.id
        self.load()
        self._list.focus()
        return self.record is not None and self.record.id == record.id

    def written_down(self, record: Record) -> None:
        super().written_down(record)
        self._unfolded.add(record.kind)

    @property
    def record(self) -> Record | None:
        row = self._list.current if self.query(ItemList) else None
        return row if isinstance(row, Record) else None

    @property
    def _goal(self) -> Goal | None:
        return self.record if isinstance(self.record, Goal) else None

    @property
    def _list(self) -> ItemList:
        return self.query_one(ItemList)

    def show_record(self) -> None:
        self._history_shown = self._chain_shown = False
        record, page, row = self.record, self.query_one(Page), self._list.current
        if isinstance(record, Goal):
            page.show(
                self.beside(record)
                + page_of(record, goals.notes(self.vault, record), mission.set_under(self.vault, record))
            )
        elif record is not None:
            page.show(self.beside(record) + reading(record, self._headline))
        elif isinstance(row, Heading):
            enter = _("Enter folds them again.") if row.key in self._unfolded else _("Enter unfolds them.")
            page.show([Block(_(FOLDED[row.key]) + " " + enter, "muted")])
        else:
            page.show([Block(_("Your goals, and what each of them serves. Press n to set the first one."), "muted")])

    def _headline(self, record_id: str) -> str:
        found = [one for kind in (Goal, Failure) for one in records.all_of(self.vault, kind) if one.id == record_id]
        return found[0].headline if found else ""

    @on(ItemList.Highlighted)
    def _highlighted(self) -> None:
        self.show_record()
        self.refresh_bindings()

    @on(ItemList.Chosen)
    def _chosen(self, message: ItemList.Chosen) -> None:
        if isinstance(message.row, Heading):
            self._unfolded ^= {message.row.key}
            self.load()
        else:
            self.query_one(Page).focus()

    def action_gap(self) -> None:
        """Open the form of a need, filled in from the line of the map."""
        if isinstance(line := self.record, Mandate):

            def keep(values: dict[str, Any]) -> None:
                records.add(self.vault, capture.written("need", self.clock, values.pop("fact"), **values))

            then = _("Saved among what you do with others, under Learnings. ctrl+z takes it back.")
            title, _help = NOTED["need"]
            self.ask("need", _(title), keep, then, start=gap(line), about=line.id)

    def action_back(self) -> None:
        self._list.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        goal = self._goal
        if action in self.ON_RECORD and goal is None:
            return None
        if action == "gap" and not isinstance(self.record, Mandate):
            return None
        if action in ("done", "prune") and goal is not None and goal.state in ("done", "pruned"):
            return None
        return super().check_action(action, parameters)

    def action_new(self) -> None:
        def keep(values: dict[str, Any]) -> Goal:
            made = goals.create(self.vault, self.clock, **values)
            self._made = made.id
            return made

        self.ask("goal", _("New goal"), keep, _("The goal is set. ctrl+z takes it back."))

    def action_note(self) -> None:
        if (goal := self._goal) is not None:
            self.open(
                Note(
                    _("What did you do for it?"),
                    lambda text: goals.note(self.vault, self.clock, goal, text),
                    hint=words(goal.title).text,
                ),
                _("Noted, in the journal too. ctrl+z takes it back."),
            )

    def action_rest(self) -> None:
        if (goal := self._goal) is None:
            return
        if goal.state == "active":
            self.attempt(lambda: goals.rest(self.vault, self.clock, goal), _("The goal rests. r wakes it."))
        else:
            self.attempt(lambda: goals.wake(self.vault, self.clock, goal), _("The goal is active again."))

    def action_done(self) -> None:
        if (goal := self._goal) is not None:
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
        if (goal := self._goal) is not None:
            self.attempt(
                lambda: goals.prune(self.vault, self.clock, goal),
                _("Cleared away. It stays to be read; ctrl+z takes it back."),
            )

    def action_review(self) -> None:
        """Go through the active goals one at a time."""
        from medledare.tui.modals.pruning import Pruning

        if looked := pruning.to_review(self.vault):
            self.open(Pruning(looked), _("Saved. ctrl+z takes back the last step."))
        else:
            self.tell(_(pruning.NONE_ACTIVE))

    def action_chain(self) -> None:
        """Show the chain from the goal on the page, or put it away again."""
        if (goal := self._goal) is None:
            return
        shown_before = self._chain_shown
        self.show_record()
        if not shown_before:
            self._chain_shown = True
            self.query_one(Page).show(chain_page(goal, chain(self.vault, goal)))


def page_of(goal: Goal, notes: list[Entry], before: Mission | None = None) -> list[Block]:
    """All there is to read about a goal: what for, the plan, and the notes, the latest first.

    ``before``: the mission it was set under, if that reads otherwise now.
    """
    pairs = [
        (N_("For whom"), goal.for_whom),
        (N_("By"), long_day(goal.by) if goal.by else ""),
        (N_("Repeats"), repeats(goal.every) if goal.every else ""),
        (N_("Principles"), principle_names(goal.principles)),
    ]
    if goal.state != "active" and goal.changed:
        pairs.insert(0, (_(STATE_WORDS[goal.state]).capitalize(), long_day(goal.changed.date())))
    blocks = [
        Block(shown(goal.title), "title"),
        *(details([(N_("Serves"), goal.serves)]) if goal.serves else [Block(_("Standalone"), "muted")]),
        *details(pairs),
    ]
    for label, text in ((N_("Outcome"), goal.outcome), (N_("Obstacle"), goal.obstacle)):
        blocks += [Block(), Block(_(label), "label"), *plain(shown(text))] if text else []
    if goal.cue or goal.action:
        blocks += [Block(), Block(_("The plan"), "label")]
        blocks += [Block(shown(goal.cue))] if goal.cue else []
        blocks += [Block(shown(goal.action), first="→  ", rest="   ")] if goal.action else []
    if goal.closing:
        blocks += [Block(), Block(_("What made it possible"), "label"), *plain(shown(goal.closing))]
    if before is not None:
        blocks += [Block(), Block(_("The mission when the goal was set"), "label"), *plain(shown(before.statement))]
        blocks += details([(N_("For whom"), before.for_whom), (N_("Value"), before.value)])
    blocks.append(Block())
    if not notes:
        return [*blocks, Block(_("Nothing noted yet. Press a to write what you did."), "muted")]
    blocks.append(Block(_("What I did"), "heading"))
    for note in reversed(notes):
        blocks += [Block(), Block(short_day(note.at.date()), "label"), *markdown(shown(note.text))]
    return blocks


def chain_page(goal: Goal, linked: Sequence[Record]) -> list[Block]:
    """The goal, and every word of what is linked to it, oldest first."""
    blocks = [Block(shown(goal.title), "title")]
    if not linked:
        return [*blocks, Block(), Block(_("Nothing is linked to it yet"), "muted")]
    blocks.append(Block(_("Everything linked to it, oldest first. c puts it away."), "muted"))
    for one in linked:
        head = f"{short_day(one.at.date())} · {_(KIND_WORDS[one.kind])}"
        blocks += [Block(), Block(head, "heading")]
        if isinstance(one, Entry):
            blocks += entry_text(one.text)
            continue
        (_label, first), *others = written(one) or [("", "")]
        blocks += plain(shown(first))
        blocks += [block for label, text in others for block in part(label, text)]
    return blocks


_STATE_ROLES: dict[GoalState, str] = {"active": "", "resting": "muted", "done": "muted", "pruned": "muted"}


def _drawn(record: Record) -> Drawn:
    if not isinstance(record, Goal):
        return Drawn((words(record.headline),), [Piece(short_day(record.at.date()), "muted")])
    goal = record
    if goal.state == "active":
        right = [Piece(_("by {day}").format(day=short_day(goal.by)), "muted")] if goal.by else []
        right = [Piece(shown_line(repeats(goal.every)), "muted")] if goal.every else right
    else:
        right = [Piece(_(STATE_WORDS[goal.state]), "muted")]
    return Drawn((words(goal.title),), right, _STATE_ROLES[goal.state])


def _id_of(record: Record) -> str:
    return record.id
