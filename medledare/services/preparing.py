"""Preparing for a talk: drafted from one's own records, kept as an entry, and only what one chose to bring goes out."""

from pathlib import Path

from tinydb import where

from medledare.domain.preparation import Occasion, Preparation, Span, code_of, draft, last_day_of, occasion_of
from medledare.domain.problems import N_, Usage
from medledare.domain.records import DAILY, Entry, Goal, Need
from medledare.domain.redaction import without_names
from medledare.services import capture, departures, records
from medledare.services.clock import Clock
from medledare.services.outfile import write_out
from medledare.services.search import Query, find
from medledare.services.spots import Spot
from medledare.text import language
from medledare.text import preparation as words
from medledare.text.formats import FORMATS
from medledare.transfer import NoSuchFormat, Stored
from medledare.transfer.about import About
from medledare.transfer.exporters import exporter_of
from medledare.vault.ids import new_id
from medledare.vault.vault import Vault

GOES_ON = 60
"""Days after which one begins anew instead of going on with the preparation of the talk before."""


class NothingToBring(Usage):
    sentence = N_("Nothing is to be brought yet. First move or write there what you want to bring.")


class CitesNothing(Usage):
    sentence = N_("No line of the preparation cites {id}.")


def look(vault: Vault, occasion: Occasion, span: Span) -> Preparation:
    """What there is for a talk. Takes a while over a long journal: not for the event loop."""
    written = find(vault, Query(since=span.first, until=span.last, kinds=DAILY))
    return draft(occasion, span, written, records.all_of(vault, Goal), records.all_of(vault, Need))


def kept(vault: Vault, occasion: Occasion, span: Span) -> Entry | None:
    """The preparation to go on with: the latest kept one for such a talk that looks back from near the same day."""
    found = records.all_of(vault, Entry, where("question").test(lambda code: occasion_of(code) == occasion))
    near = [one for one in found if (day := last_day_of(one.question)) and abs((span.last - day).days) <= GOES_ON]
    return near[-1] if near else None


def keep(vault: Vault, clock: Clock, preparation: Preparation, text: str) -> Entry:
    """Keep a preparation as an entry, in the place of the one gone on with. Raises Unwritable or TooLong."""
    if before := kept(vault, preparation.occasion, preparation.span):
        return records.change(vault, before, text=text)
    question = code_of(preparation.occasion, preparation.span.last)
    return records.add(vault, capture.entry(clock, text, question=question))


def format_of(path: Path) -> str:
    """The format that the name of a file asks for by its ending; Markdown if it asks for none."""
    ending = path.suffix.lower().removeprefix(".")
    return next((name for name in words.FORMATS if FORMATS[name].ending == ending), words.FORMATS[0])


def spot(occasion: Occasion) -> Spot:
    """Where a preparation is kept while it is being written."""
    return Spot(f"talk.{occasion}")


def bring(text: str, id: str) -> str:
    """The text with the claim that cites a record moved to the other column. Raises CitesNothing."""
    at = words.line_of(text, id)
    if at is None:
        raise CitesNothing(id=id)
    return words.moved(text, at)[0]


def to_bring(text: str) -> str:
    """What is to be brought, without the ids that only mean something here. Raises NothingToBring."""
    out = words.brought(text, words.cited(text))
    if not out:
        raise NothingToBring
    return out


def hand_out(
    vault: Vault,
    clock: Clock,
    preparation: Preparation,
    text: str,
    format: str,
    target: Path | None,
    *,
    everything: bool = False,
    overwrite: bool = False,
    redact: bool = False,
) -> bytes:
    """Write out what is to be brought, or ``everything`` as it stands, and note that it left the vault.

    ``target`` None: the caller shows it. ``redact``: without names after @ and marked passages. Raises NothingToBring,
    NoSuchFormat, TargetExists, CannotReach, LeftUnnoted, or the format's own Problem; then nothing is noted.
    """
    if format not in words.FORMATS:
        raise NoSuchFormat(format=format, formats=", ".join(words.FORMATS))
    now = clock()
    title, out = words.title(preparation.occasion), text if everything else to_bring(text)
    out = without_names(out) if redact else out
    if format == "markdown":
        content = (out if everything else f"# {title}\n\n{out}").encode()
    else:
        document = {"at": now.isoformat(), "created": now.isoformat(), "text": out}
        about = About(title, language(), now, preparation.span.first, preparation.span.last)
        content = exporter_of(format).write([Stored("entry", new_id(), document)], about)
    if target is not None:
        target = target.expanduser().absolute()
        write_out(target, content, overwrite)
    count = len(words.cited(text if everything else words.brought(text)))
    departures.note(vault, clock, "talk", target, count, redact)
    return content
