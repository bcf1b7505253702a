"""A summary for others as Markdown, part by part: the person's own words, without days, ids, names and marked passages.

All of it is text that the person edits. A part is in it when its heading is; whatever else stands there is kept.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from medledare.domain.checkin import SKIP
from medledare.domain.period import Period
from medledare.domain.principles import CONDITIONS, ITEMS
from medledare.domain.records import AnswerValue, Failure, Goal, Mission, Need
from medledare.domain.redaction import without_names
from medledare.domain.review import Fact, Part, Review
from medledare.domain.summary import PARTS
from medledare.text import LANGUAGES, _
from medledare.text.kinds import STATE_WORDS
from medledare.text.library import item_text, summary_words, value_words
from medledare.text.lines import aside, one_line
from medledare.text.periods import period_name
from medledare.text.said import opening, principle

_TITLE = "# "
_PART = "## "


def title(period: Period) -> str:
    """``Sammanfattning: vecka 47 2026``."""
    return f"{summary_words()['title']}: {period_name(period)}"


def heading(code: str) -> str:
    """What a part stands under."""
    words: str = summary_words()["parts"][code]
    return words


def start(period: Period) -> str:
    """A summary in which nothing is told yet."""
    return f"{_TITLE}{title(period)}\n"


def chosen(text: str) -> tuple[str, ...]:
    """The parts that stand in a text, in whichever language their headings are, in order."""
    there = {code for code, _lines in _pieces(text)}
    return tuple(code for code in PARTS if code in there)


def with_parts(text: str, found: Review, codes: Collection[str]) -> str:
    """The text with exactly these parts of what was found.

    Those that stand there already stay as they are, the others come in where they belong; those no longer wished for
    go with all that stands under their headings.
    """
    pieces = [(code, lines) for code, lines in _pieces(text) if not code or code in codes]
    there = {code for code, _lines in pieces}
    for code in PARTS:
        parts = [part for part in found.parts if part.code == code]
        if code in codes and code not in there and parts:
            later = PARTS[PARTS.index(code) + 1 :]
            at = next((at for at, (other, _lines) in enumerate(pieces) if other in later), len(pieces))
            pieces.insert(at, (code, _section(code, parts)))
    return "\n\n".join(text for _code, lines in pieces if (text := "\n".join(lines).strip("\n"))) + "\n"


def told(part: Part) -> list[str]:
    """What a part says, a line for each thing."""
    if part.code == "mission":
        return list(_mission(part.facts))
    if part.code == "conditions":
        return list(_answers(part.facts, CONDITIONS, principle))
    if part.code == "answers":
        return list(_answers(part.facts, ITEMS, item_text))
    return [line for fact in part.facts if (line := _line(fact, part.code))]


def headline(text: str) -> str:
    """The line a summary is known by: its title, else its first words."""
    return one_line(without_title(text)[0] or text)


def without_title(text: str) -> tuple[str, str]:
    """The title of a summary, empty where there is none, and the rest."""
    first, _line_end, rest = text.partition("\n")
    if not first.startswith(_TITLE):
        return "", text
    return first.removeprefix(_TITLE).strip(), rest.lstrip("\n")


def _pieces(text: str) -> Iterator[tuple[str, list[str]]]:
    """The text cut before each heading of a part, and after each; a piece that is no part's has no code."""
    known = {_PART + words: code for spoken in LANGUAGES for code, words in summary_words(spoken)["parts"].items()}
    code, lines = "", list[str]()
    for line in text.split("\n"):
        if line.startswith((_TITLE, _PART)):
            yield code, lines
            code, lines = known.get(line.rstrip(), ""), []
        lines.append(line)
    yield code, lines


def _section(code: str, parts: Sequence[Part]) -> list[str]:
    lines = [_PART + heading(code), ""]
    for part in parts:
        indent = ""
        if part.goal is not None:
            lines.append(f"- {_words(part.goal.title)}")
            indent = "  "
        lines += (f"{indent}- {line}" for line in told(part))
    return lines


def _mission(facts: Sequence[Fact]) -> Iterator[str]:
    """The mission in force at the end of the period."""
    for mission in [fact.record for fact in facts if isinstance(fact.record, Mission)][-1:]:
        yield _words(mission.statement)
        for label, text in ((_("For whom"), mission.for_whom), (_("Value"), mission.value)):
            if text.strip():
                yield f"{label}: {_words(text)}"


def _answers(facts: Sequence[Fact], codes: Collection[str], asked: Callable[[str], str]) -> Iterator[str]:
    """What was asked, and how it was answered, the lowest step first; what was skipped is not told."""
    for code in codes:
        given = Counter(one.value for fact in facts for one in fact.answers if one.item == code and one.value != SKIP)
        if given:
            told = (
                value_words(value) + (f" × {given[value]}" if given[value] > 1 else "") for value in _ordered(given)
            )
            yield f"{asked(code).removesuffix('.')}: {', '.join(told)}"


def _ordered(given: Iterable[AnswerValue]) -> list[AnswerValue]:
    return sorted(given, key=lambda value: (not isinstance(value, int), str(value)))


def _line(fact: Fact, code: str) -> str:
    record = fact.record
    words = _words(opening(record))
    if isinstance(record, Goal) and code == "well":
        return f"{_(STATE_WORDS['done']).capitalize()}: {words}{_aside(record.closing)}"
    if isinstance(record, Need):
        return words + _aside(record.ask)
    if isinstance(record, Failure):
        return words + _aside(record.next)
    return words


def _words(text: str) -> str:
    return one_line(without_names(text))


def _aside(text: str) -> str:
    return aside(without_names(text))
