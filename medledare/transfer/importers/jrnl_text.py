"""Journals of jrnl, as text: ``[2026-03-02 09:15:00 PM] Title`` and the lines up to the next such line.

What jrnl takes for an entry, a title, a body and a star is taken for the same here. Where jrnl would drop text
(before the first entry) it is kept, and where it would guess, the guess is told.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import cast

from medledare.domain.problems import N_, Problem
from medledare.domain.records import Entry
from medledare.text.when import written_out
from medledare.transfer import Parsed, text_of
from medledare.transfer.origins import Origins
from medledare.transfer.places import AtLine, in_reach, moment, without_nul
from medledare.transfer.source import SingleFile, Source, the_file

NAME = "jrnl"

_SHORTEST = 7
"""Characters in a bracket that may be a date; a shorter one is a footnote or a check box."""

_BRACKET = re.compile(rf"^\[([^\]\n]{{{_SHORTEST},60}})\] ", re.MULTILINE)
_BARE = re.compile(
    r"^(\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?(?: [AP]M)?|\d\d\.\d\d\.\d{4} \d\d:\d\d) (?=\S)", re.MULTILINE
)
_NUMBERS = re.compile(
    r"(?:(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})|(?P<day2>\d{1,2})\.(?P<month2>\d{1,2})\.(?P<year2>\d{4}))"
    r"(?:[ T](?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?: ?(?P<half>[AaPp])[Mm])?)?"
)
_OTHER_DATE = re.compile(r"(?=.*(?<!\d)\d{4}(?!\d))[\w ,./:-]+")
"""What may be a date in a format of the writer's own: it holds a year in full, and no unusual signs."""

_DAY_OVER_TWELVE = re.compile(r"^\[(?:1[3-9]|2\d|3[01])[/. -]", re.MULTILINE)
_SENTENCE_END = re.compile(r"[.!?…‼‽⁇⁈⁉⋯﹒﹗]['’\"”]?[\])]*\s+|[！．？｡。]")
_CIPHERTEXT = (b"JRNLv3", b"gAAAAA")


class EncryptedJournal(Problem):
    sentence = N_("This journal is encrypted by jrnl. Run “jrnl --decrypt” first, then import it again.")


class NoEntries(Problem):
    sentence = N_("No jrnl entry was found in the file: none of its lines begins with a date.")


class UnusualDate(Problem):
    sentence = N_("{where}: an entry was begun at “{date}”, though most dates in the file look otherwise.")


class NoSuchDate(Problem):
    sentence = N_("{where}: “{date}” is not a date that exists; the text stays in the entry before it.")


class BeforeFirst(Problem):
    sentence = N_("{where}: text before the first entry was kept as an entry of its own, with the same date.")


class StrayStars(Problem):
    sentence = N_("{where}: asterisks around the title were read as jrnl's star and left out.")


@dataclass(frozen=True, slots=True)
class _Head:
    """Where an entry begins: its line, the places of its date and of its text, and how its date looks."""

    start: int
    text_from: int
    date: str
    naive: datetime
    look: str
    line: int


def recognises(source: Source) -> bool:
    """Whether the file is a jrnl journal, encrypted ones included."""
    return isinstance(source, SingleFile) and _begins(source.head)


def _begins(head: str) -> bool:
    if head.encode(errors="replace").startswith(_CIPHERTEXT):
        return True
    if _BARE.match(head.lstrip()):
        return True
    return any(_naive(found[1], day_first=bool(_DAY_OVER_TWELVE.search(head))) for found in _BRACKET.finditer(head))


def read(source: Source, zone: tzinfo, *, strict: bool = False) -> Parsed:
    """Entries in the order of the file.

    With ``strict`` only dates that look as most in the file do begin an entry. Raises NotText, EncryptedJournal
    or NoEntries.
    """
    data = the_file(source)
    if data.startswith(_CIPHERTEXT):
        raise EncryptedJournal
    text = text_of(data)
    problems: list[Problem] = []
    heads = _heads(text, strict, problems)
    if not heads:
        raise NoEntries
    if text[: heads[0].start].strip():
        # The text before the first date becomes an entry of its own.
        problems.append(BeforeFirst(where=AtLine(line=1)))
        heads.insert(0, replace(heads[0], start=0, text_from=0, line=1))
    ends = [head.start for head in heads[1:]] + [len(text)]
    doubtful = any(isinstance(problem, UnusualDate) for problem in problems)
    origins = Origins(NAME)
    entries = []
    for head, end in zip(heads, ends, strict=True):
        # The line break before a head belongs to the head, as in jrnl.
        raw = text[head.text_from : end - 1 if end < len(text) else end]
        entries.append(_entry(head, raw, zone, origins, problems))
    return Parsed(tuple(entries), tuple(sorted(problems, key=_line_of)), zoneless=True, doubtful=doubtful)


