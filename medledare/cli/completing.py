"""How a shell's line may go on, and the script that has the shell ask for it, by click.

Only what the program itself declares is offered. No vault is opened and nothing of a person's is looked at.
"""

from typing import Any

from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

from medledare.cli.parsing import PROGRAM
from medledare.cli.root import root
from medledare.cli.run import COMPLETE


class _Whole(ShellComplete):
    """For shells that replace the whole word: in ``--kind=fa`` what is offered must begin with ``--kind=`` too."""

    def get_completions(self, args: list[str], incomplete: str) -> list[Any]:
        name, equals, value = incomplete.partition("=")
        if not (equals and name.startswith("--")):
            return super().get_completions(args, incomplete)
        offered = super().get_completions([*args, name], value)
        for item in offered:
            item.value = f"{name}={item.value}"
        return offered


class _Bash(BashComplete):
    @staticmethod
    def _check_version() -> None:
        """click's own would start a bash to ask for its version."""

    def get_completions(self, args: list[str], incomplete: str) -> list[Any]:
        # bash takes ``--kind=fa`` apart into three words.
        return super().get_completions(args[:-1] if args[-1:] == ["="] else args, incomplete)


class _Zsh(_Whole, ZshComplete):
    pass


class _Fish(_Whole, FishComplete):
    # click's own would cut what is said of a value at its first comma.
    source_template = FishComplete.source_template.replace('split ","', 'split --max 1 ","')


_SHELLS: dict[str, type[ShellComplete]] = {"bash": _Bash, "zsh": _Zsh, "fish": _Fish}


def script(shell: str) -> str:
    """What the shell is to read, once for each session."""
    return _asking(shell).source()


def complete(instruction: str) -> int:
    """Answer a shell that asks, as in ``zsh_complete``; the exit status."""
    from medledare.cli import terminal

    shell = instruction.removesuffix("_complete")
    if shell not in _SHELLS:
        return 1
    terminal.raw(_asking(shell).complete() + "\n")
    return 0


def _asking(shell: str) -> ShellComplete:
    return _SHELLS[shell](root, {}, PROGRAM, COMPLETE)
