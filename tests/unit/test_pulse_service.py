"""A team's pulse from check-ins to figures, over a real folder: what one agrees to, what then goes on, what is seen."""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from made_team import MONDAY, Made, answers, made_team, newcomer

from medledare.domain.problems import CannotReach, Damaged
from medledare.domain.records import Answer
from medledare.services import checkins, departures, leaving, myself, others, pulse, teams, withdrawing
from medledare.services.pulse_weeks import TABLE, own_of
from medledare.sharing import space
from medledare.sharing.message import Message, sign
from medledare.sharing.pulse_said import JOIN, KINDS, SHARE, join_body
from medledare.sharing.release import CODES
from medledare.sharing.schedule import round_id, times
from medledare.sharing.team import LEAVING
from medledare.vault.age import open_with
from medledare.vault.table import Document
from medledare.vault.vault import memory_vault

DAYS = (8, 9, 10, 10)


@pytest.fixture
def six(tmp_path: Path) -> Made:
    return made_team(tmp_path / "space", 6)


def messages(made: Made, *kinds: str) -> list[Message]:
    return list(teams.look(made.vaults[0], made.team).of(*(kinds or KINDS)))


def test_from_answers_to_the_teams_figures(six):
    six.agree()
    six.pass_days(*DAYS)
    for number in range(6):
        seen = six.view(number)
        (week,) = seen.picture.weeks
        assert week.monday == MONDAY
        # 0, 1, 2, 3, 4 and 0, for every principle and its conditions.
        assert {one.mean for one in week.figures} == {1.7}
        assert {one.size for one in week.figures} == {(5, 9)}
        assert (seen.standings, seen.rejected, seen.offer) == ((), (), None)


def test_values_are_the_weeks_answers_and_no_others(six):
    vault = six.vaults[3]
    six.clock.set(1)
    # The latest answer for a day holds; what is apart from the scale, or of other weeks, is no answer.
    checkins.answer(vault, six.clock, [Answer(item="TIL1", value=0), Answer(item="HEL1", value="none")])
    checkins.answer(vault, six.clock, [Answer(item="TIL1", value=4)])
    six.clock.set(8)
    checkins.answer(vault, six.clock, [Answer(item="TIL1", value=0)])
    found = pulse.week_values(vault, MONDAY)
    assert found == dict.fromkeys(CODES, 30) | {"TIL": 33}
    assert set(pulse.week_values(vault, MONDAY - timedelta(weeks=1)).values()) == {None}


def test_what_is_left_out_is_not_put_in(six):
    six.agree("TIL", "TIL.c", who=[0, 1])
    six.agree(who=[2, 3, 4, 5])
    six.pass_days(*DAYS)
    (week,) = six.view(0).picture.weeks
    assert (week.of("TIL").withheld, week.of("TIL.c").withheld, week.of("HEL").withheld) == ("few", "few", "")


def test_nothing_is_written_before_one_agrees_and_who_does_not_share_is_as_one_who_does_not_use_it(six):
    before = six.files()
    for day in range(-3, 25):
        six.clock.set(day)
        for number in range(6):
            pulse.carry_on(six.vaults[number], six.clock)
            six.view(number)
    assert six.files() == before
    six.agree(who=range(1, 6))
    with_five = len(six.files())
    six.clock.set(5)
    pulse.carry_on(six.vaults[0], six.clock)
    assert six.view(0).offer
    assert len(six.files()) == with_five


def test_a_yes_is_for_one_week(six):
    six.agree()
    six.clock.set(11, 12)
    offer = six.view(0).offer
    assert offer
    assert offer.monday == MONDAY + timedelta(weeks=1)
    six.pass_days(12, 15, 16, 17)
    rounds = {one.body["round"] for one in messages(six)}
    assert rounds.isdisjoint(round_id(six.team.id, MONDAY + timedelta(weeks=1), attempt) for attempt in (1, 2, 3))


def test_only_while_the_week_can_be_joined_and_only_once(six):
    six.agree(who=[0])
    six.clock.set(6)
    assert six.view(0).offer is None
    offer = six.view(1).offer
    assert offer
    with pytest.raises(pulse.NotAFigure):
        pulse.agree(six.vaults[1], six.clock, offer, ["XXX"])
    with pytest.raises(pulse.AlreadyAgreed):
        pulse.agree(six.vaults[0], six.clock, replace(offer, team=six.team))
    six.clock.set(8)
    assert six.view(1).offer is None
    with pytest.raises(pulse.NothingToAgreeTo):
        pulse.agree(six.vaults[1], six.clock, offer)
    assert len(messages(six)) == 1


def test_what_was_agreed_to_is_what_is_put_in_whatever_is_answered_after(six):
    six.agree()
    for vault in six.vaults:
        answers(six, vault, 4)
    six.pass_days(*DAYS)
    assert six.view(0).picture.weeks[0].of("TIL").mean == 1.7


