"""Where unsaved texts belong: the names they are kept under, so that either front goes on with what the other left.

Loads neither drafts nor the store: commands name a spot long before there is a text.
"""

import json
from collections.abc import Sequence
from typing import NamedTuple


class Spot(NamedTuple):
    """Where an unsaved text belongs: the name it is kept under, and its field if that is a form."""

    draft: str
    field: str = ""

    def alone(self, text: str) -> str:
        """What a draft holds that holds this text and nothing else."""
        return json.dumps({self.draft: json.dumps({self.field: text}) if self.field else text})


ENTRY = Spot("entry")
"""The journal's editor."""

INTENTION = Spot("intention")
"""What one wants of the day."""


def form_name(kind: str, record: str = "", only: Sequence[str] = ()) -> str:
    """The name under which the unsaved fields of a form are kept; ``record`` is empty for a new one."""
    return " ".join(("form", kind, record or "new", *only))
