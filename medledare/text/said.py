"""What a record says, piece by piece and in the reader's words: for both fronts, and for what is exported to be read.

Every kind is told by its form; here stands only what no form asks for, such as what became of a goal.
"""

from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from medledare.domain.problems import N_
from medledare.text import _, ngettext
from medledare.text.fields import FORMS, Field, label_of
from medledare.text.formats import SOURCES
from medledare.text.kinds import FORMAT_WORDS, PLACE_WORDS, STATE_WORDS, choice_words
from medledare.text.shown import shown_line

if TYPE_CHECKING:
    from medledare.domain.records import (
        Answer,
        Arrival,
        Checkin,
        Conditions,
        Departure,
        Failure,
        Focus,
        Learning,
        Observation,
        Pair,
        Record,
    )


class Said(NamedTuple):
    """A label (a message id) and what stands beside it; ``own``: words of the person's, perhaps in several lines."""

    label: str
    text: str
    own: bool = False


class Manner(NamedTuple):
    """How days, moments and what an id stands for are written. Where that is nothing, the piece is left out."""

    day: Callable[[date], str]
    moment: Callable[[datetime], str]
    link: Callable[[str], str]


def quoted(text: str) -> str:
    """A text between the language's quotation marks."""
    return _("“{text}”").format(text=text)


def opening(record: "Record") -> str:
    """What a record says first of all."""
    if say := _OPENINGS.get(record.kind):
        return say(record)
    if form := FORMS.get(record.kind):
        text: str = getattr(record, form[0].name)
        return text
    return record.headline


def said(record: "Record", manner: Manner, leave: Collection[str] = ()) -> Iterator[Said]:
    """Everything beside the opening, the moment and the star, without the fields to ``leave`` and what is empty."""
    as_colleague = getattr(record, "as_colleague", False)
    pieces = [
        Said(label_of(field, as_colleague), words_of(record, field, manner), field.shape in ("line", "text"))
        for field in FORMS.get(record.kind, ())[1:]
        if field.shape not in ("moment", "yes") and field.name not in leave and getattr(record, field.name)
    ]
    pieces += _became(record, manner)
    if record.kind == "failure":
        pieces += _told(record, manner)  # type: ignore[arg-type]
    if record.kind == "learning":
        pieces += _recalled(record, manner)  # type: ignore[arg-type]
    if record.kind == "departure":
        pieces += _shared(record, manner)  # type: ignore[arg-type]
    if record.kind == "observation":
        pieces += _seen(record)  # type: ignore[arg-type]
    return (piece for piece in pieces if piece.text)


def source(learning: "Learning", manner: Manner) -> str:
    """When something was learned and from what, without the words that would give it away."""
    when = _("Learned {day}").format(day=manner.day(learning.at.date()))
    origin = choice_words(learning.learned_from)
    return _("{when}, from {source}").format(when=when, source=origin) if origin else when


def words_of(record: "Record", field: Field, manner: Manner) -> str:
    """What stands in a field, in the reader's words."""
    value: Any = getattr(record, field.name)
    if not value:
        return ""
    if field.shape == "principles":
        return ", ".join(map(principle, value))
    if field.shape == "yes":
        return _("yes")
    if field.shape == "moment":
        return manner.moment(value)
    if field.shape == "day":
        return manner.day(value)
    if field.shape == "repeat":
        from medledare.text.repeats import words

        return words(value)
    if field.shape in ("goal", "failure"):
        return manner.link(value)
    if field.shape == "choice":
        return choice_words(value)
    if isinstance(value, tuple):
        return " ".join(value)
    return str(value)


def answered(record: "Record") -> list[tuple[str, str, str]]:
    """The answers of a check-in or of a week's conditions: code, question as it was worded then, and answer."""
    answers: tuple[Answer, ...] = getattr(record, "answers", ())
    if not answers:
        return []
    from medledare.text.library import item_text, value_words

    return [(answer.item, item_text(answer.item, answer.wording), value_words(answer.value)) for answer in answers]


def principle(code: str) -> str:
    """A principle's name; a code that is none stands as it is."""
    from medledare.text.library import principle_name

    try:
        return principle_name(code)
    except KeyError:
        return code


def pair_name(pair: "Pair") -> str:
    """The two things of a pair."""
    return f"{factor_words(pair.factor)} · {principle(pair.principle)}"


