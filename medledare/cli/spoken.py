"""click's commands, options and groups, made to speak the reader's language and to load only what is used.

Help lines are message ids, translated when they are shown; click's own words are said here too.
"""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any, NamedTuple

import click
from click.exceptions import NoSuchOption
from click.formatting import HelpFormatter

from medledare.cli import terminal
from medledare.cli.here import Here
from medledare.text import LANGUAGES, N_, _
from medledare.text.beneficiary import worded

OPTIONS = N_("[OPTIONS]")
COMMAND = N_("COMMAND …")
PATHS = {N_("FILE"): "file", N_("FOLDER"): "dir"}
"""Metavars of what the shell itself completes, and what it calls that."""


class Option(click.Option):
    """An option whose help and metavar are message ids; ``hint`` is a second sentence of help.

    ``choices`` are what it may be, for the help and for completion; what is typed is checked by whoever reads it. They
    are its metavar, or stand last in the help of one that has another.
    """

    def __init__(self, *names: Any, hint: str = "", choices: Iterable[str] = (), **attributes: Any) -> None:
        self.choices = tuple(choices)
        if self.choices:
            attributes.setdefault("metavar", "|".join(self.choices))
        super().__init__(*names, **attributes)
        self.hint = hint

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        return _completed(self, incomplete) or super().shell_complete(ctx, incomplete)

    def make_metavar(self, ctx: click.Context) -> str:
        return _(self.metavar) if self.metavar else ""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        among = ", ".join(self.choices) if self.metavar != "|".join(self.choices) else ""
        told = ". ".join(part for part in (worded(self.help or ""), worded(self.hint), among) if part)
        return record and (record[0].rstrip(), told)


class Argument(click.Argument):
    """An argument whose metavar is a message id; ``choices`` are what it may be, as for an option."""

    def __init__(self, *names: Any, choices: Iterable[str] = (), **attributes: Any) -> None:
        self.choices = tuple(choices)
        if self.choices:
            attributes.setdefault("metavar", "|".join(self.choices))
        super().__init__(*names, **attributes)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        return _completed(self, incomplete) or super().shell_complete(ctx, incomplete)

    def make_metavar(self, ctx: click.Context) -> str:
        name = (_(self.metavar) if self.metavar else "") + ("…" if self.nargs != 1 else "")
        return name if self.required else f"[{name}]"


