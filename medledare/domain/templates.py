"""What a template says of the day it is used on: words in braces, such as {date}, each in both languages.

Nothing is carried out: a word that stands for something is replaced by that, once, and whatever else stands in braces
is text.
"""

import re
from collections.abc import Mapping

PLACES: dict[str, tuple[str, ...]] = {
    "date": ("date", "datum"),
    "weekday": ("weekday", "veckodag"),
    "week": ("week", "vecka"),
    "time": ("time", "tid"),
    "intention": ("intention", "avsikt"),
}
"""What a template can say of the day, and the words for it."""

_MEANT = {word: place for place, words in PLACES.items() for word in words}
_WORD = re.compile(r"\{(\w{1,20})\}")


def filled(text: str, said: Mapping[str, str]) -> str:
    """The text with what is ``said``, by place, where its words stand."""
    return _WORD.sub(lambda found: said.get(_MEANT.get(found[1].lower(), ""), found[0]), text)
