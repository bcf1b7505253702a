"""The page as it is written: all that was said is there as text, and nothing of it is anything but text."""

import re
from base64 import b64encode
from collections import Counter
from datetime import timedelta, timezone
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from any_record import any_record
from hypothesis import given, settings
from hypothesis import strategies as st
from showing import HOSTILE, NOW, about, entries, half_year, rows_of

from medledare.domain.records import Entry, Goal, Record
from medledare.text.shown import shown
from medledare.transfer import Stored
from medledare.transfer.exporters import html

OWN_TAGS = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "nav", "main", "section", "article", "footer",
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "span", "dl", "dt", "dd", "ul", "ol", "li", "blockquote", "pre",
    "code", "hr", "strong", "em", "s", "small", "time", "figure", "figcaption", "svg", "g", "text", "path", "circle",
    "details", "summary", "table", "tbody", "tr", "th", "td",
}  # fmt: skip
EMPTY = {"meta", "hr"}


class Read(HTMLParser):
    """A page's tags with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text += data


def read(rows: list[Stored]) -> Read:
    return Read(html.write(rows, about()).decode())


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_a_text_becomes_no_tag_no_address_and_no_script() -> None:
    page = read(entries(HOSTILE))
    assert {tag for tag, _attributes in page.tags} <= OWN_TAGS
    for _tag, attributes in page.tags:
        assert not any(name.startswith("on") or name in ("src", "srcset", "style", "action") for name in attributes)
        assert (attributes.get("href") or "#").startswith("#")
    for text in HOSTILE[:-1]:
        assert not set(words(shown(text))) - set(words(page.text))
    assert "https://example.org/x.png" in page.text
    assert "\x1b" not in page.text


@given(st.lists(any_record(), max_size=3))
@settings(max_examples=60)
def test_records_of_any_kind_with_anything_in_them_make_a_page_whose_tags_are_its_own(records: list[Record]) -> None:
    page = read(rows_of(records))
    assert {tag for tag, _attributes in page.tags} <= OWN_TAGS
    assert page.open == []


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1))
def test_no_letter_of_a_text_is_lost(text: str) -> None:
    page = read(entries([text]))
    assert not Counter(filter(str.isalpha, shown(text))) - Counter(page.text)


def test_the_policy_lets_the_browser_use_the_style_and_nothing_else() -> None:
    page = html.write(entries(["a"]), about()).decode()
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="(.*?)"', page)
    hashed = b64encode(sha256(style.encode()).digest()).decode()
    assert policy.replace("&#39;", "'").split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{hashed}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert page.index("Content-Security-Policy") < page.index("<style>")
    assert "url(" not in style
    assert "@import" not in style


def test_ten_years_have_a_line_of_contents_a_year_and_each_month_can_be_reached() -> None:
    days = [NOW - timedelta(days=number * 7) for number in range(520)]
    page = read(rows_of(Entry(id=f"{number}", at=at, created=at, text="a") for number, at in enumerate(reversed(days))))
    ids = Counter(attributes["id"] for _tag, attributes in page.tags if "id" in attributes)
    links = [attributes["href"] for tag, attributes in page.tags if tag == "a" and attributes.get("href")]
    assert {link[1:] for link in links if link} <= set(ids)
    assert set(ids.values()) == {1}
    assert len({at.strftime("%Y") for at in days} & set(page.text.split())) == 11
    assert {f"#m{at:%Y-%m}" for at in days} <= set(links)
    assert len(links) < 150


def test_a_day_is_told_once_though_its_records_were_written_in_different_zones() -> None:
    west, east, night = timezone(timedelta(hours=-8)), timezone(timedelta(hours=9)), NOW - timedelta(hours=9)
    moments = [night.astimezone(east), night.astimezone(west), (night + timedelta(minutes=1)).astimezone(east)]
    page = read(rows_of(Entry(id=f"{number}", at=at, created=at, text="a") for number, at in enumerate(moments)))
    days = [str(attributes["datetime"]) for tag, attributes in page.tags if tag == "time"]
    assert [day for day in days if len(day) == 10] == ["2026-11-25", "2026-11-26"]


def test_headings_go_down_one_step_at_a_time(language: str) -> None:
    rows, told = half_year(language)
    levels = [int(tag[1]) for tag, _ in Read(html.write(rows, told).decode()).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_what_a_record_points_to_and_what_one_wrote_of_it_is_there() -> None:
    goal = Goal(id="g", at=NOW, created=NOW, title="Läsa mer", serves="kunskap", cue="efter *lunch*", action="en sida")
    entry = Entry(id="e", at=NOW, created=NOW, text="En rubrik\nsen text", goal="g", starred=True, place="home")
    page = html.write(rows_of([goal, entry]), about()).decode()
    assert "<em>lunch</em>" in page
    assert "<strong>En rubrik</strong>" in page
    assert "<dt>Goal</dt><dd>Läsa mer</dd>" in page
    assert 'aria-label="Starred"' in page


def test_every_principle_is_drawn_with_the_same_in_words(language: str) -> None:
    rows, told = half_year(language)
    page = Read(html.write(rows, told).decode())
    drawings = [attributes for tag, attributes in page.tags if tag == "svg"]
    ids = {attributes.get("id") for _tag, attributes in page.tags}
    assert len(drawings) == sum(len(picture.items) + bool(picture.conditions) for picture in told.pictures) == 21
    for one in drawings:
        assert one["role"] == "img"
        assert {one["aria-labelledby"], one["aria-describedby"]} <= ids
    for picture in told.pictures:
        assert picture.says in page.text
        assert all(sentence in page.text for item in picture.items for sentence in item.told)


def test_one_record_stands_alone_under_the_title_with_its_own_headings() -> None:
    page = read(entries(["Reflections\n26 Nov 2026\n\n### Most\n\none\n\n##### Less\n\ntwo\n"]))
    assert "nav" not in {tag for tag, _attributes in page.tags}
    assert [tag for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)] == ["h1", "h2", "h3"]
    assert page.text.count("26 Nov 2026") == 2  # the title of the window, and the line under the title


def test_nothing_to_show_is_a_page_too() -> None:
    page = read([])
    assert "nav" not in {tag for tag, _attributes in page.tags}
    assert "Reflections" in page.text


@pytest.mark.parametrize("text", ["x" * 1_000_000, "> " * 500_000, "- a\n" * 100_000])
def test_a_megabyte_in_one_entry_is_written(text: str) -> None:
    assert len(html.write(entries([text]), about())) > len(text) // 2
