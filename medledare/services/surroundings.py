"""What to know of a place before something is written there: whether it is carried on to other machines. Looks only."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from medledare.text import N_, _

MOUNTS = Path("/proc/mounts")

_NETWORK = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|afs|afpfs|ncpfs|davfs|ceph|lustre|gpfs|glusterfs|9p|beegfs|"
    r"fuse\.(?:sshfs|rclone|davfs2?|s3fs|gvfsd-fuse|glusterfs|ceph\S*|gcsfuse|google-drive-ocamlfuse|onedriver)"
)
_MARKERS = {
    ".stfolder": "Syncthing",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
}
"""What a sync program keeps in the folder that it syncs."""
_NAMES = (
    (re.compile(r"Dropbox( \(.+\))?"), "Dropbox"),
    (re.compile(r"OneDrive( ?- ?.+)?"), "OneDrive"),
    (re.compile(r"Nextcloud\d*"), "Nextcloud"),
    (re.compile(r"ownCloud\d*"), "ownCloud"),
    (re.compile(r"Google ?Drive( .+)?|GoogleDrive-.+"), "Google Drive"),
    (re.compile(r"Mobile Documents|com~apple~CloudDocs|iCloud ?Drive.*"), "iCloud"),
)
"""What people and programs call such a folder."""

SYNCED = N_("{folder} is synced by {service}: what is written there goes on to other machines.")
IN_GIT = N_("{folder} is a git repository: what is written there can be committed and pushed.")
ON_NETWORK = N_("{folder} is on another machine, over the network: whoever looks after it can read it.")


class Remark(NamedTuple):
    """A sentence (message id), the folder it is about, and by which service it is synced, if it is."""

    sentence: str
    folder: str
    service: str = ""


def remarks(target: Path) -> list[Remark]:
    """What to know of the place of a file or a folder that is to be written; nothing of most."""
    place = Path(os.path.realpath(target.expanduser().absolute()))
    found = [*_of_folders(place), *_of_mount(place)]
    return list({remark.sentence: remark for remark in reversed(found)}.values())[::-1]


def _of_folders(place: Path) -> Iterator[Remark]:
    for folder in (place, *place.parents):
        # os.path says no where a name is longer than there can be; Path raises.
        if os.path.exists(folder / ".git"):
            yield Remark(IN_GIT, str(folder))
        if service := _syncs(folder):
            yield Remark(SYNCED, str(folder), service)


def _syncs(folder: Path) -> str:
    """By which service a folder is synced; empty, as far as can be seen, if by none."""
    for marker, service in _MARKERS.items():
        # Dropbox keeps its own settings in a folder of that name in the home.
        if os.path.lexists(folder / marker) and not (marker == ".dropbox" and os.path.isdir(folder / marker)):
            return service
    try:
        own = any(one.name.startswith(("._sync_", ".sync_")) and one.name.endswith(".db") for one in os.scandir(folder))
    except OSError:
        own = False
    if own:
        return "Nextcloud"
    return next((service for name, service in _NAMES if name.fullmatch(folder.name)), "")


def _of_mount(place: Path) -> Iterator[Remark]:
    try:
        lines = MOUNTS.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return
    nearest, kind = "", ""
    for line in lines:
        _device, point, system, *_rest = (*line.split(" "), "", "", "")
        point = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), point)
        if len(point) >= len(nearest) and place.is_relative_to(point or "/."):
            nearest, kind = point, system
    if _NETWORK.fullmatch(kind):
        yield Remark(ON_NETWORK, nearest)


def remark_words(remark: Remark) -> str:
    """The sentence in the language spoken."""
    return _(remark.sentence).format(folder=remark.folder, service=remark.service)
