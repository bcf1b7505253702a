"""A person can see where their words lie and who may open them there."""

from pathlib import Path

from medledare.config.paths import Places
from medledare.services import capture, privacy, session
from medledare.services.clock import local_now


def test_everything_the_program_makes_is_closed_to_others(tmp_path: Path) -> None:
    places = Places(tmp_path / "data" / "vault", tmp_path / "state", tmp_path / "config", tmp_path / "run")
    session.make(places, None, local_now)
    capture.seal(places, capture.entry(local_now, "hemligt"))
    with session.open_at_hand(places, local_now):
        pass
    made = [path for top in ("data", "state") for path in (tmp_path / top).rglob("*")]
    assert made
    assert [path for path in made if path.stat().st_mode & 0o077] == []


def test_the_report_names_places_permissions_and_limits(tmp_path: Path) -> None:
    places = Places(tmp_path / "vault", tmp_path / "state", tmp_path / "config", None)
    before = privacy.report(places)
    assert {place.mode for place in before.places} == {None}
    session.make(places, None, local_now)
    (tmp_path / "vault").chmod(0o755)
    vault = privacy.report(places).places[0]
    assert (vault.mode, vault.private) == (0o755, False)
    assert vault.size > 0
    assert any("administers" in sentence for sentence in before.sentences)
    assert privacy.NO_PASSPHRASE not in before.sentences


def test_a_key_that_lies_readable_is_told(tmp_path: Path) -> None:
    places = Places(tmp_path / "vault", tmp_path / "state", tmp_path / "config", None)
    session.make(places, None, local_now)
    told = privacy.report(places)
    assert privacy.NO_PASSPHRASE in told.sentences
    assert [place.mode for place in told.places if place.path.name == "key"] == [0o600]
    next((tmp_path / "state").rglob("key")).unlink()
    assert privacy.NO_PASSPHRASE not in privacy.report(places).sentences
