"""Some hundreds of random keys, clicks and pastes over all screens: nothing breaks and nothing is lost."""

import os

import pytest
from pilots import NOW, settle, until
from soak import confine, lost, prepare, soak

from medledare.services import session
from medledare.tui.app import MedledareApp
from medledare.tui.screens.main import Main
from medledare.tui.widgets.editor import Editor

EVENTS = 250


@pytest.fixture
def confined(tmp_path, monkeypatch):
    """The environment and the folder come back afterwards."""
    before = dict(os.environ)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out").mkdir()
    confine(tmp_path / "out")
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.mark.usefixtures("confined")
async def test_random_keys_and_clicks_break_nothing_and_lose_nothing(places, tmp_path):
    prepare(places, tmp_path / "team")
    app = MedledareApp(places, lambda: NOW)
    app.animation_level = "none"
    soaked = await soak(app, EVENTS, seed=1)
    assert len(soaked.screens) > 3
    vault = session.open_at_hand(places, lambda: NOW)
    assert not lost(soaked, vault)
    assert not vault.damage
    vault.close()
    again = MedledareApp(places, lambda: NOW)
    async with again.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: again.vault is not None and isinstance(again.screen, Main), seconds=30)
        await settle(pilot)
        assert again.screen.query_one(Editor).text == soaked.draft
    again.close()
