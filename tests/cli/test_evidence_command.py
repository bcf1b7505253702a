"""The page about the evidence can be read without a vault, in either language."""

import pytest
from driving import Program


@pytest.mark.parametrize("spoken", ["sv", "en"])
def test_it_is_read_without_a_vault(program: Program, spoken: str) -> None:
    ran = program("--lang", spoken, "evidence")
    assert ran.status == 0
    assert {"sv": "Det här gör medledare inte", "en": "What medledare refuses to do"}[spoken] in ran.out.splitlines()
    assert "https://doi.org/10.1037/bul0000025" in ran.out


def test_json_gives_each_finding_with_its_source(program: Program) -> None:
    found = program("evidence", "--json").json
    assert len(found["findings"]) == 11
    assert all(one["effect"] and one["reference"] for one in found["findings"])
    assert found["refusals"]
