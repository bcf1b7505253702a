"""What leaves the vault is noted; where it cannot be, that is told."""

from pathlib import Path

import pytest
from vault_places import Clock

from medledare.domain.problems import CannotReach
from medledare.services import departures, exporting, records
from medledare.services.search import Query
from medledare.vault.vault import FileVault


def test_what_left_and_could_not_be_noted_is_told_as_left(
    vault: FileVault, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The vault's disk is full, and the file is on another."""

    def full(*_: object) -> None:
        raise CannotReach(path="valvet", reason="No space left on device")

    prepared = exporting.prepare(vault, clock, exporting.Wish("markdown", Query()))
    target = tmp_path / "ut.md"
    with monkeypatch.context() as patch:
        patch.setattr(records, "add", full)
        with pytest.raises(departures.LeftUnnoted):
            exporting.hand_out(vault, clock, prepared, target)
        with pytest.raises(CannotReach):
            exporting.hand_out(vault, clock, prepared, None)
    assert target.exists()
