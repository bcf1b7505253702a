"""A summary of a period for others: what there is to tell, what was told before, and where it waits meanwhile.

Which parts were told last time is kept in a table of the vault's own, so that they can be suggested; never those that
are private.
"""

from collections.abc import Iterable

from medledare.domain.period import Period
from medledare.domain.records import Checkin
from medledare.domain.review import Review
from medledare.domain.summary import draft, to_remember
from medledare.services import records, reviews
from medledare.services.spots import Spot
from medledare.vault.table import Document
from medledare.vault.vault import Vault

TABLE = "_summary"
_CHOSEN = "chosen"


def look(vault: Vault, period: Period) -> Review:
    """Every part of a period there is something to tell of. Takes a while over a long journal."""
    return draft(period, reviews.material(vault, period), records.all_of(vault, Checkin))


def told_before(vault: Vault) -> tuple[str, ...]:
    """The parts that were told last time, without those that are private."""
    row = vault.table(TABLE).get(doc_id=_CHOSEN)
    parts = row.get("parts") if isinstance(row, Document) else None
    return to_remember(one for one in parts if isinstance(one, str)) if isinstance(parts, list) else ()


def remember(vault: Vault, chosen: Iterable[str]) -> None:
    """Keep which parts were told, to be suggested the next time. Raises CannotReach."""
    parts = to_remember(chosen)
    if parts != told_before(vault):
        vault.table(TABLE).upsert(Document({"parts": list(parts)}, doc_id=_CHOSEN))


def spot(period: Period) -> Spot:
    """Where a summary is kept while it is being written."""
    return Spot(f"summary.{period.scale}.{period.code}")
