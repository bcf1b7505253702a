"""Journals of Emacs' org-journal: files named by their day, or with the day in a property.

A level-1 heading is a day, whatever it says in words; each level-2 heading is an entry, and what stands deeper is its
body. Where level-1 headings begin with a time, they are the entries. What is encrypted is left out, and told.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, tzinfo
from pathlib import PurePosixPath
from typing import NamedTuple

from medledare.domain.problems import N_, Problem
from medledare.domain.records import Entry
from medledare.domain.tags import as_tag
from medledare.transfer import NotText, Parsed, text_of
from medledare.transfer.origins import Origins
from medledare.transfer.places import NOON, AtLine, AtLineOf, InFile, NotUtf8, in_reach, moment, without_nul
from medledare.transfer.source import File, SingleFile, Source

NAME = "org"

_DAY_NAME = re.compile(r"(\d{4})([-_.]?)(\d\d)\2(\d\d)(?:\.org)?")
_CREATED = re.compile(r"^[ \t]*:CREATED:[ \t]+[\[<]?(\d{4})-?(\d\d)-?(\d\d)\b.*$\n?", re.MULTILINE)
_HEADINGS = {depth: re.compile(rf"^(\*{{1,{depth}}})[ \t]+(.*)$", re.MULTILINE) for depth in (1, 2)}
_CLOCK = re.compile(r"\[?(\d{1,2}):(\d\d)\]?(?:[ \t]*([AaPp])[Mm]\b)?[ \t]*")
_TAGS = re.compile(r":((?:[\w@#%]+:)+)")
_SETTING = re.compile(r"^#\+(\w+):[ \t]*(.*)$", re.MULTILINE)
_EMPTY_DRAWER = re.compile(r"^[ \t]*:PROPERTIES:[ \t]*\n[ \t]*:END:[ \t]*\n?", re.MULTILINE | re.IGNORECASE)
_SECRET = "-----BEGIN PGP MESSAGE-----"
_ENTRY = re.compile(r"^\*(?:\*[ \t]|[ \t]+\[?\d{1,2}:\d\d)", re.MULTILINE)
_TIMES_LEAD = re.compile(r"^\*[ \t]+\[?\d{1,2}:\d\d\b", re.MULTILINE)


class EncryptedOrg(Problem):
    sentence = N_("{path} is encrypted with PGP. Decrypt it in Emacs first, then import it again.")


class EncryptedFile(Problem):
    sentence = N_("{where}: this is encrypted with PGP and was left out. Decrypt it in Emacs, then import again.")


class NoDay(Problem):
    sentence = N_("{where}: neither the name of the file nor a CREATED property tells the day. It was left out.")


class NoOrgEntries(Problem):
    sentence = N_("Nothing in {path} is an entry of org-journal. Nothing was imported.")


class _Piece(NamedTuple):
    """A heading and what stands under it: how deep, in which line, and its text."""

    level: int
    line: int
    heading: str
    body: str


def recognises(source: Source) -> bool:
    """Whether a file is one of org-journal's, or the files of a folder are."""
    if isinstance(source, SingleFile):
        head = source.head
        named = _is_named(source.names[0]) or source.names[0].endswith((".org", ".org.gpg"))
        if source.data.startswith(_SECRET.encode()) or source.names[0].endswith(".gpg"):
            return named
        begins = head.lstrip().startswith(("* ", "#+", "** "))
        return begins and bool(_ENTRY.search(head)) and bool(named or _CREATED.search(head))
    return any(_is_named(name) for name in source.names)


def read(source: Source, zone: tzinfo, *, strict: bool = False) -> Parsed:
    """Entries by file and in its order. Raises EncryptedOrg or NoOrgEntries."""
    reading = _Reading(source, zone)
    entries = [entry for file in _files(source) for entry in reading.entries(file)]
    secret = next((one for one in reading.problems if isinstance(one, EncryptedFile)), None)
    if not entries and secret:
        raise EncryptedOrg(path=source.path)
    if not entries and not reading.problems:
        raise NoOrgEntries(path=source.path)
    return Parsed(tuple(entries), tuple(reading.problems), zoneless=reading.zoneless)


def _files(source: Source) -> Iterator[File]:
    if isinstance(source, SingleFile):
        return iter((File(source.names[0], source.data),))
    return source.files(lambda name: _is_named(name) or name.endswith((".org", ".org.gpg")))


def _is_named(name: str) -> bool:
    return _day_of_name(name.removesuffix(".gpg")) is not None


def _day_of_name(name: str) -> date | None:
    found = _DAY_NAME.fullmatch(PurePosixPath(name).name)
    return _day(found[1], found[3], found[4]) if found else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if in_reach(found) else None


