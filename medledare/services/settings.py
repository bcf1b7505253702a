"""The settings for both fronts: read, set, and the words they lead to."""

import os

from medledare.config import settings
from medledare.config.paths import Places
from medledare.config.settings import SETTINGS, Known, Setting, Value, setting, settings_file
from medledare.text import LANGUAGES, speak, system_language
from medledare.text.beneficiary import work_for

__all__ = [
    "SETTINGS",
    "Known",
    "Setting",
    "Value",
    "known",
    "load",
    "reset",
    "say_as_set",
    "setting",
    "settings_file",
    "store",
]


def load(places: Places) -> dict[str, Value]:
    """Every setting with its value. Raises UnreadableSettings or BadSetting."""
    return settings.load(places.config)


def known(places: Places) -> list[Known]:
    """Every setting as it holds now, and where that comes from. Raises UnreadableSettings or BadSetting."""
    return settings.known(places.config)


def store(places: Places, name: str, typed: str) -> Value:
    """Set one setting. Raises UnknownSetting, BadSetting, UnreadableSettings or CannotReach."""
    return settings.store(places.config, name, typed)


def reset(places: Places, name: str) -> Value:
    """Let the default of a setting hold again; the default. Raises as ``store``."""
    return settings.reset(places.config, name)


def say_as_set(places: Places) -> None:
    """Use the language of MEDLEDARE_LANG, else of the settings, else of the system, and the word for those the work
    is for. Reads the file once, as every command begins here. Raises UnreadableSettings or BadSetting."""
    said = load(places)
    asked = os.environ.get("MEDLEDARE_LANG", "")
    speak(asked if asked in LANGUAGES else str(said["language"]) or system_language())
    work_for(str(said["beneficiary"]))
