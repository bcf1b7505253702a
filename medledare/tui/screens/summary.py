"""A summary for others: one's own records of a period, and beside them the words one chooses to tell."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from medledare.domain.period import Period
from medledare.domain.problems import Problem
from medledare.domain.review import Review
from medledare.services import sending, summaries
from medledare.services.outfile import TargetExists
from medledare.services.sending import Prepared
from medledare.services.spots import Spot
from medledare.text import N_, _
from medledare.text import summary as words
from medledare.text.review import days
from medledare.tui.commands import Command
from medledare.tui.screens.beside import Beside, Seen
from medledare.tui.widgets.blocks import Block, shown_line

if TYPE_CHECKING:
    from medledare.domain.records import Departure
    from medledare.vault.vault import Vault

NOTHING_CHOSEN = N_("Nothing is told until you choose it: f2 chooses parts. Or write in your own words.")


class Summary(Beside[Review]):
    """Where a summary is put together. What is begun waits in its draft until it has been sent."""

    NAME = "summary"
    FILLS = ""
    AUTO_FOCUS = "#summary-editor"
    HEADING = N_("In the summary")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("parts", "f2", N_("Parts"), N_("Choose which parts of the period to tell"), footer=True),
        Command(
            "save",
            "ctrl+s",
            N_("Share"),
            N_("Say for whom it is, and read through exactly what would leave"),
            footer=True,
            priority=True,
        ),
        Command("anew", "f9", N_("Begin anew"), N_("Begin with nothing told; what stands here can be undone")),
        Command("choose", "f8", N_("Other period"), N_("Tell of another time"), footer=True),
    )

    def __init__(self, period: Period) -> None:
        super().__init__()
        self._period = period
        self._before: tuple[str, ...] = ()

    @property
    def title_words(self) -> str:
        return words.title(self._period)

    @property
    def spot(self) -> Spot:
        return summaries.spot(self._period)

    def see(self, vault: "Vault") -> Seen[Review]:
        self._before = summaries.told_before(vault)
        return Seen(summaries.look(vault, self._period), words.start(self._period))

    def show(self, found: Review) -> None:
        self._mark(found)
        self.editor.move_cursor(self.editor.document.end)

    def _mark(self, found: Review) -> None:
        """Show what there is, and which of it stands in the text."""
        self.page.show(_blocks(found, words.chosen(self.editor.text)), keep_place=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is chosen or shared before it is there."""
        if action in ("parts", "save", "anew") and self._seen is None:
            return None
        return super().check_action(action, parameters)

    def action_parts(self) -> None:
        """Choose which parts stand in the text."""
        from medledare.tui.modals.parts import Parts

        if (seen := self._seen) is None:
            return
        text = self.editor.text

        def chosen(codes: tuple[str, ...] | None) -> None:
            if codes is not None:
                self._put(words.with_parts(text, seen.found, codes))
                self._mark(seen.found)

        there = {part.code for part in seen.found.parts}
        self.app.push_screen(Parts(there, words.chosen(text), self._before), chosen)

    def action_anew(self) -> None:
        """Begin with nothing told."""
        if self._seen is not None:
            self._put(self._seen.start)
            self._mark(self._seen.found)

    def action_choose(self) -> None:
        """Tell of another period."""
        from medledare.tui.telling import which_period

        def chosen(period: Period | None) -> None:
            if period is not None:
                self._period = period
                self.look()

        self.app.push_screen(which_period(self.clock().date()), chosen)

    def _put(self, text: str) -> None:
        """Change the whole text, as a step that can be undone."""
        self.editor.replace(text, (0, 0), self.editor.document.end)

    # Sharing it

    async def action_save(self) -> None:
        """Ask for whom it is, then show exactly what would leave, and only then let it."""
        from medledare.tui.modals.send_to import Ready, SendTo

        if self._seen is None:
            return

        def ready(found: Ready | None) -> None:
            if found is not None:
                self._read_through(found.prepared, found.target, found.told)

        try:
            asked = SendTo(self._period, self.editor.text)
        except Problem as problem:
            self.tell_problem(problem)
        else:
            self.app.push_screen(asked, ready)

    def _read_through(self, prepared: Prepared, target: Path | None, told: tuple[str, ...]) -> None:
        from medledare.tui.modals.through import Through

        def answered(agreed: bool | None) -> None:
            if agreed:
                self.run_worker(self._send(prepared, target), group="send", exclusive=True)

        text, title = prepared.content.decode(), _("Exactly this would be shared")
        self.app.push_screen(Through(text, told, title=title, yes=_("Share it")), answered)

    async def _send(self, prepared: Prepared, target: Path | None, overwrite: bool = False) -> None:
        try:
            left = await asyncio.to_thread(self._sent, prepared, target, overwrite)
        except TargetExists as problem:
            self._ask_to_replace(problem, prepared, target)
        except Problem as problem:
            self.tell_problem(problem)
        else:
            self.medledare.keep_draft(self.spot.draft, "")
            whom = ", ".join(left.whom)
            self.tell(_("Told to {whom}.").format(whom=whom) if left.team else _written(left))
            self._close()

    def _sent(self, prepared: Prepared, target: Path | None, overwrite: bool) -> "Departure":
        if target is None:
            return sending.post(self.vault, self.clock, prepared)
        return sending.send(self.vault, self.clock, prepared, target, overwrite=overwrite)

    def _ask_to_replace(self, problem: TargetExists, prepared: Prepared, target: Path | None) -> None:
        from medledare.tui.modals.confirm import Confirm

        def answered(replace: bool | None) -> None:
            if replace:
                self.run_worker(self._send(prepared, target, overwrite=True), group="send", exclusive=True)

        there = shown_line(str(problem.details["path"]))
        question = _("There is already a file at {path}. Shall it be replaced?").format(path=there)
        self.app.push_screen(Confirm(question, _("Replace it")), answered)


def _written(left: "Departure") -> str:
    return _("Written to {path}").format(path=shown_line(left.target))


def _blocks(found: Review, chosen: tuple[str, ...]) -> list[Block]:
    """What there is of each part, with a mark on those that stand in the text."""
    blocks = [Block(words.title(found.period), "title"), Block(days(found.period), "muted")]
    if not chosen:
        blocks.append(Block(_(NOTHING_CHOSEN), "muted"))
    before = ""
    for part in found.parts:
        if part.code != before:
            mark = "✓ " if part.code in chosen else "  "
            blocks += [Block(), Block(words.heading(part.code), "heading", first=mark, rest="  ")]
            before = part.code
        if part.goal is not None:
            blocks.append(Block(shown_line(part.goal.title), "label", first="  ", rest="  "))
        blocks += (Block(shown_line(line), first="  · ", rest="    ") for line in words.told(part))
    if not found.parts:
        blocks += [Block(), Block(_("There are no records of this time."), "muted")]
    return blocks
