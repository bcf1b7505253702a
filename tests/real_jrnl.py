"""The real jrnl, in a home of its own, so that what is read here is what it writes."""

import os
import shutil
import subprocess
from pathlib import Path

BESIDE = Path(__file__).parents[1] / ".venv-jrnl" / "bin"
"""Where .ci/run installs it."""

CONFIG = """\
journals: {{default: {{journal: {journal}}}}}
encrypt: false
tagsymbols: '#@'
timeformat: '%F %r'
colors: {{body: none, date: none, tags: none, title: none}}
default_hour: 9
default_minute: 0
editor: ''
highlight: false
indent_character: '|'
linewrap: 79
template: false
version: '4.6'
"""


def find_jrnl() -> str | None:
    """The program, if it is installed here."""
    return shutil.which("jrnl", path=f"{os.environ.get('PATH', '')}{os.pathsep}{BESIDE}")


class Jrnl:
    """jrnl with one journal, in today's default format of time."""

    def __init__(self, program: str, home: Path) -> None:
        self.journal = home / "journal.txt"
        self._program = program
        self._home = home
        self._config = home / "jrnl.yaml"
        self._config.write_text(CONFIG.format(journal=self.journal), encoding="utf-8")

    def __call__(self, *arguments: str, typed: str = "") -> str:
        """Run it; what it prints."""
        return subprocess.run(
            [self._program, "--config-file", self._config, *arguments],
            check=True,
            capture_output=True,
            encoding="utf-8",
            input=typed,
            timeout=60,
            env={"HOME": str(self._home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "dumb"},
        ).stdout
