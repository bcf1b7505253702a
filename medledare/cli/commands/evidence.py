"""What research the program leans on, how far it carries, and what the program refuses to do."""

from medledare.cli import terminal
from medledare.cli.common import json_option
from medledare.cli.spoken import command


@command("evidence")
@json_option
def evidence(as_json: bool) -> None:
    from medledare.text.evidence import findings, page, refusals

    if as_json:
        terminal.document({"findings": [finding._asdict() for finding in findings()], "refusals": refusals()})
        return
    before = ""
    for role, text in page():
        if before and not (before in ("heading", "strong") or before == role == "point"):
            terminal.line()
        if role in ("title", "heading"):
            terminal.line((text, "bold"))
        else:
            terminal.paragraph(f"- {text}" if role == "point" else text)
        before = role
