"""Help in both languages for every command, and loaded from one table."""

import subprocess
import sys
from functools import cache

import click
import pytest
from babel.messages.pofile import read_po
from driving import Program

from medledare.cli.root import root
from medledare.cli.spoken import Group
from medledare.text import LOCALE_FOLDER, _, speak


def every_command() -> list[list[str]]:
    """The words of every command, groups and their commands too."""
    found: list[list[str]] = [[]]
    ctx = click.Context(root)
    for name in root.list_commands(ctx):
        found.append([name])
        command = root.get_command(ctx, name)
        if isinstance(command, Group):
            found += [[name, inner] for inner in command.list_commands(ctx)]
    return found


@cache
def catalog() -> set[str]:
    """Every sentence that has Swedish."""
    with (LOCALE_FOLDER / "sv" / "LC_MESSAGES" / "medledare.po").open("rb") as file:
        return {str(message.id) for message in read_po(file, locale="sv")}


def test_the_commands_of_the_contract_are_there() -> None:
    names = {" ".join(words) for words in every_command()}
    assert names >= {
        "init", "add", "fail", "told", "learn", "checkin", "log", "show", "edit", "delete", "history", "undo", "import",
        "export", "unlock", "lock", "privacy", "status", "completion", "demo", "vault status",
        *(f"goal {name}" for name in ("add", "list", "show", "edit", "note", "rest", "wake", "done", "prune")),
        *(f"mission {name}" for name in ("show", "set", "history", "explain")),
        *(f"config {name}" for name in ("get", "set", "list", "path")),
    }  # fmt: skip


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_every_command_explains_itself(program: Program, words: list[str], language: str) -> None:
    ran = program("--lang", language, *words, "--help")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == program("--lang", language, *words, "-h").out
    assert program(*words, "-h", MEDLEDARE_LANG=language).out == ran.out
    command, ctx = root, click.Context(root)
    for word in words:
        command = command.get_command(ctx, word)  # type: ignore[assignment]
    speak(language)
    translated = catalog()
    told = " ".join(ran.out.split())
    assert told.startswith(_("Usage:") + " " + " ".join(["medledare", *words]))
    assert _("Show this help") in told
    for message in (command.help, command.epilog, *(getattr(one, "help", "") for one in command.params)):
        hidden = [one for one in command.params if getattr(one, "hidden", False) and one.help == message]  # type: ignore[attr-defined]
        if message and not hidden:
            assert " ".join(_(message).split()) in told
            assert message in translated, "help that is put together is said in English"
    speak("en")


def test_help_fits_a_narrow_terminal(program: Program) -> None:
    for words in every_command():
        shown = program("--lang", "sv", *words, "--help", COLUMNS="80").out
        assert max(map(len, shown.splitlines())) <= 80, words


def test_a_field_of_several_kinds_is_told_as_none_of_them(program: Program) -> None:
    told = {line.split()[0]: line.split(maxsplit=2)[2] for line in program("edit", "--help").out.splitlines()
            if line.startswith(("  --text", "  --for-whom"))}  # fmt: skip
    assert told == {"--text": "Text", "--for-whom": "For whom"}


def test_the_programs_help_loads_no_command() -> None:
    check = (
        "import sys; from medledare.cli.run import run; run(['--help'])\n"
        "print([name for name in sys.modules if name.startswith('medledare.cli.commands')], file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert ran.stderr == "[]\n"
    assert "completion" in ran.stdout


def test_the_version_is_told(program: Program) -> None:
    from medledare import __version__

    assert program("--version").out == f"medledare {__version__}\n"


def test_global_options_may_stand_after_the_command(opened: Program) -> None:
    opened("add", "hej")
    assert opened("log", "--plain", "--lang", "sv", "--vault", str(opened.vault)).status == 0
    assert opened("log", "--vault", str(opened.home / "none")).status == 1


@pytest.mark.parametrize(
    ("environment", "arguments", "swedish"),
    [
        ({"LANG": "sv_SE.UTF-8"}, [], True),
        ({"LANG": "sv_SE.UTF-8", "MEDLEDARE_LANG": "en"}, [], False),
        ({"MEDLEDARE_LANG": "sv"}, [], True),
        ({"MEDLEDARE_LANG": "sv"}, ["--lang", "en"], False),
        ({}, ["--lang", "sv"], True),
        ({}, [], False),
    ],
)
def test_the_language_is_the_flags_then_the_variables_then_the_systems(
    program: Program, environment: dict[str, str], arguments: list[str], swedish: bool
) -> None:
    said = program(*arguments, "log", **environment).err
    assert said.startswith("Det finns inget valv" if swedish else "There is no vault")


def test_the_language_setting_holds_where_nothing_else_is_said(program: Program) -> None:
    program("config", "set", "language", "sv")
    assert program("log").err.startswith("Det finns inget valv")
    assert program("--lang", "en", "log").err.startswith("There is no vault")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_gives_the_shells_script(program: Program, shell: str) -> None:
    ran = program("completion", shell)
    assert ran.status == 0
    assert "_MEDLEDARE_COMPLETE" in ran.out


def test_commands_and_options_are_completed_and_nothing_private(opened: Program) -> None:
    kept = opened("add", "hej", "--tag", "hemlig").id

    def completed(words: str, number: int) -> str:
        environment = {"_MEDLEDARE_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(number)}
        return opened.process(environment=environment).out

    assert completed("medledare go", 1) == "plain,goal\n"
    assert "plain,prune" in completed("medledare goal p", 2)
    assert "plain,--starred" in completed("medledare log --st", 2)
    assert completed("medledare add --place o", 3) == "plain,office\nplain,other\n"
    assert completed("medledare completion f", 2) == "plain,fish\n"
    for words in ("medledare show ", "medledare edit ", "medledare log --tag "):
        assert kept not in completed(words, words.count(" ") + 0)
        assert "hemlig" not in completed(words, words.count(" "))
