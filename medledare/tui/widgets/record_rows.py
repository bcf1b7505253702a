"""How records stand in a list: under their month, each with its day, its first words and what was found. Pure."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import overload

from babel.dates import get_day_names, get_month_names

from medledare.domain.matching import fold, hits
from medledare.domain.records import OF_OTHERS, Entry, Record
from medledare.text import _, language
from medledare.text.dates import clock_time, short_day
from medledare.text.kinds import KIND_WORDS
from medledare.text.said import opening
from medledare.tui.widgets.blocks import shown_line
from medledare.tui.widgets.item_list import Drawn, Heading, Piece
from medledare.tui.widgets.reader import written

SEARCHED = 20_000
"""Characters of a text that are looked through for an excerpt to show in its row."""
BEFORE, AFTER, MARGIN = 16, 100, 16
WHOM = 24
"""Characters of who wrote it, beside a kind."""


class NewestFirst(Sequence[Record]):
    """The other way round, each record taken only when it is looked at."""

    def __init__(self, found: Sequence[Record]) -> None:
        self._found = found

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, place: int) -> Record: ...
    @overload
    def __getitem__(self, place: slice) -> list[Record]: ...
    def __getitem__(self, place: int | slice) -> Record | list[Record]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        return self._found[-1 - range(len(self))[place]]


def by_month(records: Sequence[Record]) -> list[Record | Heading]:
    """Records (newest first) with a heading above each month."""
    rows: list[Record | Heading] = []
    month = None
    for record in records:
        at = record.at
        if (this := at.year * 12 + at.month) != month:
            month = this
            rows.append(Heading(month_name(at.date())))
        rows.append(record)
    return rows


def month_name(day: date) -> str:
    """``November 2026``, with a capital in both languages, as it stands alone."""
    name = get_month_names("wide", context="stand-alone", locale=language())[day.month]
    return f"{name[:1].upper()}{name[1:]} {day.year}"


def drawn(record: Record) -> Drawn:
    """A record's row under its month."""
    day = get_day_names("abbreviated", locale=language())[record.at.weekday()].rstrip(".")[:3]
    when = Piece(f"{record.at.day:>2} {day} {clock_time(record.at)}  ", "muted")
    return Drawn([when, Piece(_title(record))], _signs(record))


def drawn_found(record: Record, words: tuple[str, ...], *, mixed: bool = False) -> Drawn:
    """A record's row among others that were found, with what was found marked. ``words`` are folded.

    ``mixed``: among all kinds alike, so that each row says which it is, and who wrote it where that was another.
    """
    when = Piece(f"{_day(record.at.date(), language()):<13} ", "muted")
    title = _title(record)
    found = Piece(title, hits=tuple(hits(title, words))) if _place(title, words) >= 0 else excerpt(record, words)
    return Drawn([when, found or Piece(title)], _signs(record, mixed))


def _title(record: Record) -> str:
    return shown_line(opening(record).partition("\n")[0].lstrip("#"))


def _signs(record: Record, mixed: bool = False) -> list[Piece]:
    """What stands to the right: the kind, of an entry only where it is ``mixed`` with others, and the star."""
    kind = _(KIND_WORDS[record.kind]).lower()
    if mixed and record.kind in OF_OTHERS and (whom := shown_line(getattr(record, "whom", ""), WHOM)):
        kind += f" · {whom}"
    signs = [] if isinstance(record, Entry) and not mixed else [Piece(kind, "muted")]
    if isinstance(record, Entry) and record.starred:
        signs.append(Piece(" ★" if signs else "★", "mark"))
    return signs


def excerpt(record: Record, words: tuple[str, ...]) -> Piece | None:
    """A few words around the first place where one of ``words`` stands; None if it stands in no running text."""
    text = "\n".join(text for _label, text in written(record))[:SEARCHED]
    near = _place(text, words)
    if near < 0:
        return None
    # Folding may have moved the place a little, hence the margin; only this window is looked at letter by letter.
    start = max(0, near - BEFORE - MARGIN)
    window = shown_line(text[start : near + AFTER])
    places = hits(window, words)
    if not places:
        return Piece(f"…{window}")
    cut = max(0, places[0][0] - BEFORE)
    cut = window.find(" ", cut, places[0][0]) + 1 if cut else 0
    before = "…" if start or cut else ""
    moved = len(before) - cut
    return Piece(before + window[cut:], hits=tuple((first + moved, last + moved) for first, last in places))


def _place(text: str, words: tuple[str, ...]) -> int:
    """About where the first of ``words`` stands; -1 if none does."""
    folded = fold(text)
    return min((place for word in words if (place := folded.find(word)) >= 0), default=-1)


@lru_cache(400)
def _day(day: date, language: str) -> str:
    return short_day(day)
