"""Reflections as a tagged PDF to print and to hand over, set by Typst, which is an extra.

Typst gets its own template and all words as data, in memory: nothing is written beside the file that was asked for.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict
from importlib.util import find_spec
from typing import Any
from unicodedata import category

import orjson

from medledare.domain.problems import N_, Problem
from medledare.transfer import Stored
from medledare.transfer.about import About
from medledare.transfer.exporters.html import LOOKS, drawing
from medledare.transfer.exporters.pages import page

FONT = "Libertinus Serif"
"""Comes with Typst, so that the pages look the same everywhere; for what it lacks, fonts of the system are taken."""
_LONG = re.compile(r"\S{41,}")
_EVERY = 40


class NoTypst(Problem):
    sentence = N_(
        "PDF needs an extra: pip install 'medledare[pdf]'. Or export as html and let a browser print it as PDF."
    )


def write(rows: Sequence[Stored], about: About) -> bytes:
    """The PDF, the same for the same records. Raises NoTypst where the extra is not installed."""
    if find_spec("typst") is None:
        raise NoTypst
    import typst

    made = page(rows, about)
    drawings = [[drawing(chart, FONT) for chart in one.charts] for one in made.pictures]
    told = {"page": _breakable(asdict(made)), "drawings": drawings}
    source, inputs = (LOOKS / "page.typ").read_bytes(), {"told": orjson.dumps(told).decode()}
    try:
        return bytes(typst.compile(source, sys_inputs=inputs, pdf_standards="ua-1", format="pdf"))
    except typst.TypstError:
        # PDF/UA has no room for a letter that no font here can show; the same pages without that promise have.
        return bytes(typst.compile(source, sys_inputs=inputs, format="pdf"))


def _breakable(told: Any) -> Any:
    """The same words, with a place to break the line in what is longer than a line."""
    if isinstance(told, str):
        return _LONG.sub(_broken, told)
    if isinstance(told, dict):
        return {name: _breakable(one) for name, one in told.items()}
    return [_breakable(one) for one in told] if isinstance(told, list | tuple) else told


def _broken(found: re.Match[str]) -> str:
    first, *rest = (found[0][at : at + _EVERY] for at in range(0, len(found[0]), _EVERY))
    return first + "".join("\u200b" + part if _begins(part) else part for part in rest)


def _begins(part: str) -> bool:
    """Whether a part may begin a line: it does not belong to the sign before it."""
    return not (category(part[0]).startswith("M") or part[0] == "\u200d")
