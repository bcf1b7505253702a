"""A signed text that came to one: opened, checked, and told by whom it is; what its author took back is not shown."""

from dataclasses import dataclass
from pathlib import Path

from medledare.domain.problems import N_, CannotReach, Problem
from medledare.services import myself, others, withdrawing
from medledare.services.others import Known
from medledare.sharing import sealed_text
from medledare.sharing.sealed_text import SignedText
from medledare.text.dates import long_day
from medledare.vault.age import Altered, NotForUs, open_with
from medledare.vault.vault import Vault

LARGEST = 16 * 1024 * 1024
"""Bytes."""
_SEALED = (b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----")


class NotForYou(Problem):
    sentence = N_("{path} is not sealed to you, so it cannot be opened here.")


class NotWhole(Problem):
    sentence = N_("{path} was altered or is not whole, so it is not opened. Ask for it again.")


class ForOthers(Problem):
    """What its author sealed to others, and somebody sealed anew."""

    sentence = N_("{name} wrote it for others, not for you. Somebody passed it on.")


class TakenBack(Problem):
    sentence = N_("{name} took this back on {day}, so it is not shown.")


class TooLarge(Problem):
    sentence = N_("{path} is too large to be a summary.")


class NotATextFile(Problem):
    sentence = N_("What {name} signed is not text, so it is not shown.")


@dataclass(frozen=True, slots=True)
class Received:
    """A text whose signature is right. ``author``: as one knows them, or oneself; None where their card is not kept."""

    signed: SignedText
    text: str
    author: Known | None


def open_file(vault: Vault, path: Path, number: str = "") -> Received:
    """Open a file, check it, and remember what it takes back. With ``number``, the author's card is compared and kept.

    Raises CannotReach, TooLarge, NoCard, NotForYou, NotWhole, Unsigned, Forged, ForOthers, OtherKeys, NotThatNumber,
    TakenBack or NotATextFile; then nothing of the text is shown.
    """
    signed = sealed_text.read(_content(vault, path))
    name = signed.by.name
    author = others.as_known(vault, signed.by)
    person = myself.known(vault)
    if signed.to and not (person and (signed.is_for(person.card.recipient) or signed.by.person == person.card.person)):
        raise ForOthers(name=name)
    if number:
        others.compare(signed.by, number)
        others.pin_compared(vault, signed.by)
        author = others.as_known(vault, signed.by)
    if at := withdrawing.withdrawn(vault, signed):
        raise TakenBack(name=name, day=long_day(at.date()))
    try:
        text = signed.body.decode()
    except UnicodeDecodeError:
        raise NotATextFile(name=name) from None
    if signed.withdraws:
        withdrawing.remember(vault, signed)
    return Received(signed, text, author)


def _content(vault: Vault, path: Path) -> bytes:
    """What a file holds, opened if it is sealed."""
    path = path.expanduser()
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise CannotReach(path=path, reason=error.strerror) from None
    if len(data) > LARGEST:
        raise TooLarge(path=path)
    if not data.lstrip().startswith(_SEALED):
        return data
    person = myself.oneself(vault)
    try:
        return open_with(person.identity, data)
    except Altered:
        raise NotWhole(path=path) from None
    except NotForUs:
        raise NotForYou(path=path) from None
