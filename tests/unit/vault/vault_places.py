"""A clock that a test can turn, and where the vaults of several machines lie."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from medledare.config.paths import Places

START = datetime(2026, 4, 3, 12, 0, tzinfo=UTC)


class Clock:
    """Stands still until told otherwise."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


def places_below(root: Path, machine: str = "one") -> Places:
    """The places of one machine; machines below one root share the vault folder."""
    return Places(root / "vault", root / machine / "state", root / machine / "config", root / machine / "run")
