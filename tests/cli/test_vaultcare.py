"""The care of the vault from the command line: checked, mended, backed up, brought back, its passphrase changed."""

import io
import json
import os
import shutil
import subprocess
import time
from itertools import count
from pathlib import Path

import pytest
from driving import PASSPHRASE, Program, tree

from medledare.cli.progress import progress
from medledare.config.paths import find_places
from medledare.services import beside, due
from medledare.vault.age import new_identity, recipient_of
from medledare.vault.due import put_off, schedule
from medledare.vault.info import describe
from medledare.vault.keys import Common, VaultKey, wrap_capture, wrap_for_recovery


@pytest.fixture
def recovery(program: Program) -> Path:
    """A vault without a passphrase, with three entries; the file its recovery key is in."""
    path = program.home / "recovery.txt"
    path.write_text(f"# my key\n{program.make_vault(None)}\n")
    for text in ("ett", "två", "tre"):
        program("add", text)
    program("log")
    return path


def texts(program: Program, **environment: str) -> list[str]:
    return [one["text"] for one in program("log", "--json", **environment).json["records"]]


def segment(program: Program) -> Path:
    return next((program.vault / "log").glob("*/*.seg"))


def spoil(path: Path, at: int = 400) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def test_a_sound_vault_is_told_to_be(program: Program, recovery: Path) -> None:
    checked = program("vault", "check")
    assert (checked.status, checked.err) == (0, "")
    assert "No damage was found." in checked.out
    assert program("vault", "check", "--json").json == {
        "format": "medledare/1",
        "damaged": False,
        "locked": False,
        "devices": 1,
        "segments": 1,
        "versions": 3,
        "bytes": segment(program).stat().st_size,
        "findings": [],
    }


def test_damage_is_told_mended_and_brought_back_from_a_backup(program: Program, recovery: Path) -> None:
    backup = program.home / "b.age"
    assert program("vault", "backup", "-o", str(backup)).status == 0
    spoil(segment(program))
    checked = program("vault", "check", "--json")
    assert checked.status == 4
    [found] = checked.json["findings"]
    assert (found["severity"], found["what"]) == ("lost", "a record cannot be read")
    told = program("vault", "check")
    assert told.status == 4
    assert "medledare vault repair" in told.out
    mended = program("vault", "repair")
    assert (mended.status, mended.err) == (0, "")
    assert "lost: a record cannot be read" in mended.out
    assert program("vault", "check").status == 0
    assert len(texts(program)) == 2
    restored = program("vault", "restore", str(backup))
    assert (restored.status, restored.err) == (0, "")
    assert "1 version was brought back." in restored.out
    assert texts(program) == ["ett", "två", "tre"]


def test_a_vault_that_does_not_open_is_checked_and_mended(program: Program, recovery: Path) -> None:
    (program.vault / "vault.json").write_bytes(b"\x00" * 900)
    checked = program("vault", "check", "--json")
    assert checked.status == 4
    assert checked.json["locked"]
    assert [one["where"] for one in checked.json["findings"]] == ["vault.json"]
    mended = program("vault", "repair")
    assert mended.status == 0
    assert "mended: " in mended.out
    assert texts(program) == ["ett", "två", "tre"]
    assert "nothing to mend" in program("vault", "repair").out


def test_age_opens_what_backup_wrote_to_standard_output(program: Program, recovery: Path) -> None:
    done = subprocess.run(
        "python3 -m medledare vault backup -o - | age -d -i recovery.txt".replace("python3", os.sys.executable),  # type: ignore[attr-defined]
        shell=True, env=program.environment, cwd=program.home, capture_output=True, check=True,
    )  # fmt: skip
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["document"]["text"] for one in lines[1:-1]] == ["ett", "två", "tre"]
    assert lines[-1]["versions"] == 3


def test_a_vault_is_made_anew_from_a_backup_with_a_new_passphrase(program: Program, recovery: Path) -> None:
    backup = program.home / "b.age"
    program("vault", "backup", "-o", str(backup))
    shutil.rmtree(program.vault)
    shutil.rmtree(program.home / "state")
    for arguments, status in (
        ([str(backup)], 3),
        ([str(backup), "--recovery-file", str(backup)], 3),
        ([str(backup), "--recovery-file", str(recovery)], 3),
        ([str(recovery), "--recovery-file", str(recovery), "--no-passphrase"], 1),
    ):
        before = tree(program.home)
        refused = program("vault", "restore", *arguments)
        assert (refused.status, refused.out) == (status, ""), refused
        assert tree(program.home) == before
    program.passphrase_file.write_text(PASSPHRASE)
    from_file = {"MEDLEDARE_PASSPHRASE_FILE": str(program.passphrase_file)}
    made = program("vault", "restore", str(backup), "--recovery-file", str(recovery), **from_file)
    assert (made.status, made.err) == (0, "")
    assert texts(program, **from_file) == ["ett", "två", "tre"]
    assert program("log").status == 3


