"""A card as a QR code in half blocks, dark on light, for another person's camera.

A card's keys are written in capitals, which a QR code holds in less room; so a card with a name of 41 bytes, or
fewer, fits a terminal of 24 rows.
"""

import segno

from medledare.sharing.people import Card

QUIET = 2
"""Modules of light around the code."""
ERROR = "L"
"""A screen is neither torn nor smudged."""

_DARK_ON_LIGHT = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
_LIGHT_ON_DARK = {(True, True): " ", (False, True): "▀", (True, False): "▄", (False, False): "█"}


def half_blocks(card: Card, *, lit: bool = False) -> list[str]:
    """The code as lines of equal width, two modules high each.

    The blocks are what is dark, to be written in black on white; with ``lit`` they are what is light, as on a dark
    terminal without colours.
    """
    signs = _LIGHT_ON_DARK if lit else _DARK_ON_LIGHT
    rows = [[bool(dark) for dark in row] for row in _code(card).matrix_iter(border=QUIET)]
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    return [
        "".join(map(signs.__getitem__, zip(*pair, strict=True))) for pair in zip(rows[::2], rows[1::2], strict=True)
    ]


def _code(card: Card) -> segno.QRCode:
    keys = card.text.removesuffix(f"{card.name}:")
    parts = [(keys.upper(), segno.consts.MODE_ALPHANUMERIC), (f"{card.name}:".encode(), segno.consts.MODE_BYTE)]
    return segno.make(parts, error=ERROR, micro=False, boost_error=True)  # type: ignore[arg-type]
