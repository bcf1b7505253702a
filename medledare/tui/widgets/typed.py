"""What a person types or pastes: what cannot be kept is refused, and what cannot be shown is shown as a sign. Pure."""

from medledare.domain.problems import Problem
from medledare.text import say

_PICTURES = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)} | {0x7F: 0x2421}
_SIGN = 0xFFFD
_ODD = dict.fromkeys([*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x2028, 0x2029], _SIGN)
_SHOWN = _PICTURES | _ODD


def as_shown(text: str) -> str:
    """The text with a sign for each character that would steer the terminal; as many characters as before."""
    return text if text.isascii() and text.isprintable() else text.translate(_SHOWN)


def why_not(text: str) -> str:
    """Why a text cannot be taken in, in one sentence; empty if it can."""
    from medledare.domain.codec import check_text

    try:
        check_text(text)
    except Problem as problem:
        return say(problem)
    return ""
