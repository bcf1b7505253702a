"""The program's own look: a dark and a light theme, each of few colours that mean one thing each.

Spruce (primary): where one is, and what one reads under. Fjord (accent): what can be pressed. Cloudberry (warning):
what asks for a thought. Rowan (error): what went wrong, or cannot be undone. Moss (success): what is done.
Birch (secondary, and the muted text): what stands beside the matter. Every text has a contrast of at least 4.5:1.
"""

from collections.abc import Mapping
from typing import NamedTuple

from textual.theme import Theme


class Paint(NamedTuple):
    """The colours of a theme. ``lit`` is what lies under the cursor, and ``ink`` the text on it."""

    dark: bool
    background: str
    surface: str
    panel: str
    rim: str
    foreground: str
    birch: str
    faint: str
    spruce: str
    fjord: str
    cloudberry: str
    rowan: str
    moss: str
    lit: str
    ink: str
    rest: str


WINTER = Paint(
    dark=True,
    background="#1c1b19",
    surface="#262421",
    panel="#2f2c28",
    rim="#7d7568",
    foreground="#e8e1d5",
    birch="#b5ab9b",
    faint="#9c9384",
    spruce="#9cc7ae",
    fjord="#9cc0d9",
    cloudberry="#e6b566",
    rowan="#ee9a8a",
    moss="#b4cb86",
    lit="#8fbba2",
    ink="#191a17",
    rest="#3d4a42",
)
SUMMER = Paint(
    dark=False,
    background="#f7f3ea",
    surface="#fffcf5",
    panel="#ebe5d8",
    rim="#8a8069",
    foreground="#2a2721",
    birch="#5d5648",
    faint="#6a6253",
    spruce="#28604a",
    fjord="#235a80",
    cloudberry="#7d4f00",
    rowan="#9c3427",
    moss="#46621b",
    lit="#2f6a53",
    ink="#fffcf5",
    rest="#cfdccf",
)


def _theme(name: str, paint: Paint) -> Theme:
    return Theme(
        name=name,
        dark=paint.dark,
        primary=paint.spruce,
        secondary=paint.birch,
        accent=paint.fjord,
        warning=paint.cloudberry,
        error=paint.rowan,
        success=paint.moss,
        foreground=paint.foreground,
        background=paint.background,
        surface=paint.surface,
        panel=paint.panel,
        variables={
            "text-muted": paint.birch,
            "text-disabled": paint.faint,
            "text-primary": paint.spruce,
            "text-secondary": paint.birch,
            "text-accent": paint.fjord,
            "text-warning": paint.cloudberry,
            "text-error": paint.rowan,
            "text-success": paint.moss,
            "foreground-muted": paint.birch,
            "foreground-disabled": paint.faint,
            "border-blurred": paint.rim,
            "block-cursor-background": paint.lit,
            "block-cursor-foreground": paint.ink,
            "block-cursor-blurred-background": paint.rest,
            "block-cursor-blurred-foreground": paint.foreground,
            "input-selection-background": paint.rest,
            "input-selection-foreground": paint.foreground,
            "screen-selection-background": paint.rest,
            "screen-selection-foreground": paint.foreground,
            "scrollbar": paint.rim,
            "scrollbar-hover": paint.birch,
            "scrollbar-active": paint.spruce,
            "scrollbar-background": paint.background,
            "link-color": paint.fjord,
            "link-color-hover": paint.ink,
            "link-background-hover": paint.lit,
            "footer-key-foreground": paint.fjord,
            "footer-description-foreground": paint.birch,
        },
    )


DARK, LIGHT = "medledare-dark", "medledare-light"
OWN = {DARK: _theme(DARK, WINTER), LIGHT: _theme(LIGHT, SUMMER)}
"""The themes made for the program, by name."""

_BRIGHT = frozenset({"7", "9", "10", "11", "12", "13", "14", "15"})
"""The terminal colours, of the sixteen, that are light to read on."""


def fitting(environ: Mapping[str, str]) -> str:
    """The own theme that fits the terminal: the light one where its COLORFGBG tells of a light background."""
    return LIGHT if environ.get("COLORFGBG", "").rpartition(";")[2] in _BRIGHT else DARK
