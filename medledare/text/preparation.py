"""A preparation for a talk as Markdown in two columns, one to bring and one that stays with the writer.

All of it is text that the person edits: what is to be brought is what stands under that heading, and nothing else.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from medledare.domain.period import Period
from medledare.domain.preparation import OCCASIONS, Claim, Occasion, Part, Preparation, Span, telling
from medledare.domain.records import Failure, Goal, Need
from medledare.domain.short_id import SHORT_ID, short
from medledare.text import LANGUAGES, _
from medledare.text.dates import short_day
from medledare.text.kinds import STATE_WORDS
from medledare.text.library import talk_words
from medledare.text.lines import aside, one_line
from medledare.text.periods import period_name
from medledare.text.said import opening

FORMATS = ("markdown", "html", "pdf")
"""What a preparation can be written out in."""
QUESTION = "### "
_PART = "## "
_COLUMN = "# "
_CLAIM = "- "
_HERE = "\0"
"""Marks a line while others are moved; no text that is kept can hold it."""
_CITED = re.compile(rf" \(([0-9a-f-]{{{SHORT_ID}}})\)$")


def title(occasion: Occasion) -> str:
    """``Inför medarbetarsamtalet``."""
    words: str = talk_words()["titles"][occasion]
    return words


def name(occasion: Occasion) -> str:
    """``medarbetarsamtal``, as it is chosen."""
    words: str = talk_words()["names"][occasion]
    return words


def names() -> dict[str, Occasion]:
    """Every name an occasion may be given, in either language and as its code."""
    known = {talk_words(spoken)["names"][one].lower(): one for spoken in LANGUAGES for one in OCCASIONS}
    return known | {one: one for one in OCCASIONS}


def days(span: Span) -> str:
    """``24 nov. 2025 – 24 nov. 2026``."""
    return f"{short_day(span.first)} – {short_day(span.last)}"


def heading(part: Part) -> str:
    """What a part stands under."""
    words: str = talk_words()["parts"][part.code]
    return words


def silence(preparation: Preparation) -> str:
    """Months of which nothing was written, by name; empty where there are none."""
    runs: list[list[Period]] = []
    for month in preparation.silent:
        if runs and runs[-1][-1].after() == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    months = ", ".join(" – ".join(map(period_name, dict.fromkeys((run[0], run[-1])))) for run in runs)
    return talk_words()["silent_line"].format(months=months) if months else ""


def markdown(preparation: Preparation) -> str:
    """The draft. Nothing of what was written before is under the heading to bring; that is for the person to say."""
    words, occasion = talk_words(), preparation.occasion
    lines = [title(occasion), days(preparation.span), "", _COLUMN + words["bring"], ""]
    lines += _asked(words["questions"]["bring"][occasion])
    lines += [_COLUMN + words["me"], ""]
    for part in preparation.parts:
        lines += [_PART + heading(part), "", *(_CLAIM + claim_line(part, claim) for claim in telling(part)), ""]
    if said := silence(preparation):
        lines += [_PART + words["silent"], "", said, ""]
    lines += _asked(words["questions"]["me"][occasion])
    return "\n".join(lines).rstrip("\n") + "\n"


def claim_line(part: Part, claim: Claim) -> str:
    """A claim in a line: its day, what it says, and its record's id."""
    record = claim.record
    words = one_line(opening(record))
    if isinstance(record, Goal) and part.code == "ahead":
        by = ", " + _("by {day}").format(day=short_day(record.by)) if record.by else ""
        return f"{words}{by} ({short(record.id)})"
    if isinstance(record, Goal):
        words = f"{_(STATE_WORDS['done']).capitalize()}: {words}{aside(record.closing)}"
    if isinstance(record, Need):
        words += f", {_(STATE_WORDS.get(record.state, record.state))}{aside(record.answer or record.ask)}"
    if isinstance(record, Failure):
        words += aside(record.next)
    return f"{short_day(claim.day)}: {words} ({short(record.id)})"


def first_open(text: str) -> int:
    """The row to write on under the first question that has no answer; the first where all are answered."""
    lines = text.split("\n")
    for row, line in enumerate(lines):
        below = next(filter(str.strip, lines[row + 1 :]), _COLUMN)
        if line.startswith(QUESTION) and below.startswith((_COLUMN, _PART, QUESTION)):
            return min(row + 2, len(lines) - 1)
    return 0


