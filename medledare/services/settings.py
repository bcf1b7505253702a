"""The settings for both fronts: read, set, and the words they lead to."""

import os

from medledare.config import settings
from medledare.config.paths import Places
from medledare.config.settings import SETTINGS, Setting, Value, setting, settings_file
from medledare.text import LANGUAGES, speak, system_language
from medledare.text.beneficiary import work_for

__all__ = ["SETTINGS", "Setting", "Value", "choose_language", "load", "say_as_set", "setting", "settings_file", "store"]


def load(places: Places) -> dict[str, Value]:
    """Every setting with its value. Raises UnreadableSettings or BadSetting."""
    return settings.load(places.config)


def store(places: Places, name: str, typed: str) -> Value:
    """Set one setting. Raises UnknownSetting, BadSetting, UnreadableSettings or CannotReach."""
    return settings.store(places.config, name, typed)


def say_as_set(places: Places) -> None:
    """Use the language and the word for those the work is for. Raises UnreadableSettings or BadSetting."""
    speak(choose_language(places))
    work_for(str(load(places)["beneficiary"]))


def choose_language(places: Places, flag: str | None = None) -> str:
    """``sv`` or ``en``: the flag, else MEDLEDARE_LANG, else the setting, else the system's language."""
    for wish in (flag, os.environ.get("MEDLEDARE_LANG", "")):
        if wish in LANGUAGES:
            return wish
    # A capture should not wait for a settings file that is not there.
    if settings_file(places.config).exists() and (wish := str(load(places)["language"])):
        return wish
    return system_language()
