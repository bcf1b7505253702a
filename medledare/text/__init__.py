"""Every word a user reads. English sentences are the message ids; Swedish comes from the catalog.

The catalog is loaded when the first sentence is said, so that a command that says nothing loads nothing.
"""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from medledare.domain.problems import N_, Problem

if TYPE_CHECKING:
    from gettext import NullTranslations

__all__ = ["LANGUAGES", "N_", "_", "language", "ngettext", "said_in", "say", "speak", "system_language"]

LANGUAGES = ("sv", "en")
LOCALE_FOLDER = Path(__file__).parent / "locale"
_LONGEST = 400
"""Characters that a sentence takes of a name or a path: somebody may have pasted a megabyte."""

_spoken = "en"


def speak(language: str) -> None:
    """Say everything from now on in ``language`` (``sv`` or ``en``)."""
    global _spoken
    if language not in LANGUAGES:
        raise ValueError(language)
    _spoken = language


def language() -> str:
    """The language spoken now."""
    return _spoken


def system_language(environment: Mapping[str, str] = os.environ) -> str:
    """Swedish where the system's messages are in Swedish, else English."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(variable):
            return "sv" if value.lower().startswith("sv") else "en"
    return "en"


def _(message: str) -> str:
    """The message in the language spoken now."""
    if _spoken == "en" or not message:
        return message
    return _catalog(_spoken).gettext(message)


def said_in(language: str, message: str) -> str:
    """The message in ``language``, whichever is spoken now: for what is written to be read in both."""
    return message if language == "en" else _catalog(language).gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The form that fits ``count``, with ``{count}`` filled in."""
    chosen = (one if count == 1 else many) if _spoken == "en" else _catalog(_spoken).ngettext(one, many, count)
    return chosen.format(count=count)


def say(problem: Problem) -> str:
    """A problem's one sentence in the language spoken now. Details that are messages or problems are said in it too."""
    details = {name: _said(detail) for name, detail in problem.details.items()}
    return _(problem.sentence).format(**details) if details else _(problem.sentence)


def _said(detail: object) -> object:
    if isinstance(detail, Problem):
        return say(detail)
    if not isinstance(detail, str | Path):
        return detail
    told = _(detail) if isinstance(detail, str) else str(detail)
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST]}…"


@cache
def _catalog(language: str) -> "NullTranslations":
    import gettext

    return gettext.translation("medledare", LOCALE_FOLDER, languages=[language])