def factor_words(factor: str) -> str:
    """A pair's factor as a person would say it."""
    name, _colon, value = factor.partition(":")
    return _(PLACE_WORDS[value]) if name == "place" and value in PLACE_WORDS else value


def _became(record: "Record", manner: Manner) -> Iterator[Said]:
    """What a goal or a need became, when, and the words that went with it."""
    if state := getattr(record, "state", "") if record.kind in FORMS else "":
        changed = getattr(record, "changed", None)
        parts = [_(STATE_WORDS.get(state, state)), manner.day(changed.date()) if changed else ""]
        yield Said(N_("State"), ", ".join(part for part in parts if part))
    yield Said(N_("What made it possible"), getattr(record, "closing", ""), own=True)
    yield Said(N_("What came of it"), getattr(record, "answer", ""), own=True)


def _told(failure: "Failure", manner: Manner) -> Iterator[Said]:
    for telling in failure.told:
        yield Said(N_("Told"), f"{telling.whom}, {manner.moment(telling.at)}")
    for again in failure.recurred:
        yield Said(N_("It happened again"), manner.moment(again))


def _recalled(learning: "Learning", manner: Manner) -> Iterator[Said]:
    """When it was last recalled and used again, and whether it is left to rest."""
    for label, moments in ((N_("Recalled"), learning.recalled), (N_("Used again"), learning.used)):
        if moments:
            yield Said(label, manner.moment(max(moments)))
    if learning.resting:
        yield Said(N_("Recall"), _("left to rest"))


def _seen(observation: "Observation") -> Iterator[Said]:
    """Who saw it, and each answer under its question."""
    yield Said(N_("Who observes"), observation.whom)
    for one in observation.seen:
        yield Said(shown_line(one.asked) or N_("What was seen"), one.answer, own=True)


def _sitting(record: "Checkin | Conditions") -> str:
    told = ngettext("{count} answer", "{count} answers", len(record.answers))
    return f"{told}, " + _("filled in afterwards") if record.afterwards else told


def _of_the_week(record: "Conditions") -> str:
    return _("week {week}").format(week=record.monday.isocalendar().week) + ", " + _sitting(record)


def _in_focus(focus: "Focus") -> str:
    return principle(focus.principle) if focus.principle else _("none")


def format_words(format: str) -> str:
    """What something left as."""
    return _(FORMAT_WORDS.get(format, format)) if format else ""


def source_words(formats: str) -> str:
    """What something came as: a format, or several with a comma between."""
    return ", ".join(SOURCES.get(format, format) for format in formats.split(", "))


def _shared(departure: "Departure", manner: Manner) -> Iterator[Said]:
    """To whom something was told, in which words, and when it was taken back."""
    yield Said(N_("Shared with"), shared_with(departure) if departure.shared else "")
    yield Said(N_("Withdrawn"), manner.moment(departure.withdrawn) if departure.withdrawn else "")
    yield Said(N_("SHA-256"), departure.digest)
    yield Said(N_("What was shared"), departure.text, own=True)


def shared_with(departure: "Departure") -> str:
    """Whom something was told: names, else whoever has the file."""
    return ", ".join(departure.whom) or _("whoever has the file")


def left_words(departure: "Departure", *, target: bool = True) -> str:
    """What left, in a line: as what, how much or to whom, where to, and that it was withdrawn."""
    told = ngettext("{count} record", "{count} records", departure.count)
    pieces = [
        "" if departure.shared else told,
        format_words(departure.format),
        _("with things taken out") if departure.redacted else "",
        _("for {whom}").format(whom=shared_with(departure)) if departure.shared else "",
        _("withdrawn") if departure.withdrawn else "",
        departure.target if target else "",
    ]
    return ", ".join(filter(None, pieces))


def import_taken_back(count: int) -> str:
    """That an undo took back what came in at once, and how to have it again."""
    return ngettext(
        "Took back an import of {count} record. Importing the same again brings it back.",
        "Took back an import of {count} records. Importing the same again brings them back.",
        count,
    )


def _came(arrival: "Arrival") -> str:
    told = ngettext("{count} record", "{count} records", arrival.count)
    return ", ".join((source_words(arrival.format), told, *arrival.sources))


# By kind and not by class, as asking for a class loads it.
_OPENINGS: dict[str, Callable[[Any], str]] = {
    "checkin": _sitting,
    "conditions": _of_the_week,
    "focus": _in_focus,
    "pair": pair_name,
    "departure": left_words,
    "arrival": _came,
}
