"""What is written in the plain day: each line is in a sealed draft before the next is waited for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

from medledare.cli import lines, terminal
from medledare.cli.asking import HELP, PROMPT
from medledare.cli.commands.capture import sealed
from medledare.cli.here import Here
from medledare.cli.plain.choosing import choose
from medledare.cli.problems import NothingWritten
from medledare.cli.writing import Written, asked_line, edited, handed_back, left
from medledare.domain.codec import check_text
from medledare.domain.problems import Problem
from medledare.domain.records import Record
from medledare.domain.short_id import short
from medledare.services.drafts import Drafts, anew
from medledare.services.spots import Spot
from medledare.text import N_, _, say

END, EDITOR = ".", ".e"
HOW = N_("As many lines as you like. A line with only a full stop saves. Enter at once skips. ? tells more.")
MORE = N_("A line with only .e opens your editor.")
LEAVES = N_("ctrl+d stops, and keeps what you wrote for another time.")
HOW_A_LINE = N_("One line. Enter alone skips.")
BEGUN = N_("You began this earlier and did not save it:")
WITH_BEGUN = (N_("Save it as it is"), N_("Go on writing"), N_("Open it in your editor"), N_("Let it go"))
LATER = N_("Type a number. Enter alone leaves it for another time.")
KEPT = N_("What you wrote is kept, not saved yet. It is here when you come back.")


@contextmanager
def written(here: Here, spot: Spot, question: str, *, several: bool = True) -> Iterator[str]:
    """What is written to a question, empty if nothing. It stays a draft until all inside went well.

    Raises Cut where the input ends; what was written until then is a draft.
    """
    drafts = _drafts(here, spot)
    try:
        terminal.paragraph(question)
        text = _go_on(drafts, spot, several) if drafts.at(spot) else _begin(drafts, spot, several)
        if text is not None:
            with handed_back(Written(text, typed_here=True)) if text else nullcontext():
                yield text
            if text:
                drafts.clear(spot)
            return
        begun = drafts.at(spot)
        if here.at_hand() is None:
            # A draft that cannot be read goes on in the editor's own.
            drafts.clear(spot)
    except lines.Cut:
        if drafts.at(spot):
            terminal.paragraph(_(KEPT))
        raise
    finally:
        _told(drafts.close)
    with _in_editor(here, begun, spot) as text:
        yield text


def keep(here: Here, record: Record) -> None:
    """Keep a record, sealed while the vault is locked, and say its id."""
    if (vault := here.at_hand()) is None:
        sealed(here, record, as_json=False)
        return
    from medledare.services import records

    records.add(vault, record)
    terminal.line(_("Saved as {id}.").format(id=short(record.id)))


def _drafts(here: Here, spot: Spot) -> Drafts:
    if (begun := left(here, spot)) is not None:
        return begun
    vault = here.at_hand()
    return anew(here.places) if vault is None else Drafts(vault)


def _begin(drafts: Drafts, spot: Spot, several: bool) -> str | None:
    terminal.paragraph(_(HOW if several else HOW_A_LINE))
    sheet = _Sheet(drafts, spot, "\n" if several else " ")
    try:
        return _lines(sheet) if several else _line(sheet)
    finally:
        sheet.keep()


def _go_on(drafts: Drafts, spot: Spot, several: bool) -> str | None:
    """What becomes of what was begun; None if it goes on in the editor."""
    terminal.paragraph(_(BEGUN))
    for line in drafts.at(spot).split("\n"):
        terminal.line(line)
    chosen = choose([_(one) for one in WITH_BEGUN], LATER)
    if chosen is None:
        return ""
    if chosen == 0:
        return drafts.at(spot)
    if chosen == 2:
        return None
    if chosen == 3:
        drafts.clear(spot)
        _told(drafts.save)
    return _begin(drafts, spot, several)


def _line(sheet: "_Sheet") -> str:
    """One line; empty if there is nothing to save."""
    while (line := sheet.read((HELP,))) == HELP:
        terminal.paragraph(_(HOW_A_LINE) + " " + _(LEAVES))
    return sheet.text if line else ""


def _lines(sheet: "_Sheet") -> str | None:
    """Lines until one that ends them; empty if there is nothing to save, None if they go on in the editor."""
    first = True
    while (line := sheet.read((HELP, END, EDITOR))) != END:
        if line == HELP:
            terminal.paragraph(_(MORE) + " " + _(LEAVES))
        elif line == EDITOR:
            return None
        elif first and not line:
            return ""
        else:
            first = False
    return sheet.text.rstrip("\n")


class _Sheet:
    """The lines of a text, after what was begun."""

    def __init__(self, drafts: Drafts, spot: Spot, between: str) -> None:
        self._drafts, self._spot, self._between = drafts, spot, between
        begun = drafts.at(spot)
        self._pieces = [begun] if begun else []

    @property
    def text(self) -> str:
        return self._between.join(self._pieces)

    def keep(self) -> None:
        """Put it in the draft. Where that fails it is told, and writing goes on."""
        self._drafts.write(self._spot, self.text)
        _told(self._drafts.save)

    def read(self, orders: tuple[str, ...] = ()) -> str:
        """A line, which is among the others now unless it is one of the ``orders``. Raises Cut."""
        while True:
            # Of a text that is pasted not every line is waited for.
            if not (lines.current and lines.current.waiting):
                self.keep()
            cut: lines.Cut | None = None
            try:
                line = asked_line(PROMPT)
            except lines.Cut as ended:
                cut, line = ended, ended.typed
            if cut is None and line.strip() in orders:
                return line.strip()
            try:
                self._add(check_text(line))
            except Problem as problem:
                terminal.complain(say(problem))
                if cut is None:
                    continue
            if cut is not None:
                raise cut
            return line

    def _add(self, line: str) -> None:
        if line or self._pieces:
            self._pieces.append(line)


@contextmanager
def _in_editor(here: Here, text: str, spot: Spot) -> Iterator[str]:
    """What came of a text in the editor."""
    try:
        result = edited(here, text, spot, instead=True)
    except NothingWritten:
        yield ""
        return
    with handed_back(result):
        yield result.text


def _told(keep: Callable[[], None]) -> None:
    """Keep a draft; where that fails, say why."""
    try:
        keep()
    except Problem as problem:
        terminal.complain(say(problem))
