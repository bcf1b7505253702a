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
    from medledare.cli.completing import script

    terminal.raw(script(code_of(shell, SHELLS, _("The shell"))) + "\n")


@command("man", epilog=N_("To read it: medledare man | man -l -"))
def man() -> None:
    from medledare.cli.manual import manual

    terminal.raw(manual())


@command("demo")
@pass_here
def demo(here: Here) -> None:
    from medledare.cli.interface import open_interface
    from medledare.services.demo import demo_vault

    open_interface(here, lambda: demo_vault(here.clock, here.language))
