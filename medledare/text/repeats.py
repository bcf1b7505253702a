"""Days that come back, as people say them in Swedish and in English: “varannan fredag”, “the first of the month”.

Both languages are understood whichever is spoken. What is kept is the rule as RFC 5545 writes it.
"""

import re
import unicodedata

from medledare.domain.problems import N_, Usage
from medledare.domain.repeats import DAYS, LONGEST, WORKDAYS, understood
from medledare.text import _, language

LONGEST_TEXT = 100


class UnreadableRepeat(Usage):
    """A text that says no day that comes back."""

    sentence = N_("“{text}” says no day that comes back. Write for example: {example}.")


_DAY_NAMES = {
    "MO": ("Monday", "måndag"), "TU": ("Tuesday", "tisdag"), "WE": ("Wednesday", "onsdag"),
    "TH": ("Thursday", "torsdag"), "FR": ("Friday", "fredag"), "SA": ("Saturday", "lördag"), "SU": ("Sunday", "söndag"),
}  # fmt: skip
_DAY_OF = {
    form: code
    for code, (english, swedish) in _DAY_NAMES.items()
    for form in (english.lower(), english.lower() + "s", swedish, swedish + "en", swedish + "ar", swedish + "arna")
}
_NUMBERS = {
    "annan": 2, "annat": 2, "andra": 2, "other": 2, "second": 2, "två": 2, "two": 2, "tredje": 3, "third": 3, "tre": 3,
    "three": 3, "fjärde": 4, "fourth": 4, "fyra": 4, "four": 4, "femte": 5, "fifth": 5, "sjätte": 6, "sixth": 6,
}  # fmt: skip
_UNITS = {
    "dag": "DAILY", "dagar": "DAILY", "day": "DAILY", "days": "DAILY", "vecka": "WEEKLY", "veckor": "WEEKLY",
    "week": "WEEKLY", "weeks": "WEEKLY", "månad": "MONTHLY", "månader": "MONTHLY", "month": "MONTHLY",
    "months": "MONTHLY", "år": "YEARLY", "year": "YEARLY", "years": "YEARLY",
}  # fmt: skip
_SINGLE = {
    "dagligen": "FREQ=DAILY", "daily": "FREQ=DAILY", "weekly": "FREQ=WEEKLY", "monthly": "FREQ=MONTHLY",
    "yearly": "FREQ=YEARLY", "annually": "FREQ=YEARLY",
}  # fmt: skip
_WORKDAY = (
    "vardag",
    "vardagar",
    "vardagarna",
    "arbetsdag",
    "arbetsdagar",
    "weekday",
    "weekdays",
    "workday",
    "workdays",
)
_ORDINALS = {
    "första": 1, "1:a": 1, "first": 1, "1st": 1, "andra": 2, "2:a": 2, "second": 2, "2nd": 2, "tredje": 3, "3:e": 3,
    "third": 3, "3rd": 3, "fjärde": 4, "4:e": 4, "fourth": 4, "4th": 4, "sista": -1, "last": -1,
}  # fmt: skip

_EVERY = re.compile(r"(?:varje|vart|var|every|each) ?(?:(\d{1,2})(?::[ae]|st|nd|rd|th)?|([^\W\d]+))? ?(.*)")
_IN_MONTH = re.compile(
    r"(?:den |the |on the )?(\S+?)(?: (\S+?))??"
    r"(?: (?:dagen|day))?(?: (?:i (?:varje )?månad(?:en)?|varje månad|(?:of|in) (?:the|every|each) month|every month))"
)
_JOINED = re.compile(r",| och | and | & ")


def parse(text: str) -> str:
    """The rule a text means. Raises UnreadableRepeat."""
    said = " ".join(unicodedata.normalize("NFC", text[: LONGEST_TEXT + 1]).split())
    if understood(said):
        return said
    rule = _read(said.lower()) if len(said) <= LONGEST_TEXT else ""
    if not rule:
        shown = said if len(said) <= 60 else said[:59] + "…"
        raise UnreadableRepeat(text=shown, example=N_("every other Friday"))
    return rule


def words(rule: str) -> str:
    """A rule in the language spoken now, such that ``parse`` gives it back; one not understood as it stands."""
    found = understood(rule)
    if found is None:
        return rule
    swedish, interval = language() == "sv", int(found["interval"] or 1)
    if found["nth"] or found["month_day"]:
        if interval > 1:
            return rule
        return _month_words(found["nth"], found["nth_day"], found["month_day"], swedish)
    if found["days"]:
        days = found["days"].split(",")
        unit = _days_words(days, swedish)
    else:
        unit = {
            "DAILY": _("day"), "WEEKLY": _("week"), "MONTHLY": _("month"), "YEARLY": _("year"),
        }[found["freq"]]  # fmt: skip
    return _every(interval, unit, neuter=found["freq"] == "YEARLY", swedish=swedish)


