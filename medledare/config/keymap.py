"""Keys a person has given to commands, in a small TOML file, and what is to be said of a key by itself.

A line is ``"today.check_in" = "k"``: a command's id and its keys, several with commas between. Keys are called as the
terminal interface calls them: ``k``, ``K``, ``ctrl+k``, ``f5``, ``question_mark``.
"""

import unicodedata
from collections.abc import Mapping
from pathlib import Path

from medledare.config.handmade import read, rewrite
from medledare.domain.problems import N_, Problem, Usage

Keymap = Mapping[str, str]
"""Keys by the id of a command."""


class UnreadableKeys(Problem):
    sentence = N_("The key file {path} cannot be read, so every key is the usual one: {reason}. Mend it or remove it.")


class BadKey(Problem):
    sentence = N_("The key file {path} gives {name} the key “{key}”, which cannot be, so every key is the usual one.")


class NotAKey(Usage):
    sentence = N_("“{key}” is not a key. Keys are called k, K, ctrl+k, alt+k, f5, delete, home and so on.")


class KeyHasItsWork(Usage):
    sentence = N_("{key} has its own work everywhere. Choose another key.")


class SameKey(Usage):
    sentence = N_("Many terminals cannot tell {key} from {other}. Choose another key.")


FIXED = ("enter", "escape", "tab", "shift+tab", "up", "down", "left", "right", "pageup", "pagedown", "backspace")
"""Keys that mean the same everywhere, so that no command has them."""
NAMED = (*FIXED, "space", "delete", "insert", "home", "end", *(f"f{number}" for number in range(1, 25)))
SAME = {"m": "enter", "j": "enter", "h": "backspace", "i": "tab"}
"""What a terminal gets for ctrl and these letters."""
SHORT = {"esc": "escape", "return": "enter", "del": "delete", "ins": "insert", "pgup": "pageup", "pgdn": "pagedown"}
RENAMED = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Characters that the terminal interface calls otherwise than Unicode."""
HARD = {"[", "]", "\\", "/", "{", "}", "@", "$", "|", "~", "^", "`"}
"""Characters that need AltGr, Shift or two strokes on Nordic keyboards."""
TAKEN_BY_TERMINALS = ("f10", "f11")


def name_of(character: str) -> str:
    """The name of the key that types a character."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return RENAMED.get(name, name)


_CHARACTERS = {name_of(chr(code)): chr(code) for code in range(0x20, 0x250) if chr(code).isprintable()}


def character_of(key: str) -> str:
    """The character that a key types by itself; empty if it types none."""
    if key in NAMED and key != "space":
        return ""
    return _CHARACTERS.get(key, "")


def key_of(typed: str) -> str:
    """The key that is meant, by its one name. Raises NotAKey, KeyHasItsWork or SameKey."""
    text = typed.strip()
    if text.startswith("^") and len(text) == 2:
        text = f"ctrl+{text[1]}"
    *modifiers, last = [text] if text == "+" else text.split("+")
    held = {modifier.strip().lower() for modifier in modifiers}
    base = _base(last.strip())
    if not base or held - {"ctrl", "shift", "alt"}:
        raise NotAKey(key=typed)
    if held == {"shift"} and len(base) == 1 and base.isalpha():
        held, base = set(), base.upper()
    key = "+".join([*(one for one in ("alt", "ctrl", "shift") if one in held), base])
    if key in FIXED:
        raise KeyHasItsWork(key=key)
    if other := _same_as(held, base):
        raise SameKey(key=key, other=other)
    return key


def keys_of(typed: str) -> str:
    """Several keys with commas between, each by its one name. Raises as ``key_of``."""
    return ",".join(map(key_of, typed.split(","))) if typed.strip() != "," else key_of(typed)


def remarks(key: str) -> list[str]:
    """What is worth knowing of a key that may be chosen (message ids)."""
    character = character_of(key)
    found = []
    if character in HARD:
        found.append(N_("It needs AltGr, Shift or two strokes on Nordic keyboards."))
    if character and character not in HARD:
        found.append(N_("While you write, it is text and nothing else."))
    if key in TAKEN_BY_TERMINALS:
        found.append(N_("Many terminals keep this key for themselves."))
    if key.startswith("alt+"):
        found.append(N_("Some terminals send alt as Escape, or use it for their menus."))
    return found


def _base(typed: str) -> str:
    low = SHORT.get(typed.lower(), typed.lower())
    if low in NAMED or low in _CHARACTERS:
        return low if len(typed) > 1 else typed
    return name_of(typed) if len(typed) == 1 and name_of(typed) in _CHARACTERS else ""


def _same_as(held: set[str], base: str) -> str:
    """What a terminal may take a key for; empty if it can be told from all others."""
    letter = len(base) == 1 and base.isascii() and base.isalpha()
    if "ctrl" in held:
        if base == "left_square_bracket":
            return "escape"
        if letter:
            plain = SAME.get(base.lower(), "")
            return plain or (f"ctrl+{base.lower()}" if "shift" in held or base.isupper() else "")
        if base in _CHARACTERS or base in ("enter", "tab", "escape", "backspace", "space"):
            return base
    elif "shift" in held and (base in _CHARACTERS or base in ("enter", "escape", "backspace", "space")):
        return base
    return ""


def keys_file(folder: Path) -> Path:
    """Where the keys lie in the configuration folder."""
    return folder / "keys.toml"


def load(folder: Path) -> dict[str, str]:
    """The keys a person has given. Raises UnreadableKeys or BadKey, and then the usual ones hold."""
    path = keys_file(folder)
    found = {}
    for name, keys in read(path, UnreadableKeys).items():
        try:
            found[name] = keys_of(keys) if isinstance(keys, str) else ""
        except Usage:
            found[name] = ""
        if not found[name]:
            raise BadKey(path=path, name=name, key=keys)
    return found


def store(folder: Path, name: str, keys: str) -> None:
    """Give a command other keys. Raises UnreadableKeys or CannotReach, and then the file is as it was."""
    rewrite(keys_file(folder), UnreadableKeys, lambda document: document.update({name: keys}))


def reset(folder: Path, *names: str) -> None:
    """Give commands their usual keys again; all of them, if none is named. Raises as ``store``.

    A file that cannot be read is put aside when all are, as ``keys.toml.broken``.
    """
    path = keys_file(folder)
    if not path.exists():
        return
    if names:
        rewrite(path, UnreadableKeys, lambda document: [document.pop(name, None) for name in names])
        return
    try:
        rewrite(path, UnreadableKeys, lambda document: [document.pop(name) for name in list(document)])
    except UnreadableKeys:
        path.replace(path.with_suffix(".toml.broken"))