def test_four_who_take_part_get_nothing_out_of_any_of_it(six):
    six.agree(who=range(4))
    six.pass_days(*DAYS, 11, 14, 15, 16, 17, 18)
    assert {one.kind for one in messages(six)} == {JOIN}
    for number in range(6):
        assert six.view(number).picture.weeks == ()
    assert [(one.stage, one.reason) for one in six.view(0).standings] == [("over", "few")]
    assert six.view(5).standings == ()


def test_files_tell_no_author_figure_or_kind_by_name_size_or_time(six):
    before = six.files()
    six.agree()
    six.pass_days(*DAYS)
    new = [six.folder / name for name in six.files() - before]
    assert len(new) == 6 + 36 + 6 + 12
    assert {len(open_with(six.team.identity, one.read_bytes())) for one in new} == {4096}
    assert {one.stat().st_mtime for one in (*new, six.folder)} == {space.MOMENT}
    assert all(one.name == space.name_of(one.read_bytes()) for one in new)


def test_ones_own_files_go_when_they_are_of_no_use_and_nobody_elses_do(six):
    before = six.files()
    six.agree()
    six.pass_days(*DAYS)
    six.pass_days(12, who=[0])
    shares = messages(six, SHARE)
    assert len(shares) == 30
    assert myself.oneself(six.vaults[0]).card.person not in {one.by for one in shares}
    six.pass_days(34, 35)
    assert six.files() == before
    # What the team saw is kept, and what was only needed on the way is not.
    assert six.view(2).picture.weeks
    assert own_of(six.vaults[2], six.team, MONDAY) is None


def test_a_full_or_closed_folder_is_told_and_what_was_agreed_to_goes_out_when_it_opens(six):
    six.clock.set(4, 16)
    offer = six.view(0).offer
    assert offer
    moved = six.folder.rename(six.folder.with_name("away"))
    with pytest.raises(CannotReach):
        pulse.agree(six.vaults[0], six.clock, offer)
    moved.rename(six.folder)
    before = six.files()
    put = space.put
    try:
        space.put = full  # type: ignore[assignment]
        pulse.agree(six.vaults[0], six.clock, offer)
        seen = six.view(0)
        assert [one.stage for one in seen.standings] == ["join"]
        assert "No space left on device. It is tried again" in str(seen.trouble)
    finally:
        space.put = put
    assert six.files() == before
    six.pass_days(5, who=[0])
    assert len(messages(six, JOIN)) == 1


def full(folder: Path, _data: bytes) -> str:
    raise CannotReach(path=folder, reason="No space left on device")


def test_a_folder_that_is_not_there_stops_nothing_else(six):
    six.agree()
    moved = six.folder.rename(six.folder.with_name("away"))
    pulse.carry_on(six.vaults[0], six.clock)
    with pytest.raises(CannotReach):
        six.view(0)
    moved.rename(six.folder)
    six.pass_days(*DAYS)
    assert six.view(0).picture.weeks


def test_what_is_forged_is_named_by_its_file(six):
    six.agree()
    six.pass_days(8)
    round = round_id(six.team.id, MONDAY, 1)
    me, moment = myself.oneself(six.vaults[0]), times(MONDAY, 1).join.opens

    def put(message: Message) -> str:
        return space.put(six.folder, six.team.seal(sign(me, message)))

    bad = put(Message(six.team.id, JOIN, me.card.person, moment, {"round": round, "x": "[/b]"}))
    late = put(Message(six.team.id, JOIN, me.card.person, moment + timedelta(days=3), join_body(round)))
    odd = put(Message(six.team.id, SHARE, me.card.person, moment, {"round": None}))
    forged = sign(me, Message(six.team.id, JOIN, me.card.person, moment, join_body(round)))
    other = space.put(six.folder, six.team.seal(replace(forged, message=replace(forged.message, by="0" * 32))))
    stolen = Message(six.team.id, JOIN, myself.oneself(six.vaults[1]).card.person, moment, join_body("0" * 32))
    named = space.put(six.folder, six.team.seal(replace(forged, message=stolen)))
    for number in range(6):
        assert {one.file for one in six.view(number).rejected} == {bad, late, odd, other, named}
    six.pass_days(*DAYS)
    assert six.view(0).picture.weeks


def test_a_copy_of_another_weeks_files_changes_nothing(six):
    six.agree()
    six.pass_days(*DAYS)
    old = {one: one.read_bytes() for one in six.folder.iterdir()}
    six.clock.set(11, 12)
    for number in range(6):
        offer = six.view(number).offer
        assert offer
        pulse.agree(six.vaults[number], six.clock, offer)
    six.pass_days(15)
    for path, data in old.items():
        path.write_bytes(data)
        os.link(path, path.with_name(f"conflict {path.name}"))
    six.pass_days(16, 17, 17)
    assert [one.monday for one in six.view(0).picture.weeks] == [MONDAY, MONDAY + timedelta(weeks=1)]
    assert six.view(0).rejected == ()


