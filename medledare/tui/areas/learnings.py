"""Learnings: what failed and what was learned, and what one needs, agreed and plans together with others.

A failure has no severity here.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from medledare.domain.recall import due
from medledare.domain.records import NEED_STATES, Failure, Goal, Learning, Need, Observation, Observer, Record, Talk
from medledare.services import capture, failures, needs, observing, recalling, records
from medledare.services.chain import grown
from medledare.text import N_, _
from medledare.text.dates import short_day
from medledare.text.kinds import KINDS_WORDS, STATE_WORDS
from medledare.tui.areas.acting import RecordArea
from medledare.tui.areas.base import NOTED
from medledare.tui.commands import Command
from medledare.tui.modals.note import Note
from medledare.tui.widgets.blocks import Block, shown_line
from medledare.tui.widgets.item_list import Drawn, Heading, ItemList, Piece, words
from medledare.tui.widgets.observed import came_of
from medledare.tui.widgets.page import Page
from medledare.tui.widgets.reader import reading

if TYPE_CHECKING:
    from medledare.services.teams import Team

WITH_OTHERS = ("need", "talk", "observer", "observation")
"""Kinds of what one does with others, as they stand above failures and learnings for as long as they are open."""
FRESH = 14
"""Days for which what an observer saw stands above; then among what was earlier."""
EARLIER = N_("Earlier with others")
EARLIER_TOLD = N_(
    "Needs that were answered or dropped, talks that have been and what was observed stay here to be read."
)


class Learnings(RecordArea):
    """Failures and learnings to the left, one of them to the right."""

    HOME = "#learnings-list"
    HEADING = N_("Learnings")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("shared", "s", N_("Shared"), N_("Note that you told the need, and to whom"), footer=True),
        Command(
            "answered", "a", N_("Answered"), N_("Note that the need was answered, and what came of it"), footer=True
        ),
        Command("drop", "d", N_("Drop"), N_("Let the need go; it stays to be read")),
        Command("fail", "n", N_("Failure"), N_("Log something that went another way than you meant"), footer=True),
        Command(
            "learn",
            "l",
            N_("Learning"),
            N_("Write down something you learned, from the failure under the cursor if there is one"),
            footer=True,
        ),
        Command("told", "t", N_("Told"), N_("Note whom you told of the failure"), footer=True),
        Command("recurred", "r", N_("It happened again"), N_("Note that it happened again today")),
        Command("recall", "m", N_("From memory"), N_("Recall something learned: type it first, then see it")),
        Command("used", "g", N_("Used again"), N_("Note that you used what you learned again today")),
        Command("sheet", "k", N_("Card or letter"), N_("Make a card of it to share, or a letter of the need")),
        Command("to_shelf", "", N_("To the team's shelf"), N_("Make a card of it for a team's shelf")),
        Command(
            "follow",
            "o",
            N_("Follow the link"),
            N_("Go to the failure it grew out of, or from a failure to its learning"),
            footer=True,
        ),
        Command(
            "observers",
            "i",
            N_("Invitation, reply"),
            N_("Invite the observer, take in the reply, or revoke"),
            footer=True,
            palette=False,
        ),
        Command("note_down('need')", "b", N_("Need"), NOTED["need"][1], footer=True),
        Command("prepare", "p", N_("Before a talk"), palette=False),
        Command("back", "escape", N_("Back"), N_("Back to the list"), palette=False),
    )

    def __init__(self) -> None:
        super().__init__()
        self._headlines: dict[str, str] = {}
        self._learnings: Sequence[Learning] = ()
        self._unfolded = False

    def compose(self) -> ComposeResult:
        with Container(classes="split"):
            yield ItemList(_drawn, _id_of, id="learnings-list", classes="list")
            yield Page(id="learnings-page", classes="page")
        yield Static(_("Something you learned can be recalled now: press m."), id="learnings-due", classes="muted")

    def load(self) -> None:
        failed = records.all_of(self.vault, Failure)
        self._learnings = records.all_of(self.vault, Learning)
        self._headlines = {one.id: one.headline for one in (*failed, *records.all_of(self.vault, Goal))}
        ahead, earlier = self._with_others()
        latest: dict[str, Sequence[Record]] = {"failure": failed[::-1], "learning": self._learnings[::-1]}
        rows: list[Record | Heading] = []
        for kind, found in (ahead | latest).items():
            if found:
                rows += [Heading("")] if rows else []
                rows += [Heading(_(KINDS_WORDS[kind])), *found]
        if earlier:
            rows += [Heading(""), Heading(("▾ " if self._unfolded else "▸ ") + _(EARLIER), "earlier")]
            rows += earlier if self._unfolded else []
        self._list.show(rows, key=self._made)
        self._made = ""
        self.set_class(not rows, "-empty")
        self.query_one("#learnings-due").display = bool(self._due)

    @property
    def _due(self) -> list[Learning]:
        """Learnings that wait to be recalled; the one under the cursor goes first."""
        today = self.clock().date()
        waiting = [one for one in self._learnings if due(one, today)]
        return sorted(waiting, key=lambda one: one != self.record)

    def _with_others(self) -> tuple[dict[str, Sequence[Record]], list[Record]]:
        """What is open or still to come, by kind, the nearest first; and what is not, the latest first."""
        today = self.clock().date()
        found: list[Need | Talk | Observer | Observation] = [
            *needs.in_state(self.vault, *NEED_STATES),
            *records.all_of(self.vault, Talk),
            *records.all_of(self.vault, Observer),
            *records.all_of(self.vault, Observation),
        ]
        still: dict[str, Sequence[Record]] = {
            kind: [one for one in found if one.kind == kind and _still(one, today)] for kind in WITH_OTHERS
        }
        earlier = [one for one in found if not _still(one, today)]
        return still, sorted(earlier, key=lambda one: one.at, reverse=True)

    async def reveal(self, record: Record) -> bool:
        self._unfolded = self._unfolded or any(one.id == record.id for one in self._with_others()[1])
        self._made = record.id
        self.load()
        self._list.focus()
        return self.record is not None and self.record.id == record.id

    @property
    def record(self) -> Record | None:
        row = self._list.current if self.query(ItemList) else None
        return row if isinstance(row, Record) else None

    @property
    def _need(self) -> Need | None:
        return self.record if isinstance(self.record, Need) else None

    @property
    def _list(self) -> ItemList:
        return self.query_one(ItemList)

    def show_record(self) -> None:
        self._history_shown = False
        record, page = self.record, self.query_one(Page)
        if record is None and self._list.current is not None:
            enter = _("Enter folds them again.") if self._unfolded else _("Enter unfolds them.")
            page.show([Block(_(EARLIER_TOLD) + " " + enter, "muted")])
            return
        if record is None:
            page.show(
                [
                    Block(
                        _("What went another way than you meant, and what came of it, can stand here. Only you see it.")
                    ),
                    Block(),
                    Block(_("Press n for a failure, l for something you learned."), "muted"),
                ]
            )
            return
        blocks = self.beside(record) + reading(record, lambda record_id: self._headlines.get(record_id, ""))
        if isinstance(record, Failure):
            blocks += self._aftermath(record)
        if isinstance(record, Observer):
            blocks += came_of(observing.invitations(self.vault, record), observing.observations(self.vault, record))
        page.show(blocks)

    def _aftermath(self, failure: Failure) -> list[Block]:
        """What was learned from a failure, and what else grew out of it."""
        found: dict[str, list[Block]] = {}
        for one in grown(self.vault, failure):
            label = _("Learned from it") if isinstance(one, Learning) else _(KINDS_WORDS[one.kind])
            found.setdefault(label, []).append(Block(shown_line(one.headline), rest="  "))
        blocks = [block for label, lines in found.items() for block in (Block(label, "label"), *lines, Block())]
        if failures.unsaid(failure):
            blocks.append(Block(_("e goes on with it, whenever you like."), "muted"))
        return blocks

    def _learnings_of(self, failure: Failure) -> list[Learning]:
        return [learning for learning in self._learnings if learning.failure == failure.id]

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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        record = self.record
        if action in ("told", "recurred") and not isinstance(record, Failure):
            return None
        if action == "sheet" and not isinstance(record, Failure | Learning | Need):
            return None
        if action == "to_shelf" and not isinstance(record, Failure | Learning):
            return None
        if action == "used" and not isinstance(record, Learning):
            return None
        if action == "recall" and not (isinstance(record, Learning) or self._due):
            return None
        if action == "observers":
            return isinstance(record, Observer | Observation)
        if action == "follow" and not self._linked(record):
            return None
        if action in ("shared", "answered", "drop") and (
            not isinstance(record, Need) or record.state not in needs.OPEN
        ):
            return None
        return super().check_action(action, parameters)

    def _linked(self, record: Record | None) -> str:
        """The id of what a record is linked to: the failure it grew out of, a failure's latest learning."""
        if isinstance(record, Learning | Need):
            return record.failure if record.failure in self._headlines else ""
        found = self._learnings_of(record) if isinstance(record, Failure) else []
        return found[-1].id if found else ""

    async def action_prepare(self) -> None:
        """Choose which talk, and prepare for it."""
        await self.run_action("screen.prepare")

    def action_back(self) -> None:
        self._list.focus()

    def action_follow(self) -> None:
        if linked := self._linked(self.record):
            self._list.select(linked)

    def action_fail(self) -> None:
        self._write("failure", _("What failed?"), _("Kept, for you alone. ctrl+z takes it back."))

    def action_learn(self) -> None:
        start = {"failure": self.record.id} if isinstance(self.record, Failure) else {}
        self._write("learning", _("What did you learn?"), _("Learned. ctrl+z takes it back."), start=start)

    def _write(self, kind: str, title: str, then: str, **options: Any) -> None:
        build: Any = capture.failure if kind == "failure" else capture.learning

        def keep(values: dict[str, Any]) -> None:
            record: Record = build(self.clock, values.pop("text"), **values)
            self._made = records.add(self.vault, record).id

        self.ask(kind, title, keep, then, **options)

    def action_told(self) -> None:
        if isinstance(failure := self.record, Failure):
            self.open(
                Note(
                    _("Whom did you tell?"),
                    lambda whom: failures.told(self.vault, self.clock, failure, whom),
                    hint=_("A role is enough, such as “a colleague”. Nobody is asked to tell."),
                ),
                _("Noted. ctrl+z takes it back."),
            )

    def action_recurred(self) -> None:
        if isinstance(failure := self.record, Failure):
            self.attempt(
                lambda: failures.recurred(self.vault, self.clock, failure),
                _("Noted that it happened again. ctrl+z takes it back."),
            )

    def action_recall(self) -> None:
        """Take up the learning under the cursor if it waits or none does; then those that wait."""
        from medledare.tui.modals.recall import Recall

        found = self._due or ([self.record] if isinstance(self.record, Learning) else [])

        def closed(kept: bool | None) -> None:
            if kept:
                self.tell(_("Noted. ctrl+z takes it back."))
                self.freshen()
                if self._due:
                    self.action_recall()

        if found:
            self.app.push_screen(Recall(found[0]), closed)

    def action_used(self) -> None:
        if isinstance(learning := self.record, Learning):
            self.attempt(
                lambda: recalling.used(self.vault, self.clock, learning),
                _("Noted that you used it again. ctrl+z takes it back."),
            )

    def action_observers(self) -> None:
        """Invite the observer, take in the reply, or revoke."""
        from medledare.tui.screens.observers import Observers

        if isinstance(record := self.record, Observer | Observation):
            self.app.push_screen(Observers(record.observer if isinstance(record, Observation) else record.id))

    def action_shared(self) -> None:
        if need := self._need:
            self.ask(
                "need",
                _("Whom did you tell?"),
                lambda values: needs.shared(self.vault, self.clock, need, **values),
                _("Noted. ctrl+z takes it back."),
                only=("whom", "follow_up"),
                start={"whom": need.whom, "follow_up": need.follow_up.isoformat() if need.follow_up else ""},
                about=need.id,
            )

    def action_sheet(self) -> None:
        """Show it as others would read it, and write it to a file."""
        from medledare.services import sheets
        from medledare.tui.modals.sheet import Sheets

        if isinstance(record := self.record, Failure | Learning | Need):
            sheet = sheets.letter(record) if isinstance(record, Need) else sheets.card(self.vault, record)
            self.open(Sheets(sheet), _("Written. What has left stands under Share."))

    def action_to_shelf(self) -> None:
        """Make a card of it for a team's shelf; where one is in several, one is asked which."""
        from medledare.tui.teams import with_team

        if isinstance(record := self.record, Failure | Learning):
            with_team(self, lambda team: self._to_shelf(team, record))

    def _to_shelf(self, team: "Team", record: Failure | Learning) -> None:
        from medledare.text.shelf import ON_THE_SHELF
        from medledare.tui.modals.to_shelf import ToShelf

        self.open(ToShelf(team, record), _(ON_THE_SHELF).format(team=team.name))

    def action_answered(self) -> None:
        if need := self._need:
            self.open(
                Note(
                    _("What came of it?"),
                    lambda answer: needs.answered(self.vault, self.clock, need, answer),
                    hint=_("You can leave this empty."),
                    may_be_empty=True,
                ),
                _("Noted. ctrl+z takes it back."),
            )

    def action_drop(self) -> None:
        if need := self._need:
            self.attempt(
                lambda: needs.drop(self.vault, self.clock, need),
                _("Dropped. It stays to be read; ctrl+z takes it back."),
            )


def _still(record: Need | Talk | Observer | Observation, today: date) -> bool:
    """Whether something may still come of it."""
    if isinstance(record, Need):
        return record.state in needs.OPEN
    if isinstance(record, Observation):
        return (today - record.at.date()).days < FRESH
    until = record.at.date() if isinstance(record, Talk) else record.until
    return until is None or until >= today


def _drawn(record: Record) -> Drawn:
    when = Piece(f"{short_day(record.at.date()):<13}", "muted")
    right: list[Piece] = []
    if isinstance(record, Failure):
        said = [_("again")] * bool(record.recurred) + [_("told")] * bool(record.told)
        right = [Piece(" · ".join(said), "muted")] if said else []
    elif isinstance(record, Need):
        right = [Piece(_(STATE_WORDS.get(record.state, record.state)), "muted")]
    elif isinstance(record, Observer) and record.until:
        right = [Piece(_("until {day}").format(day=short_day(record.until)), "muted")]
    return Drawn((when, words(record.headline)), right)


def _id_of(record: Record) -> str:
    return record.id
