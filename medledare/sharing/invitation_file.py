"""The file of an invitation: what is asked in words for people, in both languages, and the block for programs."""

from collections.abc import Iterator
from textwrap import fill, indent

from medledare.sharing.observing import Invitation
from medledare.text import LANGUAGES, N_, said_in

WIDTH = 64
"""Characters of a line, so that neither a message nor a small screen breaks it."""

QUESTIONS = (
    N_("What did you see me do, and in which situation?"),
    N_("What came of it, for you or for others?"),
    N_("What would you like to see more of?"),
)
"""What is asked if nothing else is."""

_TITLE = N_("An invitation to observe")
_SOMEBODY = N_("A colleague asks you to notice one behaviour, and to tell what you saw.")
_NAMED = N_("{name} asks you to notice one behaviour, and to tell what you saw.")
_SEALED = N_(
    "Your answers are sealed on your own computer. Only the one who invited you can open them, and they belong to that "
    "person. You may leave any question out, or all of it."
)
_BEHAVIOUR = N_("Behaviour")
_PERIOD = N_("Period")
_ASKED = N_("Questions")
_NUMBER = N_("Number to compare aloud")
_ANSWER = N_("Answer with medledare, which needs no account and no vault:")
_BY_HAND = N_("Or write in a text file and seal it with age (age-encryption.org):")
_SEND = N_("Send the sealed file back. What follows is for the program; leave it as it is.")

_COMMAND = "medledare observe answer FILE -o REPLY.age"
_AGE = "age -a -o REPLY.age -r \\\n{recipient} \\\nANSWERS.txt"
_INSIDE = "    "


def file_text(invitation: Invitation) -> str:
    """All of the file. What the person wrote is indented, so that no line of it can pass for one of the block's."""
    return "\n".join(_lines(invitation)) + "\n\n" + invitation.block


def _lines(invitation: Invitation) -> Iterator[str]:
    title = _both(_TITLE)
    yield from (title, "=" * len(title), "")
    asks = _NAMED if invitation.name else _SOMEBODY
    for language in LANGUAGES:
        yield fill(f"{said_in(language, asks)} {said_in(language, _SEALED)}".format(name=invitation.name), WIDTH)
        yield ""
    period = f"{invitation.since} – {invitation.until or ''}".rstrip()
    yield from (_both(_BEHAVIOUR), _inside(invitation.behaviour), "")
    yield from (_both(_PERIOD), _inside(period), "")
    asked = [_inside(f"{number}. {one}") for number, one in enumerate(invitation.questions, 1)]
    yield from (_both(_ASKED), *asked, "")
    yield from (_both(_NUMBER), _inside(invitation.number), "")
    for words, command in ((_ANSWER, _COMMAND), (_BY_HAND, _AGE.format(recipient=invitation.recipient))):
        yield from (said_in(language, words) for language in LANGUAGES)
        yield from (indent(command, _INSIDE), "")
    yield from (fill(said_in(language, _SEND), WIDTH) for language in LANGUAGES)


def _both(message: str) -> str:
    return " · ".join(said_in(language, message) for language in LANGUAGES)


def _inside(text: str) -> str:
    return fill(text, WIDTH, initial_indent=_INSIDE, subsequent_indent=_INSIDE, break_on_hyphens=False)
