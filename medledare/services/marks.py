"""Tags that are put on an entry, or taken away, by one key."""

from medledare.domain.records import Entry
from medledare.domain.tags import same_tag
from medledare.services import records
from medledare.text.marks import MARKS, mark_tag
from medledare.vault.vault import Vault


def is_marked(entry: Entry, mark: str) -> bool:
    """Whether an entry has a mark in any language, beside its text or in it."""
    return any(_is(mark, tag) for tag in entry.all_tags)


def can_be_taken(entry: Entry, mark: str) -> bool:
    """Whether no tag in the text itself would still say it."""
    return not any(_is(mark, tag) for tag in entry.all_tags if tag not in entry.tags)


def toggle(vault: Vault, entry: Entry, mark: str) -> Entry:
    """Put a mark on an entry in the language spoken, or take it away in every language. The text is left as it is."""
    if is_marked(entry, mark):
        tags = tuple(tag for tag in entry.tags if not _is(mark, tag))
    else:
        tags = (*entry.tags, mark_tag(mark))
    return records.change(vault, entry, tags=tags)


def _is(mark: str, tag: str) -> bool:
    return any(same_tag(word, tag) for word in MARKS[mark].values())
