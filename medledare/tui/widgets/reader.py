"""What is written of a record on the reading page: when, what kind, and every word of it. Pure.

An entry is read as Markdown. While something is searched for, text is shown as it was typed, with what was
found marked.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from medledare.domain.question import EXPLAIN, INTENTION
from medledare.domain.records import Entry, Record
from medledare.domain.review import period_of
from medledare.services.records import Change
from medledare.text import N_, _
from medledare.text.dates import clock_time, long_day
from medledare.text.fields import FORMS, label_of
from medledare.text.kinds import KIND_WORDS
from medledare.text.library import principle_name, question_text
from medledare.text.marked import titled
from medledare.text.review import title
from medledare.text.said import Manner, answered, opening, said
from medledare.tui.widgets.blocks import Block, Span, plain, shown, shown_line
from medledare.tui.widgets.markdown import markdown

Hits: TypeAlias = Callable[[str], Iterable[tuple[int, int]]]
"""The stretches of a text that were searched for."""


_UNASKED = {"observation": N_("Behaviour")}
"""What stands first in a record that has no form."""


def reading(record: Record, links: Callable[[str], str], hits: Hits | None = None) -> list[Block]:
    """The whole page of a record."""
    blocks = [Block(_moment(record), "title"), *_about(record, links), Block()]
    if isinstance(record, Entry):
        return blocks + entry_text(record.text, hits)
    if answered(record):
        return blocks + _answers(record)
    return blocks + [block for label, text in written(record) for block in (*part(label, text, hits), Block())]


def entry_text(text: str, hits: Hits | None = None) -> list[Block]:
    """An entry's own words: its title, then the rest as Markdown, or all as typed with what was found marked."""
    ready = shown(text)
    if hits is not None:
        return plain(ready, hits(ready))
    title, body = titled(ready)
    if not title:
        return markdown(ready)
    return [*(block._replace(role="strong") for block in markdown(title)), Block(), *markdown(body)]


def part(label: str, text: str, hits: Hits | None = None) -> list[Block]:
    """A labelled piece of text, as it was typed."""
    ready = shown(text)
    return [Block(_(label), "label"), *plain(ready, hits(ready) if hits else ())]


def written(record: Record) -> Sequence[tuple[str, str]]:
    """What a person wrote in a record, as (label, text), in its form's order."""
    form = FORMS.get(record.kind)
    label = label_of(form[0], getattr(record, "as_colleague", False)) if form else _UNASKED.get(record.kind, N_("Text"))
    first = (label, opening(record))
    own = [(piece.label, piece.text) for piece in said(record, _manner(lambda _id: "")) if piece.own]
    return [one for one in (first, *own) if one[1]]


def _answers(record: Record) -> list[Block]:
    """What the sitting was, then each item in the wording it was answered in, with its answer."""
    blocks = [Block(opening(record), "label")]
    for _code, question, answer in answered(record):
        blocks += [Block(shown_line(question)), Block(shown_line(answer), "strong", first="  ", rest="  ")]
    return blocks


def details(pairs: Iterable[tuple[str, str]]) -> list[Block]:
    """One line for each thing that was said, its name first; what was not said is not there."""
    return [
        Block(f"{_(label)}  {shown_line(text)}", spans=(Span(0, len(_(label)), "label"),), rest="  ")
        for label, text in pairs
        if text
    ]


def principle_names(codes: Iterable[str]) -> str:
    """Names of principles, in one line."""
    return ", ".join(principle_name(code) for code in codes)


def _moment(record: Record) -> str:
    star = "  ★" if isinstance(record, Entry) and record.starred else ""
    return f"{long_day(record.at.date())}  {clock_time(record.at)}{star}"


def _about(record: Record, links: Callable[[str], str]) -> list[Block]:
    about = [_(KIND_WORDS[record.kind])]
    pairs = _facts(record, links)
    if isinstance(record, Entry):
        about += [_("starred")] if record.starred else []
        about += map(shown_line, record.all_tags)
        pairs = [(N_("Question"), _question(record)), *pairs]
    return [Block(" · ".join(about), "muted"), *details(pairs)]


def _facts(record: Record, links: Callable[[str], str]) -> list[tuple[str, str]]:
    """What is said in a line, as (label, text): of an entry all but its text and its tags, which stand elsewhere."""
    whole = isinstance(record, Entry)
    return [
        (piece.label, piece.text) for piece in said(record, _manner(links), leave=("tags",)) if whole or not piece.own
    ]


def _manner(links: Callable[[str], str]) -> Manner:
    return Manner(long_day, lambda at: long_day(at.date()), links)


def _question(record: Record) -> str:
    """What an entry answers: a question of the day, the morning's, or the exercise of explaining the mission."""
    code = getattr(record, "question", "")
    if code == INTENTION:
        return _("What you want of the day")
    if code == EXPLAIN:
        return _("The mission in your own words")
    if (period := period_of(code)) is not None:
        return title(period)
    return (question_text(code) or _("A question of the day")) if code else ""


def history(changes: Sequence[Change]) -> list[Block]:
    """Every wording a record has had, the latest first."""
    blocks = [Block(_("History"), "title")]
    for change in reversed(changes):
        when = f"{long_day(change.at.date())}  {clock_time(change.at)}"
        if change.current:
            when += " · " + _("now")
        blocks += [Block(), Block(when, "heading")]
        if change.record is None:
            blocks.append(Block(_("Deleted"), "muted"))
        elif answered(change.record):
            blocks += _answers(change.record)
        else:
            blocks += details(_facts(change.record, lambda _id: ""))
            for label, text in written(change.record)[: 1 if isinstance(change.record, Entry) else None]:
                blocks += plain(shown(text)) if isinstance(change.record, Entry) else part(label, text)
    return blocks
