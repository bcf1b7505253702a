"""Settings on the command line: where each comes from, and back to its default."""

import json

from driving import Program


def test_the_list_tells_where_each_value_comes_from(opened: Program) -> None:
    opened("config", "set", "lock_after", "5")
    told = opened("config", "list", MEDLEDARE_LANG="en").out
    assert "lock_after = 5  from the settings file" in told
    assert "language = en  from MEDLEDARE_LANG" in told
    assert "backup_keep = 10  the default" in told
    origins = json.loads(opened("config", "list", "--json").out)["origins"]
    assert origins["lock_after"] == "file"
    assert origins["backup_keep"] == "default"


def test_a_setting_goes_back_to_its_default_and_the_rest_of_the_file_stays(opened: Program) -> None:
    opened("config", "set", "lock_after", "5")
    opened("config", "set", "place", "office")
    assert opened("config", "reset", "lock_after").out == "lock_after = 15\n"
    assert opened("config", "get", "lock_after").out == "15\n"
    assert opened("config", "get", "place").out == "office\n"
    assert opened("config", "reset", "lock_after").status == 0
    assert opened("config", "reset", "colour").status == 2
