"""Whatever goes wrong: one sentence, the right exit status, nothing written."""

import json
import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from driving import PASSPHRASE, Program, Ran, tree


def refused(program: Program, status: int, *arguments: str, **how: str) -> str:
    """Run, see that it ends with ``status``, one line on standard error and no change; return that line."""
    before = tree(program.home)
    ran = program(*arguments, **how)
    assert (ran.status, ran.out) == (status, ""), ran
    assert ran.err.count("\n") == 1, ran.err
    assert "Traceback" not in ran.err
    assert tree(program.home) == before
    return ran.err


READING = [["log"], ["show", "x"], ["edit", "x", "--text", "y"], ["delete", "x", "--yes"], ["history", "x"], ["undo"],
           ["mission"], ["mission", "set", "x"], ["goal", "list"], ["goal", "add", "x", "--standalone"],
           ["goal", "done", "x"], ["told", "x", "--whom", "chef"], ["export"], ["vault", "status"],
           ["checkin", "--json"], ["talk", "prepare"], ["talk", "list"], ["review", "week"],
           ["fail", "--continue", "x"], ["import", "list"], ["import", "undo"], ["import", "undo", "x"]]  # fmt: skip
WRITING = [
    ["add", "x"],
    ["add", "--dissent", "x"],
    ["intend", "x"],
    ["close", "x"],
    ["fail", "--as-colleague", "x"],
    ["fail", "x"],
    ["learn", "x"],
    ["checkin", "--answer", "TIL1=1"],
]


@pytest.mark.parametrize("arguments", READING + WRITING, ids=" ".join)
def test_without_a_vault(program: Program, arguments: list[str]) -> None:
    assert refused(program, 1, *arguments).startswith("There is no vault at ")


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_a_locked_vault_says_what_to_set(locked: Program, arguments: list[str]) -> None:
    assert "MEDLEDARE_PASSPHRASE_FILE" in refused(locked, 3, *arguments)


@pytest.mark.parametrize("command", [["show"], ["edit"], ["delete", "--yes"], ["history"], ["goal", "show"],
                                     ["goal", "edit"], ["goal", "rest"], ["goal", "wake"], ["goal", "done"],
                                     ["goal", "prune"]], ids=" ".join)  # fmt: skip
def test_an_unknown_id(opened: Program, command: list[str]) -> None:
    opened("log")
    assert refused(opened, 1, *command, "abc1234") == "Nothing here has the id “abc1234”.\n"


def test_an_id_that_fits_several(opened: Program) -> None:
    ids = [opened("add", text, "--json").json["id"] for text in ("ett", "två")]
    opened("log")
    shared = ids[0][: next(place for place in range(36) if ids[0][place] != ids[1][place])]
    assert refused(opened, 1, "show", shared) == f"“{shared}” fits 2 records. Write a few more characters of it.\n"
    assert opened("show", ids[0][-7:]).status == 0


def test_an_id_of_another_kind_is_unknown_there(opened: Program) -> None:
    entry = opened("add", "ingen misslyckad").id
    opened("log")
    assert "has the id" in refused(opened, 1, "told", entry, "--whom", "en kollega")
    assert "has the id" in refused(opened, 1, "goal", "show", entry)


def test_a_whole_id_that_leads_nowhere_is_told_while_the_vault_is_open(opened: Program) -> None:
    goal = opened("goal", "add", "Ringa", "--standalone", "--json").json["goal"]["id"]
    for arguments in (["learn", "x", "--failure", goal], ["add", "x", "--goal", goal[:-12] + "f" * 12]):
        assert "Nothing here has the id “" in refused(opened, 1, *arguments)
    assert opened("add", "x", "--goal", goal).status == 0


def test_a_date_that_is_empty_is_not_today(opened: Program) -> None:
    goal = opened("goal", "add", "Ringa", "--standalone", "--json").json["goal"]["id"]
    for arguments in (["add", "x"], ["fail", "x"], ["goal", "note", goal, "x"], ["edit", goal[-7:]]):
        assert refused(opened, 2, *arguments, "--date", "").startswith(("--date: “” could not", "A record of this"))


