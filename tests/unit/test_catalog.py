"""Swedish is complete: every sentence in the program has its Swedish twin, and the compiled catalog is current."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import medledare
from medledare import text

PACKAGE = Path(medledare.__file__).parent
PO = text.LOCALE_FOLDER / "sv" / "LC_MESSAGES" / "medledare.po"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def said() -> list[tuple[str, ...]]:
    """Every message id in the program, one or two forms each."""
    found = extract_from_dir(str(PACKAGE), method_map=[("**.py", "python")], keywords=KEYWORDS)
    return [message if isinstance(message, tuple) else (message,) for _, _, message, _, _ in found if message]


def swedish() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="sv", domain="medledare", abort_invalid=True)


def test_every_sentence_has_its_swedish_twin() -> None:
    catalog = swedish()
    missing = {
        forms[0]
        for forms in said()
        if (found := catalog.get(forms[0])) is None or not found.string or not all(_strings(found.string))
    }
    assert missing == set()


def test_nothing_in_the_catalog_is_unused_or_unsure() -> None:
    ids = {forms[0] for forms in said()}
    catalog = swedish()
    assert {
        message.id if isinstance(message.id, str) else message.id[0] for message in catalog if message.id
    } - ids == set()
    assert [message.id for message in catalog if message.fuzzy and message.id] == []


def test_both_languages_fill_in_the_same_details() -> None:
    for message in swedish():
        if not message.id:
            continue
        wanted = set(re.findall(r"{(\w+)", _strings(message.id)[-1]))
        for string in _strings(message.string):
            assert set(re.findall(r"{(\w+)", string)) == wanted, message.id


def test_no_sentence_hides_in_a_formatted_string() -> None:
    """What stands inside an f-string is not found when the sentences are gathered."""
    hidden = [
        f"{path.relative_to(PACKAGE)}:{call.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for formatted in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(formatted, ast.JoinedStr)
        for call in ast.walk(formatted)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in KEYWORDS
        if any(isinstance(one, ast.Constant) for one in call.args)
    ]
    assert hidden == []


def test_no_sentence_shouts() -> None:
    for message in swedish():
        for string in (*_strings(message.id), *_strings(message.string)) if message.id else ():
            assert "!" not in string, string


def test_the_compiled_catalog_is_the_one_in_the_source() -> None:
    with PO.with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)
    source = {_strings(message.id): _strings(message.string) for message in swedish() if message.id and message.string}
    assert {_strings(message.id): _strings(message.string) for message in compiled if message.id} == source


@pytest.mark.parametrize(
    ("environment", "language"),
    [({"LANG": "sv_SE.UTF-8"}, "sv"), ({"LANG": "sv_SE", "LC_ALL": "C"}, "en"), ({"LANG": "de_DE"}, "en"), ({}, "en")],
)
def test_the_system_decides_the_language_unless_told(environment: dict[str, str], language: str) -> None:
    assert text.system_language(environment) == language


def _strings(value: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())