def test_who_is_new_can_take_part_from_the_next_week(six):
    six.clock.set(5)
    vault = memory_vault(six.clock)
    myself.make_card(vault, "New")
    newcomer(six.clock, six.vaults[0], six.team, six.folder, vault)
    assert pulse.view(vault, six.clock, six.team).offer is None
    six.agree()
    six.pass_days(*DAYS)
    assert six.view(0).picture.weeks
    six.clock.set(11, 12)
    assert pulse.view(vault, six.clock, six.team).offer


def test_who_left_before_the_week_could_be_joined_is_no_longer_asked_for(six):
    six.clock.set(1)
    leaving.leave(six.vaults[5], six.clock, six.team)
    six.vaults.pop()
    six.agree()
    six.pass_days(*DAYS)
    assert six.view(0).picture.weeks[0].of("TIL").mean == 2.0


def test_taken_back_in_time_nothing_is_put_in_and_later_it_is_said_to_be_too_late(six):
    six.agree()
    assert pulse.take_back(six.vaults[0], six.clock, six.team, MONDAY)
    own = own_of(six.vaults[0], six.team, MONDAY)
    assert own
    assert set(own.values) == {None}
    six.pass_days(*DAYS)
    (week,) = six.view(1).picture.weeks
    # 1, 2, 3, 4 and 0.
    assert week.of("TIL").mean == 2.0
    assert not pulse.take_back(six.vaults[1], six.clock, six.team, MONDAY)
    assert not pulse.take_back(six.vaults[1], six.clock, six.team, MONDAY - timedelta(weeks=1))


def test_the_ledger_has_the_exact_figures_and_that_they_were_taken_back(six):
    six.agree("TIL", who=[3])
    (left,) = departures.shared(six.vaults[3])
    assert left.text.splitlines()[:2] == ["HEL 30", "HAN 30"]
    assert (left.whom, left.withdrawn) == (("Laget",), None)
    with pytest.raises(withdrawing.InPulse):
        withdrawing.withdraw(six.vaults[3], six.clock, left)
    pulse.take_back(six.vaults[3], six.clock, six.team, MONDAY)
    six.agree(who=[3])
    old, new = departures.shared(six.vaults[3])
    assert (old.withdrawn, new.withdrawn) == (six.clock(), None)
    # Whoever puts nothing in has no such line.
    assert departures.shared(six.vaults[2]) == []


def test_taken_back_one_can_agree_anew_while_the_week_can_be_joined(six):
    six.agree()
    pulse.take_back(six.vaults[0], six.clock, six.team, MONDAY)
    six.agree(who=[0])
    six.pass_days(*DAYS)
    assert six.view(1).picture.weeks[0].of("TIL").mean == 1.7


@pytest.mark.parametrize("field", ["own", "kept"])
@pytest.mark.parametrize("content", [{"tried": 1}, {"monday": "x"}, "[/b]", ["x"], 7])
def test_what_is_kept_and_makes_no_sense_is_told_as_damage(six, field, content):
    six.agree()
    row = f"{six.team.id}-{MONDAY.isoformat()}"
    six.vaults[0].table(TABLE).upsert(Document({field: content}, doc_id=row))
    with pytest.raises(Damaged):
        six.view(0)


def test_names_of_the_members_are_in_nothing_that_a_front_gets(six):
    six.agree()
    six.pass_days(*DAYS)
    for number in range(6):
        seen = six.view(number)
        shown = repr((seen.offer, seen.standings, seen.picture, seen.rejected))
        assert not any(myself.oneself(vault).card.person in shown for vault in six.vaults)


def test_somebody_who_says_they_had_left_before_stops_the_attempt_and_not_the_program(six, monkeypatch):
    six.agree()
    six.clock.set(8)
    real, left = space.put, iter((True, True, False))

    def full(folder: Path, data: bytes) -> str:
        if not next(left):
            raise CannotReach(path=folder, reason="full")
        return real(folder, data)

    # Some parts are sent; before the rest are, a member is gone by a moment that they chose.
    monkeypatch.setattr(space, "put", full)
    assert six.view(0).trouble is not None
    monkeypatch.setattr(space, "put", real)
    person = myself.oneself(six.vaults[5])
    before = times(MONDAY, 1).join.opens - timedelta(hours=1)
    gone = Message(six.team.id, LEAVING, person.card.person, before, {})
    space.put(six.folder, six.team.seal(sign(person, gone)))
    (standing,) = six.view(0).standings
    assert (standing.stage, standing.attempt, standing.reason) == ("join", 2, "missing")


