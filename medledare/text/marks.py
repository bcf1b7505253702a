"""The tags that one key puts on an entry, in each language."""

from medledare.domain.problems import N_
from medledare.text import language

MARKS: dict[str, dict[str, str]] = {
    "control": {"sv": "kontrollreflex", "en": "control"},
    "dissent": {"sv": "avvikande-mening", "en": "dissent"},
}
"""Each mark's tag by language. Those of control are what the coach looks for."""

MARK_WORDS: dict[str, tuple[str, str]] = {
    "control": (N_("Control reflex"), N_("Tag the entry: you wished to control, or did")),
    "dissent": (N_("Dissent"), N_("Tag the entry: dissent that you gave or met")),
}
"""What putting each mark on an entry is called, and what it means."""


def mark_tag(mark: str) -> str:
    """A mark's tag in the language spoken, with its sign."""
    return "#" + MARKS[mark][language()]