def _read(said: str) -> str:
    if said in _SINGLE:
        return _SINGLE[said]
    plain = re.sub(r"^(?:på |on )", "", said)
    if days := _weekdays(plain, several=True):
        return f"FREQ=WEEKLY;BYDAY={days}"
    return _in_month(said) or _every_so_often(said)


def _every_so_often(said: str) -> str:
    """``varannan vecka``, ``every 2 weeks``, ``var tredje fredag``, ``varje måndag och torsdag``."""
    said = re.sub(r"^(vart?)(annan|annat)\b", r"\1 \2", said)
    found = _EVERY.fullmatch(said)
    if not found:
        return ""
    figure, word, rest = found.groups()
    number = int(figure) if figure else _NUMBERS.get(word or "", 0)
    if not figure and not number:
        number, rest = 1, f"{word or ''} {rest}".strip()
    if not 1 <= number <= LONGEST:
        return ""
    interval = f";INTERVAL={number}" if number > 1 else ""
    if rest in _UNITS:
        return f"FREQ={_UNITS[rest]}{interval}"
    days = _weekdays(rest)
    return f"FREQ=WEEKLY{interval};BYDAY={days}" if days else ""


def _weekdays(said: str, several: bool = False) -> str:
    """Codes of weekdays with commas between, in the week's order; ``several``: only in the plural, as in “Fridays”."""
    if said in _WORKDAY:
        return ",".join(WORKDAYS) if not several or said.endswith(("s", "r", "a")) else ""
    names = [name.strip() for name in _JOINED.split(said)]
    if not all(name in _DAY_OF for name in names) or (several and not names[0].endswith(("s", "r", "a"))):
        return ""
    return ",".join(sorted({_DAY_OF[name] for name in names}, key=DAYS.index))


def _in_month(said: str) -> str:
    """``den första i månaden``, ``sista fredagen i månaden``, ``the 15th of the month``."""
    found = _IN_MONTH.fullmatch(said)
    if not found:
        return ""
    which, of = found.groups()
    if of and of not in ("dagen", "day"):
        number, day = _ORDINALS.get(which), _DAY_OF.get(of)
        return f"FREQ=MONTHLY;BYDAY={number}{day}" if number and day else ""
    figure = re.fullmatch(r"(\d{1,2})(?::[ae]|st|nd|rd|th)?", which)
    number = int(figure[1]) if figure else _ORDINALS.get(which, 0)
    return f"FREQ=MONTHLY;BYMONTHDAY={number}" if number == -1 or 1 <= number <= 31 else ""


def _days_words(days: list[str], swedish: bool) -> str:
    if tuple(days) == WORKDAYS:
        return _("weekday")
    names = [_DAY_NAMES[day][swedish] for day in days]
    last = _("{days} and {last}").format(days=", ".join(names[:-1]), last=names[-1])
    return last if len(names) > 1 else names[0]


def _every(interval: int, unit: str, *, neuter: bool, swedish: bool) -> str:
    if interval == 1:
        return _("every {unit}").format(unit=unit)
    if not swedish:
        return f"every other {unit}" if interval == 2 else f"every {_nth(interval)} {unit}"
    if interval == 2:
        return f"{'vartannat' if neuter else 'varannan'} {unit}"
    return f"{'vart' if neuter else 'var'} {_ordinal_sv(interval)} {unit}"


def _month_words(nth: str | None, day: str | None, month_day: str | None, swedish: bool) -> str:
    number = int(nth or month_day or 1)
    if nth and day:
        name = _DAY_NAMES[day][swedish] + ("en" if swedish else "")
        which = _word(number, swedish)
        return f"{which} {name} i månaden" if swedish else f"the {which} {name} of the month"
    which = (
        _word(number, swedish) if number in (-1, 1) else f"{number}:{_ending_sv(number)}" if swedish else _nth(number)
    )
    return f"den {which} i månaden" if swedish else f"the {which} of the month"


def _word(number: int, swedish: bool) -> str:
    english = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
    return {1: "första", 2: "andra", 3: "tredje", 4: "fjärde", -1: "sista"}[number] if swedish else english[number]


def _nth(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _ordinal_sv(number: int) -> str:
    return {3: "tredje", 4: "fjärde", 5: "femte", 6: "sjätte"}.get(number, f"{number}:{_ending_sv(number)}")


def _ending_sv(number: int) -> str:
    return "a" if number % 10 in (1, 2) and number % 100 not in (11, 12) else "e"
