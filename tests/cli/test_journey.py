"""A person's whole way through the program, as processes, in both languages, from making the vault to taking it out."""

import stat
from pathlib import Path

import pytest
from driving import PASSPHRASE, Program, Ran, tree

from medledare.services.clock import local_now
from medledare.text import _, speak

WORDS = {"sv": ("Det finns inget valv", "Valvet är låst"), "en": ("There is no vault", "The vault is locked")}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_from_a_new_vault_to_everything_taken_out(program: Program, language: str) -> None:
    program.environment |= {"MEDLEDARE_LANG": language}
    run = program.process
    no_vault, locked = WORDS[language]

    def well(*arguments: str) -> Ran:
        ran = run(*arguments)
        assert (ran.status, ran.err) == (0, ""), (arguments, ran)
        return ran

    assert run("log").err.startswith(no_vault)
    recovery = program.make_vault()
    assert recovery.startswith("AGE-SECRET-KEY-1")

    # Writing works while locked, reading does not.
    entry = well("add", "Första dagen.\nBrödtext om #kaffe.").id
    assert run("log").err.startswith(locked)
    program.environment |= {"MEDLEDARE_PASSPHRASE_FILE": str(program.passphrase_file)}
    well("unlock", "--for", "2h30m")
    del program.environment["MEDLEDARE_PASSPHRASE_FILE"]
    assert entry in well("log").out
    assert run("status", "--json").json == {"format": "medledare/1", "state": "open"}

    well("mission", "set", "Att göra helheten begriplig", "--for", "medborgarna", "--value", "färre omvägar")
    well("mission", "set", "Att göra helheten begriplig och nåbar", "--for", "medborgarna")
    assert "nåbar" in well("mission").out
    assert len(run("mission", "history", "--json").json["missions"]) == 2
    well("mission", "explain", "Jag hjälper folk att hitta rätt.")

    goal = run("goal", "add", "Ringa", "i", "stället", "--serves", "nåbar", "--if", "jag öppnar mejlen", "--then",
               "ringer jag ett av dem", "--by", "2027-01-31", "--json").json["goal"]  # fmt: skip
    assert (goal["title"], goal["by"], goal["cue"]) == ("Ringa i stället", "2027-01-31", "jag öppnar mejlen")
    short = goal["id"][-7:]
    well("goal", "note", short, "Ringde två.")
    assert "Ringde två." in well("goal", "show", short).out
    well("goal", "edit", short, "--title", "Ringa först", "--by", "")
    listed = well("goal", "list").out
    assert "nåbar" in listed
    assert "Ringa först" in listed
    for step, state in (("rest", "resting"), ("wake", "active"), ("prune", "pruned"), ("wake", "active")):
        assert run("goal", step, short, "--json").json["goal"]["state"] == state
    well("goal", "done", short, "--closing", "att det var enkelt")
    assert "Ringa först" not in well("goal", "list").out
    assert "Ringa först" in well("goal", "list", "--all").out

    failure = well("fail", "Glömde fråga", "--why", "bråttom").id
    well("told", failure, "--whom", "en kollega", "--date", "yesterday" if language == "en" else "i går")
    learning = well("learn", "Fråga tidigt", "--failure", failure).id
    assert learning in well("show", failure).out
    assert "en kollega" in well("show", failure).out

    items = [one["item"] for one in run("checkin", "--json").json["items"]]
    assert len(items) == 4
    well("checkin", "--answer", f"{items[0]}=3", "--answer", f"{items[1]}=none")
    answers = {one["item"]: one["answer"] for one in run("checkin", "--json").json["items"]}
    assert (answers[items[0]], answers[items[1]], answers[items[2]]) == (3, "none", None)

    well("edit", entry, "--text", "Första dagen, omskriven.", "--tag", "ny", "--star", "--for-whom", "mig")
    assert "omskriven" in well("show", entry).out
    versions = run("history", entry, "--json").json["versions"]
    assert [one["record"]["text"][:13] for one in versions] == ["Första dagen.", "Första dagen,"]
    assert well("history", entry).out.count(entry) == 2
    undone = run("undo", "--json").json["undone"]
    assert [one["id"][-7:] for one in undone] == [entry]
    assert "Brödtext" in well("show", entry).out
    well("delete", entry, "--yes")
    assert run("show", entry).status == 1
    well("undo")
    assert "Brödtext" in well("show", entry).out

    well("privacy")
    assert "entry" in run("vault", "status", "--json").json["records"]
    assert "Första dagen." in well("export").out
    target = program.home / "ut.json"
    well("export", "--format", "json", "-o", str(target))
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    well("lock")
    assert run("log").err.startswith(locked)
    assert not any(b"omskriven" in content for content in tree(program.vault).values())


