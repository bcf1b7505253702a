"""The program itself: completion for the shell, and a sample vault to look around in."""

from medledare.cli import terminal
from medledare.cli.fields import code_of
from medledare.cli.here import Here
from medledare.cli.spoken import argument, command, pass_here
from medledare.text import N_, _

SHELLS = ("bash", "zsh", "fish")


@command(
    "completion",
    epilog=N_('For example, in bash: eval "$(medledare completion bash)". Nothing of yours is ever completed.'),
)
@argument("shell", choices=SHELLS)
def completion(shell: str) -> None:
    from click.shell_completion import ShellComplete, get_completion_class

    from medledare.cli.parsing import PROGRAM
    from medledare.cli.root import root
    from medledare.cli.run import COMPLETE

    kind = get_completion_class(code_of(shell, SHELLS, _("The shell")))
    assert kind is not None
    # The plain class's source: bash's own would start a bash to ask for its version.
    terminal.raw(ShellComplete.source(kind(root, {}, PROGRAM, COMPLETE)) + "\n")


@command("demo")
@pass_here
def demo(here: Here) -> None:
    from medledare.cli.interface import open_interface
    from medledare.services.demo import demo_vault

    open_interface(here, lambda: demo_vault(here.clock, here.language))
