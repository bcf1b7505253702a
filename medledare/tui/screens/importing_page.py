"""What the import's screen says: what is in a file, what came of it, and what there was before. Pure."""

from medledare.domain.records import Arrival
from medledare.services.arrivals import TakenBack
from medledare.services.importing import Done, Plan
from medledare.text import _, ngettext, say
from medledare.text.dates import clock_time, long_day, short_day
from medledare.text.said import opening, source_words
from medledare.tui.widgets.blocks import Block, shown_line
from medledare.tui.widgets.item_list import Drawn, Piece

SHOWN = 50
"""How many remarks on a file are told one by one."""

_LONGEST = 300
"""Characters of a sample."""


def about_page() -> list[Block]:
    """What can be brought in, before anything is chosen."""
    return [
        Block(_("Bring a journal in"), "title"),
        Block(),
        Block(
            _(
                "Name a file, a folder or a zip archive: a journal of jrnl, Day One, Obsidian, Logseq, Daylio or "
                "org-journal, a folder of Markdown, or an export from here."
            )
        ),
        Block(),
        Block(_("First you see what is in it; nothing is written. The same file twice adds nothing."), "muted"),
    ]


def found_page(plan: Plan, done: Done) -> list[Block]:
    """What is in a file, and what an import of it would do."""
    blocks = [
        Block(_("What is in it"), "title"),
        Block(shown_line(str(plan.path)), "muted"),
        Block(),
        Block(f"{source_words(plan.format)}, " + ngettext("{count} record", "{count} records", len(plan.records))),
    ]
    if plan.days:
        first, last = map(long_day, plan.days)
        blocks.append(Block(first if first == last else _("{first} to {last}").format(first=first, last=last)))
    blocks += [Block(), *_counts(ngettext("{count} is new.", "{count} are new.", done.added), done)]
    if plan.samples:
        blocks += [Block(), Block(_("For example"), "label")]
    times = [f"{short_day(one.at.date())} {clock_time(one.at)}" for one in plan.samples]
    width = max(map(len, times), default=0) + 2
    for when, record in zip(times, plan.samples, strict=True):
        words = shown_line(opening(record)[:_LONGEST])
        blocks.append(Block(words, first=when.ljust(width), rest=" " * width))
    return blocks + _remarks(plan)


def _remarks(plan: Plan) -> list[Block]:
    if not plan.problems:
        return []
    blocks = [Block(), Block(_("Worth knowing"), "label")]
    blocks += [Block(shown_line(say(one)), first="· ", rest="  ") for one in plan.problems[:SHOWN]]
    if (left := len(plan.problems) - SHOWN) > 0:
        blocks.append(Block(_("and {count} more").format(count=left), "muted", first="  "))
    return blocks


def done_page(plan: Plan, done: Done) -> list[Block]:
    """What came of an import, and how to take it back."""
    blocks = [
        Block(_("Imported"), "title"),
        Block(shown_line(str(plan.path)), "muted"),
        Block(),
        *_counts(ngettext("{count} record added.", "{count} records added.", done.added), done),
    ]
    if done.added:
        blocks += [
            Block(),
            Block(
                _("ctrl+z takes the whole import back. It also stands among the earlier imports here: x does it there.")
            ),
        ]
    return blocks + _remarks(plan)


def taken_page(done: TakenBack) -> list[Block]:
    """What came of taking an import back."""
    blocks = [
        Block(_("Taken back"), "title"),
        Block(),
        Block(ngettext("{count} record taken back.", "{count} records taken back.", done.taken)),
    ]
    if done.stay:
        stays = ngettext(
            "{count} stays, as you have changed it since.", "{count} stay, as you have changed them since.", done.stay
        )
        blocks.append(Block(stays))
    return blocks


def wrong_page(sentence: str) -> list[Block]:
    """Why a file cannot be taken."""
    return [Block(_("That could not be read"), "title"), Block(), Block(shown_line(sentence))]


def drawn(arrival: Arrival) -> Drawn:
    """An earlier import, in one line."""
    when = f"{short_day(arrival.at.date())} {clock_time(arrival.at)}"
    return Drawn((Piece(when, "muted"), Piece(f"  {shown_line(opening(arrival))}")))


def _counts(added: str, done: Done) -> list[Block]:
    blocks = [Block(added, "strong")]
    if done.already:
        blocks.append(Block(ngettext("{count} was here already.", "{count} were here already.", done.already)))
    if done.deleted:
        stays = ngettext(
            "{count} stays away, as you have deleted it here.",
            "{count} stay away, as you have deleted them here.",
            done.deleted,
        )
        blocks.append(Block(stays))
    return blocks
