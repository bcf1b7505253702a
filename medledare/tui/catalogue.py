"""Every command there is and who declares it, and what is to be said of giving it a key."""

import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import NamedTuple

from textual.app import App
from textual.screen import ModalScreen, Screen

from medledare import tui
from medledare.config import keymap
from medledare.domain.problems import N_, Usage
from medledare.text import _
from medledare.tui.areas.base import Area
from medledare.tui.commands import Command, Offering, command_id
from medledare.tui.screens.main import AREAS, Main
from medledare.tui.widgets.footer import key_name

ELSEWHERE = N_("Elsewhere")


class NoSuchCommand(Usage):
    sentence = N_("There is no command called {name}. “medledare keys” shows them all.")


class KeyTaken(Usage):
    sentence = N_("{key} is “{label}” there already. Give that another key first.")


class Declared(NamedTuple):
    """A command, what it is called in the key file, the class that declares it, and the heading it stands under."""

    id: str
    command: Command
    owner: type
    place: str


def catalogue() -> list[Declared]:
    """All commands whose keys can be changed, those of a place together. Loads every screen, so it takes a while."""
    for module in pkgutil.walk_packages(tui.__path__, tui.__name__ + "."):
        import_module(module.name)
    found = [
        Declared(
            command_id(owner, command), command, owner, command.where or getattr(owner, "HEADING", "") or ELSEWHERE
        )
        for owner in sorted(dict.fromkeys(_below(Offering)), key=_place)
        for command in owner.__dict__.get("OFFERS", ())
        if not set(command.key.split(",")) & set(keymap.FIXED)
    ]
    places = list(dict.fromkeys(sorted((one.place for one in found), key=lambda place: place != "Anywhere")))
    return sorted(found, key=lambda one: places.index(one.place))


def _place(owner: type) -> tuple[int, str, str]:
    """Where a class stands among the others, whatever was loaded first: the areas in their order, then by name."""
    areas, name = list(AREAS), owner.__module__.rpartition(".")[2]
    return areas.index(name) if name in areas else len(areas), owner.__module__, owner.__qualname__


def named(commands: Sequence[Declared], name: str) -> Declared:
    """The command with an id. Raises NoSuchCommand."""
    for one in commands:
        if one.id == name:
            return one
    raise NoSuchCommand(name=name)


def keys_now(one: Declared, keys: Mapping[str, str]) -> str:
    """Its keys, with commas between."""
    return keys.get(one.id, one.command.key)


def key_names(keys: str) -> str:
    """Keys as people read them."""
    return ", ".join(key_name(key) for key in keys.split(",") if key)


def considered(commands: Sequence[Declared], wanted: Declared, keys: Mapping[str, str], key: str) -> list[str]:
    """What is to be known of giving a command a key, in sentences. Raises KeyTaken where it cannot be."""
    others = []
    for one in commands:
        if one.id == wanted.id or key not in keys_now(one, keys).split(","):
            continue
        if (
            issubclass(one.owner, wanted.owner)
            or issubclass(wanted.owner, one.owner)
            or _covers(one)
            or _covers(wanted)
        ):
            raise KeyTaken(key=key_name(key), label=_(one.command.label))
        if _meet(one.owner, wanted.owner):
            others.append(f"“{_(one.command.label)}” ({_(one.place)})")
    told = [_(one) for one in keymap.remarks(key)]
    if others:
        words = _("It is also {others}. Where both are offered, the one nearest the cursor has it.")
        told.append(words.format(others=", ".join(others)))
    return told


def _below(cls: type) -> Iterator[type]:
    one: type
    for one in cls.__subclasses__():
        if one.__module__.startswith(tui.__name__ + "."):
            yield one
        yield from _below(one)


def _covers(one: Declared) -> bool:
    """Whether a command works over everything, so that its key cannot do anything else anywhere."""
    return one.command.priority and issubclass(one.owner, App)


def _meet(one: type, other: type) -> bool:
    """Whether a key may reach commands of both from one and the same place."""
    for inner, outer in ((one, other), (other, one)):
        if issubclass(outer, App):
            return not issubclass(inner, ModalScreen)
        if outer is Main:
            return not issubclass(inner, Screen)
        if issubclass(outer, (Screen, Area)):
            continue
        # A widget, which may stand in any of them.
        return True
    return False
