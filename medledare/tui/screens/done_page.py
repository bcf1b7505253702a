"""What stands on the page of a step: each record it touched, and what is different since. Pure."""

from collections.abc import Iterator

from medledare.domain.records import Record
from medledare.services.differences import runs
from medledare.services.steps import Changed, Done, said, sentence, told
from medledare.text import _
from medledare.text.dates import long_day
from medledare.text.said import Manner, answered, opening
from medledare.text.said import said as pieces
from medledare.tui.widgets.blocks import Block, plain, running, shown, shown_line

MANNER = Manner(long_day, lambda at: long_day(at.date()), str)
ROLES = {"-": "struck", "+": "strong"}
MOST_RECORDS, MOST_TEXT = 12, 4000
"""Records of a step that are shown, and characters of each."""


def page(step: Done, moment: str) -> list[Block]:
    """The whole page. ``moment``: when it was done."""
    blocks = [Block(sentence(step), "title"), Block(), Block(moment, "muted")]
    if not step.stands:
        blocks.append(Block(_("Taken back."), "mark"))
    changes = told(step)
    if any(one.verb == "change" for one in changes):
        blocks += [Block(), Block(_("[-words-] were taken away, [+words+] came in."), "muted")]
    for one in changes[:MOST_RECORDS]:
        blocks += [Block(), *([Block(said(one), "heading")] if len(changes) > 1 or step.brought else [])]
        blocks += _details(one)
    if more := len(changes) - MOST_RECORDS:
        blocks += [Block(), Block(_("and {count} more").format(count=more), "muted")] if more > 0 else []
    return blocks


def _details(change: Changed) -> Iterator[Block]:
    before, after = change.before, change.after
    if before is None or after is None:
        if (record := after or before) is not None:
            yield from plain(shown(opening(record)[:MOST_TEXT]))
            for label, text in _beside(record).items():
                yield Block(f"{label}: {shown_line(text)}", "muted")
        return
    if (was := opening(before)) != (became := opening(after)):
        yield from running(
            (f"[{run.mark}{run.text}{run.mark}]" if run.mark else run.text, ROLES.get(run.mark, ""))
            for run in runs(was[:MOST_TEXT], became[:MOST_TEXT])
        )
    old, new = _beside(before), _beside(after)
    for label in dict.fromkeys((*old, *new)):
        if old.get(label) != new.get(label):
            words = [f"[-{shown_line(old[label])}-]"] if label in old else []
            words += [f"[+{shown_line(new[label])}+]"] if label in new else []
            yield Block(f"{label}: {' '.join(words)}")


def _beside(record: Record) -> dict[str, str]:
    """What a record says beside its opening, by label."""
    told = {_(piece.label): piece.text for piece in pieces(record, MANNER)}
    told |= {f"{code} {shown_line(question)}": answer for code, question, answer in answered(record)}
    if getattr(record, "starred", False):
        told[_("Starred")] = _("yes")
    return told
