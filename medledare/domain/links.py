"""Links as people write them in running text: +name, of a principle or of a goal.

A goal's name is its title in small letters with hyphens between the words, or the first two words of it or more, as
long as no other goal begins so. A word that names nothing stays text.
"""

import re
from collections.abc import Mapping
from unicodedata import is_normalized, normalize

from medledare.domain.matching import fold

SIGN = "+"
ROOM = 24
"""Letters of a title that its name has, as long as they tell it from the others."""
LONGEST = 80
"""Letters of a name beyond which nobody would write it."""
_LINK = re.compile(r"(?<!\S)\+(\w[-\w]*)")
_WORD = re.compile(r"\w+")


def find_links(text: str) -> tuple[str, ...]:
    """The names that stand in a text without their sign, folded, each once."""
    if SIGN not in text:
        return ()
    return tuple(dict.fromkeys(fold(name.rstrip("-")) for name in _LINK.findall(_composed(text))))


def name_of(title: str) -> str:
    """``"E-posten, varje dag"`` to ``"e-posten-varje-dag"``."""
    return "-".join(_WORD.findall(_composed(title).lower()))


def named(name: str, titles: Mapping[str, str]) -> str:
    """The id of what a folded name means, among titles by id; empty where it is none, or more than one.

    Of those that have the same title the last is meant.
    """
    names = {id: fold(name_of(title)) for id, title in titles.items()}
    if whole := [id for id, one in names.items() if one == name]:
        return whole[-1]
    begun = [id for id, one in names.items() if "-" in name and one.startswith(f"{name}-")]
    return begun[0] if len(begun) == 1 else ""


def short_name(id: str, titles: Mapping[str, str]) -> str:
    """The name to write for one of them: the words there is room for, or as many as it takes. Empty: none will do."""
    words = name_of(titles[id]).split("-")
    for count in range(1, len(words) + 1):
        name = "-".join(words[:count])
        if len(name) > LONGEST:
            break
        roomy = count == len(words) or len("-".join(words[: count + 1])) > ROOM
        if roomy and named(fold(name), titles) == id:
            return name
    return ""


def _composed(text: str) -> str:
    return text if is_normalized("NFC", text) else normalize("NFC", text)
