"""One's card, large: a QR code for another's camera beside the name and the number to say aloud."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen

from medledare.services import myself
from medledare.services.outfile import write_out
from medledare.services.surroundings import remark_words, remarks
from medledare.text import N_, _
from medledare.text import team as words
from medledare.tui.areas.base import WIDE
from medledare.tui.commands import Command
from medledare.tui.modals.ask import Answers, Ask, Asked
from medledare.tui.part import Part
from medledare.tui.screens import team_pages as pages
from medledare.tui.widgets.blocks import Block, shown_line
from medledare.tui.widgets.footer import Footer
from medledare.tui.widgets.page import Page
from medledare.tui.widgets.qr_code import QrCode
from medledare.tui.widgets.working import Progress

if TYPE_CHECKING:
    from medledare.sharing.people import Card


class CardView(Part, Screen[None]):
    """The card of oneself, to be given away."""

    AUTO_FOCUS = "#card-page"
    CSS_PATH = "card.tcss"
    HEADING = N_("Your card")
    UNDOES = False
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("copy", "c,f2", N_("Copy"), N_("Ask the terminal to put the card on its clipboard"), footer=True),
        Command("write", "s,ctrl+s", N_("To a file"), N_("Write the card to a file"), footer=True),
        Command("name", "n", N_("Name"), N_("Change the name on the card"), footer=True),
        Command("leave", "escape", N_("Back"), N_("Back to where you were"), footer=True),
    )

    def __init__(self, card: "Card") -> None:
        super().__init__()
        self._card = card

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield QrCode(self._card)
            yield Page(id="card-page")
        yield Footer()

    def on_mount(self) -> None:
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= WIDE, "-wide")
        self._show()

    def _show(self) -> None:
        code = self.query_one(QrCode)
        code.card = self._card
        # In part it would be of no use.
        fits = self.size.width >= code.columns and self.size.height > code.rows
        code.display = fits
        name, number = pages.person(self._card)
        blocks = [name, Block(), Block(_("Number to compare"), "label"), number._replace(first="", rest="")]
        blocks += [Block(), Block(_(words.CARD_HINT)), Block()]
        if not fits:
            told = _(words.QR_NEEDS).format(columns=code.columns, rows=code.rows + 1)
            blocks += [Block(told, "mark"), Block()]
        self.query_one(Page).show([*blocks, Block(self._card.text, "muted")])

    def action_copy(self) -> None:
        """Give the card to the terminal."""
        self.app.copy_to_clipboard(self._card.text)
        self.tell(_("The terminal was asked to copy the card. If nothing is there, write it to a file."))

    def action_write(self) -> None:
        """Ask for a file, and write the card there."""
        text = self._card.text

        def keep(answers: Answers, _tell: Progress) -> Path:
            target = Path(answers["path"].strip()).expanduser().absolute()
            write_out(target, f"{text}\n".encode(), overwrite=bool(answers["force"]))
            return target

        def written(target: Path | None) -> None:
            if target is not None:
                self.tell(_("Written to {path}").format(path=target))

        name = _("medledare-card")
        asked = [
            Asked("path", _("File"), start=f"~/{name}.txt"),
            Asked("force", _("Replace the file if it is there"), "tick", needed=False),
        ]
        about = _("Whoever has the file has your card, and nothing else of you.")
        self.app.push_screen(Ask(_("Your card"), about, asked, _("Write it"), keep, remark=_of_file), written)

    def action_name(self) -> None:
        """Change the name; the keys stay, and so does the number."""
        vault = self.vault

        def keep(answers: Answers, _tell: Progress) -> "Card":
            return myself.make_card(vault, answers["me"])

        def named(card: "Card | None") -> None:
            if card is not None:
                self._card = card
                self._show()

        asked = [Asked("me", _("The name others shall know you by"), start=self._card.name)]
        self.app.push_screen(Ask(_("Your card"), _(words.NAMING), asked, _("Change it"), keep), named)

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)


def _of_file(answers: Answers) -> list[str]:
    typed = answers["path"].strip()
    return [shown_line(remark_words(one)) for one in remarks(Path(typed))] if typed else []
