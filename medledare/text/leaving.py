"""What is said when something leaves the vault, before and after, by both fronts."""

from textwrap import shorten

from medledare.domain.problems import N_
from medledare.domain.redaction import Taken
from medledare.text import _, ngettext
from medledare.text.kinds import KINDS_WORDS

NOT_ENCRYPTED = N_("It is not encrypted: keep it where only you can read it.")
WORK_MAIL = N_("In the public sector, what you send by work e-mail may become an official document.")
NOTHING_TAKEN = N_("There was nothing to take out. A passage is marked ((so)), a name is written @name.")
_WIDTH = 64


def taken_words(taken: Taken) -> list[str]:
    """What was taken out: kinds, names, and then each passage by its beginning."""
    if not taken:
        return [_(NOTHING_TAKEN)]
    told = []
    if taken.kinds:
        kinds = ", ".join(f"{_(KINDS_WORDS[kind])} {count}" for kind, count in taken.kinds.items())
        told.append(_("Left out: {kinds}.").format(kinds=kinds))
    if taken.names:
        names = ", ".join(f"{name} {count}" for name, count in taken.names.most_common())
        told.append(_("Names taken out: {names}.").format(names=names))
    if taken.passages:
        told.append(ngettext("{count} passage taken out:", "{count} passages taken out:", len(taken.passages)))
        told += ["  " + (shorten(passage, _WIDTH, placeholder=" …") or "…") for passage in taken.passages]
    return told


def taken_counts(taken: Taken) -> list[str]:
    """The same without a word of the person's own, for where it may be kept."""
    without = Taken(kinds=taken.kinds)
    told = taken_words(without) if taken.kinds or not taken else []
    if count := taken.names.total():
        told.append(ngettext("{count} name taken out.", "{count} names taken out.", count))
    if taken.passages:
        told.append(ngettext("{count} passage taken out.", "{count} passages taken out.", len(taken.passages)))
    return told
