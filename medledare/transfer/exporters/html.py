"""Reflections as one page for a browser. It holds all it needs, asks for nothing, and no text in it is ever markup."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from medledare.transfer import Stored
from medledare.transfer.about import About
from medledare.transfer.exporters.articles import articles, told
from medledare.transfer.exporters.charts import HEIGHT, LEFT, RIGHT, WIDTH, Chart, Place
from medledare.transfer.exporters.pages import page

if TYPE_CHECKING:
    from jinja2 import Environment

LOOKS = Path(__file__).parent / "looks"


def write(rows: Sequence[Stored], about: About) -> bytes:
    """The page. Its policy lets a browser use its own style, known by its hash, and nothing else."""
    from markupsafe import Markup

    style = (LOOKS / "page.css").read_text("utf-8")
    hashed = b64encode(sha256(style.encode()).digest()).decode()
    text = (
        _looks()
        .get_template("page.html.jinja")
        .render(page=page(rows, about), style=Markup(style), style_hash=f"sha256-{hashed}")
    )
    return text.encode()


def drawing(chart: Chart, font: str) -> str:
    """A chart as an image of its own, with its words in a font by name."""
    return _looks().get_template("chart.svg.jinja").render(chart=chart, font=font)


@cache
def _looks() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    looks = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, loader=FileSystemLoader(LOOKS)
    )
    looks.globals |= {"size": (WIDTH, HEIGHT), "edges": (LEFT, RIGHT), "name": "", "font": ""}
    looks.globals |= {"articles": articles, "told": told, "dots": _dots, "squares": _squares, "around": _around}
    return looks


def _dots(places: Iterable[Place]) -> str:
    """A path that is a dot at each place, where lines have round ends."""
    return "".join(f"M{x} {y}h.01" for x, y in places)


def _squares(places: Iterable[Place], wide: float) -> list[str]:
    return [f"M{x - wide / 2} {y - wide / 2}h{wide}v{wide}h-{wide}z" for x, y in places]


def _around(places: Iterable[Place]) -> str:
    """A path through places and back to the first."""
    return "M" + "L".join(f"{x} {y}" for x, y in places) + "Z"