def test_a_backup_is_not_written_over_another_file_unasked(program: Program, recovery: Path) -> None:
    target = program.home / "mine"
    target.write_text("x")
    assert program("vault", "backup", "-o", str(target)).status == 1
    assert target.read_text() == "x"
    assert program("vault", "backup", "-o", str(target), "--force").status == 0
    assert program("vault", "backup", "-o", "").status == 1


def test_the_age_of_the_newest_backup_is_told(program: Program, recovery: Path) -> None:
    assert "There is no backup yet." in program("vault").out
    assert program("vault", "status", "--json").json["backups"]["count"] == 0
    assert program("vault", "backup").status == 0
    about = program("vault", "status", "--json").json["backups"]
    assert (about["count"], about["days"], about["failed"]) == (1, 1, "")
    [made] = Path(about["folder"]).glob("*.age")
    os.rename(made, made.with_name(made.name[:19] + "20200101T000000Z.age"))
    assert "days old" in program("vault").out


def due_again(program: Program) -> Path:
    """Make a backup due; the folder of the vault's state."""
    state = find_places().state_of(describe(find_places()).id)
    put_off(state, 0)
    return state


def wait_for(folder: Path, pattern: str) -> list[Path]:
    until = time.monotonic() + 20
    while not (found := list(folder.glob(pattern))) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def test_a_backup_that_is_due_is_made_by_itself_once(program: Program, recovery: Path) -> None:
    state = due_again(program)
    began = time.monotonic()
    assert texts(program) == ["ett", "två", "tre"]
    assert time.monotonic() - began < 2
    program("log")
    assert len(wait_for(state / "backups", "medledare-*.age")) == 1
    until = time.monotonic() + 20
    while (known := schedule(state)) and known.next - known.at < 40_000 and time.monotonic() < until:
        time.sleep(0.05)
    assert known
    assert not known.failed
    assert 80_000 < known.next - known.at < 87_000
    program("log")
    assert len(list((state / "backups").iterdir())) == 1


def test_none_is_made_by_itself_where_that_is_not_wished(program: Program, recovery: Path) -> None:
    state = due_again(program)
    program("config", "set", "backup_days", "0")
    program("log")
    assert not (state / "backups").exists()
    known = schedule(state)
    assert known
    assert known.next == known.at
    assert "backup_days is 0" in program("vault").out


def test_why_none_could_be_made_is_told(program: Program, recovery: Path) -> None:
    state = due_again(program)
    (program.home / "file").write_text("x")
    program("config", "set", "backup_folder", str(program.home / "file"))
    beside.back_up(find_places(), _key(program))
    known = schedule(state)
    assert known
    assert known.failed
    program("config", "set", "backup_folder", str(program.home / "elsewhere"))
    assert "The last backup could not be made" in program("vault").out
    beside.back_up(find_places(), _key(program))
    assert "1 backup" in program("vault").out
    assert "could not be made" not in program("vault").out


def _key(program: Program) -> beside.VaultKey:
    id = describe(find_places()).id
    return beside.VaultKey(id, bytes.fromhex((find_places().state_of(id) / "key").read_text()))


def test_whether_a_backup_is_due_costs_one_small_file(program: Program, recovery: Path, monkeypatch) -> None:
    monkeypatch.setattr(beside, "start", lambda *_: pytest.fail("not due yet"))
    program("log")
    monkeypatch.setattr(due, "is_due", lambda state: False)
    assert program("log").status == 0


