"""A reminder can be set, changed and taken away in the terminal interface, and the demo offers none."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from area_app import press
from pilots import settle
from textual.widgets import Button

from medledare.config.paths import Places
from medledare.services import reminding
from medledare.tui.app import MedledareApp
from medledare.tui.commands import offers
from medledare.tui.modals.ask import Ask
from medledare.vault.vault import Vault

MakeApp = Callable[..., MedledareApp]

CRONTAB = """\
#!/bin/sh
case "$1" in
    -l) cat "{file}" 2>/dev/null || { echo "no crontab for me" >&2; exit 1; } ;;
    -r) rm "{file}" ;;
    -) cat > "{file}" ;;
esac
"""


@pytest.fixture
def crontab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the system's crontab would hold; a home without any other timer."""
    file, folder = tmp_path / "crontab", tmp_path / "tools"
    folder.mkdir()
    for name in ("cat", "rm"):
        (folder / name).symlink_to(str(shutil.which(name)))
    (folder / "crontab").write_text(CRONTAB.replace("{file}", str(file)))
    (folder / "crontab").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return file


async def test_it_is_set_changed_and_taken_away(make_app: MakeApp, plain_vault: Places, crontab: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await app.run_action("remind")
        await settle(pilot)
        assert isinstance(app.screen, Ask)
        assert not app.screen.query("#without")
        await press(pilot, *"25", "enter", "enter")
        assert "“25”" in str(app.screen.query_one(".message").render())
        assert not crontab.exists()
        app.screen.query_one("#ask-at").focus()
        await press(pilot, *"8.15", "enter", *"friday", "enter")
        assert not isinstance(app.screen, Ask)
        assert "15 8 * * 5 " in crontab.read_text()
        assert [note.message for note in app._notifications] == ["You are reminded at 08:15, every Friday."]
        await app.run_action("remind")
        await settle(pilot)
        assert app.screen.query_one("#ask-at").value == "08:15"  # type: ignore[attr-defined]
        assert app.screen.query_one("#ask-days").value == "every Friday"  # type: ignore[attr-defined]
        app.screen.query_one("#without", Button).press()
        await settle(pilot)
        assert not crontab.exists()
        assert reminding.kept() is None


async def test_leaving_sets_nothing(make_app: MakeApp, plain_vault: Places, crontab: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await app.run_action("remind")
        await settle(pilot)
        await press(pilot, "escape")
        assert not crontab.exists()


async def test_the_demo_offers_none(make_app: MakeApp, lived_in: Vault) -> None:
    app = make_app(lived_in)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "remind" not in {offer.command.id for offer in offers(app.screen)}


async def test_the_palette_offers_it(make_app: MakeApp, plain_vault: Places) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "remind" in {offer.command.id for offer in offers(app.screen) if offer.enabled}
