"""Writes evidence.md and evidence.sv.md beside this file, from the page that the program shows.

Run with ``python docs/make_evidence.py`` after a change in ``medledare/text/library/evidence.*.toml``.
"""

from pathlib import Path

from medledare.text import speak
from medledare.text.evidence import markdown

for spoken, name in (("en", "evidence.md"), ("sv", "evidence.sv.md")):
    speak(spoken)
    Path(__file__).with_name(name).write_text(markdown(), encoding="utf-8")
