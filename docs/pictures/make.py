"""Makes the pictures of README and the guide from the real program over the invented half year, beside this file.

Run with ``python docs/pictures/make.py``. The web fonts a picture would fetch are taken out: it uses those at hand.
"""

import asyncio
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from medledare.config.paths import Places
from medledare.services.demo import demo_vault
from medledare.text import LANGUAGES, speak
from medledare.tui.app import MedledareApp

HERE = Path(__file__).parent
SIZE = (104, 32)
NOW = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
KEYS = {
    "today": ["1"],
    "goals": ["2"],
    "journal": ["3"],
    "learnings": ["4"],
    "review": ["3", "b", "enter"],
    "trends": ["5"],
    "share": ["6"],
}
"""What is pressed for each picture."""


def clock() -> datetime:
    return NOW


async def picture(language: str, keys: list[str]) -> str:
    """One screen as SVG."""
    speak(language)
    with tempfile.TemporaryDirectory() as folder:
        nowhere = Path(folder)
        places = Places(nowhere / "vault", nowhere / "state", nowhere / "config", None)
        app = MedledareApp(places, clock, demo_vault(clock, language))
        async with app.run_test(size=SIZE) as pilot:
            for key in keys:
                await pilot.press(key)
                await pilot.pause(1)
            return re.sub(r"@font-face\s*{[^}]*}", "", app.export_screenshot())


for spoken in LANGUAGES:
    for name, pressed in KEYS.items():
        (HERE / f"{name}-{spoken}.svg").write_text(asyncio.run(picture(spoken, pressed)), encoding="utf-8")
