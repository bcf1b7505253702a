"""Notes that are text files, one entry each: what Obsidian, Logseq and any folder of Markdown have in common.

A note is known again by its day and its text as it stands in the file, whichever of the formats it came in by.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, tzinfo
from itertools import chain
from pathlib import PurePosixPath

from medledare.domain.problems import N_, Problem
from medledare.domain.records import Entry
from medledare.domain.tags import as_tag, is_tag
from medledare.text.when import written_out
from medledare.text.zones import fixed
from medledare.transfer import NotText, text_of
from medledare.transfer.front_matter import Front, NotUnderstood, split, understood
from medledare.transfer.origins import Origins
from medledare.transfer.places import NOON, AtLineOf, InFile, NotUtf8, in_reach, moment, without_nul
from medledare.transfer.source import Source

LARGEST = 64 * 1024 * 1024
"""Largest note, in bytes: more than a record holds."""

_BLANK_LINES = re.compile(r"\A(?:[^\S\n]*\n)+")
_OLD = re.compile(r"(?:^|/)logseq/(?:bak|version-files)/")
_CLOCK = re.compile(r"\d[T ]\d|:")


class FrontAsText(Problem):
    sentence = N_("{where}: what stands between the lines of --- could not be understood and was kept as text.")


class NoDay(Problem):
    sentence = N_("{where}: the note does not say its day. It got the time when the file was last changed, {date}.")


class NoTime(Problem):
    sentence = N_("{where}: neither the note nor the file says a day. It was left out.")


class NotesLeft(Problem):
    sentence = N_(
        "Notes that belong to no day were not taken: {count}. Import the folder as markdown to bring them too."
    )


class FilesLeft(Problem):
    sentence = N_("Pictures and other files that are not text stay where they are: {count}.")


class Notes:
    """Makes entries of one source's notes; ``problems`` grows with what was doubtful.

    ``zone`` is for times that do not say their own; ``zoneless`` becomes true when one was met.
    """

    def __init__(self, source: Source, zone: tzinfo) -> None:
        self.problems: list[Problem] = []
        self.zoneless = False
        self._source = source
        self._zone = zone
        self._origins = Origins("note")

    def texts(self, wanted: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
        """Names and texts of the notes wanted; those that cannot be read are told and left out."""
        for name, data in self._source.files(wanted, largest=LARGEST):
            try:
                text = text_of(data)
            except NotText as error:
                self.problems.append(NotUtf8(where=AtLineOf(file=name, **error.details)))
                continue
            yield name, without_nul(text, InFile(file=name), self.problems)

    def entry(
        self,
        name: str,
        text: str,
        day: date | None,
        *,
        clock: time | None = None,
        title: str = "",
        tags: Sequence[str] = (),
        readable: Callable[[str], str] = str,
        last: str = "",
    ) -> Entry | None:
        """The entry that a note becomes; None if nothing is written in it.

        ``day`` and ``clock``: what is known of its time from elsewhere than its text. ``readable`` makes its text
        readable; ``title`` comes first, if the text does not begin with it already, and ``last`` last.
        """
        front, body = self._front(name, text)
        body = _trimmed(readable(body))
        said = _said(front.date)
        if said and day in (None, said[0]):
            day, clock, offset = said[0], said[1] or clock, said[2]
            rest = front.rest
        else:
            offset, rest = None, front.date_lines + front.rest
        all_tags = tags_of(chain(front.tags, tags))
        if not (body or title or rest.strip()):
            # A note of nothing but tags keeps them as its text.
            body = " ".join(all_tags)
        if title and title.casefold() == body.partition("\n")[0].lstrip("# ").rstrip().casefold():
            title = ""
        kept = "\n\n".join(part for part in (title, body, _trimmed(rest)) if part)
        if not kept:
            return None
        at = self._at(name, day, clock, offset)
        if at is None:
            return None
        known_as = day.isoformat() if day else PurePosixPath(name).name
        text_with_last = f"{kept}\n\n{last}" if last else kept
        return Entry(
            id="", at=at, created=at, origin=self._origins.of(known_as, text), text=text_with_last, tags=all_tags
        )

    def _front(self, name: str, text: str) -> tuple[Front, str]:
        block, body = split(text)
        try:
            front = understood(block) if block else Front()
        except NotUnderstood as error:
            self.problems.append(FrontAsText(where=AtLineOf(file=name, line=error.line)))
            front = None
        return (front, body) if front else (Front(), text)

    def _at(self, name: str, day: date | None, clock: time | None, offset: tzinfo | None) -> datetime | None:
        where = InFile(file=name)
        if day is None:
            changed = self._source.changed(name, self._zone)
            if changed is None:
                self.problems.append(NoTime(where=where))
                return None
            self.problems.append(NoDay(where=where, date=f"{changed:%Y-%m-%d %H:%M}"))
            return fixed(changed)
        naive = datetime.combine(day, clock or NOON)
        if offset:
            return fixed(naive.replace(tzinfo=offset))
        self.zoneless = self.zoneless or clock is not None
        return moment(naive, self._zone, where, self.problems)


def _said(written: str) -> tuple[date, time | None, tzinfo | None] | None:
    """A day, and perhaps the time of day and the offset, as front matter writes them; None if it is no date."""
    text = written.strip().strip("[]\"'")
    try:
        said = datetime.fromisoformat(text)
    except ValueError:
        # 3/4 could be in March or in April: then it says nothing.
        ways = {written_out(text, day_first=day_first) for day_first in (True, False)}
        found = ways.pop()
        if ways or found is None:
            return None
        said = found
    if not in_reach(said):
        return None
    return said.date(), said.time() if _CLOCK.search(text) else None, said.tzinfo


def _trimmed(text: str) -> str:
    """A text without blank lines at its beginning and without white space at its end."""
    return _BLANK_LINES.sub("", text).rstrip()


def tags_of(words: Iterable[str]) -> tuple[str, ...]:
    """Tags as they are kept, each once. Several words become one with hyphens, as a tag in running text is one word."""
    return tuple(dict.fromkeys(as_tag("-".join(word.split())) for word in words if is_tag(word)))


def is_hidden(name: str) -> bool:
    """Whether a file belongs to a program: its settings, or older versions that it keeps."""
    return _OLD.search(name) is not None or any(part.startswith(".") for part in PurePosixPath(name).parts)


def without_ending(name: str) -> str:
    """A path without the ending of its last name."""
    return str(PurePosixPath(name).with_suffix(""))
