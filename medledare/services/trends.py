"""What may be said of the answers so far: the answers themselves, principle by principle."""

from datetime import datetime

from medledare.domain.records import Checkin
from medledare.services import records
from medledare.trends.dots import Series, series
from medledare.vault.vault import Vault


def overview(vault: Vault, now: datetime, weeks: int | None = 26) -> list[Series]:
    """One series for each principle over the last ``weeks`` weeks (all, if None), in the principles' order."""
    return series(records.all_of(vault, Checkin), now.date(), weeks)
