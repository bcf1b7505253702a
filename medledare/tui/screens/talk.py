"""Before a talk: what one's own records hold for it, and beside it the text one prepares, for oneself and to bring."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from medledare.domain.preparation import Occasion, Preparation, span_back
from medledare.domain.problems import Problem
from medledare.services import preparing
from medledare.services.sheets import Sheet
from medledare.services.spots import Spot
from medledare.text import N_, _
from medledare.text import preparation as words
from medledare.tui.commands import Command
from medledare.tui.modals.sheet import Sheets
from medledare.tui.screens.beside import Beside, Seen
from medledare.tui.widgets.blocks import Block, shown_line

if TYPE_CHECKING:
    from medledare.vault.vault import Vault

NOTHING_STANDS = N_(
    "Nothing from this time stands here. What does: entries with a star or for a goal, failures, learnings, needs and "
    "goals."
)


class Talk(Beside[Preparation]):
    """Where one prepares. Nothing is to be brought until the person moves it there, or writes it there."""

    NAME = "talk"
    AUTO_FOCUS = "#talk-editor"
    HEADING = N_("Before the talk")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("move", "f2", N_("Bring"), N_("Move the cursor's line to the other column, and back"), footer=True),
        Command("write_out", "f9", N_("Write out"), N_("Write what is to be brought to a file"), footer=True),
        Command("anew", "f8", N_("Draft anew"), N_("Begin again from your records; what stands here can be undone")),
    )

    def __init__(self, occasion: Occasion) -> None:
        super().__init__()
        self._occasion = occasion
        self._written: Path | None = None

    @property
    def title_words(self) -> str:
        return words.title(self._occasion)

    @property
    def spot(self) -> Spot:
        return preparing.spot(self._occasion)

    def see(self, vault: "Vault") -> Seen[Preparation]:
        span = span_back(self._occasion, self.clock().date())
        found = preparing.look(vault, self._occasion, span)
        before = preparing.kept(vault, self._occasion, span)
        return Seen(found, before.text if before else words.markdown(found))

    def keep(self, found: Preparation, text: str) -> None:
        preparing.keep(self.vault, self.clock, found, text)

    def show(self, found: Preparation) -> None:
        self.page.show(_blocks(found))
        self.editor.move_cursor((words.first_open(self.editor.text), 0))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is moved or written out before it is there."""
        if action in ("move", "write_out", "anew") and self._seen is None:
            return None
        return super().check_action(action, parameters)

    def action_move(self) -> None:
        """Move the line under the cursor to the other column."""
        row, _column = self.editor.cursor_location
        before = self.editor.text
        after, there = words.moved(before, row)
        if after == before:
            self.tell(_("Put the cursor on a line that begins with a dash."))
            return
        self._put(after)
        self.editor.move_cursor((there, 0))

    def action_anew(self) -> None:
        """Draft it from the records as they are now."""
        if self._seen is not None:
            self._put(words.markdown(self._seen.found))

    def action_write_out(self) -> None:
        """Read through what is to be brought, and write it to a file."""
        if (seen := self._seen) is None:
            return
        text = self.editor.text
        try:
            out = preparing.to_bring(text)
        except Problem as problem:
            self.tell_problem(problem)
            return

        def write(path: Path | None, redact: bool) -> None:
            format = preparing.format_of(path) if path else "markdown"
            preparing.hand_out(self.vault, self.clock, seen.found, text, format, path, redact=redact)
            self._written = path

        def written(kept: bool | None) -> None:
            if kept:
                self.tell(_("Written to {path}").format(path=shown_line(str(self._written))))

        self.app.push_screen(Sheets(Sheet("talk", out, 0), write), written)

    def _put(self, text: str) -> None:
        """Change the whole text, as a step that can be undone."""
        self.editor.replace(text, (0, 0), self.editor.document.end)


def _blocks(preparation: Preparation) -> list[Block]:
    """Every claim by its part; all of them, also where the draft names a few."""
    title, days = words.title(preparation.occasion), words.days(preparation.span)
    blocks = [Block(title, "title"), Block(days, "muted")]
    for part in preparation.parts:
        blocks += [Block(), Block(words.heading(part), "heading")]
        blocks += (Block(shown_line(words.claim_line(part, one)), first="  ", rest="    ") for one in part.claims)
    if said := words.silence(preparation):
        blocks += [Block(), Block(said)]
    if not preparation.parts:
        blocks += [Block(), Block(_(NOTHING_STANDS), "muted")]
    return blocks
