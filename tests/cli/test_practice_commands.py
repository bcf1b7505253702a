"""What is kept beside the journal, from the command line: needs, mandate, decisions, stops, talks, observers."""

import pytest
from driving import Program

CAPTURES = {
    "need": ["need", "add", "--fact", "Skrivaren är trasig", "--kind", "administrative", "--whom", "chef"],
    "mandate": ["mandate", "add", "Schemat", "--authority", "byta pass", "--missing", "ta in vikarie"],
    "decision": ["decide", "Vi flyttar mötet", "--kind", "involved", "--whom", "teamet"],
    "stop": ["stop", "Veckorapporten"],
    "close": ["close", "Budgeten", "--stop", "kl 17"],
    "talk": ["talk", "plan", "Medarbetarsamtal", "--date", "2099-01-02 10:00"],
    "observer": ["observe", "add", "Om jag avbryter", "--whom", "kollega", "--until", "2099-01-02"],
}
"""For each kind, the command that writes one down."""


@pytest.mark.parametrize("kind", CAPTURES)
def test_it_is_written_while_locked_and_read_once_unlocked(locked: Program, kind: str) -> None:
    made = locked(*CAPTURES[kind], "--json")
    assert (made.status, made.err) == (0, "")
    assert locked("log").status == 3
    found = locked("log", "--kind", kind, "--json", MEDLEDARE_PASSPHRASE_FILE=str(locked.passphrase_file)).json
    assert [(one["kind"], one["id"]) for one in found["records"]] == [(kind, made.json["id"])]


def test_everything_that_was_said_is_kept_and_read(opened: Program) -> None:
    for arguments in CAPTURES.values():
        assert opened(*arguments).status == 0
    said = opened("log").out
    for words in (
        "Skrivaren är trasig", "Kind of support: administrative", "To whom: chef", "State: draft", "Schemat",
        "Authority: byta pass", "Missing: ta in vikarie", "How it was made: others involved first", "With whom: teamet",
        "Line of the stop list: Veckorapporten", "Your stop-time: 17:00", "2099-01-02 10:00", "Who observes: kollega",
        "Until: 2099-01-02",
    ):  # fmt: skip
        assert words in said
    swedish = opened("--lang", "sv", "log").out
    for words in ("Behov: Skrivaren", "Läge: utkast", "Beslut: Vi flyttar", "Rad på stopplistan: Vecko"):
        assert words in swedish


@pytest.mark.parametrize(
    ("command", "key", "kind"),
    [
        (["need"], "needs", "need"),
        (["mandate"], "mandates", "mandate"),
        (["stop"], "stops", "stop"),
        (["talk", "list"], "talks", "talk"),
        (["observe"], "observers", "observer"),
    ],
)
def test_each_list_says_what_is_on_it_or_how_to_begin(opened: Program, command: list[str], key: str, kind: str) -> None:
    assert "medledare" in opened(*command).out
    assert opened(*command, "--json").json[key] == []
    made = opened(*CAPTURES[kind]).id
    assert made in opened(*command).out
    assert [one["id"][-7:] for one in opened(*command, "--json").json[key]] == [made]


def test_a_need_is_shared_and_answered_and_stays_to_be_read(opened: Program) -> None:
    need, other = opened("need", "add", "Skrivaren är trasig").id, opened("need", "add", "Mötena krockar").id
    assert opened("need", "shared", need, "--whom", "chefen").out == "Shared: Skrivaren är trasig\n"
    listed = opened("need").out
    assert listed.index("Draft") < listed.index(other) < listed.index("Shared") < listed.index(need)
    assert opened("need", "answered", need, "Ny", "skrivare", "--date", "2026-03-02").status == 0
    assert opened("need", "drop", other, "--json").json["need"]["state"] == "dropped"
    assert opened("need", "--json").json["needs"] == []
    everything = opened("need", "list", "--all", "--json").json["needs"]
    assert [(one["state"], one["whom"], one["answer"]) for one in everything] == [
        ("answered", "chefen", "Ny skrivare"),
        ("dropped", "", ""),
    ]
    assert "State: answered, 2026-03-02" in opened("need", "show", need).out
    opened("undo")
    assert opened("need", "--json").json["needs"][0]["state"] == "draft"


def test_needs_and_mandates_are_changed_and_nothing_else_is_taken_for_one(opened: Program) -> None:
    need, line = opened("need", "add", "Fakta").id, opened("mandate", "add", "Ansvar").id
    assert opened("need", "edit", need, "--ask", "en vikarie", "--json").json["record"]["ask"] == "en vikarie"
    assert opened("mandate", "edit", line, "--missing", "budget", "--json").json["record"]["missing"] == "budget"
    assert opened("need", "shared", line).status == 1
    assert opened("mandate", "edit", need, "--missing", "x").status == 1


@pytest.mark.parametrize("typed", ["snart", "25:00", "17:61", "[/b]", "17 " * 500, ""])
def test_a_stop_time_that_is_none_is_told_in_one_sentence(opened: Program, typed: str) -> None:
    ran = opened("close", "Budgeten", "--stop", typed)
    if typed:
        assert ran.status == 2
        assert ran.err.count("\n") == 1
        assert "17:00" in ran.err
        assert len(ran.err) < 200
    assert opened("log", "--json").json["records"] == [] or not typed


def test_a_talk_needs_its_moment_and_a_weekday_is_the_one_ahead(opened: Program) -> None:
    missing = opened("talk", "plan", "Samtal")
    assert (missing.status, missing.err.count("\n")) == (2, 1)
    assert opened("talk", "plan", "Samtal", "--date", "nonsense").status == 2
    made = opened("talk", "plan", "Samtal", "--date", "friday 10:00", "--json").json["id"]
    (talk,) = opened("talk", "list", "--json").json["talks"]
    assert talk["id"] == made
    assert talk["created"] < talk["at"]


def test_standard_input_and_choices_work_as_elsewhere(opened: Program) -> None:
    assert opened("decide", "-", stdin=b"Rad ett\nrad [/b] tv\xc3\xa5").status == 0
    assert opened("log", "--json").json["records"][0]["text"] == "Rad ett\nrad [/b] två"
    refused = opened("decide", "x", "--kind", "moon")
    assert refused.status == 2
    assert "mine, delegated, involved" in refused.err
    assert opened("need", "add").status == 3
