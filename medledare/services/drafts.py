"""What is being written and not yet saved, field by field, kept sealed on the disk so that nothing typed is lost."""

import json
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

from medledare.config.paths import Places
from medledare.services.spots import Spot
from medledare.vault import drafts
from medledare.vault.drafts import Draft
from medledare.vault.info import VaultInfo, describe

if TYPE_CHECKING:
    from medledare.vault.vault import Vault

_NAME = "window"


def begin(places: Places, info: VaultInfo) -> Draft:
    """A draft of its own, for a text that is being written elsewhere; needs no key. Raises CannotReach."""
    return drafts.begin_draft(places, info, _NAME)


class Drafts:
    """The unsaved texts of one open window. A window that died leaves them to the next one.

    ``put`` only remembers; ``save`` puts everything on the disk and may run in any thread. Saving needs no key,
    so it works while the vault is locked.
    """

    def __init__(self, vault: "Vault | None", draft: Draft | None = None) -> None:
        """``draft`` is one that was claimed, else that of the last window. Raises CannotReach."""
        if draft is None:
            assert vault is not None
            draft = drafts.open_draft(vault, _NAME)
        self._draft = draft
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

    def at(self, spot: Spot) -> str:
        """The unsaved text of a spot, or empty."""
        text = self.text(spot.draft)
        return _fields(text).get(spot.field, "") if spot.field else text

    def clear(self, spot: Spot) -> None:
        """Forget the text of a spot, and nothing beside it."""
        self.write(spot, "")

    def write(self, spot: Spot, text: str) -> None:
        """Remember the text of a spot, beside the others of its form; empty forgets it."""
        if spot.field:
            fields = _fields(self.text(spot.draft)) | {spot.field: text}
            fields = {name: one for name, one in fields.items() if one}
            text = json.dumps(fields) if fields else ""
        self.put(spot.draft, text)

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


def anew(places: Places) -> Drafts:
    """Unsaved texts that begin with none; needs no key. Raises CannotReach and what ``describe`` raises."""
    return Drafts(None, begin(places, describe(places)))


def left(vault: "Vault") -> "Iterator[Drafts]":
    """What other windows left, newest first, each to be closed by the caller. Raises CannotReach."""
    return (Drafts(vault, draft) for draft in drafts.left_drafts(vault, _NAME))


def _fields(text: str) -> dict[str, str]:
    try:
        fields = json.loads(text or "{}")
    except ValueError:
        return {}
    return {name: value for name, value in fields.items() if isinstance(value, str)} if isinstance(fields, dict) else {}
