"""Whether a key is the one this vault was written with, before anything is built on it.

The recovery file proves itself only with the key inside it. Whoever can write to the folder could put in a key of his
own, sealed to the same recipient, and would read all that is written after a recovery. What he cannot make is a record
that the real key sealed.
"""

from medledare.config.paths import Places
from medledare.domain.problems import N_, Damaged
from medledare.vault.access import CAPTURE_FILE, KEYS
from medledare.vault.files import reaching, read_small
from medledare.vault.keys import VaultKey, unwrap_capture
from medledare.vault.reader import readers

_NOT_ITS_KEY = N_("the key opens none of the records")


def prove(places: Places, key: VaultKey) -> None:
    """See that ``key`` opens a record of this vault, or its capture key where there is no record yet.

    Raises Damaged, CannotReach.
    """
    sealed = False
    for reader in readers(places.vault, key):
        if any(batch.plain for batch in reader.poll()):
            return
        sealed |= any(one.cipher is not None and reader.flaws() for one in reader.segments.values())
    if sealed:
        raise Damaged(what=_NOT_ITS_KEY, where=places.vault)
    path = places.vault / KEYS / CAPTURE_FILE
    with reaching(path):
        unwrap_capture(read_small(path), path, key)
