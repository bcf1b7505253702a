"""The mission from the command line: what changed between its wordings, and the explanations to compare."""

from driving import Program


def test_history_shows_what_changed_with_marks_that_need_no_colour(opened: Program) -> None:
    opened("mission", "set", "Föräldrar får besked")
    opened("mission", "set", "Föräldrar får besked i tid", "--for", "familjer")
    ran = opened("mission", "history")
    assert "Changed, The mission: Föräldrar får besked[+ i tid+]" in ran.out
    assert "Changed, For whom: [+familjer+]" in ran.out
    assert ran.out.rstrip().endswith("[-words-] were taken away, [+words+] came in.")
    swedish = opened("--lang", "sv", "mission", "history").out
    assert "Ändrat, Uppdraget: Föräldrar får besked[+ i tid+]" in swedish
    first, second = opened("mission", "history", "--json").json["missions"]
    assert first["changes"] == {}
    assert second["changes"]["for_whom"] == [{"mark": "+", "text": "familjer"}]
    assert second["statement"] == "Föräldrar får besked i tid"


def test_a_new_wording_keeps_whom_it_is_for_unless_that_is_said_too(opened: Program) -> None:
    opened("mission", "set", "Föräldrar får besked", "--for", "familjer", "--value", "lugn")
    opened("mission", "set", "Föräldrar får besked i tid", "--value", "")
    now = opened("mission", "--json").json["mission"]
    assert (now["for_whom"], now["value"]) == ("familjer", "")


def test_a_single_wording_has_no_word_on_marks(opened: Program) -> None:
    opened("mission", "set", "[b]hej[/b] \x1b[2J")
    assert "came in" not in opened("mission", "history").out


def test_explanations_stand_under_the_wording_they_were_given_for(opened: Program) -> None:
    assert "mission explain" in opened("mission", "explanations").out
    opened("mission", "set", "Första lydelsen")
    opened("mission", "explain", "så här då")
    opened("mission", "set", "Andra lydelsen")
    opened("mission", "explain", "så här nu")
    out = opened("mission", "explanations").out
    places = [out.index(words) for words in ("Första lydelsen", "så här då", "Andra lydelsen", "så här nu")]
    assert places == sorted(places)
    told = opened("mission", "explanations", "--json").json["explanations"]
    held = [one["id"] for one in opened("mission", "history", "--json").json["missions"]]
    assert [(one["text"], one["mission"]) for one in told] == [("så här då", held[0]), ("så här nu", held[1])]
