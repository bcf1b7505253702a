"""A frozen clock, vaults that lie nowhere, and the app over them, in both languages and at two sizes."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pilots import NOW, PASSPHRASE, QUICK, FrozenClock
from textual.widgets import Input, TextArea

from medledare.config.paths import Places
from medledare.services.demo import demo_vault
from medledare.text import speak
from medledare.tui.app import MedledareApp
from medledare.vault.create import create
from medledare.vault.vault import Vault, memory_vault

SIZES = {"80x24": (80, 24), "160x50": (160, 50)}
SPARED = 1_500_000
"""How many things may be spared by the collector before it looks at them after all."""


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """What the apps spared is let go when it is much: an app of a test lives on with all its widgets otherwise."""
    yield
    if gc.get_freeze_count() > SPARED:
        gc.unfreeze()
        gc.collect()


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "vault", tmp_path / "state", tmp_path / "config", None)


@pytest.fixture(autouse=True)
def still_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    """A blinking cursor would make pictures differ."""
    monkeypatch.setattr(Input.cursor_blink, "_default", False)
    monkeypatch.setattr(TextArea.cursor_blink, "_default", False)


@pytest.fixture(params=["sv", "en"])
def spoken(request: pytest.FixtureRequest) -> str:
    """Each of the two languages, spoken."""
    language: str = request.param
    speak(language)
    return language


@pytest.fixture(params=list(SIZES))
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """A small terminal and a large one."""
    return SIZES[request.param]


@pytest.fixture
def empty(clock: FrozenClock) -> Vault:
    """A vault with nothing in it yet."""
    return memory_vault(clock)


@pytest.fixture
def lived_in(clock: FrozenClock) -> Vault:
    """A vault with an invented half year, in English."""
    return demo_vault(clock, "en")


@pytest.fixture
def make_app(places: Places, clock: FrozenClock) -> Callable[..., MedledareApp]:
    """``make_app(vault)``: the app over a vault; without one it opens the vault at ``places``."""

    def make(vault: Vault | None = None) -> MedledareApp:
        app = MedledareApp(places, clock, vault)
        # What glides would be met on its way.
        app.animation_level = "none"
        return app

    return make


@pytest.fixture
def sealed_vault(places: Places) -> Places:
    """A vault on the disk that ``PASSPHRASE`` opens (with a cheap key derivation)."""
    create(places, PASSPHRASE, now=NOW, kdf=QUICK)
    return places


@pytest.fixture
def plain_vault(places: Places) -> Places:
    """A vault on the disk without a passphrase."""
    create(places, None, now=NOW)
    return places


@pytest.fixture(autouse=True)
def silent_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that does not tell whether it is light or dark."""
    monkeypatch.delenv("COLORFGBG", raising=False)
