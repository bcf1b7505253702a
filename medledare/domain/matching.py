"""What it means that a text holds a word: case and accents do not matter, but å, ä and ö are letters.

``cafe`` finds "café" and ``MÅL`` finds "mål", while ``mal`` does not. Letters written as base and accent
(a + ring) are the same as those written in one.
"""

import re
from unicodedata import combining, is_normalized, normalize

_ODD = re.compile("[^\x00-\x7fåäö]")
_OWN_LETTERS = {"a\u030a": "å", "a\u0308": "ä", "o\u0308": "ö"}
_OWN_LETTER = re.compile("|".join(_OWN_LETTERS))
_LAST = str.maketrans("åäö", "{|}")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_QUERY = re.compile('["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\\s"“”„«»]\\S*)')


def fold(text: str) -> str:
    """The text as it is compared. Folding twice changes nothing more; lengths may change."""
    if text.isascii():
        return text.lower()
    if not is_normalized("NFC", text):
        text = normalize("NFC", text)
    return _ODD.sub(_plain, text.casefold())


def alphabetical(text: str) -> str:
    """What to sort names by: case and accents do not matter, and å, ä and ö stand last."""
    return fold(text).translate(_LAST)


def words_of(query: str) -> tuple[str, ...]:
    """What must all be found, folded: each word, and each “quoted phrase” as one. A quote may still be open."""
    found = (phrase or word for phrase, word in _QUERY.findall(query))
    return tuple(dict.fromkeys(folded for one in found if (folded := fold(one)).strip()))


def holds(folded: str, words: tuple[str, ...]) -> bool:
    """Whether a folded text holds all of the folded words."""
    return all(word in folded for word in words)


def hits(text: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where folded words stand in ``text``: (start, end) in the text as it is, in order, none overlapping."""
    folded, places = _mapped(text)
    spans = sorted((places[start], places[end]) for word in words if word for start, end in _found(folded, word))
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > start:
            merged.append((start, end))
    return merged


class _Folded(dict[str, str]):
    """Letters beyond ASCII and å, ä, ö, each folded once and then known."""

    def __missing__(self, letter: str) -> str:
        apart = normalize("NFKD", letter).casefold()
        apart = _OWN_LETTER.sub(lambda found: _OWN_LETTERS[found[0]], normalize("NFKD", apart))
        self[letter] = folded = normalize("NFC", _ACCENTS.sub("", apart))
        return folded


_folded = _Folded()


def _plain(found: re.Match[str]) -> str:
    return _folded[found[0]]


def _found(folded: str, word: str) -> list[tuple[int, int]]:
    return [(found.start(), found.end()) for found in re.finditer(re.escape(word), folded)]


def _mapped(text: str) -> tuple[str, "range | list[int]"]:
    """The folded text, and for each place in it (its end too) the place in ``text``."""
    folded = fold(text)
    if len(folded) == len(text) and (text.isascii() or not _ODD.search(text.lower())):
        return folded, range(len(text) + 1)
    pieces, places = [], [0]
    for start, end in _letters(text):
        pieces.append(piece := fold(text[start:end]))
        # Inside a letter that folds to several, places point to its start; the last one to its end.
        places += [start] * (len(piece) - 1) + [end] if piece else []
    return "".join(pieces), places


def _letters(text: str) -> list[tuple[int, int]]:
    """Where each letter with its marks begins and ends: what may be folded on its own."""
    bounds = [0]
    for place in range(1, len(text)):
        mark = text[place]
        if mark.isascii() or not (combining(mark) or _joins(text[bounds[-1] : place], mark)):
            bounds.append(place)
    return list(zip(bounds, [*bounds[1:], len(text)], strict=True)) if text else []


def _joins(letter: str, mark: str) -> bool:
    """Whether the two become one letter when composed, as parts of a Korean syllable do."""
    return normalize("NFC", letter + mark) != normalize("NFC", letter) + normalize("NFC", mark)
