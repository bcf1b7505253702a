"""What a person links by a +name in what they write (domain/links.py), for both fronts.

The text stays as it was typed. A link is only made where a field for it is still empty, when the text is kept; what
was chosen in the field stands, and no later title changes it.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from medledare.domain.codec import decoded
from medledare.domain.links import find_links, named
from medledare.domain.question import quotes
from medledare.domain.word_fields import text_fields

if TYPE_CHECKING:
    from medledare.domain.records import Record
    from medledare.vault.vault import Vault

OPEN = ("active", "resting")
"""States of the goals that can be written for."""


def links(
    record: "Record",
    vault: "Callable[[], Vault | None]",
    before: "Record | None" = None,
    missed: Callable[[str], object] = lambda name: None,
) -> dict[str, Any]:
    """What the names in a record's texts fill in, by field; only names that did not stand in the one ``before``.

    ``vault`` is asked for if a name may be a goal's. Without one, ``missed`` is told of it.
    """
    if not hasattr(record, "goal") or quotes(getattr(record, "question", "")):
        return {}
    names = [name for name in _names(record) if before is None or name not in _names(before)]
    if not names:
        return {}
    from medledare.text.library import principle_called

    found: dict[str, Any] = {}
    meant = {name: principle_called(name) for name in names}
    had: tuple[str, ...] | None = getattr(record, "principles", None)
    if had is not None and (new := tuple(dict.fromkeys((*had, *filter(None, meant.values()))))) != had:
        found["principles"] = new
    others = [name for name, code in meant.items() if not code]
    if others and not record.goal:
        if (opened := vault()) is None:
            missed(others[0])
        elif goal := next(filter(None, (named(name, goal_titles(opened)) for name in others)), ""):
            found["goal"] = goal
    return found


def goal_titles(vault: "Vault") -> Mapping[str, str]:
    """The titles of the goals that can be written for, by id, the oldest first."""
    goals = (decoded("goal", id, row) for id, row in sorted(vault.table("goal").shared().items()))
    return {goal.id: goal.headline for goal in goals if goal and getattr(goal, "state", "") in OPEN}


def _names(record: "Record") -> list[str]:
    texts = (getattr(record, name) for name, within in text_fields(record.kind) if within is None)
    return list(dict.fromkeys(name for text in texts if isinstance(text, str) for name in find_links(text)))
