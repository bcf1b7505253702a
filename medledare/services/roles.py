"""What one works as. A new role marks where answers may not be comparable."""

from datetime import datetime

from medledare.domain.records import Role
from medledare.services import capture, records
from medledare.services.clock import Clock
from medledare.vault.vault import Vault


def current(vault: Vault, now: datetime) -> Role | None:
    """The role one has at ``now``."""
    had = [role for role in history(vault) if role.at <= now]
    return had[-1] if had else None


def history(vault: Vault) -> list[Role]:
    """Every role, the one that begins first first."""
    return records.all_of(vault, Role)


def begin(vault: Vault, clock: Clock, text: str, at: datetime | None = None) -> None:
    """A role from ``at`` on (now, if not said). To begin the one that one has then already changes nothing."""
    before = current(vault, at or clock())
    if before is None or before.text != text:
        records.add(vault, capture.written("role", clock, text, at=at))
