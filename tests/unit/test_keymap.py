"""Keys a person gives to commands: what a key is called, which cannot be told apart, and a file edited by hand."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.keys import _character_to_key

from medledare.config.keymap import (
    HARD,
    BadKey,
    KeyHasItsWork,
    NotAKey,
    SameKey,
    UnreadableKeys,
    character_of,
    key_of,
    keys_file,
    keys_of,
    load,
    name_of,
    remarks,
    reset,
    store,
)
from medledare.domain.problems import CannotReach, Problem


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("k", "k"), ("K", "K"), ("shift+k", "K"), (" ctrl+k ", "ctrl+k"), ("^k", "ctrl+k"), ("f5", "f5"), ("F5", "f5"),
        ("shift+f5", "shift+f5"), ("?", "question_mark"), ("question_mark", "question_mark"), ("+", "plus"), ("å", "å"),
        ("del", "delete"), ("ctrl+home", "ctrl+home"), ("alt+x", "alt+x"), (",", "comma"),
    ],
)  # fmt: skip
def test_a_key_has_one_name(typed: str, key: str) -> None:
    assert key_of(typed) == key


@pytest.mark.parametrize("typed", ["", " ", "foo", "ctrl", "ctrl+", "super+z", "\x1b", "f99", "k,", "x" * 9999, "👍"])
def test_what_is_no_key_is_refused(typed: str) -> None:
    with pytest.raises(NotAKey):
        keys_of(typed)


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("ctrl+m", "enter"), ("ctrl+j", "enter"), ("ctrl+h", "backspace"), ("ctrl+i", "tab"), ("ctrl+[", "escape"),
        ("^[", "escape"), ("ctrl+shift+k", "ctrl+k"), ("ctrl+1", "1"), ("shift+enter", "enter"),
        ("shift+space", "space"), ("ctrl+enter", "enter"), ("ctrl+K", "ctrl+k"),
    ],
)  # fmt: skip
def test_keys_that_terminals_cannot_tell_apart_are_refused(typed: str, other: str) -> None:
    with pytest.raises(SameKey) as raised:
        key_of(typed)
    assert raised.value.details["other"] == other


@pytest.mark.parametrize("typed", ["enter", "esc", "Tab", "shift+tab", "up", "backspace"])
def test_keys_with_their_own_work_are_refused(typed: str) -> None:
    with pytest.raises(KeyHasItsWork):
        key_of(typed)


def test_keys_are_called_as_the_terminal_interface_calls_them() -> None:
    for code in range(0x21, 0x7F):
        assert name_of(chr(code)) == _character_to_key(chr(code))
        assert character_of(key_of(chr(code))) == chr(code)


def test_keys_that_are_hard_or_text_or_taken_are_told() -> None:
    for character in HARD:
        assert any("Nordic" in one for one in remarks(key_of(character)))
    for easy in ("k", "å", "+"):
        assert [one for one in remarks(key_of(easy)) if "text" in one]
    assert remarks("ctrl+k") == remarks("f5") == []
    assert remarks("f11")
    assert remarks("alt+k")


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_key_or_one_plain_refusal(typed: str) -> None:
    try:
        key = keys_of(typed)
    except Problem:
        return
    assert keys_of(key) == key


def test_keys_are_kept_with_the_persons_comments_and_taken_out_again(tmp_path: Path) -> None:
    assert load(tmp_path) == {}
    keys_file(tmp_path).write_text('# mina\n"today.answer" = "b"  # svar\n', encoding="utf-8")
    store(tmp_path, "today.later", "ctrl+t,f6")
    assert load(tmp_path) == {"today.answer": "b", "today.later": "ctrl+t,f6"}
    assert "# svar" in keys_file(tmp_path).read_text(encoding="utf-8")
    reset(tmp_path, "today.later")
    assert load(tmp_path) == {"today.answer": "b"}
    reset(tmp_path)
    assert load(tmp_path) == {}
    assert "# mina" in keys_file(tmp_path).read_text(encoding="utf-8")
    reset(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("content", [b"a = ", b"\xff\xfe", b"[[", b"a = " + b"[" * 5000])
def test_a_file_that_cannot_be_read_is_told_and_put_aside_only_when_all_is_reset(
    tmp_path: Path, content: bytes
) -> None:
    file = keys_file(tmp_path)
    file.write_bytes(content)
    for do in (lambda: load(tmp_path), lambda: store(tmp_path, "a", "k"), lambda: reset(tmp_path, "a")):
        with pytest.raises(UnreadableKeys):
            do()
    assert file.read_bytes() == content
    reset(tmp_path)
    assert load(tmp_path) == {}
    assert file.with_suffix(".toml.broken").read_bytes() == content


@pytest.mark.parametrize(
    "line", ['"a.b" = "ctrl+m"', '"a.b" = 3', '"a.b" = ""', '"a.b" = ["k"]', "[table]\nx = 1", '"a" = "k,,"']
)
def test_a_key_that_cannot_be_is_told(tmp_path: Path, line: str) -> None:
    keys_file(tmp_path).write_text(line, encoding="utf-8")
    with pytest.raises(BadKey):
        load(tmp_path)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotReach):
        store(tmp_path / "file" / "config", "a", "k")
