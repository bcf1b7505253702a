"""Settings: one file a person may edit by hand, and nothing that can break the program silently."""

from pathlib import Path

import pytest

from medledare.config.paths import Places
from medledare.config.settings import (
    SETTINGS,
    BadSetting,
    UnknownSetting,
    UnreadableSettings,
    known,
    load,
    reset,
    settings_file,
    store,
)
from medledare.domain.problems import CannotReach
from medledare.services.settings import say_as_set
from medledare.text import language


def test_without_a_file_every_setting_has_its_default(tmp_path: Path) -> None:
    assert load(tmp_path) == {setting.name: setting.default for setting in SETTINGS}


def test_a_setting_is_kept_and_the_persons_comments_too(tmp_path: Path) -> None:
    settings_file(tmp_path).write_text("# mitt eget\nlanguage = 'sv'  # hemma\n", encoding="utf-8")
    assert store(tmp_path, "lock_after", "5") == 5
    assert load(tmp_path)["lock_after"] == 5
    assert load(tmp_path)["language"] == "sv"
    text = settings_file(tmp_path).read_text(encoding="utf-8")
    assert "# mitt eget" in text
    assert "# hemma" in text


@pytest.mark.parametrize(("name", "typed"), [("lock_after", "-1"), ("lock_after", "soon"), ("language", "de")])
def test_a_value_that_cannot_be_is_refused_and_nothing_is_written(tmp_path: Path, name: str, typed: str) -> None:
    with pytest.raises(BadSetting):
        store(tmp_path, name, typed)
    assert not settings_file(tmp_path).exists()


def test_an_unknown_setting_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnknownSetting):
        store(tmp_path, "colour", "red")


@pytest.mark.parametrize("content", [b"language = ", b"\xff\xfe", b"[["])
def test_a_file_that_cannot_be_read_is_told_and_left_alone(tmp_path: Path, content: bytes) -> None:
    settings_file(tmp_path).write_bytes(content)
    with pytest.raises(UnreadableSettings):
        load(tmp_path)
    with pytest.raises(UnreadableSettings):
        store(tmp_path, "language", "sv")
    assert settings_file(tmp_path).read_bytes() == content


def test_a_value_of_the_wrong_kind_in_the_file_is_told(tmp_path: Path) -> None:
    settings_file(tmp_path).write_text("lock_after = true\n", encoding="utf-8")
    with pytest.raises(BadSetting):
        load(tmp_path)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotReach):
        store(tmp_path / "file" / "config", "language", "sv")


def test_the_language_asked_for_nearest_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = Places(tmp_path / "vault", tmp_path / "state", tmp_path / "config", None)
    monkeypatch.delenv("MEDLEDARE_LANG", raising=False)
    for variable in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")

    def spoken() -> str:
        say_as_set(places)
        return language()

    assert spoken() == "en"
    store(places.config, "language", "sv")
    assert spoken() == "sv"
    monkeypatch.setenv("MEDLEDARE_LANG", "en")
    assert spoken() == "en"
    monkeypatch.setenv("MEDLEDARE_LANG", "xx")
    assert spoken() == "sv"


def test_where_a_value_comes_from_is_known(tmp_path: Path) -> None:
    store(tmp_path, "language", "sv")
    store(tmp_path, "lock_after", "5")

    def of(name: str, **environment: str) -> tuple[object, str]:
        return next((one.value, one.origin) for one in known(tmp_path, environment) if one.setting.name == name)

    assert of("lock_after") == (5, "file")
    assert of("backup_keep") == (10, "default")
    assert of("language") == ("sv", "file")
    assert of("language", MEDLEDARE_LANG="en") == ("en", "environment")
    assert of("language", MEDLEDARE_LANG="klingon") == ("sv", "file")


def test_a_setting_is_taken_out_of_the_file_and_the_rest_stays(tmp_path: Path) -> None:
    settings_file(tmp_path).write_text("# mitt\nlock_after = 5\nplace = 'home' # där\n", encoding="utf-8")
    assert reset(tmp_path, "lock_after") == 15
    assert settings_file(tmp_path).read_text(encoding="utf-8") == "# mitt\nplace = 'home' # där\n"
    with pytest.raises(UnknownSetting):
        reset(tmp_path, "colour")
    assert reset(tmp_path / "nowhere", "place") == ""
    assert not (tmp_path / "nowhere").exists()
