"""The word for those the work is for is set on the command line and takes effect at once."""

from driving import Program


def test_the_word_that_was_set_is_used(opened: Program) -> None:
    assert "Citizen focus" in opened("focus", "set", "MED").out
    assert opened("config", "set", "beneficiary", "pupil").status == 0
    assert "Pupil focus" in opened("focus").out
    assert "Elevfokus" in opened("--lang", "sv", "focus").out
    told = " ".join(opened("--lang", "sv", "goal", "add", "--help").out.split())
    assert "Vem har nytta av det? Kanske en elev." in told
    opened("learn", "De vill ha svar samma dag", "--from", "user")
    assert "a pupil" in opened("log").out
    opened("config", "set", "beneficiary", "patient")
    assert "a patient" in opened("log").out


def test_a_word_that_is_not_offered_is_refused(opened: Program) -> None:
    refused = opened("config", "set", "beneficiary", "elev")
    assert refused.status == 2
    assert "pupil" in refused.err


def test_a_language_on_the_command_line_keeps_the_word(opened: Program) -> None:
    opened("config", "set", "beneficiary", "customer")
    opened("focus", "set", "MED")
    assert "Kundfokus" in opened("focus", MEDLEDARE_LANG="sv").out
