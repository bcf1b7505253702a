"""The text of an entry of Day One as it is to be read: its Markdown, or else its rich text, with its media by name."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from medledare.text import N_, _

_MEDIA = {"photos": "photo", "videos": "video", "audios": "audio", "pdfAttachments": "pdf"}
_FOLDERS = {"photo": "photos", "video": "videos", "audio": "audios", "pdf": "pdfs"}
_SUFFIXES = {"photo": "jpeg", "video": "mov", "audio": "m4a", "pdf": "pdf"}
_NAMES = {"photo": N_("Photo"), "video": N_("Video"), "audio": N_("Recording"), "pdf": N_("PDF")}

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MOMENT = re.compile(r"!\[([^\[\]\n]*)\]\(dayone-moment:/*(?:(\w{1,40})/)?([^)\s]{0,200})\)")
_ZERO_WIDTH = "\u200b"


def text_of_entry(entry: Mapping[str, Any]) -> str:
    """The text of an entry, with a note for each of its photos, videos, recordings and PDFs."""
    files = dict(_files(entry))
    written = entry.get("text")
    text = _readable(written) if isinstance(written, str) and written.strip() else _from_rich_text(entry)
    named: set[str] = set()

    def note(found: re.Match[str]) -> str:
        named.add(found[3])
        kind = next((one for one in _FOLDERS if (found[2] or "photo").lower().startswith(one)), "photo")
        told = _note(*files.get(found[3], (kind, found[3])))
        return f"{found[1]} {told}" if found[1] else told

    text = _MOMENT.sub(note, text)
    left = [_note(*file) for id, file in files.items() if id not in named]
    return "\n\n".join(part for part in (text.strip("\n").rstrip(), "\n".join(left)) if part)


def _readable(markdown: str) -> str:
    """Markdown without what the program put into it: signs before punctuation, and spaces without width."""
    return _ESCAPE.sub(r"\1", markdown.replace(_ZERO_WIDTH, ""))


def _files(entry: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Of each of an entry's media: its identifier, what it is, and the name of its file in the archive."""
    for key, kind in _MEDIA.items():
        for one in _dicts(entry.get(key)):
            id = str(one.get("identifier") or one.get("md5") or "")
            name, suffix = one.get("md5") or id, one.get("type") or one.get("format") or _SUFFIXES[kind]
            yield id, (kind, f"{_FOLDERS[kind]}/{name}.{suffix}")


def _note(kind: str, file: str) -> str:
    return f"[{_(_NAMES[kind])}: {file}]"


def _from_rich_text(entry: Mapping[str, Any]) -> str:
    """The text that stands in an entry's rich text, as Markdown; empty if there is none."""
    try:
        rich = orjson.loads(entry.get("richText") or "")
    except (orjson.JSONDecodeError, TypeError):
        return str(entry.get("richText") or "")
    text, begun = "", True
    for part in _dicts(rich.get("contents") if isinstance(rich, dict) else None):
        for embedded in _dicts(part.get("embeddedObjects")):
            text += _embedded(embedded)
        said = part.get("text")
        if isinstance(said, str) and said:
            line = _dict(_dict(part.get("attributes")).get("line"))
            text += (_mark(line) if begun else "") + said
        begun = not text or text.endswith("\n")
    return text.replace(_ZERO_WIDTH, "")


def _mark(line: Mapping[str, Any]) -> str:
    """What a line begins with in Markdown."""
    header, style, depth = line.get("header"), line.get("listStyle"), line.get("indentLevel")
    if isinstance(header, int) and 0 < header < 7:
        return "#" * header + " "
    indent = "  " * (min(depth, 9) - 1) if isinstance(depth, int) else ""
    if style == "checkbox":
        return f"{indent}- [{'x' if line.get('checked') else ' '}] "
    if style == "numbered":
        return f"{indent}{line.get('listIndex') or 1}. "
    if style == "bulleted":
        return f"{indent}- "
    return "> " if line.get("quote") else ""


def _embedded(one: Mapping[str, Any]) -> str:
    """What stands in the text for something that is embedded in it."""
    id, kind = one.get("identifier"), one.get("type")
    if isinstance(id, str) and id:
        return f"![](dayone-moment:/{kind}/{id})\n"
    words = " ".join(str(value) for key, value in one.items() if key != "type" and isinstance(value, str))
    return "---\n" if kind == "horizontalRuleLine" else f"{words}\n" if words else ""


def _dicts(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _dict(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