class _Formatter(HelpFormatter):
    """Text whose words are never broken at a hyphen: they are often names that one types."""

    def write_text(self, text: str) -> None:
        from textwrap import fill

        indent = " " * self.current_indent
        paragraphs = (" ".join(one.split()) for one in text.split("\n\n"))
        filled = [
            fill(one, self.width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
            for one in paragraphs
        ]
        self.write("\n\n".join(filled) + "\n")


class _Context(click.Context):
    formatter_class = _Formatter


class _Spoken(click.Command):
    """Help in the reader's language, for commands and groups."""

    context_class = _Context

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            # The parser does not say which command it was at.
            error.ctx = error.ctx or ctx
            raise

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _("Show this help")
            option.callback = _show_help
        return option

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [_(piece) for piece in super().collect_usage_pieces(ctx)]

    def format_usage(self, ctx: click.Context, formatter: HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_("Usage:") + " ")

    def format_help_text(self, ctx: click.Context, formatter: HelpFormatter) -> None:
        for text in (self.help, self.epilog):
            if text:
                formatter.write_paragraph()
                with formatter.indentation():
                    formatter.write_text(_(text))

    def format_epilog(self, ctx: click.Context, formatter: HelpFormatter) -> None:
        """The epilog stands under the help text."""

    def format_options(self, ctx: click.Context, formatter: HelpFormatter) -> None:
        options = [one for one in self.get_params(ctx) if isinstance(one, click.Option)]
        rows = [record for one in options if (record := one.get_help_record(ctx))]
        with formatter.section(_("Options")):
            formatter.write_dl(rows)


class Command(_Spoken):
    """A command; the program's global options may stand after its name as well as before it."""

    def __init__(self, *arguments: Any, **attributes: Any) -> None:
        attributes.setdefault("options_metavar", OPTIONS)
        super().__init__(*arguments, **attributes)
        # What is left over is refused in parse_args, in the reader's language.
        self.allow_extra_args = True
        self.params += global_options(hidden=True)

    def make_parser(self, ctx: click.Context) -> Any:
        parser = super().make_parser(ctx)
        # click looks for ``-n`` among the long options first, and then for two milliseconds for what resembles it.
        parser._long_opt.update(parser._short_opt)
        return parser

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise click.UsageError(_("“{words}” is more than this command takes.").format(words=" ".join(rest)), ctx)
        return rest


class Row(NamedTuple):
    """A command as it stands in its group's help, and where it is: ``module:attribute``."""

    name: str
    target: str
    help: str
    section: str = N_("Commands")


class Group(_Spoken, click.Group):
    """A group whose commands are declared as rows and loaded when they are run.

    ``default`` names the command that is meant when none is said. With ``words`` it is also the one that takes what is
    no command's name, and its options stand in the help of the group.
    """

    def __init__(
        self, name: str, rows: tuple[Row, ...], *, default: str = "", words: bool = False, **attributes: Any
    ) -> None:
        attributes.setdefault("options_metavar", OPTIONS)
        attributes.setdefault("subcommand_metavar", COMMAND)
        attributes.setdefault("callback", self._run_default)
        super().__init__(name, invoke_without_command=bool(default), **attributes)
        self.rows = {row.name: row for row in rows}
        self.default = default
        self.words = words
        self.params += global_options(hidden=not attributes.get("params"))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        given = list(args)
        try:
            return super().parse_args(ctx, args)
        except NoSuchOption:
            # ``goal --json`` is an option of the command that is meant when none is said.
            if self.default not in self.rows or not given[0].startswith("-"):
                raise
        return super().parse_args(ctx, [self.default, *given])

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.rows)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        row = self.rows.get(cmd_name)
        if row is None:
            return None
        module, _colon, attribute = row.target.partition(":")
        command: click.Command = getattr(import_module(f"medledare.cli.commands.{module}"), attribute)
        command.help = command.help or row.help
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.rows and self.words:
            args = [self.default, *args]
        if args[0] not in self.rows and not ctx.resilient_parsing:
            raise click.exceptions.NoSuchCommand(args[0], possibilities=self.rows, ctx=ctx)
        return super().resolve_command(ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        meant = self._taker(ctx)
        return super().collect_usage_pieces(ctx) if meant is None else meant.collect_usage_pieces(ctx)

    def format_options(self, ctx: click.Context, formatter: HelpFormatter) -> None:
        meant = self._taker(ctx)
        super().format_options(ctx, formatter) if meant is None else meant.format_options(ctx, formatter)
        width = max(map(len, self.rows))
        for section in dict.fromkeys(row.section for row in self.rows.values()):
            with formatter.section(_(section)):
                formatter.write_dl(
                    [(row.name.ljust(width), _(row.help)) for row in self.rows.values() if row.section == section]
                )

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        rows = [row for row in self.rows.values() if row.name.startswith(incomplete)]
        options: list[Any] = click.Command.shell_complete(self, ctx, incomplete)
        return (
            self._words_begun(ctx, incomplete) + [CompletionItem(row.name, help=_(row.help)) for row in rows] + options
        )

    def _words_begun(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """What the command that takes words would go on with."""
        meant = self._taker(ctx)
        if meant is None:
            return []
        takes = [one for one in meant.params if isinstance(one, Argument)]
        if incomplete.startswith("-") or not takes:
            return meant.shell_complete(ctx, incomplete)
        return takes[0].shell_complete(ctx, incomplete)

    def _taker(self, ctx: click.Context) -> click.Command | None:
        """The command that takes words, if there is one."""
        return self.get_command(ctx, self.default) if self.words else None

    def _run_default(self) -> Any:
        ctx = click.get_current_context()
        if ctx.invoked_subcommand is not None:
            return None
        command = self.get_command(ctx, self.default)
        assert command is not None
        with command.make_context(self.default, [], parent=ctx) as inner:
            return command.invoke(inner)


def beginning(choices: Iterable[str], incomplete: str) -> list[Any]:
    """Those that begin with what is typed, for a shell."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(choice) for choice in choices if choice and choice.startswith(incomplete)]


def _completed(parameter: Option | Argument, incomplete: str) -> list[Any]:
    """What a parameter may be, as far as its declaration says."""
    if kind := PATHS.get(parameter.metavar or ""):
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type=kind)]
    return beginning(parameter.choices, incomplete)


def _show_help(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        terminal.raw(ctx.get_help() + "\n")
        ctx.exit()


def global_options(*, hidden: bool = False) -> list[click.Parameter]:
    """The options every command knows. They go to ``Here`` and are not handed to the command."""
    return [
        _global("vault", N_("The vault to use"), hidden, metavar=N_("FOLDER")),
        _global("lang", N_("Language"), hidden, choices=LANGUAGES),
        _global(
            "plain",
            N_("Lines only, without colours; with no command the whole day, asked line by line"),
            hidden,
            is_flag=True,
        ),
    ]


def _global(name: str, help: str, hidden: bool, **attributes: Any) -> Option:
    def told(ctx: click.Context, parameter: click.Parameter, value: Any) -> None:
        here = ctx.find_object(Here)
        if here is not None and value is not None and value is not False:
            here.told(name, value)

    return Option(
        [f"--{name}"], expose_value=False, is_eager=True, hidden=hidden, help=help, callback=told, **attributes
    )


def command(name: str, *, help: str = "", epilog: str = "") -> Callable[[Callable[..., Any]], Command]:
    """Make a command of a function; its help is that of its row unless it needs more words."""
    return click.command(name, cls=Command, help=help or None, epilog=epilog or None)


def option(*names: str, **attributes: Any) -> Callable[[Any], Any]:
    """click's option, with help and metavar as message ids."""
    return click.option(*names, cls=Option, **attributes)


def argument(name: str, **attributes: Any) -> Callable[[Any], Any]:
    """click's argument, with its metavar as a message id."""
    return click.argument(name, cls=Argument, **attributes)


def pass_here(function: Callable[..., Any]) -> Callable[..., Any]:
    """Hand ``Here`` to a command as its first argument."""
    return click.pass_obj(function)
