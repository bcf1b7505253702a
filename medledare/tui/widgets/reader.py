"""What is written of a record on the reading page: when, what kind, and every word of it. Pure.

An entry is read as Markdown. While something is searched for, text is shown as it was typed, with what was
found marked.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from medledare.domain.records import Entry, Failure, Goal, Learning, Record
from medledare.services.forms import FORMS
from medledare.services.mission import EXPLAIN
from medledare.services.records import Change
from medledare.text import N_, _
from medledare.text.dates import clock_time, long_day
from medledare.text.kinds import CHOICE_WORDS, KIND_WORDS, STATE_WORDS
from medledare.text.library import principle_name, questions
from medledare.tui.widgets.blocks import Block, Span, plain, shown, shown_line
from medledare.tui.widgets.markdown import markdown

Hits: TypeAlias = Callable[[str], Iterable[tuple[int, int]]]
"""The stretches of a text that were searched for."""

LONGEST_TITLE = 120


def reading(record: Record, links: Callable[[str], str], hits: Hits | None = None) -> list[Block]:
    """The whole page of a record."""
    blocks = [Block(_moment(record), "title"), *_about(record, links), Block()]
    if isinstance(record, Entry):
        return blocks + entry_text(record.text, hits)
    return blocks + [block for label, text in written(record) for block in (*part(label, text, hits), Block())]


def entry_text(text: str, hits: Hits | None = None) -> list[Block]:
    """An entry's own words: its title, then the rest as Markdown, or all as typed with what was found marked."""
    ready = shown(text)
    if hits is not None:
        return plain(ready, hits(ready))
    title, _line_end, body = ready.partition("\n")
    if not body.strip() or len(title) > LONGEST_TITLE or title.startswith((" ", "#", ">", "-", "*", "`", "1")):
        return markdown(ready)
    body = body.lstrip("\n")
    return [*(block._replace(role="strong") for block in markdown(title)), Block(), *markdown(body)]


def part(label: str, text: str, hits: Hits | None = None) -> list[Block]:
    """A labelled piece of text, as it was typed."""
    ready = shown(text)
    return [Block(_(label), "label"), *plain(ready, hits(ready) if hits else ())]


def written(record: Record) -> Sequence[tuple[str, str]]:
    """What was written in a record's own fields, as (label, text), in its form's order."""
    fields = [field for field in FORMS.get(record.kind, ()) if field.shape in ("line", "text")]
    texts = [(field.label, str(getattr(record, field.name))) for field in fields]
    return [(label, text) for label, text in texts if text] or [(N_("Text"), record.headline)]


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
    about = [_(KIND_WORDS.get(record.kind, ""))]
    if isinstance(record, Entry):
        if record.starred:
            about.append(_("starred"))
        about += [_(CHOICE_WORDS[record.place])] if record.place else []
        about += map(shown_line, record.all_tags)
    if isinstance(record, Goal):
        about.append(_(STATE_WORDS[record.state]))
    if isinstance(record, Failure) and record.sort:
        about.append(_(CHOICE_WORDS[record.sort]))
    if isinstance(record, Learning) and record.learned_from:
        about.append(_("from {source}").format(source=_(CHOICE_WORDS[record.learned_from])))
    pairs = [
        (N_("Question"), _question(record)),
        (N_("Goal"), links(getattr(record, "goal", ""))),
        (N_("Failure"), links(getattr(record, "failure", ""))),
        (N_("For whom"), record.for_whom if isinstance(record, Entry) else ""),
        (N_("Principles"), principle_names(getattr(record, "principles", ()))),
    ]
    return [Block(" · ".join(about), "muted"), *details(pairs)]


def _question(record: Record) -> str:
    """What an entry answers: a question of the day, or the exercise of explaining the mission."""
    code = getattr(record, "question", "")
    if code == EXPLAIN:
        return _("The mission in your own words")
    return next((one.text for one in questions() if one.code == code), "") if code else ""


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
        else:
            for label, text in written(change.record):
                blocks += plain(shown(text)) if isinstance(change.record, Entry) else part(label, text)
    return blocks
