"""Summaries in a team's space: for all or for some, taken back by whoever told them, and spliced ones refused."""

import base64
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from medledare.domain.period import containing
from medledare.services import sending, summaries, team_summaries, teams, withdrawing
from medledare.services.departures import departures
from medledare.services.myself import make_card, oneself
from medledare.services.recipients import recipient
from medledare.services.teams import Team
from medledare.sharing import sealed_text
from medledare.sharing.summaries import BY_ANOTHER, body_of
from medledare.sharing.team import UNREADABLE
from medledare.vault.age import seal_for
from medledare.vault.vault import Vault, memory_vault

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
WEEK = containing("week", date(2026, 11, 23))
NAMES = ("Anna", "Bo", "Eva")


class Clock:
    """Each look at it is a second later."""

    now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


clock = Clock()


@pytest.fixture
def space(tmp_path: Path) -> Path:
    return tmp_path / "space"


@pytest.fixture
def three(space: Path) -> dict[str, tuple[Vault, Team]]:
    """Three members of a team in one folder."""
    vaults = {name: memory_vault(clock) for name in NAMES}
    cards = {name: make_card(vault, name) for name, vault in vaults.items()}
    team = teams.create(vaults["Anna"], clock, "Norr", space)
    for name in NAMES[1:]:
        teams.add(vaults["Anna"], clock, team, cards[name])
        teams.join(vaults[name], teams.invitation(vaults[name], space), space)
    for vault in vaults.values():
        teams.look(vault, teams.team_named(vault))
    return {name: (vault, teams.team_named(vault)) for name, vault in vaults.items()}


def told(three: dict[str, tuple[Vault, Team]], name: str) -> list[str]:
    return [one.text for one in team_summaries.look(three[name][0], clock, three[name][1]).told]


def post(three: dict[str, tuple[Vault, Team]], name: str, text: str, *whom: str) -> None:
    vault, team = three[name]
    to = [recipient(vault, one) for one in whom]
    sending.post(vault, clock, sending.prepare_for_team(vault, f"# T\n\n{text}\n", team, to))


def test_nothing_is_posted_by_making_ready(three: dict[str, tuple[Vault, Team]], space: Path) -> None:
    before = {one.name for one in space.iterdir()}
    vault, team = three["Bo"]
    prepared = sending.prepare_for_team(vault, "# T\n\nRing first\n", team)
    assert prepared.content == b"# T\n\nRing first\n"
    assert {one.name for one in space.iterdir()} == before
    assert departures(vault) == []


def test_it_is_read_by_all_or_by_those_it_is_for_and_the_others_see_nothing(
    three: dict[str, tuple[Vault, Team]],
) -> None:
    post(three, "Bo", "For all")
    post(three, "Bo", "For Eva", "Eva")
    assert told(three, "Anna") == ["# T\n\nFor all\n"]
    assert told(three, "Eva") == told(three, "Bo") == ["# T\n\nFor all\n", "# T\n\nFor Eva\n"]
    assert team_summaries.look(*_at(three, "Anna")).rejected == ()
    left = departures(three["Bo"][0])
    assert [one.whom for one in left] == [("Norr",), ("Eva",)]
    assert [one.text for one in left] == ["# T\n\nFor all\n", "# T\n\nFor Eva\n"]
    vault, team = three["Bo"]
    stranger = make_card(memory_vault(clock), "Kim")
    with pytest.raises(sending.NotAMember):
        sending.prepare_for_team(vault, "x", team, [recipient(vault, stranger.text)])


def _at(three: dict[str, tuple[Vault, Team]], name: str) -> tuple[Vault, Clock, Team]:
    vault, team = three[name]
    return vault, clock, team


def test_what_is_taken_back_is_gone_for_all(three: dict[str, tuple[Vault, Team]]) -> None:
    post(three, "Bo", "For all")
    vault = three["Bo"][0]
    (left,) = departures(vault)
    assert withdrawing.withdraw(vault, clock, left).withdrawn
    assert [told(three, name) for name in NAMES] == [[], [], []]


def test_what_was_sealed_by_one_cannot_be_posted_as_another_s(three: dict[str, tuple[Vault, Team]]) -> None:
    """Anna cannot read what Bo sealed to Eva, and cannot make it look as if she had written it."""
    bo, eva = oneself(three["Bo"][0]), oneself(three["Eva"][0])
    anna, team = three["Anna"]
    spliced = dict(body_of(bo, NOW, "For Eva\n", [eva.card.recipient]))
    content = sealed_text.signed(oneself(anna), sealed_text.new_id(), NOW, b"For Bo\n", [bo.card.recipient])
    for_another = {"sealed": base64.b64encode(seal_for([eva.card.recipient], content)).decode()}
    broken = {"sealed": base64.b64encode(seal_for([eva.card.recipient], b"no signature")).decode()}
    for body in (spliced, for_another, broken, {"sealed": "!"}, {"text": 3}, {}):
        teams.post(anna, clock, team, "summary", body)
    seen = team_summaries.look(*_at(three, "Eva"))
    assert seen.told == ()
    assert [one.reason for one in seen.rejected] == [BY_ANOTHER, BY_ANOTHER, *[UNREADABLE] * 4]


def test_the_folder_tells_no_words_and_no_private_part_is_remembered(
    three: dict[str, tuple[Vault, Team]], space: Path
) -> None:
    vault, team = three["Bo"]
    text = "# T\n\n## What I learned\n\nRing first\n\n## What did not turn out as I thought\n\nX\n"
    sending.post(vault, clock, sending.prepare_for_team(vault, text, team))
    assert summaries.told_before(vault) == ("learnings",)
    for file in space.iterdir():
        assert b"Ring" not in file.read_bytes()
        assert file.stat().st_size < 6000
