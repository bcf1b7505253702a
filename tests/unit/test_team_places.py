"""Where teams meet on this machine, and what whoever keeps the folder can see of it."""

import shutil
from pathlib import Path

import pytest

from medledare.services import myself, surroundings, teams
from medledare.services.clock import local_now
from medledare.services.team_places import ALWAYS, BY, SEALED, team_place, team_places
from medledare.services.teams import Team
from medledare.vault.vault import Vault, memory_vault


@pytest.fixture
def vault() -> Vault:
    vault = memory_vault(local_now)
    myself.make_card(vault, "Anna")
    return vault


def made(vault: Vault, folder: Path) -> Team:
    return teams.create(vault, local_now, "Vården", folder)


def test_files_and_their_size_are_told_and_nothing_else_that_lies_there(vault: Vault, tmp_path: Path):
    folder = tmp_path / "team"
    team = made(vault, folder)
    (folder / "notes.txt").write_text("x" * 9999)
    (folder / "link.age").symlink_to(folder / "notes.txt")
    place = team_place(vault, team)
    assert (place.path, place.files) == (folder, 1)
    assert 4096 <= place.bytes < 6000
    assert place.seen == [ALWAYS, SEALED]


def test_in_git_and_on_a_network_share_more_can_be_seen(vault, tmp_path, monkeypatch):
    (tmp_path / ".git").mkdir()
    mounts = tmp_path / "mounts"
    mounts.write_text(f"server:/x {tmp_path} nfs4 rw 0 0\n")
    monkeypatch.setattr(surroundings, "MOUNTS", mounts)
    place = team_place(vault, made(vault, tmp_path / "team"))
    assert set(place.seen) == {ALWAYS, SEALED, BY[surroundings.IN_GIT], BY[surroundings.ON_NETWORK]}


def test_a_folder_that_is_gone_or_was_never_named_is_told_as_such(vault: Vault, tmp_path: Path):
    team = made(vault, tmp_path / "team")
    shutil.rmtree(tmp_path / "team")
    (place,) = team_places(vault)
    assert (place.path, place.files) == (tmp_path / "team", None)
    row = vault.table(teams.TABLE).get(doc_id=team.id)
    vault.table(teams.TABLE).update({"folders": {"another device": row["folders"][vault.device]}}, doc_ids=[team.id])
    (place,) = team_places(vault)
    assert (place.path, place.files, place.seen) == (None, None, [ALWAYS, SEALED])