def test_a_vault_without_passphrase_whose_key_is_gone_asks_for_none(opened: Program) -> None:
    next((opened.home / "state").rglob("key")).unlink()
    for arguments in (["log"], ["unlock"], ["goal", "list"]):
        assert refused(opened, 3, *arguments).startswith("This vault has no passphrase; its key lies on the machine")


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2026-02-30", "“2026-02-30” is not a day or time that exists."),
        ("gurka", "“gurka” could not be read as a date."),
        ("2026-03-29 02:30", "There was no 02:30 on 2026-03-29"),
        ("2026-10-25 02:30", "02:30 came twice on 2026-10-25"),
    ],
)
@pytest.mark.parametrize("command", [["add", "x"], ["fail", "x"], ["learn", "x"], ["checkin", "--answer", "TIL1=1"]])
def test_a_date_that_cannot_be(opened: Program, command: list[str], date: str, said: str) -> None:
    assert said in refused(opened, 2, *command, "--date", date)


def test_a_wrong_day_to_search_from(opened: Program) -> None:
    assert refused(opened, 2, "log", "--from", "2026-13-01").startswith("--from: ")
    assert refused(opened, 2, "goal", "add", "x", "--standalone", "--by", "gurka").startswith("--by: ")


def test_a_wrong_passphrase(locked: Program) -> None:
    wrong = locked.home / "wrong"
    wrong.write_text("fel", encoding="utf-8")
    for arguments in (["log"], ["unlock"], ["goal", "list"]):
        assert refused(locked, 3, *arguments, MEDLEDARE_PASSPHRASE_FILE=str(wrong)) == (
            "That passphrase does not open this vault.\n"
        )


@pytest.mark.parametrize("file", ["missing", "empty", "binary"])
def test_a_passphrase_file_that_holds_none(locked: Program, file: str) -> None:
    (locked.home / "empty").touch()
    (locked.home / "binary").write_bytes(b"\xff\xff")
    said = refused(locked, 3, "log", MEDLEDARE_PASSPHRASE_FILE=str(locked.home / file))
    assert said.startswith("MEDLEDARE_PASSPHRASE_FILE gave no passphrase: ")


@pytest.mark.parametrize("command", ["no-such-program", "false", "true", "echo 'unclosed"])
def test_a_passphrase_command_that_gives_none(locked: Program, command: str) -> None:
    said = refused(locked, 3, "log", MEDLEDARE_PASSPHRASE_COMMAND=command)
    assert said.startswith("MEDLEDARE_PASSPHRASE_COMMAND gave no passphrase: ")


def test_a_passphrase_command_is_not_given_to_a_shell(locked: Program) -> None:
    refused(locked, 3, "log", MEDLEDARE_PASSPHRASE_COMMAND=f"true; touch {locked.home}/made")
    assert locked("log", MEDLEDARE_PASSPHRASE_COMMAND=f"echo '{PASSPHRASE}'").status == 0


def damage(program: Program) -> None:
    path = program.vault / "vault.json"
    path.write_bytes(path.read_bytes()[:-10])


def newer(program: Program) -> None:
    path = program.vault / "vault.json"
    from medledare.vault.info import checked, with_check

    path.write_bytes(with_check(checked(path.read_bytes(), path) | {"format": 9}))


@pytest.mark.parametrize("arguments", [["log"], ["add", "x"], ["status"], ["unlock"], ["vault"]], ids=" ".join)
@pytest.mark.parametrize(("harm", "status", "said"), [(damage, 4, "damaged"), (newer, 1, "newer medledare (format 9)")])
def test_a_vault_that_cannot_be_read(
    opened: Program, arguments: list[str], harm: Callable[[Program], None], status: int, said: str
) -> None:
    harm(opened)
    assert said in refused(opened, status, *arguments)


