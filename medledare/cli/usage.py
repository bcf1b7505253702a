"""Wrong use of the command line, in one sentence of the reader's language instead of click's."""

from collections.abc import Sequence

import click
from click.exceptions import BadOptionUsage, BadParameter, MissingParameter, NoSuchCommand, NoSuchOption

from medledare.text import _

CALLED_ELSEWHERE = {
    **dict.fromkeys(("today", "idag", "day"), ("status", "log")),
    **dict.fromkeys(("search", "find", "grep", "list", "ls", "show", "journal", "sök", "dagbok"), ("log",)),
    **dict.fromkeys(("write", "note", "new", "skriv"), ("add",)),
}
"""What a command is called here, by names it has in other programs."""


def told(error: click.UsageError) -> str:
    """What is wrong, and which help tells more."""
    sentence = _sentence(error)
    if error.ctx is None:
        return sentence
    return sentence + " " + _("“{command} --help” tells more.").format(command=error.ctx.command_path)


def _sentence(error: click.UsageError) -> str:
    if isinstance(error, NoSuchOption):
        return _("There is no option {name}.").format(name=error.option_name) + _meant(error.possibilities)
    if isinstance(error, NoSuchCommand):
        return _("There is no command {name}.").format(name=error.command_name) + _meant(
            CALLED_ELSEWHERE.get(error.command_name.lower(), error.possibilities)
        )
    if isinstance(error, MissingParameter) and error.param is not None and error.ctx is not None:
        return _("{name} is missing.").format(name=_name(error.param, error.ctx))
    if isinstance(error, BadOptionUsage):
        flag = error.ctx is not None and any(
            isinstance(one, click.Option) and one.is_flag and error.option_name in (one.name, *one.opts)
            for one in error.ctx.command.params
        )
        words = _("{name} takes no value.") if flag else _("{name} needs a value.")
        return words.format(name=error.option_name)
    if isinstance(error, BadParameter) and error.param is not None and error.ctx is not None:
        return f"{_name(error.param, error.ctx)}: {error.message}"
    return error.message


def _name(parameter: click.Parameter, ctx: click.Context) -> str:
    """An option by its name, an argument by what stands in the usage line."""
    return max(parameter.opts, key=len) if isinstance(parameter, click.Option) else parameter.make_metavar(ctx)


def _meant(possibilities: Sequence[str] | None) -> str:
    if not possibilities:
        return ""
    return " " + _("Did you mean {names}?").format(names=", ".join(possibilities))
