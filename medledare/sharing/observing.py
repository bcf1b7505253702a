"""An invitation to observe one behaviour, and the sealed reply to it: composed, sealed, opened and checked. Pure.

An invitation is text that anyone can read, with a block for programs; it holds an age recipient made for it alone. The
reply is sealed to that recipient and names the invitation by its hash, so that it fits no other. docs/sharing.md has
every byte.
"""

import base64
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

import orjson

from medledare.domain.codec import check_text
from medledare.domain.problems import N_, Problem, Usage
from medledare.sharing.message import padded
from medledare.sharing.people import BadName, checked_name
from medledare.vault.age import Altered, BadAgeKey, NotForUs, check_recipient, open_with, seal_as_text

INVITATION_SIZE = 64 * 1024
"""Bytes that the file of an invitation may have."""
REPLY_SIZE = 2 * 1024 * 1024
"""Bytes that the file of a reply may have."""
BEHAVIOUR_LENGTH, QUESTION_LENGTH, QUESTIONS, ANSWER_LENGTH = 1_000, 300, 12, 20_000
"""Characters of the behaviour, of a question, how many questions there may be, and characters of an answer."""

_FORMAT = 1
_BEGIN, _END = "-----BEGIN MEDLEDARE INVITATION-----", "-----END MEDLEDARE INVITATION-----"
_ARMOUR = b"-----BEGIN AGE ENCRYPTED FILE-----", b"-----END AGE ENCRYPTED FILE-----"
_BINARY = b"age-encryption.org/v1\n"
_SUM, _COLUMNS, _GROUPS, _DIGITS = 16, 64, 6, 4
_QUOTED = re.compile(r"(?:>+ ?)+")
"""What a mail program puts before the lines of a message that is answered."""
_HEX = re.compile(r"[0-9a-f]{32}", re.ASCII)


class NotAnInvitation(Problem):
    sentence = N_(
        "That is no invitation to observe, or it was altered or cut short on the way. Ask for the whole file again."
    )


class Unaskable(Usage):
    sentence = N_(
        "An invitation has a behaviour of at most {behaviour} characters and 1 to {questions} questions of at most "
        "{question}. Write fewer or shorter ones."
    )


class NothingAnswered(Usage):
    sentence = N_("Nothing was answered, so there is nothing to seal and no file was written.")


class LongAnswer(Usage):
    sentence = N_("An answer may have {limit} characters. Shorten it; no file was written.")


class OtherNumber(Usage):
    sentence = N_("The invitation has {count} questions, and there are {given} answers. No file was written.")


class NotAReply(Problem):
    sentence = N_("That is no sealed reply to an invitation, or only a part of one. Ask for the whole file again.")


class AlteredReply(Problem):
    sentence = N_("The reply was altered or cut short on the way, so nothing of it was taken in. Ask for it again.")