def test_what_is_said_by_one_whose_card_was_let_go_is_passed_over_without_a_word(six):
    six.agree()
    six.pass_days(*DAYS)
    assert six.view(0).picture.weeks
    name = myself.oneself(six.vaults[5]).card.name
    others.forget(six.vaults[0], name)
    seen = six.view(0)
    assert (len(seen.picture.weeks), seen.rejected) == (1, ())
    assert name not in [card.name for card in teams.members(teams.look(six.vaults[0], six.team))]


@pytest.mark.parametrize(("after", "figures"), [(0, False), (1, False), (2, False), (3, False), (4, True)])
def test_where_one_lets_anothers_card_go_the_week_has_the_true_figures_or_none(six, after, figures):
    name = myself.oneself(six.vaults[5]).card.name
    six.agree()
    for stage, day in enumerate((*DAYS, 11, 14, 15, 16, 17, 18)):
        if stage == after:
            others.forget(six.vaults[0], name)
        six.pass_days(day)
    seen = [six.view(number) for number in range(1, 6)]
    assert [[week.of("TIL").mean for week in one.picture.weeks] for one in seen] == [[1.7] if figures else []] * 5
    assert [one.rejected for one in seen] == [()] * 5
    assert [one.reason for one in six.view(0).standings] in ([], ["missing"], ["few"])


def test_ones_figures_go_to_one_team_a_week_so_that_no_two_sums_differ_by_one_person(six, tmp_path):
    six.clock.set(-3)
    smaller = teams.create(six.vaults[0], six.clock, "Mindre", tmp_path / "smaller", 5)
    for vault in six.vaults[1:5]:
        newcomer(six.clock, six.vaults[0], smaller, tmp_path / "smaller", vault)
    six.clock.set(4, 16)
    early = pulse.view(six.vaults[0], six.clock, smaller).offer
    assert early
    six.agree()
    seen = pulse.view(six.vaults[0], six.clock, smaller)
    assert (seen.offer, seen.elsewhere) == (None, "Laget")
    with pytest.raises(pulse.OneTeamAWeek):
        pulse.agree(six.vaults[0], six.clock, early)
    # What was taken back is put in nowhere, so the other team can have it.
    assert pulse.take_back(six.vaults[0], six.clock, six.team, MONDAY)
    assert pulse.view(six.vaults[0], six.clock, smaller).offer
    # The week after is another.
    six.clock.set(11, 16)
    assert pulse.view(six.vaults[1], six.clock, smaller).offer


@pytest.mark.parametrize("leave", [leaving.leave, leaving.forget])
def test_who_leaves_cannot_give_the_same_weeks_figures_to_another_team(six, tmp_path, leave):
    vault = six.vaults[0]
    six.clock.set(-3)
    smaller = teams.create(vault, six.clock, "Mindre", tmp_path / "smaller", 5)
    six.clock.set(4, 16)
    early = pulse.view(vault, six.clock, smaller).offer
    six.agree()
    leave(vault, six.clock, six.team)
    seen = pulse.view(vault, six.clock, smaller)
    assert (seen.offer, seen.elsewhere) == (None, "Laget")
    with pytest.raises(pulse.OneTeamAWeek, match="Laget"):
        pulse.agree(vault, six.clock, early)
    # Nor after the program was opened anew; and the week after is another.
    pulse.carry_on(vault, six.clock)
    assert pulse.view(vault, six.clock, smaller).offer is None
    six.clock.set(11, 16)
    assert pulse.view(vault, six.clock, smaller).offer


def test_of_a_team_one_left_nothing_stays_but_ones_own_part_and_that_goes_when_the_week_is_over(six):
    six.agree()
    six.pass_days(*DAYS)
    for number in range(6):
        six.view(number)
    vault, watcher = six.vaults[0], six.vaults[5]
    (row,) = vault.table(TABLE).all()
    assert row["kept"]
    leaving.leave(vault, six.clock, six.team)
    (row,) = vault.table(TABLE).all()
    assert (row["kept"], bool(row["own"])) == (None, True)
    # The ledger has it for good.
    assert [one.whom for one in departures.shared(vault)] == [("Laget",)]
    six.clock.set(7 * 5)
    pulse.carry_on(vault, six.clock)
    assert vault.table(TABLE).all() == []
    # Of a team one is in, what was seen stays.
    pulse.carry_on(watcher, six.clock)
    assert [bool(one["kept"]) for one in watcher.table(TABLE).all()] == [True]


def test_who_comes_back_in_the_same_week_is_held_to_what_they_had_said(six):
    vault = six.vaults[0]
    six.agree()
    before = own_of(vault, six.team, MONDAY)
    leaving.forget(vault, six.clock, six.team)
    teams.set_folder(vault, six.team, six.folder)
    assert own_of(vault, six.team, MONDAY) == before
    assert pulse.view(vault, six.clock, six.team).offer is None
