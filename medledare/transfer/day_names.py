"""Days as the names of files tell them, in the format that another program was told to write them in."""

import re
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from medledare.text.date_words import month_number

LONGEST = 100
"""Longest format that is read, in characters."""

# A sign is what it tells, and what it looks like. None of them gives back what it took (``+`` after the braces), so
# that no format, however strange, makes a name slow to read.
_TWO, _UP_TO_TWO, _WORD, _NUMBER = r"\d{2}", r"\d{1,2}+", r"[^\W\d_]++\.?+", r"\d++"
_ORDINAL = r"\d{1,2}+(?::?[^\W\d_]{1,2}+|\.)?+"

MOMENT = {
    "YYYY": ("year", r"\d{4}"), "YY": ("short year", _TWO), "Y": ("year", r"\d{4}"),
    "MMMM": ("month's name", _WORD), "MMM": ("month's name", _WORD), "MM": ("month", _TWO), "M": ("month", _UP_TO_TWO),
    "Mo": ("month", _ORDINAL), "DDDD": ("day of the year", r"\d{3}"), "DDD": ("day of the year", r"\d{1,3}+"),
    "DD": ("day", _TWO), "D": ("day", _UP_TO_TWO), "Do": ("day", _ORDINAL),
    "GGGG": ("week's year", r"\d{4}"), "WW": ("week", _TWO), "W": ("week", _UP_TO_TWO), "E": ("weekday", r"\d"),
    "dddd": ("", _WORD), "ddd": ("", _WORD), "dd": ("", _WORD), "d": ("", r"\d"), "e": ("", r"\d"),
    "gggg": ("", r"\d{4}"), "ww": ("", _TWO), "w": ("", _UP_TO_TWO), "wo": ("", _ORDINAL), "Wo": ("", _ORDINAL),
    "Q": ("", r"\d"), "HH": ("", _TWO), "H": ("", _UP_TO_TWO), "hh": ("", _TWO), "h": ("", _UP_TO_TWO),
    "mm": ("", _TWO), "m": ("", _UP_TO_TWO), "ss": ("", _TWO), "s": ("", _UP_TO_TWO),
    "A": ("", _WORD), "a": ("", _WORD),
}  # fmt: skip
"""The signs of moment.js, as Obsidian has them."""

JODA = {
    "yyyy": ("year", r"\d{4}"), "yy": ("short year", _TWO), "MMMM": ("month's name", _WORD),
    "MMM": ("month's name", _WORD), "MM": ("month", _TWO), "M": ("month", _UP_TO_TWO),
    "dd": ("day", _TWO), "d": ("day", _UP_TO_TWO), "do": ("day", _ORDINAL),
    "EEEE": ("", _WORD), "EEE": ("", _WORD), "EE": ("", _WORD), "E": ("", _WORD), "ww": ("", _TWO), "w": ("", _NUMBER),
}  # fmt: skip
"""The signs of Joda-Time, as Logseq has them."""

_LITERAL = r"\[[^\]]*\]|'[^']*'"


@dataclass(frozen=True, slots=True)
class DayFormat:
    """A format made ready to read names by."""

    pattern: re.Pattern[str]
    tells: tuple[str, ...]

    def day_of(self, path: str) -> date | None:
        """The day that the end of a path (without the name's extension) tells; None if it tells none."""
        found = self.pattern.fullmatch(path)
        if not found:
            return None
        told: defaultdict[str, set[str]] = defaultdict(set)
        for what, text in zip(self.tells, found.groups(), strict=True):
            told[what].add(_plain(text))
        # The same told twice must be the same.
        if any(len(texts) > 1 for texts in told.values()):
            return None
        with suppress(ValueError, KeyError, OverflowError):
            return _day({what: texts.pop() for what, texts in told.items()})
        return None


def day_format(format: str, signs: Mapping[str, tuple[str, str]]) -> DayFormat:
    """Make a format ready; one longer than LONGEST reads no name."""
    if len(format) > LONGEST:
        return DayFormat(re.compile(r"(?!)"), ())
    names = "|".join(map(re.escape, sorted(signs, key=len, reverse=True)))
    pattern, tells = "", []
    for part in re.findall(rf"{_LITERAL}|{names}|.", format, re.DOTALL):
        if part not in signs:
            literal = part[1:-1] if len(part) > 1 else part
            pattern += re.escape(literal)
            continue
        what, looks = signs[part]
        pattern += f"({looks})" if what else looks
        tells += [what] if what else []
    return DayFormat(re.compile(f"(?:.*/)?{pattern}", re.IGNORECASE | re.DOTALL), tuple(tells))


def _plain(text: str) -> str:
    """A number without its zeros and endings, a word in small letters: what is the same looks the same."""
    digits = re.match(r"\d+", text)
    return str(int(digits[0])) if digits else text.lower().rstrip(".")


def _day(told: Mapping[str, str]) -> date:
    """The day that is told. Raises KeyError or ValueError if there is none."""
    if "week" in told:
        return date.fromisocalendar(*(int(told[part]) for part in ("week's year", "week", "weekday")))
    year = int(told["year"]) if "year" in told else 2000 + int(told["short year"])
    if "day of the year" in told:
        day = date(year, 1, 1) + timedelta(days=int(told["day of the year"]) - 1)
        return day if day.year == year else date(0, 1, 1)
    month = int(told["month"]) if "month" in told else month_number(told["month's name"])
    return date(year, month or 0, int(told["day"]))
