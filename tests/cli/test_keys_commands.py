"""The keys of the whole terminal from the command line: listed, changed, back to the usual ones, never a crash."""

import json

from driving import Program


def test_every_command_is_listed_with_its_key(opened: Program) -> None:
    told = opened("--lang", "en", "keys").out
    assert "Anywhere" in told.splitlines()
    assert any(line.split() == ["^l", "Lock", "app.lock"] for line in told.splitlines())
    listed = json.loads(opened("keys", "list", "--json").out)["keys"]
    (undo,) = [one for one in listed if one["id"] == "app.undo"]
    assert undo["keys"] == undo["usual"] == ["u", "ctrl+z"]


def test_a_key_is_given_told_of_and_taken_back(opened: Program) -> None:
    assert opened("keys", "set", "app.lock", "^b").out == "app.lock = ^b\n"
    told = opened("--lang", "en", "keys", "set", "app.done", "/,f11").out
    assert "Nordic" in told
    assert "terminals keep" in told
    listed = json.loads(opened("keys", "list", "--json").out)["keys"]
    assert {one["id"]: one["keys"] for one in listed if one["keys"] != one["usual"]} == {
        "app.lock": ["ctrl+b"],
        "app.done": ["slash", "f11"],
    }
    assert opened("keys", "reset", "app.lock").out == "app.lock = ^l\n"
    assert opened("keys", "reset").status == 0
    listed = json.loads(opened("keys", "list", "--json").out)["keys"]
    assert all(one["keys"] == one["usual"] for one in listed)


def test_what_cannot_be_is_refused_in_one_sentence(opened: Program) -> None:
    for name, key, word in (
        ("app.lock", "ctrl+m", "enter"),
        ("app.lock", "esc", "own work"),
        ("app.lock", "nonsense", "not a key"),
        ("app.lock", "\x1b[2J", "not a key"),
        ("app.lock", "ctrl+z", "Undo"),
        ("app.nothing", "k", "app.nothing"),
    ):
        refused = opened("--lang", "en", "keys", "set", name, key)
        assert refused.status == 2
        assert word in refused.err
        assert len(refused.err.splitlines()) == 1
    assert opened("keys", "reset", "app.nothing").status == 2


def test_a_broken_file_is_told_and_the_usual_keys_are_listed(opened: Program) -> None:
    file = opened("keys", "path").out.strip()
    opened("keys", "set", "app.lock", "ctrl+b")
    with open(file, "w", encoding="utf-8") as broken:
        broken.write("[oh no")
    told = opened("--lang", "en", "keys")
    assert told.status == 0
    assert "cannot be read" in told.err
    assert "^l" in told.out
    assert opened("keys", "set", "app.lock", "ctrl+b").status == 1
    assert opened("keys", "reset").status == 0
    assert not opened("keys").err
