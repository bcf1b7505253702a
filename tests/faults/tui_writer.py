"""The real terminal interface, written in by hand: entries typed and saved with its own key, and said once it says so.

Usage: tui_writer.py VAULT STATE NAME COUNT. Each line on the standard output is the id of one entry whose text the
editor has let go of, which it does when the entry is safe.
"""

import asyncio
import sys
from pathlib import Path

from medledare.config.paths import Places
from medledare.tui.app import MedledareApp
from medledare.tui.areas.writing_part import WritingPart
from medledare.tui.widgets.editor import Editor


async def write(places: Places, name: str, count: int) -> None:
    app = MedledareApp(places)
    async with app.run_test(size=(80, 24)) as pilot:
        while app.vault is None or not app.screen.query(Editor):
            await pilot.pause(0.02)
        editor, part = app.screen.query_one(Editor), app.screen.query_one(WritingPart)
        for number in range(count):
            editor.focus()
            editor.load_text(f"{name} {number}")
            await pilot.pause()
            await pilot.press("ctrl+s")
            while editor.text:
                await pilot.pause()
            print(part.saved and part.saved.id, flush=True)


def main() -> int:
    folder, state, name, count = sys.argv[1:]
    asyncio.run(write(Places(Path(folder), Path(state), Path(state) / "config", None), name, int(count)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
