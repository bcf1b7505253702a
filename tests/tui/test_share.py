"""Share: what has left, what others could see, and a copy taken out on purpose."""

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from area_app import area, clock, page, press, settle, show, toasts, write
from exported import export
from pilots import burst, screen_text
from textual.widgets import Checkbox, Input, Select, Static

from medledare.services import capture, goals, records
from medledare.services.demo import demo_vault
from medledare.services.departures import departures
from medledare.services.privacy import PlaceReport
from medledare.services.search import Query
from medledare.text import _
from medledare.text.formats import FORMATS
from medledare.tui.app import MedledareApp
from medledare.tui.areas.share import WITH_OTHERS
from medledare.tui.areas.share_form import ShareForm
from medledare.tui.screens.team import Team
from medledare.tui.widgets.page import Page
from medledare.vault.vault import Vault, memory_vault

MakeApp = Callable[[Vault], MedledareApp]
Look = Callable[..., bool]

SIZE = (140, 40)


@pytest.fixture
def vault() -> Vault:
    vault = memory_vault(clock)
    records.add(vault, capture.entry(clock, "A line"))
    records.add(vault, capture.failure(clock, "A failure"))
    return vault


def fill(app: MedledareApp, **fields: str) -> None:
    for name, text in fields.items():
        area(app).query_one(f"#share-{name}", Input).value = text


def complaint(app: MedledareApp, name: str) -> str:
    return str(area(app).query_one(f"#share-{name}-message", Static).render())


async def test_nothing_has_left_until_one_takes_it_out(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "share")
        assert page(app).startswith("What has left the vault\nNothing.")


async def test_what_others_could_see_and_where_it_lies_is_said(make_app: MakeApp, tmp_path: Path, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "share")
        assert "An employer who looks at the disk" in page(app)
        assert str(tmp_path / "vault") in page(app).replace("\n  ", "")


async def test_a_copy_is_written_for_its_owner_only_and_remembered(
    make_app: MakeApp, tmp_path: Path, vault: Vault
) -> None:
    target = tmp_path / "copy.md"
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "share")
        fill(app, target=str(target))
        await press(pilot, "n", "ctrl+s")
        assert "A line" in target.read_text("utf-8")
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
        assert "2 records" in toasts(app)
        assert "Nothing." not in page(app)
        assert "2 records, markdown" in page(app)


async def test_no_copy_is_written_in_passing(make_app: MakeApp, tmp_path: Path, vault: Vault) -> None:
    target = tmp_path / "copy.md"
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "share")
        fill(app, target=str(target))
        await press(pilot, "ctrl+s")
        assert not target.exists()
        assert area(app).query_one(ShareForm).has_focus_within
        await press(pilot, "ctrl+s")
        assert target.exists()


async def test_only_what_was_ticked_goes_out(make_app: MakeApp, tmp_path: Path, vault: Vault) -> None:
    target = tmp_path / "copy.json"
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "share")
        area(app).query_one("#share-format", Select).value = "json"
        area(app).query_one("#share-kind-failure", Checkbox).value = False
        fill(app, target=str(target), since="today")
        await settle(pilot)
        await pilot.click("#share-export")
        await settle(pilot)
        assert "A failure" not in target.read_text("utf-8")
        assert "A line" in json.dumps(json.loads(target.read_text("utf-8")))


@pytest.mark.parametrize(("format", "begins"), [("html", b"<!doctype html>"), ("pdf", b"%PDF-")])
async def test_a_page_to_read_and_to_print_can_be_taken_out(
    make_app: MakeApp, tmp_path: Path, vault: Vault, format: str, begins: bytes
) -> None:
    target = tmp_path / "copy"
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "share")
        area(app).query_one("#share-format", Select).value = format
        await settle(pilot)
        assert area(app).query_one("#share-target", Input).value.endswith(f".{format}")
        fill(app, target=str(target))
        await press(pilot, "n", "ctrl+s")
        assert target.read_bytes().startswith(begins)
        assert f"2 records, {format}" in page(app)


async def test_pdf_without_its_extra_is_said_beside_the_file(
    make_app: MakeApp, tmp_path: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("medledare.transfer.exporters.pdf.find_spec", lambda _name: None)
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "share")
        area(app).query_one("#share-format", Select).value = "pdf"
        fill(app, target=str(tmp_path / "copy.pdf"))
        await press(pilot, "n", "ctrl+s")
        assert "medledare[pdf]" in complaint(app, "target")
        assert list(tmp_path.glob("copy*")) == []


async def test_the_file_name_follows_the_format_until_one_writes_ones_own(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "share")
        target = area(app).query_one("#share-target", Input)
        assert target.value == "~/medledare-2026-11-23.md"
        area(app).query_one("#share-format", Select).value = "json"
        await settle(pilot)
        assert target.value.endswith(".json")
        fill(app, target="/tmp/mine.txt")
        area(app).query_one("#share-format", Select).value = "markdown"
        await settle(pilot)
        assert target.value == "/tmp/mine.txt"