def test_the_passphrase_is_changed_by_whoever_knows_it(program: Program) -> None:
    program.make_vault()
    program("add", "hemligt")
    new = program.home / "new"
    new.write_text("en helt ny\n")
    old = {"MEDLEDARE_PASSPHRASE_FILE": str(program.passphrase_file)}
    assert program("vault", "passphrase", **old).status == 3
    assert program("vault", "passphrase", "--new-passphrase-file", str(new)).status == 3
    wrong = {"MEDLEDARE_PASSPHRASE_FILE": str(new)}
    assert program("vault", "passphrase", "--new-passphrase-file", str(new), **wrong).status == 3
    assert texts(program, **old) == ["hemligt"]
    changed = program("vault", "passphrase", "--new-passphrase-file", str(new), **old)
    assert (changed.status, changed.err) == (0, "")
    assert program("log", **old).status == 3
    assert texts(program, **wrong) == ["hemligt"]
    given_up = program("vault", "passphrase", "--none", **wrong)
    assert given_up.status == 0
    assert "whoever uses your account" in given_up.out
    assert texts(program) == ["hemligt"]
    assert program("vault", "passphrase", "--new-passphrase-file", str(new)).status == 0
    assert program("log").status == 3
    assert texts(program, **wrong) == ["hemligt"]


def test_a_forgotten_passphrase_is_set_anew_with_the_recovery_key(program: Program) -> None:
    recovery = program.home / "recovery.txt"
    recovery.write_text(program.make_vault() + "\n")
    program("add", "hemligt")
    new = program.home / "new"
    new.write_text("en helt ny\n")
    given = {"MEDLEDARE_PASSPHRASE_FILE": str(new)}
    assert program("vault", "recover", **given).status == 3
    assert program("vault", "recover", "--recovery-file", str(recovery)).status == 3
    assert program("vault", "recover", "--recovery-file", str(new), **given).status == 3
    done = program("vault", "recover", "--recovery-file", str(recovery), **given)
    assert (done.status, done.err) == (0, "")
    assert texts(program, **given) == ["hemligt"]


def test_a_second_machine_gets_into_a_vault_without_passphrase(program: Program, recovery: Path) -> None:
    shutil.rmtree(program.home / "state")
    assert program("log").status == 3
    assert program("vault", "recover", "--recovery-file", str(recovery), "--no-passphrase").status == 0
    assert texts(program) == ["ett", "två", "tre"]


def test_at_a_terminal_the_keys_are_asked_for_and_not_shown(program: Program) -> None:
    recovery = program.make_vault()
    ny = [("passphrase: ", "ny fras\n"), ("once more: ", "ny fras\n")]
    changed = program.at_terminal("vault", "passphrase", talk=[("Passphrase: ", PASSPHRASE + "\n"), *ny])
    assert changed.status == 0, changed
    done = program.at_terminal("vault", "recover", talk=[("Recovery key: ", recovery + "\n"), *ny])
    assert done.status == 0, done
    for ran in (changed, done):
        assert recovery not in ran.out
        assert "ny fras" not in ran.out


def test_old_history_is_dropped_only_when_asked(program: Program, recovery: Path) -> None:
    id = program("log", "--json").json["records"][0]["id"]
    program("edit", id, "--text", "ett till")
    assert program("vault", "compact", "--older-than", "0d").status == 3
    assert program("vault", "compact", "--older-than", "soon", "--yes").status == 2
    assert program("vault", "compact", "--yes").out.startswith("0 earlier versions dropped")
    assert len(program("history", id, "--json").json["versions"]) == 2
    dropped = program("vault", "compact", "--older-than", "0d", "--yes")
    assert (dropped.status, dropped.err) == (0, "")
    assert dropped.out.startswith("1 earlier version dropped")
    assert len(program("history", id, "--json").json["versions"]) == 1
    assert texts(program) == ["ett till", "två", "tre"]
    assert program("vault", "check").status == 0
    asked = program.at_terminal("vault", "compact", talk=[("brought back.", "n\n")])
    assert asked.status == 1


def test_devices_are_listed_and_this_one_can_be_named(program: Program, recovery: Path) -> None:
    [one] = program("vault", "devices", "--json").json["devices"]
    assert (one["name"], one["this"], one["versions"]) == ("", True, 3)
    assert program("vault", "devices", "--name", "Kontoret").status == 0
    assert program("vault", "devices").out.startswith(f"Kontoret ({one['id'][:8]}), this device, 3 versions")
    assert program("undo").status == 0
    assert program("vault", "devices", "--json").json["devices"][0]["name"] == "Kontoret"
    assert "Kontoret" not in program("vault").out
    assert program("vault", "repair", "--gone", "nobody").status == 1


@pytest.mark.parametrize("content", [b"\x00", b"x", b"\xff\n"], ids=["zeros", "text", "noise"])
def test_a_passphrase_file_of_a_gigabyte_is_one_sentence(locked: Program, content: bytes) -> None:
    big = locked.home / "big"
    big.write_bytes(content * 100_000)
    os.truncate(big, 1 << 30)
    began = time.monotonic()
    for name in ("MEDLEDARE_PASSPHRASE_FILE",):
        refused = locked("log", **{name: str(big)})
        assert refused.status == 3
        assert refused.err.count("\n") == 1
    assert locked("vault", "recover", "--recovery-file", str(big)).status == 3
    assert time.monotonic() - began < 5