def test_damage_in_the_log_is_told_and_the_rest_is_shown(opened: Program) -> None:
    for text in ("ett", "två", "tre"):
        opened("add", text)
        opened("log")
    (segment,) = (opened.vault / "log").rglob("*.seg")
    content = bytearray(segment.read_bytes())
    content[len(content) // 2] ^= 1
    segment.write_bytes(content)
    read = opened("log", "--json")
    assert read.status == 4
    assert len(read.json["records"]) == 2
    assert "damaged" in read.err
    checked = opened("vault", "status", "--json")
    assert checked.status == 4
    assert checked.json["damage"]


def test_a_vault_folder_that_is_a_file(program: Program) -> None:
    file = program.home / "file"
    file.write_text("inget valv", encoding="utf-8")
    for arguments in (["log"], ["add", "x"], ["init", "--no-passphrase"]):
        refused(program, 1, "--vault", str(file), *arguments)
        refused(program, 1, "--vault", str(file / "below"), *arguments)


def test_a_vault_that_nobody_may_write(program: Program) -> None:
    refused(program, 1, "--vault", "/proc/medledare", "init", "--no-passphrase")


def test_an_empty_folder_name_is_not_the_present_folder(opened: Program) -> None:
    refused(opened, 2, "--vault", "", "log")


def test_an_existing_vault_is_left_alone(opened: Program) -> None:
    assert refused(opened, 1, "init", "--no-passphrase").startswith("There is already something at ")


def as_anybody() -> list[str]:
    """What to put before a command so that permissions count: root lays down the power to enter everything."""
    powers = "-dac_override,-dac_read_search"
    return ["setpriv", f"--bounding-set={powers}", f"--inh-caps={powers}"] if os.geteuid() == 0 else []


def test_what_waits_is_told_where_the_vault_cannot_be_written_to(opened: Program) -> None:
    opened("add", "före")
    opened("log")
    (segment,) = (opened.vault / "log").rglob("*.seg")
    segment.chmod(0o400)
    opened("add", "efter")
    read = opened.process("log", "--short", before=as_anybody())
    assert (read.status, read.out.count("\n")) == (0, 1)
    assert read.err.startswith("1 sealed record waits and is not shown yet")
    segment.chmod(0o600)
    read = opened("log", "--short")
    assert (read.out.count("\n"), read.err) == (2, "")


def test_a_folder_one_may_not_enter(opened: Program) -> None:
    forbidden = opened.home / "forbidden"
    forbidden.mkdir()
    forbidden.chmod(0)
    before = as_anybody()
    for arguments in (["log"], ["add", "x"], ["init", "--no-passphrase"]):
        ran = opened.process("--vault", str(forbidden / "vault"), *arguments, before=before)
        assert (ran.status, ran.out) == (1, "")
        assert ran.err.startswith(f"Could not use {forbidden}")
        assert "Permission denied" in ran.err
    forbidden.chmod(0o700)
    assert list(forbidden.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["gurka"], "There is no command gurka."),
        (["goal", "gurka"], "There is no command gurka."),
        (["add", "--gurka"], "There is no option --gurka."),
        (["goal", "add", "x"], "--standalone"),
        (["goal", "add", "x", "--standalone", "--serves", "y"], "--standalone"),
        (["goal", "add", "", "--standalone"], "Write a few words here."),
        (["goal", "add"], "TITLE… is missing."),
        (["show"], "ID is missing."),
        (["show", "a", "b"], "“b” is more than this command takes."),
        (["told", "x"], "--whom is missing."),
        (["log", "-n"], "-n needs a value."),
        (["log", "-n", "fem"], "-n needs a whole number."),
        (["log", "--starred=ja"], "--starred takes no value."),
        (["log", "--kind", "gurka"], "--kind: “gurka” is not one of: entry"),
        (["log", "--principle", "XYZ"], "--principle: “XYZ” is not one of: TIL"),
        (["add", "x", "--place", "månen"], "--place: “månen” is not one of: home, office, other."),
        (["add", "x", "--principle", "XYZ"], "--principle: “XYZ” is not one of"),
        (["fail", "x", "--kind", "stort"], "--kind: “stort” is not one of"),
        (["learn", "x", "--from", "radio"], "--from: “radio” is not one of"),
        (["unlock", "--for", "länge"], "--for needs a time such as"),
        (["unlock", "--for", "0h"], "--for needs a time such as"),
        (["unlock", "--for", "400d"], "--for needs a time such as"),
        (["config", "get", "gurka"], "There is no setting called gurka."),
        (["config", "set", "lock_after", "länge"], "lock_after cannot be “länge”."),
        (["completion", "tcsh"], "“tcsh” is not one of: bash, zsh, fish."),
        (["--lang", "fi", "log"], "“fi” is not a language here."),
        (["import", "x", "--timezone", "Mars/Krater"], "--timezone: There is no time zone called Mars/Krater."),
        (["import"], "FILE… is missing."),
        (["import", ""], "FILE needs a value."),
        (["import", "x", "--from", "gurka"], "There is no format called gurka."),
        (["export", "-o", ""], "--output needs a value."),
        (["export", "--format", "gurka"], "There is no format called gurka."),
        (["init", "--focus", "XYZ", "--no-passphrase"], "--focus: “XYZ” is not one of"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_use(opened: Program, arguments: list[str], said: str) -> None:
    opened("log")
    assert said in refused(opened, 2, *arguments)


@pytest.mark.parametrize("arguments", [[], ["demo"]], ids=["interface", "demo"])
def test_the_terminal_interface_needs_a_terminal(opened: Program, arguments: list[str]) -> None:
    assert refused(opened, 3, *arguments).startswith("The interface needs a terminal.")


@pytest.mark.parametrize("harm", [damage, newer])
def test_where_everything_lies_is_told_whatever_state_the_vault_is_in(
    opened: Program, harm: Callable[[Program], None]
) -> None:
    harm(opened)
    told = opened("privacy")
    assert (told.status, told.err) == (0, "")
    assert str(opened.vault) in told.out


def test_the_systems_reasons_are_said_in_the_readers_language(opened: Program) -> None:
    said = refused(opened, 1, "--lang", "sv", "export", "-o", str(opened.home / "saknas" / "ut.md"))
    assert said.endswith("saknas/ut.md: filen eller mappen finns inte. Inget sparades.\n")


def test_deleting_without_a_terminal_needs_a_yes(opened: Program) -> None:
    kept = opened("add", "kvar").id
    opened("log")
    assert "--yes" in refused(opened, 3, "delete", kept)


def test_importing_what_cannot_be_read(opened: Program) -> None:
    (opened.home / "bild.png").write_bytes(bytes(range(256)))
    for path, status in ((opened.home / "saknas.txt", 1), (opened.home, 1), (opened.home / "bild.png", 1)):
        refused(opened, status, "import", str(path))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"format": "medledare/1",\n  records}', "The file is not JSON: line 2, column 3 cannot be read."),
        (b'\xff', "The file is not JSON: line 1, column 1 cannot be read."),
        (b"[1]", "The file is JSON, but not what medledare exports."),
        (b'{"format": "annat/1", "records": []}', "The file is JSON, but not what medledare exports."),
        (b'{"format": "medledare/9", "records": []}', "exported by a newer medledare (medledare/9)"),
    ],
)  # fmt: skip
def test_importing_json_that_is_no_export(opened: Program, content: bytes, said: str) -> None:
    file = opened.home / "in.json"
    file.write_bytes(content)
    opened("log")
    assert said in refused(opened, 1, "import", "--from", "medledare", str(file))


