"""Where everything lies, who may open it there, and what others could see. Needs no key."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from medledare.config.paths import Places
from medledare.config.settings import load, settings_file
from medledare.domain.problems import N_, Problem
from medledare.services.reminding import kept_unasked
from medledare.vault.info import describe
from medledare.vault.keyfiles import kept_key, session_file


@dataclass(frozen=True, slots=True)
class PlaceReport:
    """One place on this machine. ``mode`` is its permission bits, None where nothing is there yet."""

    what: str
    path: Path
    mode: int | None
    size: int

    @property
    def private(self) -> bool:
        """Whether only its owner may open it (or there is nothing to open)."""
        return self.mode is None or not self.mode & (stat.S_IRWXG | stat.S_IRWXO)


@dataclass(frozen=True, slots=True)
class Report:
    """The places, and honest sentences (message ids) on what is protected and what is not."""

    places: tuple[PlaceReport, ...]
    sentences: tuple[str, ...]


NO_PASSPHRASE = N_("The vault has no passphrase: whoever can open its key file here can read everything you write.")
IN_CRONTAB = N_("Your reminder is a line in your crontab (crontab -l): a time, no words of yours.")
SENTENCES = (
    N_("Everything you write is encrypted before it reaches the disk."),
    N_("The program opens no network connection, sends nothing and has no account."),
    N_("An employer who looks at the disk or a backup sees that the program is used, how much, and when files change."),
    N_("Someone who administers this machine while you use it, or logs its keys, can see what you see."),
    N_("On a work computer, consider keeping your vault on a device of your own."),
    N_("Use roles instead of names, and leave out what is secret about clients or health."),
    N_("In the public sector, own notes are normally not official documents until they are sent."),
)


def report(places: Places) -> Report:
    """Look at every place the program uses. Works without a vault."""
    state, key, session = places.state, None, places.runtime
    try:
        vault = describe(places).id
        state, key, session = places.state_of(vault), kept_key(places, vault), session_file(places, vault)
    except Problem:
        pass
    looked_at: list[tuple[str, Path]] = [
        (N_("The vault, encrypted"), places.vault),
        (N_("Inbox, drafts and device id, encrypted where they hold words"), state),
        (N_("Settings, no words of yours"), settings_file(places.config)),
    ]
    reminder = kept_unasked(places)
    if reminder is not None:
        looked_at += [(N_("Your reminder: a time, no words of yours"), path) for path in reminder.timer.places()]
    if elsewhere := _backup_folder(places):
        looked_at.append((N_("Backups, encrypted"), elsewhere))
    open_to_all = key is not None and os.path.exists(key)
    if key is not None and open_to_all:
        looked_at.append((N_("The vault's key, readable, as there is no passphrase"), key))
    elif session:
        looked_at.append((N_("The key of an unlocked session, until it expires"), session))
    said = (SENTENCES[0], NO_PASSPHRASE, *SENTENCES[1:]) if open_to_all else SENTENCES
    if reminder is not None and not reminder.timer.places():
        said = (*said, IN_CRONTAB)
    return Report(tuple(_look(what, path) for what, path in looked_at), said)


def _backup_folder(places: Places) -> Path | None:
    """Where the settings say that backups lie; None where that is the state folder."""
    try:
        named = str(load(places.config)["backup_folder"])
    except Problem:
        return None
    return Path(named).expanduser().absolute() if named else None


def _look(what: str, path: Path) -> PlaceReport:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
        size = sum(one.stat().st_size for one in files)
    except OSError:
        return PlaceReport(what, path, None, 0)
    return PlaceReport(what, path, mode, size)
