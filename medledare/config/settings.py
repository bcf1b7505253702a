"""The settings, declared once: name, kind, default and what it does. Kept as a small TOML file.

Nothing here holds a person's words; what is private (the focus principle, say) lives in the vault.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from medledare.config.handmade import read, rewrite
from medledare.domain.principles import BENEFICIARIES
from medledare.domain.problems import N_, Problem, Usage

Value: TypeAlias = str | int | bool

THEMES = (
    "medledare-dark",
    "medledare-light",
    "ansi-dark",
    "ansi-light",
    "atom-one-dark",
    "atom-one-light",
    "catppuccin-frappe",
    "catppuccin-latte",
    "catppuccin-macchiato",
    "catppuccin-mocha",
    "dracula",
    "flexoki",
    "gruvbox",
    "monokai",
    "nord",
    "rose-pine",
    "rose-pine-dawn",
    "rose-pine-moon",
    "solarized-dark",
    "solarized-light",
    "textual-dark",
    "textual-light",
    "tokyo-night",
)
"""The names of the themes, the program's own first, which a shell offers; the terminal interface has them."""

_CLOCK = re.compile(r"([01]?\d|2[0-3])(?:[:.]([0-5]\d))?", re.ASCII)


class UnknownSetting(Usage):
    sentence = N_("There is no setting called {name}. “medledare config list” shows them all.")


class BadSetting(Usage):
    sentence = N_("{name} cannot be “{value}”. It can be: {allowed}.")


class UnreadableSettings(Problem):
    sentence = N_("The settings file {path} cannot be read: {reason}. Mend it or remove it.")


def _time_of(text: str) -> str:
    """A time of day (``9``, ``9.30``, ``17:00``) as it is kept, ``17:00``; empty if it is none."""
    found = _CLOCK.fullmatch(text)
    return f"{int(found[1]):02}:{found[2] or '00'}" if found else ""


class Setting(NamedTuple):
    """One setting. ``choices`` limits a text, or with ``clock`` it is a time; ``low`` and ``high`` limit a number.

    ``suggested`` are good values of a text that may be others too. ``label``: a word or three for a list.
    ``variable``: the environment variable that goes before the file.
    """

    name: str
    label: str
    default: Value
    help: str
    choices: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    clock: bool = False
    suggested: tuple[str, ...] = ()
    variable: str = ""

    @property
    def allowed(self) -> str:
        """What may be set, for people."""
        if isinstance(self.default, bool):
            return "true, false"
        if isinstance(self.default, int):
            return f"{self.low}–{self.high}"
        if self.clock:
            return '"", HH:MM'
        return ", ".join(choice or '""' for choice in self.choices) or "text"

    @property
    def values(self) -> tuple[str, ...]:
        """What may be set, where that can be listed."""
        return ("true", "false") if isinstance(self.default, bool) else self.choices or self.suggested

    def read(self, typed: str) -> Value:
        """The value of what was typed. Raises BadSetting."""
        text = typed.strip()
        if isinstance(self.default, bool):
            if text.lower() in ("true", "yes", "on", "ja", "på", "1"):
                return True
            if text.lower() in ("false", "no", "off", "nej", "av", "0"):
                return False
        elif isinstance(self.default, int):
            if text.isascii() and text.isdigit() and self.low <= int(text) <= self.high:
                return int(text)
        elif self.clock and text:
            if clock := _time_of(text):
                return clock
        elif not self.choices or text in self.choices:
            return text
        raise BadSetting(name=self.name, value=typed, allowed=self.allowed)

    def fits(self, value: object) -> bool:
        """Whether a value from the file may stand."""
        if type(value) is not type(self.default):
            return False
        if isinstance(value, int) and not isinstance(value, bool):
            return self.low <= value <= self.high
        if self.clock:
            return value == "" or _time_of(str(value)) == value
        return not self.choices or value in self.choices


