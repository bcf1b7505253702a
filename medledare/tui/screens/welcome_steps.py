"""The steps of the first start, each a small page of its own that keeps what was typed."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from medledare.domain.principles import PRINCIPLES
from medledare.domain.problems import Usage
from medledare.text import LANGUAGES, N_, _, language, welcome
from medledare.text.library import principle_line, principle_name
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
    WORDS = (
        *welcome.WELCOME,
        N_("Did a colleague ask you to observe something? ctrl+o answers, and no vault is needed."),
    )

    def fields(self) -> ComposeResult:
        options = OptionList(*(welcome.NAMES[code] for code in LANGUAGES), compact=True)
        options.highlighted = LANGUAGES.index(language())
        yield options

    @property
    def chosen(self) -> str:
        """``sv`` or ``en``."""
        return LANGUAGES[self.query_one(OptionList).highlighted or 0]


class MissionStep(Step):
    TITLE = N_("Your mission")
    WORDS = (welcome.MISSION,)

    def fields(self) -> ComposeResult:
        for name in welcome.QUESTIONS:
            yield Static(id=f"label-{name}", classes="label", markup=False)
            yield Line(id=name, compact=True)

    def say(self) -> None:
        super().say()
        for name, question in welcome.QUESTIONS.items():
            self.query_one(f"#label-{name}", Static).update(_(question))

    @property
    def answers(self) -> dict[str, str]:
        """What was typed, by the mission's field."""
        return {name: self.query_one(f"#{name}", Line).value.strip() for name in welcome.QUESTIONS}


class FocusStep(Step):
    TITLE = N_("A principle to practise")
    WORDS = (welcome.FOCUS,)

    def fields(self) -> ComposeResult:
        options = OptionList(compact=True)
        options.add_options([Option("") for _code in ("", *PRINCIPLES)])
        options.highlighted = 0
        yield options

    def say(self) -> None:
        super().say()
        options = self.query_one(OptionList)
        prompts = [Content.styled(_("All seven in turn"), "bold")]
        prompts += [Content.assemble((principle_name(code), "bold"), "  ", principle_line(code)) for code in PRINCIPLES]
        for index, prompt in enumerate(prompts):
            options.replace_option_prompt_at_index(index, prompt)

    @property
    def chosen(self) -> str:
        """The principle's code, or empty."""
        return ("", *PRINCIPLES)[self.query_one(OptionList).highlighted or 0]


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
        self.query_one("#passphrase", Passphrase).placeholder = _("Passphrase")
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


FIRST_STEPS: tuple[type[Step], ...] = (LanguageStep, MissionStep, FocusStep, PassphraseStep, WorkingStep, KeyStep)
