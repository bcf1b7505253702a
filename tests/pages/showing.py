"""What is written out to be looked at: the invented half year, and texts that would like to be more than text."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from medledare.domain.codec import encode
from medledare.domain.records import Entry, Record
from medledare.services.demo import demo_vault
from medledare.services.pictures import pictures
from medledare.services.search import Query, find_stored
from medledare.text import _
from medledare.transfer import Stored
from medledare.transfer.about import About

NOW = datetime(2026, 11, 26, 9, 15, tzinfo=UTC)

HOSTILE = (
    "<script>document.title = 'taken'</script><img src=https://example.org/x onerror=alert(1)>",
    "</style></script></title>]]> --> <!-- {{ 7 * 7 }} {% raw %} &lt;b&gt;",
    "![a picture](https://example.org/x.png) [run](javascript:alert(1)) <https://example.org/>",
    '#eval("1 + 1") #include "/etc/passwd" #sys.inputs $x^2$ @reference <label> // /* ',
    "\x1b[31mred\x07 \u202ebackwards\u2066",
    "עברית שלום\n\nالعربية مرحبا",
    "😀🐎👩‍👩‍👧 å ä ö é e\u0301 漢字",
    "> a\n> > b\n\n1. one\n   - two\n\n```\n<b>bold</b>\n```\n\n# A heading\n\n---\n\n~~gone~~ **bold *both***",
)


def half_year(language: str) -> tuple[list[Stored], About]:
    """The invented half year in the language spoken, with its pictures."""
    with demo_vault(lambda: NOW, language) as vault:
        drawn = pictures(vault, NOW, Query())
        return find_stored(vault, Query()), About(_("Reflections"), language, NOW, pictures=drawn)


def rows_of(records: Iterable[Record]) -> list[Stored]:
    return [Stored(record.kind, record.id, encode(record)) for record in records]


def entries(texts: Sequence[str]) -> list[Stored]:
    return rows_of(Entry(id=f"e{number}", at=NOW, created=NOW, text=text) for number, text in enumerate(texts))


def about(language: str = "en") -> About:
    return About("Reflections", language, NOW)