@pytest.mark.parametrize("replace", [False, True])
async def test_a_file_that_is_there_is_replaced_only_if_one_says_so(
    make_app: MakeApp, tmp_path: Path, vault: Vault, replace: bool
) -> None:
    target = tmp_path / "copy.md"
    target.write_text("mine")
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "share")
        fill(app, target=str(target))
        await press(pilot, "n", "ctrl+s")
        assert "Shall it be replaced?" in str(app.screen.query(Static).first().render())
        assert target.read_text() == "mine"
        if replace:
            await press(pilot, "left", "enter")
            assert "A line" in target.read_text("utf-8")
        else:
            await press(pilot, "enter")
            assert target.read_text() == "mine"
            assert "already a file" in complaint(app, "target")
            assert departures(vault) == []


async def test_what_is_for_oneself_is_taken_out_and_shown_before_it_leaves(
    make_app: MakeApp, tmp_path: Path, vault: Vault
) -> None:
    target = tmp_path / "copy.md"
    records.add(vault, capture.entry(clock, "Met @anna [/b] ((not this))"))
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "share")
        fill(app, target=str(target))
        area(app).query_one("#share-redact", Checkbox).value = True
        await settle(pilot)
        assert not area(app).query_one("#share-kind-failure", Checkbox).value
        await press(pilot, "n", "ctrl+s")
        told = app.screen.query_one(Page).text
        assert "@anna 1" in told
        assert "not this" in told
        assert not target.exists()
        await press(pilot, "enter")
        assert not target.exists()
        assert departures(vault) == []
        await press(pilot, "ctrl+s", "left", "enter")
        assert "Met @… [/b] […]" in target.read_text("utf-8")
        assert "A failure" not in target.read_text("utf-8")
        assert "markdown, with things taken out" in page(app)


async def test_a_synced_place_is_told_before_anything_is_written(
    make_app: MakeApp, tmp_path: Path, vault: Vault
) -> None:
    (tmp_path / ".stfolder").mkdir()
    target = tmp_path / "copy.md"
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "share")
        fill(app, target=str(target))
        await settle(pilot)
        assert "Syncthing" in str(area(app).query_one("#share-remarks", Static).render())
        await press(pilot, "n", "ctrl+s")
        assert not target.exists()
        await press(pilot, "left", "enter")
        assert target.exists()


@pytest.mark.parametrize("format", FORMATS)
async def test_every_format_is_written_from_the_form(
    make_app: MakeApp, tmp_path: Path, vault: Vault, format: str
) -> None:
    target = tmp_path / "copy"
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "share")
        area(app).query_one("#share-format", Select).value = format
        area(app).query_one("#share-folder", Checkbox).value = True
        fill(app, target=str(target))
        await press(pilot, "n", "ctrl+s")
        assert target.is_dir() == bool(FORMATS[format].folder)
        assert target.exists()
        assert [one.format for one in departures(vault)] == [format]


async def test_only_what_fits_the_tags_the_principle_and_the_goal_goes_out(
    make_app: MakeApp, tmp_path: Path, vault: Vault
) -> None:
    goal = goals.create(vault, clock, "A goal")
    records.add(vault, capture.entry(clock, "With all #x", goal=goal.id, principles=("STO",)))
    records.add(vault, capture.entry(clock, "With a tag #x"))
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "share")
        fill(app, tags="x #y", target=str(tmp_path / "tag.md"))
        await press(pilot, "n", "ctrl+s")
        assert "With a tag" in (tmp_path / "tag.md").read_text("utf-8")
        assert "A line" not in (tmp_path / "tag.md").read_text("utf-8")
        area(app).query_one("#share-principle", Select).value = "STO"
        area(app).query_one("#share-goal", Select).value = goal.id
        fill(app, target=str(tmp_path / "all.md"))
        await press(pilot, "ctrl+s")
        assert "With all" in (tmp_path / "all.md").read_text("utf-8")
        assert "With a tag" not in (tmp_path / "all.md").read_text("utf-8")