def moved(text: str, at: int) -> tuple[str, int]:
    """The text with the claim on a line moved to the other column, under the same heading; and where to go on.

    A claim is a line that begins with ``-`` and the indented lines after it. Anything else stays where it is.
    """
    lines = text.split("\n")
    columns = _columns(lines)
    begin = next((line for line in range(min(at, len(lines) - 1), -1, -1) if not lines[line].startswith("  ")), 0)
    here = _column_of(columns, begin)
    if len(columns) < 2 or here is None or not lines[begin].startswith(_CLAIM):
        return text, at
    end = begin + 1
    while end < len(lines) and lines[end].startswith("  "):
        end += 1
    claim, lines[begin:end] = lines[begin:end], [_HERE]
    under = ""
    if (heading := _heading_above(lines, begin)) is not None:
        under = lines[heading]
        _drop_if_empty(lines, heading)
    _put(lines, claim, under, _columns(lines)["me" if here == "bring" else "bring"])
    left = lines.index(_HERE)
    del lines[left]
    return "\n".join(lines), min(left, len(lines) - 1)


def brought(text: str, cited: Collection[str] = ()) -> str:
    """What stands under the heading to bring, as Markdown of its own: without questions left empty, and without the
    ids (of those in ``cited``) that only mean something in the vault. Empty if nothing is to be brought."""
    lines = text.split("\n")
    columns = _columns(lines)
    if "bring" not in columns:
        return ""
    first = columns["bring"] + 1
    last = next((line for line in range(first, len(lines)) if lines[line].startswith(_COLUMN)), len(lines))
    kept = list(_without_empty([_uncited(line, cited) for line in lines[first:last]]))
    return "\n".join(kept).strip("\n") + "\n" if any(one.strip() for one in kept) else ""


def cited(text: str) -> list[str]:
    """The short ids that the claims of a text name, in order."""
    return [found[1] for line in text.split("\n") if line.startswith(_CLAIM) and (found := _CITED.search(line))]


def line_of(text: str, id: str) -> int | None:
    """The line of the first claim that names a record by its id or its short id; None if none does."""
    ends = f" ({short(id)})"
    lines = text.split("\n")
    return next((at for at, line in enumerate(lines) if line.startswith(_CLAIM) and line.endswith(ends)), None)


def _asked(questions: Sequence[str]) -> Iterator[str]:
    for one in questions:
        yield from (QUESTION + one, "", "")


def _columns(lines: Sequence[str]) -> dict[str, int]:
    """Where each column begins, whichever language it was written in."""
    known = {_COLUMN + talk_words(spoken)[one]: one for spoken in LANGUAGES for one in ("bring", "me")}
    found: dict[str, int] = {}
    for at, line in enumerate(lines):
        if line.rstrip() in known:
            found.setdefault(known[line.rstrip()], at)
    return found


def _column_of(columns: dict[str, int], at: int) -> str | None:
    return max((one for one in columns if columns[one] < at), key=columns.__getitem__, default=None)


def _heading_above(lines: Sequence[str], at: int) -> int | None:
    above = next((line for line in range(at, -1, -1) if lines[line].startswith((_COLUMN, _PART))), None)
    return above if above is not None and lines[above].startswith(_PART) else None


def _drop_if_empty(lines: list[str], heading: int) -> None:
    """Take a heading away if nothing but the mark is left below it."""
    end = next((line for line in range(heading + 1, len(lines)) if lines[line].startswith("#")), len(lines))
    if not any(one.strip() and one != _HERE for one in lines[heading + 1 : end]):
        lines[heading:end] = [_HERE]


def _put(lines: list[str], claim: list[str], under: str, first: int) -> None:
    """Put a claim last under its heading, made if need be, in the column that begins at ``first``."""
    last = next((line for line in range(first + 1, len(lines)) if lines[line].startswith(_COLUMN)), len(lines))
    known = next((line for line in range(first + 1, last) if under and lines[line] == under), None)
    if known is None:
        # Before the questions that the column ends with.
        at = next((line for line in range(first + 1, last) if lines[line].startswith(QUESTION)), last)
        lines[at:at] = [*([under, ""] if under else []), *claim, ""]
        return
    at = known + 1
    end = next((line for line in range(at, last) if lines[line].startswith("#")), last)
    while end > at and not lines[end - 1].strip():
        end -= 1
    if end == at:
        claim = ["", *claim]
    lines[end:end] = claim


def _uncited(line: str, cited: Collection[str]) -> str:
    found = _CITED.search(line)
    return line[: found.start()] if found and line.startswith(_CLAIM) and found[1] in cited else line


def _without_empty(lines: Sequence[str]) -> Iterator[str]:
    """Lines without the headings that nothing stands below."""
    for at, line in enumerate(lines):
        if line.startswith((QUESTION, _PART)):
            level = line.partition(" ")[0]
            below = next((one for one in lines[at + 1 :] if one.strip()), "#")
            deeper = below.startswith("#") and len(below.partition(" ")[0]) > len(level)
            if below.startswith("#") and not deeper:
                continue
        yield line
