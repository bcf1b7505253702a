"""Where everything lies, who may open it there, and what others could see. Needs no key."""

import stat
from dataclasses import dataclass
from pathlib import Path

from medledare.config.paths import Places
from medledare.config.settings import settings_file
from medledare.domain.problems import N_, Problem
from medledare.vault.info import describe


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
    looked_at: list[tuple[str, Path]] = [(N_("The vault, encrypted"), places.vault)]
    try:
        state = places.state_of(describe(places).id)
    except Problem:
        state = places.state
    looked_at += [
        (N_("Inbox, drafts and device id, encrypted where they hold words"), state),
        (N_("Settings, no words of yours"), settings_file(places.config)),
    ]
    if places.runtime:
        looked_at.append((N_("The key of an unlocked session, until it expires"), places.runtime))
    return Report(tuple(_look(what, path) for what, path in looked_at), SENTENCES)


def _look(what: str, path: Path) -> PlaceReport:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
        size = sum(one.stat().st_size for one in files)
    except OSError:
        return PlaceReport(what, path, None, 0)
    return PlaceReport(what, path, mode, size)