async def test_a_template_of_ones_own_is_asked_for_where_it_is_wished_for(
    make_app: MakeApp, tmp_path: Path, vault: Vault
) -> None:
    own, target = tmp_path / "own.txt", tmp_path / "copy.txt"
    own.write_text("{{ records | length }} of mine", "utf-8")
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "share")
        assert not area(app).query_one("#share-template-field").display
        area(app).query_one("#share-format", Select).value = "template"
        await settle(pilot)
        assert area(app).query_one("#share-template-field").display
        fill(app, template=str(own), target=str(target))
        await press(pilot, "n", "ctrl+s")
        assert target.read_text("utf-8") == "2 of mine"
        own.write_text("{% for %}", "utf-8")
        fill(app, target=str(tmp_path / "other.txt"))
        await press(pilot, "ctrl+s")
        assert "Line 1" in complaint(app, "target")


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"since": "neverday"}, "since"),
        ({"until": "31 February 2026"}, "until"),
        ({"since": "2026-11-20", "until": "2026-11-01"}, "until"),
        ({"target": ""}, "target"),
        ({"target": "/nowhere/at/all.md"}, "target"),
    ],
)
async def test_what_is_wrong_is_said_beside_its_field_and_nothing_goes_out(
    make_app: MakeApp, tmp_path: Path, vault: Vault, fields: dict[str, str], name: str
) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "share")
        fill(app, **{"target": str(tmp_path / "copy.md"), **fields})
        await press(pilot, "n", "ctrl+s")
        assert complaint(app, name)
        assert departures(vault) == []


async def test_nothing_ticked_is_said(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "share")
        for box in area(app).query(Checkbox):
            box.value = False
        await settle(pilot)
        assert complaint(app, "kinds") == "Choose at least one."


async def test_a_box_is_seen_to_be_ticked_or_not_without_colours(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "share")
        box = area(app).query_one("#share-kind-entry", Checkbox)
        await settle(pilot)
        assert "[✓] Entries" in screen_text(app)
        box.value = False
        await settle(pilot)
        assert "[ ] Entries" in screen_text(app)


@pytest.mark.parametrize("theme", ["textual-light", "textual-dark", "ansi-light", "ansi-dark"])
async def test_a_box_that_is_not_ticked_is_as_clear_as_words(make_app: MakeApp, vault: Vault, theme: str) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        app.theme = theme
        await show(pilot, "share")
        await settle(pilot)
        folder = area(app).query_one("#share-folder", Checkbox)
        assert not folder.value
        box, words = (segment.style for segment in list(folder.render_line(0))[:2])
        assert box is not None
        assert words is not None
        assert (box.color, box.bgcolor, box.dim) == (words.color, words.bgcolor, words.dim)


async def test_all_that_is_done_with_others_stands_on_the_page_with_its_key(
    make_app: MakeApp, vault: Vault, spoken: str
) -> None:
    app = make_app(vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, "share")
        shown = screen_text(app)
        for command in WITH_OTHERS:
            assert f"{command.key} {_(command.label)} " in shown
        await pilot.click("#share-keys", offset=(1, 0))
        await settle(pilot)
        assert isinstance(app.screen, Team)


async def test_the_form_is_reached_however_soon_its_key_comes(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        app.screen.set_focus(None)
        await burst(pilot, "6", "n")
        assert app.focused is area(app).query_one("#share-since")


async def test_the_form_is_reached_and_left_by_keys(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, "share")
        await press(pilot, "n")
        await write(pilot, "yesterday")
        assert area(app).query_one("#share-since", Input).value == "yesterday"
        await press(pilot, "escape")
        assert app.focused is area(app).query_one("#share-page")


async def test_hostile_text_in_fields_and_file_names_is_shown_as_it_is(
    make_app: MakeApp, tmp_path: Path, vault: Vault
) -> None:
    target = tmp_path / "[b]\x1b[2J[x].md"
    export(vault, clock, "markdown", Query(), target)
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "share")
        assert "[b]␛[2J[x].md" in page(app).replace("\n  ", "")
        fill(app, since="[/b]", until="[x]", target=str(tmp_path / "[link=a].md"))
        await settle(pilot)
        assert "[/b]" in complaint(app, "since")


def test_share_looks(
    snap_compare: Look, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, spoken: str, size: tuple[int, int]
) -> None:
    # The page shows where things lie: the same place each time.
    there = "medledare.services.privacy._look"
    monkeypatch.setattr(there, lambda what, path: PlaceReport(what, Path("/home/me") / path.name, 0o700, 1024))
    app = make_app(demo_vault(clock, spoken))
    assert snap_compare(app, terminal_size=size, run_before=lambda pilot: show(pilot, "share"))


async def test_tables_of_several_kinds_are_a_folder_from_the_start(
    make_app: MakeApp, tmp_path: Path, vault: Vault
) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "share")
        area(app).query_one("#share-format", Select).value = "csv"
        await settle(pilot)
        assert area(app).query_one("#share-folder", Checkbox).value
        assert area(app).query_one("#share-target", Input).value == "~/medledare-2026-11-23"
        area(app).query_one("#share-folder", Checkbox).value = False
        fill(app, target=str(tmp_path / "one.csv"))
        await press(pilot, "n", "ctrl+s")
        assert "takes a folder" in complaint(app, "target")
