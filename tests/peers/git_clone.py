"""A folder that git carries, by a remote on this machine."""

import os
import subprocess
from pathlib import Path


class Clone:
    """A folder as git sees it."""

    def __init__(self, folder: Path, remote: Path) -> None:
        self.folder, self.remote = folder, remote

    def git(self, *arguments: str) -> str:
        who = {f"GIT_{role}_{what}": "x@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        apart = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            env=os.environ | who | apart,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def begin(self) -> None:
        self.git("init", "-q", "-b", "main")
        (self.folder / ".gitattributes").write_text("* -text\n*.seg binary\n")
        self.git("remote", "add", "origin", str(self.remote))
        self.commit()
        self.git("push", "-q", "-u", "origin", "main")

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "as it is")

    def meet(self) -> None:
        """What a person does, or a timer: commit, pull, push."""
        self.git("pull", "-q", "--no-rebase", "--no-edit")
        self.git("push", "-q")

    def size(self, *how: str) -> int:
        """Bytes of the whole history, packed as git does by itself in time, or with more patience."""
        self.git("gc", "-q", "--prune=now", *how)
        return sum(path.stat().st_size for path in (self.folder / ".git" / "objects").rglob("*") if path.is_file())


def cloned(one: Path, other: Path, remote: Path) -> tuple[Clone, Clone]:
    """Two clones of one remote: the first folder as it is, and the other made of it."""
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", remote], check=True)
    first, second = Clone(one, remote), Clone(other, remote)
    first.begin()
    subprocess.run(["git", "clone", "-q", remote, other], check=True)
    return first, second
