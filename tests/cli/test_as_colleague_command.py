"""A failure written as about a colleague, and gone on with later, from the command line."""

from typing import Any

from driving import Program


def kept(program: Program) -> Any:
    return program("log", "--kind", "failure", "--json").json["records"][0]


def test_it_is_asked_about_a_colleague_and_gone_on_with_the_same_way(opened: Program) -> None:
    begun = opened.at_terminal(
        "fail", "--as-colleague", talk=[("What happened to your colleague?", ""), ("ctrl+d", "Hon kom sent [/b]\n\x04")]
    )
    assert begun.status == 0
    failure = kept(opened)
    assert (failure["text"], failure["as_colleague"], failure["expected"]) == ("Hon kom sent [/b]", True, "")
    went_on = opened.at_terminal(
        "fail", "--continue", failure["id"][-7:],
        talk=[
            ("What did your colleague expect?", "En tidig buss\n"),
            ("Why did it go another way?", "\n"),
            ("What can your colleague do next time?", "\x04"),
        ],
    )  # fmt: skip
    assert went_on.status == 0
    failure = kept(opened)
    assert (failure["expected"], failure["why"], failure["next"]) == ("En tidig buss", "", "")
    assert "What did your colleague expect? En tidig buss" in opened("show", failure["id"]).out


def test_without_a_terminal_it_says_what_to_do_and_changes_nothing(opened: Program) -> None:
    one = opened("fail", "Sprack", "--why", "bråttom").id
    refused = opened("fail", "--continue", one)
    assert refused.status == 3
    assert "medledare edit" in refused.err
    assert opened("fail", "--continue", "fffffff").status != 0


def test_one_that_says_it_all_is_left_as_it_is(opened: Program) -> None:
    one = opened("fail", "Sprack", "--expected", "a", "--why", "b", "--next", "c").id
    assert opened("fail", "--continue", one).out == "Nothing was changed.\n"


def test_the_choice_is_changed_like_any_other(opened: Program) -> None:
    one = opened("fail", "Sprack").id
    opened("edit", one, "--as-colleague")
    assert kept(opened)["as_colleague"] is True
    opened("edit", one, "--no-as-colleague")
    assert kept(opened)["as_colleague"] is False