def title_and_body(raw: str) -> tuple[str, str, bool]:
    """An entry's title, body and star as jrnl reads them: the first line, or of a single line the first sentence."""
    first, _, rest = raw.partition("\n")
    if starred := first.rstrip().endswith("*"):
        raw = first.strip("* ") + "\n" + rest
    if "\n" in raw.lstrip():
        title, _, body = raw.lstrip().partition("\n")
        return title.strip(), body.strip(), starred
    end = found.end() if (found := _SENTENCE_END.search(raw)) else len(raw)
    return raw[:end].strip(), raw[end:].strip(), starred


def _entry(head: _Head, raw: str, zone: tzinfo, origins: Origins, problems: list[Problem]) -> Entry:
    where = AtLine(line=head.line)
    raw = without_nul(raw, where, problems)
    title, body, starred = title_and_body(raw)
    first = raw.partition("\n")[0].strip()
    if starred and first.removesuffix("*").rstrip() != title:
        problems.append(StrayStars(where=where))
    text = f"{title}\n{body}" if body else title
    at = moment(head.naive, zone, where, problems, head.date)
    # To the minute, as jrnl's JSON knows it no closer.
    origin = origins.of(head.naive.replace(second=0).isoformat(), text)
    return Entry(id="", at=at, created=at, origin=origin, text=text, starred=starred)


def _heads(text: str, strict: bool, problems: list[Problem]) -> list[_Head]:
    heads = list(_dated(text, problems))
    looks = Counter(head.look for head in heads)
    usual = looks.most_common(1)[0][0] if looks else ""
    unusual = [head for head in heads if head.look != usual]
    if strict:
        return [head for head in heads if head.look == usual]
    problems += [UnusualDate(where=AtLine(line=head.line), date=head.date) for head in unusual]
    return heads


def _dated(text: str, problems: list[Problem]) -> Iterator[_Head]:
    day_first = bool(_DAY_OVER_TWELVE.search(text))
    line, counted_to = 1, 0
    for found in _candidates(text):
        line, counted_to = line + text.count("\n", counted_to, found.start()), found.start()
        naive = _naive(found[1], day_first=day_first)
        if naive is not None:
            yield _Head(found.start(), found.end(), found[1], naive, _look(found[1]), line)
        elif _NUMBERS.fullmatch(found[1]):
            problems.append(NoSuchDate(where=AtLine(line=line), date=found[1]))


def _candidates(text: str) -> list[re.Match[str]]:
    """Where an entry may begin: at dates without brackets only in a file of jrnl 1, which begins with one."""
    return list((_BARE if _BARE.match(text.lstrip()) else _BRACKET).finditer(text))


def _naive(date: str, *, day_first: bool) -> datetime | None:
    """A date in one of jrnl's formats or another that holds year, month and day; None if it is none that exists."""
    if not (found := _NUMBERS.fullmatch(date)):
        return _bounded(written_out(date, day_first=day_first)) if _OTHER_DATE.fullmatch(date) else None
    year, month, day = (int(found[part] or found[f"{part}2"]) for part in ("year", "month", "day"))
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    if half := found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half in "Pp" else 0)
    try:
        return _bounded(datetime(year, month, day, hour, minute, second))
    except ValueError:
        return None


def _bounded(naive: datetime | None) -> datetime | None:
    """None at the very ends of the calendar, where a zone would lead out of it."""
    return naive if naive and in_reach(naive) else None


def _line_of(problem: Problem) -> int:
    where = cast(Problem, problem.details["where"])
    return cast(int, where.details["line"])


def _look(date: str) -> str:
    """What a date looks like: each number as 0, each word as x."""
    return re.sub(r"[^\W\d]+", "x", re.sub(r"\d+", "0", date))