def test_an_explanation_of_the_mission_has_its_own_day(opened: Program) -> None:
    opened("mission", "set", "Att lyssna")
    told = opened("mission", "explain", "Med egna ord", "--date", "2026-03-02 09:15", "--json").json["record"]
    assert (told["at"], told["question"]) == ("2026-03-02T09:15:00+01:00", "mission.explain")


def test_making_a_vault_writes_mission_and_focus(program: Program) -> None:
    made = program(
        "init", "--no-passphrase", "--mission", "Att lyssna", "--for", "elever", "--value", "trygghet", "--focus", "kun"
    )
    assert made.status == 0
    assert made.out.count("AGE-SECRET-KEY-1") == 1
    mission = program("mission", "--lang", "sv").out
    assert all(word in mission for word in ("Att lyssna", "elever", "trygghet"))
    assert [one["item"][:3] for one in program("checkin", "--json").json["items"]][:2] == ["KUN", "KUN"]


def test_the_recovery_key_goes_to_a_file_of_ones_own_and_never_over_another(program: Program) -> None:
    target = program.home / "nyckel"
    target.write_text("min", encoding="utf-8")
    refused = program("init", "--no-passphrase", "--recovery-file", str(target))
    assert refused.status == 1
    assert target.read_text(encoding="utf-8") == "min"
    assert not program.vault.exists()
    target.unlink()
    made = program("init", "--no-passphrase", "--recovery-file", str(target))
    assert made.status == 0
    assert "AGE-SECRET-KEY" not in made.out
    assert target.read_text(encoding="ascii").startswith("AGE-SECRET-KEY-1")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_vault_that_cannot_be_made_leaves_no_recovery_file(program: Program) -> None:
    target = program.home / "nyckel"
    assert program("--vault", "/proc/none", "init", "--no-passphrase", "--recovery-file", str(target)).status == 1
    assert not target.exists()


def test_the_passphrase_comes_from_a_file_or_a_command(program: Program) -> None:
    program.passphrase_file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    assert program("init").status == 3
    assert program("init", MEDLEDARE_PASSPHRASE_FILE=str(program.passphrase_file)).status == 0
    command = f"cat {program.passphrase_file}"
    assert program("log", MEDLEDARE_PASSPHRASE_COMMAND=command).status == 0


def test_a_session_ends_by_itself(locked: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"MEDLEDARE_PASSPHRASE_FILE": str(locked.passphrase_file)}
    assert locked("unlock", "--for", "30m", **given).status == 0
    assert locked("log").status == 0
    for session in Path(locked.environment["XDG_RUNTIME_DIR"]).rglob("*.session"):
        assert stat.S_IMODE(session.stat().st_mode) == 0o600
        import json

        about = json.loads(session.read_bytes())
        assert 29 * 60 < about["expires"] - local_now().timestamp() <= 30 * 60
        session.write_bytes(json.dumps(about | {"expires": local_now().timestamp() - 1}).encode())
    assert locked("status", "--json").json["state"] == "locked"
    assert locked("log").status == 3


def test_a_vault_without_passphrase_is_always_open_and_says_so(opened: Program) -> None:
    speak("en")
    told = _("This vault has no passphrase, so it is always open here.") + "\n"
    assert opened("unlock").out == told
    assert opened("lock").out == told
    assert opened("log").status == 0


def test_status_says_nothing_private(opened: Program) -> None:
    opened("add", "hemligt", "--tag", "kanariefågel")
    assert opened("status", "--short").out == "open\n"
    assert opened("--vault", str(opened.home / "none"), "status", "--short").out == "no vault\n"


def test_the_settings_are_listed_read_and_changed(program: Program) -> None:
    assert program("config", "get", "lock_after").out == "15\n"
    assert program("config", "set", "lock_after", "30").out == "lock_after = 30\n"
    assert program("config", "list", "--json").json["settings"]["lock_after"] == 30
    path = Path(program("config", "path").out.strip())
    assert path.read_text(encoding="utf-8") == "lock_after = 30\n"


def test_privacy_tells_what_left_the_machine_when_it_may_look(locked: Program) -> None:
    assert locked("privacy", "--json").json["departures"] is None
    given = {"MEDLEDARE_PASSPHRASE_FILE": str(locked.passphrase_file)}
    locked("unlock", **given)
    assert locked("privacy", "--json").json["departures"] == []
    locked("export", "-o", str(locked.home / "ut.md"))
    (left,) = locked("privacy", "--json").json["departures"]
    assert (left["format"], left["target"]) == ("markdown", str(locked.home / "ut.md"))
    assert str(locked.vault) in locked("privacy").out
