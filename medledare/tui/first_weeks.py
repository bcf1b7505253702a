"""How the first weeks' suggestion is said here: with the keys that lead there, as they are now."""

from collections.abc import Mapping

from medledare.coach.first_weeks import Key, Step
from medledare.services.first_weeks import words
from medledare.text import _
from medledare.tui.widgets.footer import key_name

AWAY = Key("today.no_suggestions", "p")
"""What puts them away."""


def told(step: Step, keys: Mapping[str, str]) -> str:
    """A suggestion, its keys, and how to put it away. ``keys``: those a person has given to commands."""
    first, *rest = (_now(key, keys) for key in step.keys)
    if step.label is not None:
        how = _("Press {key} and choose “{label}”.").format(key=first, label=_(step.label.usual))
    elif rest:
        how = _("Press {first} and then {second}.").format(first=first, second=rest[0])
    else:
        how = _("Press {key}.").format(key=first)
    away = _("{key} puts such suggestions away.").format(key=_now(AWAY, keys))
    return f"{words(step)} {how} {away}"


def _now(key: Key, keys: Mapping[str, str]) -> str:
    return key_name(keys.get(key.command, key.usual).partition(",")[0])
