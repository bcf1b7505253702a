"""Writes docs/man from the commands' declarations, in both languages; run it after changing a word of the help."""

from pathlib import Path

from medledare.cli.manual import manual
from medledare.text import speak

HERE = Path(__file__).parent / "man"
PAGES = {"en": HERE / "medledare.1", "sv": HERE / "sv" / "medledare.1"}

if __name__ == "__main__":
    for language, path in PAGES.items():
        speak(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(manual(), encoding="utf-8")
