"""The page about the evidence: what research found, what the program makes of it, and what the program refuses.

One text a language (``library/evidence.*.toml``) is what the terminal interface, the command line and docs show.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from medledare.text import language

_LIBRARY = Path(__file__).parent / "library"


class Part(NamedTuple):
    """A paragraph of the page and what it is: a ``strong`` one names an effect, a ``muted`` one a source."""

    role: Literal["title", "heading", "text", "point", "strong", "muted"]
    text: str


class Finding(NamedTuple):
    """What a study found, in the words of the language spoken; ``doi`` may be empty."""

    code: str
    heading: str
    effect: str
    found: str
    program: str
    caveat: str
    reference: str
    doi: str


def findings() -> list[Finding]:
    """The findings in their order."""
    sources = _read("references")
    return [Finding(code, **words, **sources[code]) for code, words in _words()["findings"].items()]


def refusals() -> list[str]:
    """What the program refuses to do, a sentence each."""
    points: list[str] = _words()["refusals"]["points"]
    return points


def page() -> list[Part]:
    """The whole page."""
    words = _words()
    parts = [Part("title", words["title"]), *(Part("text", text) for text in words["intro"])]
    parts += _section(words["numbers"])
    for finding in findings():
        parts += [
            Part("heading", finding.heading),
            Part("strong", finding.effect),
            Part("text", finding.found),
            Part("text", f"{words['labels']['program']}: {finding.program}"),
            Part("text", f"{words['labels']['caveat']}: {finding.caveat}"),
            Part("muted", finding.reference + (f" https://doi.org/{finding.doi}" if finding.doi else "")),
        ]
    return parts + _section(words["refusals"])


def markdown() -> str:
    """The page as docs keep it."""
    before = {"title": "# ", "heading": "## ", "point": "- ", "strong": "**", "muted": "*"}
    after = {"strong": "**", "muted": "*"}
    return "\n\n".join(before.get(role, "") + text + after.get(role, "") for role, text in page()) + "\n"


def _section(words: dict[str, Any]) -> list[Part]:
    return [Part("heading", words["heading"]), *(Part("point", text) for text in words["points"])]


def _words() -> dict[str, Any]:
    return _read(f"evidence.{language()}")


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_LIBRARY / f"{name}.toml").read_text(encoding="utf-8"))
