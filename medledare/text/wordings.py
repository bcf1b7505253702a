"""How a wording of the mission is written out, and how the words in which wordings differ are marked in plain text."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from medledare.domain.problems import N_
from medledare.text import _
from medledare.text.fields import FORMS

LABELS = {field.name: field.label for field in FORMS["mission"][1:]}
"""Labels of what stands beside the statement itself."""

ABOUT_WORDINGS = N_(
    "How members word the shared mission, side by side and without names, with the words marked in which they differ. "
    "Whoever wishes shows theirs."
)
MARKED = N_("[*Words*] so marked are not in all of the wordings.")
ALONE = N_(
    "Only one wording can be seen, so there is nothing to compare it with yet; or all who show theirs word it alike."
)
NONE = N_("No wording is shown here. Whoever wishes can show theirs; nobody is asked to.")
WITHOUT_NAMES = N_("Wordings stand in order of their words, without names. They are compared, people are not.")


SHOWN = N_("Your wording stands among the team {team}'s.")


class Part(NamedTuple):
    """A piece of a text, and whether it is marked."""

    text: str
    marked: bool


def heading(number: int, *, mine: bool) -> str:
    """What stands above a wording. The number follows from the order of the words, and means nothing."""
    return (_("Wording {number}, yours") if mine else _("Wording {number}")).format(number=number)


def about(count: int, marked: bool) -> list[str]:
    """What is to be said of ``count`` wordings that are shown; ``marked``: whether any words are."""
    if count < 2:
        return [_(ALONE if count else NONE)]
    return [_(MARKED)] * marked + [_(WITHOUT_NAMES)]


def as_text(fields: Mapping[str, str]) -> str:
    """A wording's fields as one text."""
    lines = [fields.get("statement", "")]
    lines += [f"{_(label)}: {fields[name]}" for name, label in LABELS.items() if name in fields]
    return "\n\n".join(lines)


def parts(text: str, stretches: Sequence[tuple[int, int]]) -> Iterator[Part]:
    """The text cut where a marked stretch begins or ends; what is marked has its marks around it."""
    at = 0
    for start, end in stretches:
        if text[at:start]:
            yield Part(text[at:start], marked=False)
        yield Part(f"[*{text[start:end]}*]", marked=True)
        at = end
    if text[at:]:
        yield Part(text[at:], marked=False)
