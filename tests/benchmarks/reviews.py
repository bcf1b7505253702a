"""Measures how long it takes to draft the review of a week, a month, a quarter and a year, and prints a Markdown table.

Run with ``python tests/benchmarks/reviews.py JOURNAL``, a journal in jrnl's text format (ten years of it, to compare
with the bar). To its entries come, for every week of it, three learnings, two failures, a decision, a need, a week's
conditions and every fifth week a goal; and every third entry is written for a goal. The vault is a real one,
encrypted, in the temporary folder (TMPDIR). Each figure is the time of the processor to look the period up and to write
it out, in the process where the vault is open; the periods are spread over the ten years.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from itertools import cycle
from pathlib import Path
from statistics import median

import vaults

from medledare.domain.codec import encode
from medledare.domain.period import SCALES, Period, Scale, containing
from medledare.domain.principles import CONDITIONS
from medledare.domain.records import Answer, Conditions, Goal, Record
from medledare.services import capture, reviews
from medledare.services.importing import plan
from medledare.services.records import add
from medledare.text.review import markdown
from medledare.text.zones import zone
from medledare.vault.create import create
from medledare.vault.ids import new_id
from medledare.vault.table import Document
from medledare.vault.vault import FileVault

BAR = 200
ROUNDS = 40
"""Drafts of each scale."""


def lived(root: Path, journal: Path) -> tuple[FileVault, date, date]:
    """A vault with the journal's entries and ten years of practice beside them; its first and last day."""
    create(vaults.places(root), None, now=vaults.now())
    vault = vaults.opened(root)
    entries = plan(journal, zone=zone("Europe/Stockholm")).records
    first, last = min(one.at for one in entries).date(), max(one.at for one in entries).date()
    practice = list(practised(first, last))
    goals = cycle([one.id for one in practice if isinstance(one, Goal)])
    with vault.batch():
        for number, entry in enumerate(entries):
            linked = {"goal": next(goals), "starred": number % 15 == 0} if number % 3 == 0 else {}
            vault.table("entry").insert(Document(encode(entry) | linked, doc_id=new_id()))
        for record in practice:
            add(vault, record)
    return vault, first, last


def practised(first: date, last: date) -> Iterator[Record]:
    """What is written in ten years beside the entries."""
    day = containing("week", first).first
    while (day := day + timedelta(weeks=1)) <= last:
        at = datetime.combine(day + timedelta(days=3), clock_time(12), UTC)
        texts = {"learning": 3, "failure": 2, "decision": 1, "need": 1}
        for kind, count in texts.items():
            for number in range(count):
                yield capture.written(
                    kind, vaults.now, f"{kind} {number} of {day}, in a sentence of some length", at=at
                )
        answers = tuple(Answer(item=code, value=2, wording=1) for code in CONDITIONS)
        yield Conditions(id=new_id(), at=at, created=at, answers=answers)
        if day.isocalendar().week % 5 == 0:
            yield Goal(id=new_id(), at=at, created=at, title=f"A goal of {day}", state="active")


def periods(scale: Scale, first: date, last: date) -> list[Period]:
    """Periods of a scale, evenly spread."""
    step = (last - first) / ROUNDS
    return [containing(scale, first + step * number) for number in range(ROUNDS)]


def drafted(vault: FileVault, period: Period) -> tuple[float, int]:
    """Milliseconds to draft a period, and how many records it names."""
    started = time.process_time()
    review = reviews.look(vault, period)
    markdown(review)
    spent = (time.process_time() - started) * 1e3
    return spent, sum(len(part.facts) for part in review.parts)


def main(journal: Path) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        vault, first, last = lived(Path(folder), journal)
        with vault:
            print("| review | facts, median | median | slowest | bar |\n|---|---:|---:|---:|---|")
            for scale in SCALES:
                spent, facts = zip(*(drafted(vault, one) for one in periods(scale, first, last)), strict=True)
                told = f"{median(spent):.0f} ms | {max(spent):.0f} ms | <= {BAR} ms"
                print(f"| {scale} | {median(facts):.0f} | {told} |")
            total = sum(len(vault.table(kind)) for kind in ("entry", "learning", "failure", "decision", "need", "goal"))
            print(f"| records in the vault | {total + len(vault.table('conditions')):,} | | | |")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