class Known(NamedTuple):
    """A setting as it is now: its value, and where that comes from (``environment``, ``file`` or ``default``)."""

    setting: Setting
    value: Value
    origin: str


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "language",
        N_("Language"),
        "",
        N_("Language: sv or en; empty follows the system"),
        ("", "sv", "en"),
        variable="MEDLEDARE_LANG",
    ),
    Setting(
        "theme",
        N_("Theme"),
        "",
        N_("Theme of the terminal interface; empty is the program's own, dark or light as the terminal tells"),
        suggested=THEMES,
    ),
    Setting("motion", N_("Motion"), True, N_("Whether things may glide and blink on the screen")),
    Setting("place", N_("Place"), "", N_("Where you usually are when you write"), ("", "home", "office", "other")),
    Setting(
        "beneficiary",
        N_("Whom the work is for"),
        "",
        N_("Whom your work is for: the word the program uses for them; empty is citizen"),
        ("", *BENEFICIARIES),
    ),
    Setting(
        "first_weeks",
        N_("First weeks"),
        True,
        N_("Whether Today suggests, in the first weeks, one thing at a time that you could try"),
    ),
    Setting(
        "evening_close",
        N_("Offer to close the day"),
        False,
        N_("Whether Today offers to close the day, after your stop-time or else 15:00"),
    ),
    Setting(
        "stop_time",
        N_("Stop-time"),
        "",
        N_("When you mean to stop for the day, such as 17:00; it goes with each close"),
        clock=True,
    ),
    Setting(
        "lock_after",
        N_("Lock by itself"),
        15,
        N_("Minutes without a key before the open program locks; 0 is never"),
        low=0,
        high=1440,
    ),
    Setting(
        "unlock_hours",
        N_("Hours unlocked"),
        8,
        N_("Hours a vault stays open after “medledare unlock”"),
        low=1,
        high=168,
    ),
    Setting(
        "backup_days",
        N_("Days between backups"),
        1,
        N_("Days between the backups that are made by themselves; 0 is never"),
        low=0,
        high=365,
    ),
    Setting("backup_keep", N_("Backups kept"), 10, N_("How many of those backups are kept"), low=1, high=1000),
    Setting(
        "backup_folder",
        N_("Folder of backups"),
        "",
        N_("Where they are kept; empty is the program's own folder, outside the vault"),
    ),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}


def setting(name: str) -> Setting:
    """The declaration of a setting. Raises UnknownSetting."""
    try:
        return _BY_NAME[name]
    except KeyError:
        raise UnknownSetting(name=name) from None


def settings_file(folder: Path) -> Path:
    """Where the settings lie in the configuration folder."""
    return folder / "settings.toml"


def load(folder: Path) -> dict[str, Value]:
    """Every setting with its value: the file's where it says one that fits, else the default.

    Raises UnreadableSettings if the file is not TOML, or BadSetting for a value that cannot be.
    """
    said = _said(folder)
    return {one.name: said.get(one.name, one.default) for one in SETTINGS}


def known(folder: Path, environment: Mapping[str, str] = os.environ) -> list[Known]:
    """Every setting as it holds now, and where that comes from. Raises UnreadableSettings or BadSetting."""
    said = _said(folder)
    found = []
    for one in SETTINGS:
        wish = environment.get(one.variable, "") if one.variable else ""
        if wish and one.fits(wish):
            found.append(Known(one, wish, "environment"))
        elif one.name in said:
            found.append(Known(one, said[one.name], "file"))
        else:
            found.append(Known(one, one.default, "default"))
    return found


def _said(folder: Path) -> dict[str, Any]:
    """What the file says."""
    said = read(settings_file(folder), UnreadableSettings)
    for name, value in said.items():
        if name in _BY_NAME and not _BY_NAME[name].fits(value):
            raise BadSetting(name=name, value=value, allowed=_BY_NAME[name].allowed)
    return said


def store(folder: Path, name: str, typed: str) -> Value:
    """Set one setting, keeping the rest of the file and its comments. Returns the value.

    Raises UnknownSetting, BadSetting, UnreadableSettings or CannotReach, and then the file is as it was.
    """
    value = setting(name).read(typed)
    rewrite(settings_file(folder), UnreadableSettings, lambda document: document.update({name: value}))
    return value


def reset(folder: Path, name: str) -> Value:
    """Take one setting out of the file, so that its default holds. Returns the default. Raises as ``store``."""
    default = setting(name).default
    if settings_file(folder).exists():
        rewrite(settings_file(folder), UnreadableSettings, lambda document: document.pop(name, None))
    return default
