"""A card as a QR code: every module as it should be, light around it, and small enough for a small terminal."""

import pytest
import segno

from medledare.services.qr import QUIET, half_blocks
from medledare.sharing.people import Card, new_person, read_card

DARK = {" ": (False, False), "▀": (True, False), "▄": (False, True), "█": (True, True)}


def modules(lines: list[str]) -> list[list[bool]]:
    """Rows of dark and light, as a camera would see half blocks in black on white."""
    return [[DARK[sign][half] for sign in line] for line in lines for half in (0, 1)]


def as_in_a_code(card: Card) -> str:
    keys = card.text.removesuffix(f"{card.name}:")
    return f"{keys.upper()}{card.name}:"


@pytest.mark.parametrize("name", ["Bo", "Kim Ödegård Karlsson", "日本", "a" * 40])
def test_the_blocks_are_the_modules_of_the_code_with_light_around(name: str):
    card = new_person(name).card
    rows = modules(half_blocks(card))
    version = (len(rows[0]) - 2 * QUIET - 17) // 4
    keys, written = as_in_a_code(card)[: -len(name) - 1], f"{name}:".encode()
    parts = [(keys, segno.consts.MODE_ALPHANUMERIC), (written, segno.consts.MODE_BYTE)]
    code = segno.make(parts, error="L", version=version, micro=False)  # type: ignore[arg-type]
    wanted = [[bool(one) for one in row] for row in code.matrix_iter(border=QUIET)]
    assert rows[: len(wanted)] == wanted
    assert not any(map(any, rows[len(wanted) :]))
    assert not any(map(any, [*rows[:QUIET], *(row[:QUIET] for row in rows), *(row[-QUIET:] for row in rows)]))


def test_what_is_in_the_code_is_read_as_the_card_it_is_of():
    card = new_person("Kim Ödegård").card
    assert read_card(as_in_a_code(card)) == card


def test_without_colours_what_was_dark_is_left_out():
    card = new_person("Bo").card
    turned = {" ": "█", "█": " ", "▀": "▄", "▄": "▀"}
    assert ["".join(turned[sign] for sign in line) for line in half_blocks(card)] == half_blocks(card, lit=True)


@pytest.mark.parametrize(("name", "fits"), [("å" * 20, True), ("a" * 40, True), ("日本" * 20, False)])
def test_a_name_of_ordinary_length_fits_a_small_terminal_with_its_footer(name: str, fits: bool):
    lines = half_blocks(new_person(name).card)
    assert (len(lines) <= 23 and len(lines[0]) <= 45) is fits
