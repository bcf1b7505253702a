"""The page in a real browser: it asks for nothing, complains of nothing, can be read by everyone and printed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from showing import HOSTILE, about, entries, half_year

from medledare.transfer.exporters import html

SIZES = {"desk": (1280, 900), "phone": (360, 740)}


class Watched:
    """A page, and whatever it asked for or complained of."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page = page
        self.asked: list[str] = []
        self.refused: list[str | None] = []
        self.said: list[str] = []
        self._file = folder / "page.html"
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("requestfailed", lambda request: self.refused.append(request.failure))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", lambda dialog: self.said.append(dialog.message))

    def open(self, data: bytes) -> Page:
        self._file.write_bytes(data)
        self.page.goto(self._file.as_uri())
        self.page.wait_for_load_state("networkidle")
        return self.page

    def is_quiet(self) -> bool:
        return self.said == [] and self.asked == [self._file.as_uri()]


@pytest.fixture
def watched(browser: Browser, tmp_path: Path) -> Iterator[Watched]:
    context = browser.new_context()
    yield Watched(context.new_page(), tmp_path)
    context.close()


def test_it_asks_for_nothing_and_complains_of_nothing(watched: Watched, language: str) -> None:
    page = watched.open(html.write(*half_year(language)))
    page.emulate_media(media="print")
    for summary in page.locator("summary").all():
        summary.evaluate("one => one.click()")
    page.wait_for_load_state("networkidle")
    assert watched.is_quiet(), (watched.asked, watched.said)
    assert page.evaluate("getComputedStyle(document.querySelector('article')).display") == "grid"


def test_text_that_would_be_more_stays_text(watched: Watched) -> None:
    page = watched.open(html.write(entries(HOSTILE), about()))
    assert page.title().startswith("Reflections")
    assert page.locator("script, img, iframe, object, embed, form, link, base").count() == 0
    assert "<script>document.title = 'taken'</script>" in page.inner_text("main")
    assert "{{ 7 * 7 }}" in page.inner_text("main")
    assert watched.is_quiet(), (watched.asked, watched.said)


def test_were_a_picture_or_a_script_in_it_the_browser_would_leave_them_alone(watched: Watched) -> None:
    data = html.write(entries(["a"]), about())
    slipped = b"<img src='https://example.org/x.png'><script>document.title = 'taken'</script><style>a{}</style>"
    page = watched.open(data.replace(b"</main>", slipped + b"</main>"))
    assert page.title().startswith("Reflections")
    assert watched.refused == ["csp"]
    assert sum("Content Security Policy" in one for one in watched.said) == 3, watched.said


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_everyone_can_read_it(watched: Watched, language: str, scheme: Literal["light", "dark"], size: str) -> None:
    width, height = SIZES[size]
    watched.page.set_viewport_size({"width": width, "height": height})
    watched.page.emulate_media(color_scheme=scheme)
    page = watched.open(html.write(*half_year(language)))
    for summary in page.locator("summary").all()[:3]:
        summary.evaluate("one => one.click()")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["impact"], one["nodes"][0]["html"][:200]) for one in found] == []


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_runs_off_the_side(watched: Watched, language: str, width: int) -> None:
    rows, told = half_year(language)
    watched.page.set_viewport_size({"width": width, "height": 800})
    page = watched.open(html.write(rows + entries(["x" * 100_000, "`" + "y" * 5_000 + "`", *HOSTILE]), told))
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_text_that_runs_right_to_left_does_so(watched: Watched) -> None:
    page = watched.open(html.write(entries(["עברית\n\nsvenska"]), about()))
    ways = page.locator("article p").evaluate_all("all => all.map(one => getComputedStyle(one).direction)")
    assert sorted(ways) == ["ltr", "rtl"]


def test_the_keyboard_gets_past_the_contents(watched: Watched, language: str) -> None:
    page = watched.open(html.write(*half_year(language)))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "text"


def test_it_prints_in_ink_on_white_with_no_chart_cut(watched: Watched, language: str) -> None:
    watched.page.emulate_media(color_scheme="dark")
    page = watched.open(html.write(*half_year(language)))
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    page.emulate_media(media="print", color_scheme="dark")
    look = "getComputedStyle(document.documentElement)"
    assert page.evaluate(f"{look}.backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate(f"{look}.color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.querySelector('figure')).breakInside") == "avoid"
    assert page.locator("details").first.is_hidden()