class OtherWording(Problem):
    """Sealed to this invitation's key, but naming another text than the one that was written here."""

    sentence = N_(
        "The reply answers other words than those of your invitation: they were altered on the way. Nothing was taken "
        "in."
    )


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a colleague is asked, and ``recipient`` (``age1…``) to seal the reply to. ``number`` is to be compared."""

    id: str
    behaviour: str
    questions: tuple[str, ...]
    recipient: str
    since: date
    until: date | None = None
    name: str = ""

    @property
    def core(self) -> bytes:
        """All of it as canonical JSON."""
        return orjson.dumps(
            {
                "format": _FORMAT,
                "id": self.id,
                "behaviour": self.behaviour,
                "questions": self.questions,
                "recipient": self.recipient,
                "since": self.since,
                "until": self.until,
                "name": self.name,
            },
            option=orjson.OPT_SORT_KEYS,
        )

    @property
    def digest(self) -> str:
        """64 hex digits by which a reply names it."""
        return sha256(b"medledare invitation 1\n" + self.core).hexdigest()

    @property
    def number(self) -> str:
        """24 digits in six groups, to be compared aloud: they are others as soon as a letter of it is."""
        digits = f"{int(self.digest, 16) % 10 ** (_GROUPS * _DIGITS):0{_GROUPS * _DIGITS}d}"
        return " ".join(digits[at : at + _DIGITS] for at in range(0, len(digits), _DIGITS))

    @property
    def block(self) -> str:
        """The lines that a program reads; the last ends with a line feed."""
        coded = base64.b64encode(bytes.fromhex(self.digest)[:_SUM] + self.core).decode()
        lines = [coded[at : at + _COLUMNS] for at in range(0, len(coded), _COLUMNS)]
        return "\n".join((_BEGIN, *lines, _END)) + "\n"


@dataclass(frozen=True, slots=True)
class Reply:
    """Answers in the order of the questions; or one alone where the colleague wrote freely and sealed it with age.

    ``id`` is the same however often the reply comes in.
    """

    id: str
    answers: tuple[str, ...]
    free: bool = False


def invitation(
    behaviour: str, questions: Sequence[str], recipient: str, since: date, until: date | None = None, name: str = ""
) -> Invitation:
    """A new one. Every text is made one line. Raises Unaskable, BadName, Unwritable."""
    behaviour, *asked = (" ".join(check_text(one).split()) for one in (behaviour, *questions))
    made = Invitation(
        secrets.token_hex(16),
        behaviour,
        tuple(one for one in asked if one),
        check_recipient(recipient),
        since,
        until,
        checked_name(name) if name else "",
    )
    if not _fits(made):
        raise Unaskable(behaviour=BEHAVIOUR_LENGTH, questions=QUESTIONS, question=QUESTION_LENGTH)
    return made


def read_invitation(data: bytes) -> Invitation:
    """The invitation in a file, whatever stands around its block. Raises NotAnInvitation."""
    try:
        return _read_core(_core_in(data[: INVITATION_SIZE + 1]))
    except (ValueError, KeyError, TypeError, Problem):
        raise NotAnInvitation from None


def restored(core: bytes) -> Invitation:
    """The invitation whose ``core`` this is. Raises ValueError, KeyError, TypeError or a Problem."""
    return _read_core(core)


def seal_reply(asked: Invitation, answers: Sequence[str]) -> str:
    """Answers, empty where there is none, as lines that only the one who invited can open.

    Raises OtherNumber, NothingAnswered, LongAnswer, Unwritable.
    """
    if len(answers) != len(asked.questions):
        raise OtherNumber(count=len(asked.questions), given=len(answers))
    if not any(one.strip() for one in answers):
        raise NothingAnswered
    if any(len(check_text(one)) > ANSWER_LENGTH for one in answers):
        raise LongAnswer(limit=ANSWER_LENGTH)
    content = {
        "format": _FORMAT,
        "invitation": asked.digest,
        "id": secrets.token_hex(16),
        "answers": answers,
    }
    return seal_as_text(asked.recipient, padded(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)))


def sealed_in(data: bytes) -> bytes:
    """The age file that a reply is, or that stands among the lines of a message. Raises NotAReply."""
    if data.startswith(_BINARY) and len(data) <= REPLY_SIZE:
        return data
    begin, end = _ARMOUR
    if len(data) > REPLY_SIZE or data.count(begin) != 1:
        raise NotAReply
    text, found, _after = data[data.index(begin) :].partition(end)
    if not found:
        raise NotAReply
    return b"\n".join(line.strip(b"> \t\r") for line in (text + found).split(b"\n")) + b"\n"


def open_reply(sealed: bytes, asked: Invitation, identity: str) -> Reply | None:
    """The reply in an age file; None if it is sealed to another key. Raises AlteredReply, OtherWording."""
    try:
        content = open_with(identity, sealed)
    except Altered:
        raise AlteredReply from None
    except NotForUs:
        return None
    except BadAgeKey:
        return None
    try:
        fields = orjson.loads(content)
    except ValueError:
        fields = None
    if isinstance(fields, dict) and "invitation" in fields:
        return _answers(fields, asked)
    return _free(content)


def _answers(fields: dict[str, Any], asked: Invitation) -> Reply:
    answers, id = fields.get("answers"), fields.get("id")
    if fields["invitation"] != asked.digest:
        raise OtherWording
    if fields.get("format") != _FORMAT or not isinstance(id, str) or not _HEX.fullmatch(id):
        raise AlteredReply
    if not isinstance(answers, list) or len(answers) != len(asked.questions) or not all(map(_is_answer, answers)):
        raise AlteredReply
    if not any(one.strip() for one in answers):
        raise AlteredReply
    return Reply(id, tuple(answers))


def _free(content: bytes) -> Reply:
    """What somebody wrote by hand and sealed with age."""
    try:
        text = content.decode("utf-8").strip()
    except UnicodeDecodeError:
        raise AlteredReply from None
    if not text or not _is_answer(text):
        raise AlteredReply
    return Reply(sha256(b"medledare reply 1\n" + content).hexdigest()[:32], (text,), free=True)


def _is_answer(value: object) -> bool:
    try:
        return isinstance(value, str) and len(check_text(value)) <= ANSWER_LENGTH
    except Problem:
        return False


def _core_in(data: bytes) -> bytes:
    """The core in the one block of a file, its sum checked. Raises ValueError."""
    lines = [_unquoted(line) for line in data.decode("utf-8", "replace").splitlines()]
    if len(data) > INVITATION_SIZE or lines.count(_BEGIN) != 1 or lines.count(_END) != 1:
        raise ValueError
    coded = "".join(lines[lines.index(_BEGIN) + 1 : lines.index(_END)])
    raw = base64.b64decode(coded, validate=True)
    total, core = raw[:_SUM], raw[_SUM:]
    if sha256(b"medledare invitation 1\n" + core).digest()[:_SUM] != total:
        raise ValueError
    return core


def _unquoted(line: str) -> str:
    quoted = _QUOTED.match(line)
    return line[quoted.end() if quoted else 0 :].rstrip()


def _read_core(core: bytes) -> Invitation:
    fields = orjson.loads(core)
    if fields["format"] != _FORMAT or not _HEX.fullmatch(fields["id"]):
        raise ValueError
    made = Invitation(
        fields["id"],
        check_text(fields["behaviour"]),
        tuple(check_text(one) for one in fields["questions"]),
        check_recipient(fields["recipient"]),
        date.fromisoformat(fields["since"]),
        date.fromisoformat(fields["until"]) if fields["until"] else None,
        fields["name"],
    )
    # What is not written as this program writes it was not written by it.
    if made.core != core or not _fits(made) or not _is_name(made.name):
        raise ValueError
    return made


def _fits(made: Invitation) -> bool:
    return (
        0 < len(made.behaviour) <= BEHAVIOUR_LENGTH
        and 0 < len(made.questions) <= QUESTIONS
        and all(0 < len(one) <= QUESTION_LENGTH for one in made.questions)
        and all(one == " ".join(one.split()) for one in (made.behaviour, *made.questions))
    )


def _is_name(name: object) -> bool:
    try:
        return isinstance(name, str) and (not name or name == checked_name(name))
    except BadName:
        return False
