"""What is being written and not yet saved, field by field, kept sealed on the disk so that nothing typed is lost."""

import json
import threading

from medledare.vault.drafts import Draft, open_draft
from medledare.vault.vault import Vault

_NAME = "window"


class Drafts:
    """The unsaved texts of one open window. A window that died leaves them to the next one.

    ``put`` only remembers; ``save`` puts everything on the disk and may run in any thread. Saving needs no key,
    so it works while the vault is locked.
    """

    def __init__(self, vault: Vault) -> None:
        """Raises CannotReach."""
        self._draft: Draft = open_draft(vault, _NAME)
        self._fields = _fields(self._draft.text)
        self._saved = dict(self._fields)
        self._lock = threading.Lock()

    def text(self, field: str) -> str:
        """The unsaved text of a field, or empty."""
        return self._fields.get(field, "")

    def put(self, field: str, text: str) -> None:
        """Remember a field's text; empty forgets it."""
        if text:
            self._fields[field] = text
        else:
            self._fields.pop(field, None)

    def save(self) -> None:
        """Put all fields on the disk, if anything changed. Raises CannotReach; what is remembered stays."""
        with self._lock:
            if (fields := dict(self._fields)) != self._saved:
                # JSON with escapes keeps even what a record may not hold, such as half a character.
                self._draft.save(json.dumps(fields))
                self._saved = fields

    def close(self) -> None:
        """Save, and leave the draft to the next window; one that holds nothing is removed. Raises CannotReach."""
        self.save()
        if self._fields:
            self._draft.release()
        else:
            self._draft.discard()


def _fields(text: str) -> dict[str, str]:
    try:
        fields = json.loads(text or "{}")
    except ValueError:
        return {}
    return {name: value for name, value in fields.items() if isinstance(value, str)} if isinstance(fields, dict) else {}
