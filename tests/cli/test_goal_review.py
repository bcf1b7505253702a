"""Going through the goals, and the chain from one of them, on the command line."""

from driving import Program


def add(opened: Program, title: str) -> str:
    return opened("goal", "add", title, "--standalone").id


def test_goals_are_gone_through_one_at_a_time_and_a_line_goes_to_the_stop_list(opened: Program) -> None:
    for title in ("Behålls", "Vilar", "[/b] Rensas"):
        add(opened, title)
    talk = [("> ", "1\n"), ("> ", "x\n"), ("> ", "2\n"), ("> ", "3\n"), ("> ", "Veckorapporten\n")]
    told = opened.at_terminal("goal", "review", talk=talk)
    assert told.status == 0
    assert "Type 1, 2 or 3" in told.out
    states = {one["title"]: one["state"] for one in opened("goal", "list", "--all", "--json").json["goals"]}
    assert states == {"Behålls": "active", "Vilar": "resting", "[/b] Rensas": "pruned"}
    assert "Veckorapporten" in opened("stop").out


def test_ctrl_d_stops_and_what_was_said_stands(opened: Program) -> None:
    add(opened, "Ett")
    add(opened, "Två")
    told = opened.at_terminal("goal", "review", talk=[("> ", "2\n"), ("> ", "\x04")])
    assert told.status == 0
    listed = opened("goal", "list", "--json").json["goals"]
    assert sorted(one["state"] for one in listed) == ["active", "resting"]


def test_without_a_terminal_it_lists_and_asks_nothing(opened: Program) -> None:
    assert "nothing to go through" in opened("goal", "review").out
    goal = add(opened, "Mål")
    read = opened("--lang", "sv", "goal", "review")
    assert (read.status, read.out) == (0, f"{goal} Mål\n  Fristående\n  Inget är kopplat till det än\n")
    opened("goal", "note", goal, "gjort", "--date", "2026-03-02")
    (told,) = opened("goal", "review", "--json").json["goals"]
    assert (told["title"], told["last"]) == ("Mål", "2026-03-02")


def test_more_than_five_active_goals_bring_it_up_for_a_person_only(opened: Program) -> None:
    for number in range(6):
        add(opened, f"Mål {number}")
    assert "goal review" in opened.at_terminal("goal", "list").out
    assert "goal review" not in opened("goal", "list").out


def test_the_chain_is_read_oldest_first(opened: Program) -> None:
    goal = add(opened, "Mål")
    opened("goal", "note", goal, "sist", "--date", "2026-03-09")
    failure = opened("fail", "först", "--goal", goal, "--date", "2026-03-02").id
    opened("learn", "emellan", "--failure", failure, "--date", "2026-03-05")
    out = opened("goal", "show", goal, "--chain").out
    assert out.index("först") < out.index("emellan") < out.index("sist")
    told = opened("goal", "show", goal, "--chain", "--json").json["chain"]
    assert [one["kind"] for one in told] == ["failure", "learning", "entry"]
    assert "emellan" not in opened("goal", "show", goal).out
