"""The steps of the first start, each a small page of its own that keeps what was typed."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from medledare.domain.problems import Usage
from medledare.text import LANGUAGES, N_, _, language, welcome
from medledare.tui.widgets.line import Line, Passphrase


class NotAlike(Usage):
    sentence = N_("The two are not alike. Type it once more in both fields.")


class NoneGiven(Usage):
    sentence = N_("Write a passphrase in both fields, or choose to go without.")


class Step(Vertical):
    """One page. Its words are said anew when the language changes; what was typed stays."""

    TITLE: ClassVar[str] = ""
    WORDS: ClassVar[tuple[str, ...]] = ()
    ON: ClassVar[str] = N_("Next")
    """The button that leads on."""
    WITHOUT: ClassVar[str] = ""
    """A button for another way on."""
    ASKS: ClassVar[bool] = True
    """Whether it is one of the questions."""

    def compose(self) -> ComposeResult:
        yield Static(classes="title", markup=False)
        for number, _words in enumerate(self.WORDS):
            yield Static(id=f"words-{number}", classes="words", markup=False)
        yield from self.fields()

    def fields(self) -> ComposeResult:
        """What is filled in here."""
        yield from ()

    def say(self) -> None:
        """Put the words there, in the language spoken now."""
        self.query_one(".title", Static).update(_(self.TITLE))
        for number, words in enumerate(self.WORDS):
            self.query_one(f"#words-{number}", Static).update(_(words))

    def begin(self) -> None:
        """Take the focus; where nothing is filled in, leave it nowhere."""
        self.screen.set_focus(next(iter(self.query("Line, Passphrase, OptionList")), None))

    def check(self) -> None:
        """Raise a Problem if the step cannot be left like this."""


class LanguageStep(Step):
    TITLE = N_("Welcome")
    WORDS = (welcome.WELCOME,)

    def fields(self) -> ComposeResult:
        options = OptionList(*(welcome.NAMES[code] for code in LANGUAGES), compact=True)
        options.highlighted = LANGUAGES.index(language())
        yield options

    @property
    def chosen(self) -> str:
        """``sv`` or ``en``."""
        return LANGUAGES[self.query_one(OptionList).highlighted or 0]


class FirstLineStep(Step):
    """Before the passphrase, so that whoever came to write can begin with that. It lies nowhere until it is saved."""

    TITLE = N_("A first line")
    WORDS = (welcome.FIRST_LINE,)

    def fields(self) -> ComposeResult:
        yield Line(id="first-line")

    @property
    def text(self) -> str:
        """What was typed."""
        return self.query_one("#first-line", Line).value


class PassphraseStep(Step):
    TITLE = N_("A passphrase")
    WORDS = welcome.PASSPHRASE
    ON = N_("Make the vault")
    WITHOUT = N_("Without a passphrase")

    def fields(self) -> ComposeResult:
        yield Passphrase(id="passphrase")
        yield Passphrase(id="again")

    def say(self) -> None:
        super().say()
        self.query_one("#passphrase", Passphrase).placeholder = _("A few words you remember")
        self.query_one("#again", Passphrase).placeholder = _("The same once more")

    @property
    def passphrase(self) -> str:
        return self.query_one("#passphrase", Passphrase).value

    def check(self) -> None:
        if not self.passphrase:
            raise NoneGiven
        if self.passphrase != self.query_one("#again", Passphrase).value:
            raise NotAlike


class WorkingStep(Step):
    TITLE = N_("Making your vault")
    WORDS = (welcome.WORKING,)
    ON = ""
    ASKS = False


class KeyStep(Step):
    TITLE = N_("Your recovery key")
    WORDS = (
        N_(
            "This key opens the journal if the passphrase is lost. It is shown this once and kept nowhere. "
            "Write it down or print it, and keep it where you keep things of value, not on this machine."
        ),
    )
    ON = N_("I have put it somewhere safe")
    ASKS = False

    def fields(self) -> ComposeResult:
        yield Static(id="recovery-key", markup=False)

    def show_key(self, key: str) -> None:
        """Show the key, this once."""
        self.query_one("#recovery-key", Static).update(key)


FIRST_STEPS: tuple[type[Step], ...] = (LanguageStep, FirstLineStep, PassphraseStep, WorkingStep, KeyStep)