def test_one_bad_file_stops_the_whole_import(opened: Program) -> None:
    good = opened.home / "bra.txt"
    good.write_text("[2026-03-02 09:15] Hej\n", encoding="utf-8")
    opened("log")
    ran = opened("import", str(good), str(opened.home / "saknas.txt"))
    assert ran.status == 1
    assert opened("log", "--json").json["records"] == []


def test_an_export_never_replaces_a_file_unasked(opened: Program) -> None:
    opened("add", "hej")
    opened("log")
    target = opened.home / "ut.md"
    target.write_text("något annat", encoding="utf-8")
    refused(opened, 1, "export", "-o", str(target))
    assert opened("export", "-o", str(target), "--force").status == 0
    assert "hej" in target.read_text(encoding="utf-8")


def test_a_fault_of_the_programs_own_says_nothing_of_what_was_written(
    opened: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        secret = "kanariefågel"
        raise KeyError(secret)

    monkeypatch.setattr("medledare.services.capture.seal", broken)
    ran = opened("add", "kanariefågel")
    assert ran.status == 1
    assert "kanariefågel" not in ran.err
    assert ran.err.startswith("Something went wrong inside medledare (KeyError, capture.py:")


def test_a_reader_who_has_read_enough_is_no_trouble(opened: Program) -> None:
    for number in range(3):
        opened("add", f"{number} " + "långt " * 30_000)
    ran = subprocess.run(
        f"{sys.executable} -m medledare log | head -c 10; exit ${{PIPESTATUS[0]}}",
        shell=True, executable="/bin/bash", env=opened.environment, capture_output=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.parametrize("arguments", [["log"], ["--help"], ["log", "--help"], ["--version"]], ids=" ".join)
def test_a_full_disk_behind_the_answer_is_told(opened: Program, arguments: list[str]) -> None:
    opened("add", "hej")
    with open("/dev/full", "wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "medledare", *arguments],
            env=opened.environment,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ran.returncode == 1
    assert ran.stderr.decode().startswith("The answer could not be written out: No space left on device.")


def test_json_problems_stay_on_standard_error(opened: Program) -> None:
    ran: Ran = opened("show", "abc1234", "--json")
    assert ran.out == ""
    with pytest.raises(json.JSONDecodeError):
        json.loads(ran.err)
