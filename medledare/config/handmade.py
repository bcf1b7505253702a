"""Small TOML files that a person may edit by hand: read whole, and changed so that their comments stay."""

import os
import tempfile
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medledare.domain.problems import CannotReach, Problem

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


def read(path: Path, unreadable: type[Problem]) -> dict[str, Any]:
    """What the file says; nothing if there is none. Raises ``unreadable`` with ``path`` and ``reason``."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise unreadable(path=path, reason=error) from None


def rewrite(path: Path, unreadable: type[Problem], change: "Callable[[TOMLDocument], object]") -> None:
    """Change the file, or make it. Raises ``unreadable`` or CannotReach, and then the file is as it was."""
    import tomlkit
    from tomlkit.exceptions import ParseError

    try:
        document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
        change(document)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as draft:
            draft.write(tomlkit.dumps(document))
        os.replace(draft.name, path)
    except (ParseError, UnicodeDecodeError) as error:
        raise unreadable(path=path, reason=error) from None
    except OSError as error:
        raise CannotReach(path=path, reason=error.strerror or error) from None
