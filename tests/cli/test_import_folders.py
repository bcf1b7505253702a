"""Folders and archives of other programs, brought in by the real command line."""

import json
import zipfile
from pathlib import Path

from driving import Program


def vault_of_notes(home: Path) -> Path:
    path = home / "valv"
    for name, content in {
        ".obsidian/daily-notes.json": '{"format": "YYYY/YYYY-MM-DD"}',
        "2026/2026-03-02.md": "---\ntags: [möte]\nmood: bra\n---\nJag bad om stöd.\n",
        "2026/2026-03-03.md": "<script>[/b] klart</script>\n",
        "Projekt.md": "---\ndate: 2026-03-05\n---\nIngen dag i namnet\n",
    }.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(content, encoding="utf-8")
    (path / "2026/2026-03-04.md").write_bytes("två\nhå".encode("latin-1"))
    return path


def day_one(home: Path) -> Path:
    entry = {"uuid": "1", "creationDate": "2026-03-02T23:30:00Z", "timeZone": "Europe/Stockholm", "text": "Natt\\."}
    with zipfile.ZipFile(home / "export.zip", "w") as archive:
        archive.writestr("Dagbok.json", json.dumps({"metadata": {"version": "1.0"}, "entries": [entry]}))
        archive.writestr("../ut.json", "{}")
    return home / "export.zip"


def test_a_folder_is_guessed_foreseen_brought_in_and_known_again(opened: Program) -> None:
    path = str(vault_of_notes(opened.home))
    dry = opened("import", "--dry-run", path)
    assert (dry.status, dry.out.splitlines()[0]) == (0, f"{path}: Obsidian, 2 records, 2026-03-02 – 2026-03-03")
    assert "2026/2026-03-04.md, line 1: this is not UTF-8 text." in dry.out
    assert opened("log", "--json").json["records"] == []
    assert opened("import", path, "--json").json["files"][0]["added"] == 2
    assert opened("import", path, "--json").json["files"][0]["added"] == 0
    kept = opened("log", "--json").json["records"]
    assert [one["text"] for one in kept] == ["Jag bad om stöd.\n\nmood: bra", "<script>[/b] klart</script>"]
    assert kept[0]["tags"] == ["#möte"]
    rest = opened("import", "--from", "markdown", path, "--json").json["files"][0]
    assert (rest["added"], rest["already"]) == (1, 2)


def test_a_folder_and_an_archive_come_in_as_one_step_and_go_as_one(opened: Program) -> None:
    paths = str(vault_of_notes(opened.home)), str(day_one(opened.home))
    done = opened("import", *paths)
    assert done.status == 0
    assert f"{paths[1]}: Day One, 1 record, 2026-03-03 – 2026-03-03" in done.out
    assert "../ut.json cannot be read: its name leads out of the archive." in done.out
    assert "Natt." in opened("log").out
    assert "Importing the same again brings them back." in opened("undo").out
    assert opened("log", "--json").json["records"] == []


def test_what_holds_nothing_of_the_format_is_one_sentence(opened: Program) -> None:
    (opened.home / "tom").mkdir()
    for arguments in (["tom"], ["--from", "obsidian", "tom"], ["--from", "logseq", "tom"], ["--from", "dayone", "tom"],
                      ["--from", "markdown", "tom"], ["--from", "jrnl", "tom"]):  # fmt: skip
        ran = opened("import", *arguments[:-1], str(opened.home / arguments[-1]))
        assert (ran.status, ran.out, len(ran.err.strip().splitlines())) == (1, "", 1)
