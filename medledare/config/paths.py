"""The folders the program uses, found once and handed on."""

import os
from pathlib import Path
from typing import NamedTuple

_SHARED_MEMORY = "/dev/shm"


class Places(NamedTuple):
    """Folders as the environment gives them (XDG on Linux, the system's own places elsewhere)."""

    vault: Path
    state: Path
    config: Path
    runtime: Path | None

    def state_of(self, vault_id: str) -> Path:
        """State of one vault on this machine: device id, lock, inbox, drafts; never synced."""
        return self.state / vault_id

    @property
    def editing(self) -> Path:
        """Where a text lies while an editor has it: in memory, where the system has a place for that."""
        if self.runtime is None and os.path.isdir(_SHARED_MEMORY):
            return Path(_SHARED_MEMORY, f"medledare-{os.geteuid()}")
        return (self.runtime or self.state) / "editing"


def find_places(vault: Path | None = None) -> Places:
    """Read the environment. ``vault`` (a flag) wins over MEDLEDARE_VAULT over the data folder."""
    named = vault or (Path(given) if (given := os.environ.get("MEDLEDARE_VAULT")) else None)
    return Places(
        vault=(named or _base("XDG_DATA_HOME", "data") / "vault").expanduser().absolute(),
        state=_base("XDG_STATE_HOME", "state"),
        config=_base("XDG_CONFIG_HOME", "config"),
        runtime=_runtime(),
    )


def _base(variable: str, kind: str) -> Path:
    # An absolute XDG path is decisive on every system and spares the slower look-up.
    if (given := os.environ.get(variable, "")) and os.path.isabs(given):
        return Path(given) / "medledare"
    import platformdirs

    folder: Path = getattr(platformdirs, f"user_{kind}_path")("medledare", appauthor=False)
    return folder


def _runtime() -> Path | None:
    given = os.environ.get("XDG_RUNTIME_DIR", "")
    return Path(given) / "medledare" if os.path.isabs(given) and os.path.isdir(given) else None
