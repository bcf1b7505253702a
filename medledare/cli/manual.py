"""The page for ``man``, made of the same declarations as ``--help``, as roff."""

import re
from collections.abc import Iterator

import click

from medledare import __version__
from medledare.cli.parsing import PROGRAM
from medledare.cli.root import root
from medledare.cli.spoken import Group
from medledare.text import N_, _

Lines = Iterator[str]

SUMMARY = N_("a private self-leadership journal for the terminal")
ENVIRONMENT = (
    ("MEDLEDARE_VAULT", N_("The folder of the vault, where --vault does not say another.")),
    ("MEDLEDARE_LANG", N_("The language, sv or en, where --lang does not say another.")),
    (
        "MEDLEDARE_PASSPHRASE_FILE",
        N_("A file whose first line is the passphrase. The passphrase itself is never taken from a variable."),
    ),
    ("MEDLEDARE_PASSPHRASE_COMMAND", N_("A command whose first line of output is the passphrase.")),
    ("VISUAL, EDITOR", N_("The editor for --edit.")),
    ("NO_COLOR", N_("No colours, where it says anything.")),
    (
        "XDG_DATA_HOME, XDG_STATE_HOME, XDG_CONFIG_HOME, XDG_RUNTIME_DIR",
        N_("Where the vault, the state of this machine, the settings and an unlocked session lie."),
    ),
)
STATUS = (
    ("0", N_("Done.")),
    ("1", N_("Failed; one sentence on standard error says why.")),
    ("2", N_("Wrong use.")),
    ("3", N_("Locked, and no passphrase is to be had. Without a terminal nothing is ever asked for.")),
    ("4", N_("The vault is damaged; the sentence says what, where and what to do.")),
)


def manual() -> str:
    """The whole page in the language spoken now."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Lines:
    top = click.Context(root, info_name=PROGRAM, **root.context_settings)
    yield r"""'\" -*- coding: utf-8 -*-"""
    yield f'.TH MEDLEDARE 1 "" "medledare {__version__}" ""'
    # No hyphens, and no space stretched to fill a line.
    yield from (".nh", ".ad l")
    yield _section(_("NAME"))
    yield f"medledare \\- {_text(_(SUMMARY))}"
    yield _section(_("SYNOPSIS"))
    yield f"{_bold(PROGRAM)} {_text(' '.join(root.collect_usage_pieces(top)))}"
    yield _section(_("DESCRIPTION"))
    assert root.help is not None
    yield from _paragraphs(_(root.help))
    yield _section(_("OPTIONS"))
    yield from _options(root, top, helped=True)
    yield _section(_("COMMANDS"))
    heading = ""
    for row in root.rows.values():
        if row.section != heading:
            heading = row.section
            yield f".SS {_text(_(heading))}"
        yield from _command(root.get_command(top, row.name), top, row.name)
    for title, pairs in ((_("EXIT STATUS"), STATUS), (_("ENVIRONMENT"), ENVIRONMENT)):
        yield _section(title)
        for term, words in pairs:
            yield from _entry(_bold(term), _(words))


def _command(command: click.Command | None, above: click.Context, name: str) -> Lines:
    """A command and its options; then those of a group."""
    assert command is not None
    assert command.help is not None
    ctx = click.Context(command, info_name=name, parent=above)
    path = ctx.command_path.removeprefix(PROGRAM).strip()
    yield from _entry(f"{_bold(path)} {_text(' '.join(command.collect_usage_pieces(ctx)))}", _(command.help))
    if command.epilog:
        yield ".IP"
        yield from _paragraphs(_(command.epilog))
    options = list(_options(command, ctx))
    if options:
        yield from (".RS", *options, ".RE")
    if isinstance(command, Group):
        for row in command.rows.values():
            yield from _command(command.get_command(ctx, row.name), ctx, row.name)


def _options(command: click.Command, ctx: click.Context, *, helped: bool = False) -> Lines:
    """What stands in its help; how to get that is told once."""
    known = [one for one in command.get_params(ctx) if isinstance(one, click.Option)]
    for option in known:
        record = option.get_help_record(ctx)
        if record is not None and (helped or "--help" not in option.opts):
            yield from _entry(_names(record[0]), record[1])


def _names(said: str) -> str:
    """The names of an option bold, and what they take as it is."""
    return re.sub(r"\\-[^\s,]+", lambda name: rf"\fB{name[0]}\fR", _text(said))


def _entry(term: str, words: str) -> Lines:
    yield ".TP"
    yield term
    yield from _paragraphs(words)


def _section(title: str) -> str:
    return f".SH {_text(title)}"


def _paragraphs(words: str) -> Lines:
    for number, paragraph in enumerate(words.split("\n\n")):
        if number:
            yield ".PP"
        yield _text(" ".join(paragraph.split()))


def _bold(words: str) -> str:
    return rf"\fB{_text(words)}\fR"


def _text(words: str) -> str:
    """Words as roff reads them: no character of theirs is an instruction, and hyphens can be copied."""
    plain = words.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{plain}" if plain[:1] in (".", "'") else plain