def test_a_vault_behind_a_link_is_a_vault(program: Program, recovery: Path) -> None:
    moved = program.home / "moved"
    program.vault.rename(moved)
    program.vault.symlink_to(moved)
    assert program("add", "fyra").status == 0
    assert texts(program) == ["ett", "två", "tre", "fyra"]
    assert program("vault", "check").status == 0
    assert program("vault", "backup", "-o", str(program.home / "b.age")).status == 0
    assert program.vault.is_symlink()


CARE = [["check"], ["repair"], ["backup"], ["compact", "--yes"], ["devices"], ["status"]]


@pytest.mark.parametrize("arguments", CARE, ids=" ".join)
def test_a_file_where_the_vault_should_be_is_one_sentence(program: Program, arguments: list[str]) -> None:
    program.vault.parent.mkdir(parents=True)
    program.vault.write_text("mine")
    _refused(program, 1, "vault", *arguments)
    assert program.vault.read_text() == "mine"


@pytest.mark.parametrize("arguments", CARE, ids=" ".join)
def test_a_locked_vault_is_not_taken_care_of(locked: Program, arguments: list[str]) -> None:
    _refused(locked, 3, "vault", *arguments)


@pytest.mark.parametrize("arguments", [["log"], ["add", "x"], ["vault", "check"], ["vault", "repair"]], ids=" ".join)
def test_the_superuser_does_no_harm_to_somebody_elses_vault(
    program: Program, recovery: Path, arguments: list[str]
) -> None:
    if os.geteuid() != 0:
        os.chmod(program.vault, 0)
    else:
        for path in (program.vault, *program.vault.rglob("*")):
            os.chown(path, 12345, 12345)
    try:
        _refused(program, 1, *arguments)
    finally:
        os.chmod(program.vault, 0o700)


def _refused(program: Program, status: int, *arguments: str) -> None:
    before = tree(program.home)
    ran = program(*arguments)
    assert (ran.status, ran.out) == (status, ""), ran
    assert ran.err.count("\n") == 1
    assert tree(program.home) == before


def test_a_forged_recovery_file_is_not_believed(program: Program) -> None:
    """Somebody who can write to the folder, and knows the recipient, puts in a key of his own."""
    path = program.home / "recovery.txt"
    path.write_text(program.make_vault() + "\n")
    given = {"MEDLEDARE_PASSPHRASE_FILE": str(program.passphrase_file)}
    program("add", "hemligt")
    program("log", **given)
    info = describe(find_places())
    common, forged = Common(info.id, info.capture), VaultKey(info.id, b"x" * 32)
    content = wrap_for_recovery(forged, common, recipient_of(path.read_text()))
    (program.vault / "keys" / "recovery.json").write_bytes(content)
    before = tree(program.home)
    assert program("vault", "recover", "--recovery-file", str(path), **given).status == 4
    assert tree(program.home) == before
    assert program("vault", "backup", **given).status == 4
    assert program("vault", "check", **given).status == 4
    # Even with a capture key to go with it, no record opens.
    (program.vault / "keys" / "capture.json").write_bytes(wrap_capture(forged, common, new_identity()))
    assert program("vault", "recover", "--recovery-file", str(path), **given).status == 4


def test_a_bar_shows_only_for_what_takes_longer_than_half_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for seconds, shows in ((0.01, False), (1.0, True)):
        clock = iter(count(0, seconds))
        monkeypatch.setattr("medledare.cli.progress.time.monotonic", lambda clock=clock: next(clock))
        monkeypatch.setattr("sys.stderr", screen := Terminal())
        with progress("Checking") as told:
            assert told is not None
            for done in range(11):
                told(done, 10)
        assert ("Checking" in screen.getvalue()) is shows
        assert ("100%" in screen.getvalue()) is shows
    monkeypatch.setattr("sys.stderr", io.StringIO())
    with progress("Checking") as told:
        assert told is None


def test_where_backups_lie_is_told(program: Program, recovery: Path) -> None:
    assert "Backups, encrypted" not in program("privacy").out
    program("config", "set", "backup_folder", str(program.home / "disk"))
    program("vault", "backup")
    told = program("privacy").out
    assert f"Backups, encrypted\n  {program.home / 'disk'}\n  Only you can open it." in told
