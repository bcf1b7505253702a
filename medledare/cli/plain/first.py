"""The first start in lines: language, vault, mission and focus principle. The vault comes first, so that what is said
after it is kept at once."""

from contextlib import suppress

from medledare.cli import terminal
from medledare.cli.asking import PROMPT, each_line
from medledare.cli.commands.init import make, see_that_it_is_free
from medledare.cli.here import Here
from medledare.cli.passphrase import chosen_passphrase, given_passphrase
from medledare.cli.plain.choosing import choose
from medledare.cli.problems import NothingWritten, PassphrasesDiffer
from medledare.cli.writing import asked
from medledare.domain.principles import PRINCIPLES
from medledare.services import checkins, mission, session, settings
from medledare.text import LANGUAGES, N_, _, language, said_in, say, speak, welcome
from medledare.text.library import principle_line, principle_name

WHICH_LANGUAGE = N_("Type the number of your language.")
HOW_PROTECTED = (N_("Choose a passphrase; it is not shown as you type"), N_("Go without a passphrase"))
NO_PASSPHRASE = N_("Type a number. Enter alone is 1.")
ALL_SEVEN = N_("Type a number. Enter alone lets all seven take turns.")


def begin(here: Here) -> None:
    """Make the vault, open it, and ask what it begins with. Raises Cut where the input ends before there is one."""
    see_that_it_is_free(here)
    spoken = _language()
    terminal.line()
    terminal.paragraph(_(welcome.WELCOME))
    terminal.line()
    passphrase = _passphrase()
    if passphrase is not None:
        terminal.paragraph(_(welcome.WORKING))
    make(here, passphrase, None)
    asked(_("Enter goes on when you have written the key down.") + " ")
    places, clock = here.places, here.clock
    if passphrase is None:
        here.hold(session.open_at_hand(places, clock))
    else:
        here.hold(session.open_with(places, passphrase, clock))
    settings.store(here.places, "language", spoken)
    with suppress(EOFError):
        _mission(here)
        _focus(here)


def _language() -> str:
    for number, code in enumerate(LANGUAGES, 1):
        terminal.line(f"{number} {welcome.NAMES[code]}")
    for code in LANGUAGES:
        terminal.paragraph(said_in(code, WHICH_LANGUAGE))
    terminal.line("Enter: " + welcome.NAMES[language()])
    while (typed := asked(PROMPT)) not in ("", *(str(number) for number, _code in enumerate(LANGUAGES, 1))):
        for code in LANGUAGES:
            terminal.paragraph(said_in(code, WHICH_LANGUAGE))
    if typed:
        speak(LANGUAGES[int(typed) - 1])
    return language()


def _passphrase() -> str | None:
    if (given := given_passphrase()) is not None:
        return given
    for words in welcome.PASSPHRASE:
        terminal.paragraph(_(words))
    while choose([_(one) for one in HOW_PROTECTED], NO_PASSPHRASE) != 1:
        try:
            return chosen_passphrase()
        except (NothingWritten, PassphrasesDiffer) as problem:
            terminal.complain(say(problem))
    return None


def _mission(here: Here) -> None:
    terminal.line()
    terminal.paragraph(_(welcome.MISSION))
    said = each_line({name: _(question) for name, question in welcome.QUESTIONS.items()})
    mission.begin(here.open(), here.clock, said)


def _focus(here: Here) -> None:
    terminal.line()
    terminal.paragraph(_(welcome.FOCUS))
    chosen = choose([f"{principle_name(code)}: {principle_line(code)}" for code in PRINCIPLES], ALL_SEVEN)
    if chosen is not None:
        checkins.set_focus(here.open(), here.clock, list(PRINCIPLES)[chosen])
