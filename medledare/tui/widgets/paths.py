"""Completion of paths while they are typed: the first name in the folder that begins as what stands there."""

import asyncio
import os
from contextlib import suppress

from textual.suggester import Suggester

LOOKED_THROUGH = 5_000
"""Names of a folder that are looked through at most."""


class Paths(Suggester):
    """Suggests the rest of a file's or folder's name; a folder's ends with a slash."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        return await asyncio.to_thread(completed, value)


def completed(typed: str) -> str | None:
    """What was typed and the rest of the first name that fits; None if there is none."""
    folder, begun = os.path.split(os.path.expanduser(typed))
    if not begun:
        return None
    names = []
    with suppress(OSError, ValueError), os.scandir(folder or ".") as entries:
        for entry, _number in zip(entries, range(LOOKED_THROUGH), strict=False):
            if entry.name.startswith(begun) and entry.name.isprintable():
                names.append(entry.name + ("/" if entry.is_dir() else ""))
    return typed + min(names)[len(begun) :] if names else None
