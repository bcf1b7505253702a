"""Formats that records can be written out in: what both fronts say and need to know of them."""

from typing import NamedTuple

from medledare.domain.problems import N_


class Format(NamedTuple):
    """A format. ``words``, ``folder`` and ``hint`` (what to know of the file) are message ids.

    ``complete``: it holds everything there is, not only what one reads. ``draws``: it wants pictures of the answers.
    ``shows``: it is text, fit for a screen. ``table``: one kind fills a file. ``folder``:
    what the files of a folder are, where it can be one.
    """

    words: str
    ending: str
    complete: bool = False
    draws: bool = False
    shows: bool = True
    table: bool = False
    folder: str = ""
    hint: str = ""


FORMATS: dict[str, Format] = {
    "markdown": Format(N_("Markdown, to read"), "md", folder=N_("a file for each day")),
    "html": Format(N_("HTML, to read in a browser and to print"), "html", draws=True),
    "pdf": Format(N_("PDF, to print and to hand over"), "pdf", draws=True, shows=False),
    "json": Format(
        N_("JSON, complete; can be read back in"),
        "json",
        complete=True,
        hint=N_("“medledare export --schema” shows what can be in it, as a JSON Schema."),
    ),
    "csv": Format(
        N_("CSV, a table of each kind"),
        "csv",
        table=True,
        folder=N_("a table for each kind"),
        hint=N_("A cell that a spreadsheet could take for a formula has an apostrophe (') before it."),
    ),
    "ics": Format(
        N_("Calendar (ICS), what lies ahead"),
        "ics",
        hint=N_("A calendar in the cloud, or at work, can be read by others."),
    ),
    "org": Format(N_("Org, to read and to go on with"), "org"),
    "template": Format(N_("A template of your own (Jinja2)"), "txt"),
}
"""By the name on the command line, in the order in which they are offered."""

SOURCES: dict[str, str] = {
    "medledare": "medledare",
    "jrnl": "jrnl",
    "jrnl-json": "jrnl (JSON)",
    "dayone": "Day One",
    "obsidian": "Obsidian",
    "logseq": "Logseq",
    "daylio": "Daylio",
    "org": "org-journal",
    "markdown": "Markdown",
}
"""What is said of formats that can be read: names of programs, the same in every language."""
