"""What one wants of the day, and its close with the own stop-time, from the command line."""

import pytest
from driving import Program

from medledare.domain.question import INTENTION


def test_what_one_wants_of_the_day_is_written_while_locked_and_read_like_the_rest(locked: Program) -> None:
    assert locked("intend", "Ringa", "Anna", "--date", "2026-03-02 08:10").status == 0
    opened = {"MEDLEDARE_PASSPHRASE_FILE": str(locked.passphrase_file)}
    (entry,) = locked("log", "ringa", "--json", **opened).json["records"]
    assert (entry["kind"], entry["text"], entry["question"]) == ("entry", "Ringa Anna", INTENTION)
    assert entry["at"].startswith("2026-03-02T08:10")
    assert locked("undo", **opened).status == 0


def test_the_usual_stop_time_goes_with_a_close_and_another_can_be_said(opened: Program) -> None:
    opened("config", "set", "stop_time", "16.45")
    opened("close", "Budgeten")
    opened("close", "Fakturan", "--stop", "18")
    closes = opened("log", "--kind", "close", "--json").json["records"]
    assert [one["stop"] for one in closes] == ["16:45", "18:00"]


@pytest.mark.parametrize(("name", "value"), [("stop_time", "soon"), ("stop_time", "24:00"), ("evening_close", "maybe")])
def test_a_setting_of_the_evening_that_cannot_be_is_refused(opened: Program, name: str, value: str) -> None:
    refused = opened("config", "set", name, value)
    assert refused.status == 2
    assert value in refused.err


def test_at_a_terminal_the_close_recalls_what_one_wanted_of_the_day(opened: Program) -> None:
    opened("intend", "Ringa [/b] Anna")
    closed = opened.at_terminal("close", talk=[("Today: Ringa [/b] Anna", ""), ("ctrl+d", "Budgeten\n\x04")])
    assert closed.status == 0
    assert opened("log", "--kind", "close", "--json").json["records"][0]["text"] == "Budgeten"


def test_a_locked_vault_asks_for_no_passphrase_to_close_the_day(locked: Program) -> None:
    locked("intend", "Ringa Anna")
    closed = locked.at_terminal("close", talk=[("ctrl+d", "Budgeten\n\x04")])
    assert closed.status == 0
    assert "Anna" not in closed.out