class _Reading:
    """Reads one file after the other."""

    def __init__(self, source: Source, zone: tzinfo) -> None:
        self.problems: list[Problem] = []
        self.zoneless = False
        self._alone = isinstance(source, SingleFile)
        self._zone = zone
        self._origins = Origins(NAME)

    def entries(self, file: File) -> Iterator[Entry]:
        if file.name.endswith(".gpg") or file.data.startswith(_SECRET.encode()):
            self.problems.append(EncryptedFile(where=InFile(file=file.name)))
            return
        try:
            text = text_of(file.data)
        except NotText as error:
            self.problems.append(NotUtf8(where=self._place(file, int(str(error.details["line"])))))
            return
        depth = 1 if _TIMES_LEAD.search(text) else 2
        before, *pieces = _pieces(text, depth)
        named = _day_of_name(file.name)
        # What stands before the first heading is of the first day there is.
        day = named or _created(text)
        tags = _file_tags(before.body)
        for piece in (before, *pieces):
            where = self._place(file, piece.line)
            if piece.level < depth:
                day = _created(piece.body) or named or (day if piece is before else None)
                piece = piece._replace(heading="", body=_under_the_day(piece.body))
            if not (piece.heading or piece.body.strip()):
                continue
            if _SECRET in piece.body:
                self.problems.append(EncryptedFile(where=where))
            elif (its_day := day or _created(piece.body)) is None:
                self.problems.append(NoDay(where=where))
            else:
                yield self._entry(piece, its_day, tags, where)

    def _entry(self, piece: _Piece, day: date, tags: tuple[str, ...], where: Problem) -> Entry:
        heading, own = _without_tags(piece.heading)
        clock, title = _clock(heading)
        text = "\n".join(part for part in (title, piece.body.strip("\n").rstrip()) if part) or piece.heading
        text = without_nul(text, where, self.problems)
        naive = datetime.combine(day, clock or NOON)
        self.zoneless = self.zoneless or clock is not None
        at = moment(naive, self._zone, where, self.problems)
        origin = self._origins.of(naive.isoformat(), piece.heading, piece.body)
        all_tags = tuple(dict.fromkeys(as_tag(tag) for tag in (*tags, *own)))
        return Entry(id="", at=at, created=at, origin=origin, text=text, tags=all_tags)

    def _place(self, file: File, line: int) -> Problem:
        return AtLine(line=line) if self._alone else AtLineOf(file=file.name, line=line)


def _pieces(text: str, depth: int) -> list[_Piece]:
    """What stands before the first heading (level 0), and then each heading down to ``depth`` with its text."""
    found = list(_HEADINGS[depth].finditer(text))
    starts = [one.start() for one in found] + [len(text)]
    pieces = [_Piece(0, 1, "", text[: starts[0]])]
    line = 1 + text.count("\n", 0, starts[0])
    for heading, end in zip(found, starts[1:], strict=True):
        pieces.append(_Piece(len(heading[1]), line, heading[2].rstrip(), text[heading.end() + 1 : end]))
        line += text.count("\n", heading.start(), end)
    return pieces


def _created(body: str) -> date | None:
    found = _CREATED.search(body)
    return _day(*found.groups()) if found else None


def _file_tags(text: str) -> tuple[str, ...]:
    """Tags that a file sets for all that is in it."""
    settings = _SETTING.findall(text)
    return tuple(tag for name, said in settings if name.upper() == "FILETAGS" for tag in said.split(":") if tag.strip())


def _under_the_day(text: str) -> str:
    """What is written under a day's heading or before it, without what only says its date or sets something."""
    return _EMPTY_DRAWER.sub("", _SETTING.sub("", _CREATED.sub("", text))).strip()


def _without_tags(heading: str) -> tuple[str, list[str]]:
    # Looked for in the last word only: a heading may be as long as a file.
    last = heading.split()[-1] if heading.strip() else ""
    found = _TAGS.fullmatch(last)
    if not found:
        return heading, []
    return heading.rstrip()[: -len(last)].strip(), found[1].strip(":").split(":")


def _clock(heading: str) -> tuple[time | None, str]:
    """The time a heading begins with, and what follows it. A keyword such as TODO may stand before it."""
    found = _CLOCK.match(heading)
    if not found:
        return None, heading
    hour, minute = int(found[1]), int(found[2])
    if found[3]:
        hour = hour % 12 + (12 if found[3] in "Pp" else 0)
    if hour > 23 or minute > 59:
        return None, heading
    return time(hour, minute), heading[found.end() :]
