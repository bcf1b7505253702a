"""A week's pulse between made-up members: every release is the plain sum over those agreed on, or there is none.

The worlds are in ``pulse_world``, the liars in ``pulse_liars``; ``tests/benchmarks/pulse.py`` runs a thousand.
"""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from pulse_liars import FALSE_FIGURES, LIAR, LIES
from pulse_world import FIRST, LAST, MONDAY, World, at, calm, card, names, somebody

from medledare.sharing.message import Message
from medledare.sharing.pulse import attempts, step
from medledare.sharing.pulse_own import Own
from medledare.sharing.pulse_said import COUNTS, JOIN, LIST, SHARE, SUM, VALUES
from medledare.sharing.release import CODES, TooFew
from medledare.sharing.schedule import times
from medledare.sharing.tally import outcome


def kinds(world: World) -> set[str]:
    return {one.kind for one in world.said}


@pytest.mark.parametrize("size", [5, 6, 9])
def test_when_all_are_there_the_week_has_its_figures_at_once(size):
    world = calm(size, doubled=1.0)
    world.run()
    kept = world.check()
    assert len(kept) == size
    assert names(kept[0]) == set(range(size))
    assert {device.standing.attempt for device in world.devices} == {1}
    assert world.totals()[0][1] == frozenset(world.week.may)
    # A pair of people has one file, and each of them a join, a list and two sums.
    assert len(world.said) == size * size + 4 * size


@pytest.mark.parametrize("seed", range(10))
def test_whoever_is_away_or_late_and_whatever_comes_twice_or_in_any_order_no_figure_is_wrong(seed):
    chance = random.Random(seed)
    world = World(
        chance,
        chance.randint(5, 9),
        crashes=chance.choice([0, 0.1]),
        late=chance.choice([0, 0.02, 0.1]),
        doubled=0.2,
        opened=chance.choice([0.6, 1]),
        wrong_clocks=chance.choice([0, 0.2]),
        twins=chance.choice([0, 1, 2]),
    )
    world.run()
    world.check()


@pytest.mark.parametrize("name", LIES)
@pytest.mark.parametrize("still", [True, False])
def test_whatever_one_member_does_with_a_changed_program_no_total_tells_of_few(name, still):
    chance = random.Random(name)
    world = World(chance, 7, calm=still, late=0 if still else 0.02, doubled=0.1, twins=0 if still else 1)
    world.tamper = LIES[name]
    world.run()
    world.check(frozenset({card(LIAR).person}), name in FALSE_FIGURES)


@pytest.mark.parametrize(
    ("name", "reasons"),
    [
        ("two_parts", {"twice"}),
        ("two_lists", {"twice"}),
        ("early_sums", {"twice"}),
        ("spliced", {"shape", "twice"}),
        ("stranger", {"stranger"}),
        ("garbage", {"shape"}),
    ],
)
def test_what_is_forged_replayed_or_spliced_is_named_and_is_the_liars_own(name, reasons):
    world = calm(6)
    world.tamper = LIES[name]
    world.run()
    refused = attempts(world.week, world.said)[1]
    assert {one.reason for one in refused} == reasons
    by = {one.id: one.by for one in world.said}
    assert {by[one.id] for one in refused} <= {card(LIAR).person, somebody(99).card.person}


@pytest.mark.parametrize(
    ("name", "receivers", "reason"), [("false_part", {1}, "sealed"), ("foreign_part", {1}, "spliced")]
)
def test_a_part_that_does_not_open_or_is_about_something_else_is_named_by_whom_it_was_for(name, receivers, reason):
    world = calm(6)
    world.tamper = LIES[name]
    for day in (4, 8, 9):
        for device in world.devices:
            world.open(device, at(day))
    named = {
        (device.number, one.reason)
        for device in world.devices
        for one in step(world.week, device.person, world.said, device.own, at(9, 12)).refused
    }
    assert named == {(number, reason) for number in receivers}


def test_whoever_is_away_after_joining_is_not_in_it_and_the_others_try_again_without_them():
    world = calm(7)
    world.absent = lambda number, moment: number == 3 and moment >= at(8, 0)
    world.run()
    kept = world.check()
    assert names(kept[0]) == {0, 1, 2, 4, 5, 6}
    assert [number for number, _who, _counted in world.totals()] == [2]


def test_whoever_sends_nothing_but_is_there_is_left_out_and_the_rest_is_summed():
    world = calm(7)
    world.absent = lambda number, moment: number == 3 and moment.date() == at(8).date()
    world.run()
    kept = world.check()
    assert names(kept[0]) == {0, 1, 2, 4, 5, 6}
    assert [number for number, _who, _counted in world.totals()] == [1]


def test_when_somebody_is_away_once_sums_have_begun_the_week_has_no_figures_at_all():
    world = calm(7)
    world.absent = lambda number, moment: number == 3 and moment >= at(10, 0)
    world.run()
    assert world.check() == []
    assert world.totals() == []
    # What the others published is counts' parts only; no sum of values was let out, and nobody tried again.
    assert {one.body["of"] for one in world.said if one.kind == SUM} == {COUNTS}
    assert len([one for one in world.said if one.kind == JOIN]) == 7


def test_fewer_than_the_threshold_say_that_they_take_part_and_nothing_else():
    world = calm(9)
    world.absent = lambda number, _moment: number > 3
    world.run()
    assert kinds(world) == {JOIN}
    assert world.check() == []
    assert {device.standing.reason for device in world.devices[:4]} == {"few"}


@pytest.mark.parametrize("threshold", [-1, 0, 1, 4])
def test_a_threshold_below_five_is_refused_before_anything_is_said_or_shown(threshold):
    world = calm(6)
    world.run()
    week = replace(world.week, threshold=threshold)
    with pytest.raises(TooFew):
        step(week, somebody(0), [], world.agree(0), FIRST)
    with pytest.raises(TooFew):
        outcome(week, world.said, {})


def test_values_are_summed_only_where_enough_gave_one():
    world = calm(6)
    place = CODES.index("HAN")
    for number in range(2, 6):
        world.values[number] = tuple(None if one == place else value for one, value in enumerate(world.values[number]))
    world.run()
    assert world.check()[0].release.of("HAN").withheld == "few"
    summed = [one.body["figures"] for one in world.said if one.kind == SUM and one.body["of"] == VALUES]
    assert len(summed) == 6
    assert not any("HAN" in one for one in summed)


def test_who_was_made_a_member_after_one_agreed_gets_no_part_of_ones_figures():
    world = calm(6)
    for device in world.devices[:5]:
        world.open(device, at(4))
        device.own = replace(device.own, among=tuple(card(one).person for one in range(5)))
    world.open(world.devices[5], at(5))
    for day in range(8, 20):
        for device in world.devices[:5]:
            world.open(device, at(day))
            assert device.standing.reason == "newcomer"
    assert kinds(world) == {JOIN}


@pytest.mark.parametrize("before_keeping", [True, False])
@pytest.mark.parametrize("stop", range(10))
def test_a_crash_at_any_step_leads_to_the_same_words_and_the_same_figures(stop, before_keeping):
    """The program goes down before its ``stop``th message, or before what led to it was kept."""
    world = calm(5)
    device, done = world.devices[0], 0
    for day in range(4, 13):
        for one in world.devices:
            if one is not device:
                world.open(one, at(day))
        for hour in (9, 10, 11):
            device.own = device.own or world.agree(0)
            turn = step(world.week, device.person, world.said, device.own, at(day, hour))
            crashes = done <= stop < done + len(turn.posts)
            done += len(turn.posts) if crashes else 0
            device.own = device.own if crashes and before_keeping else turn.own
            for post in turn.posts[: stop if crashes else None]:
                world.put(Message(world.week.team, post.kind, device.person.card.person, post.at, post.body), at(day))
    world.check()
    assert names(world.releases()[0]) == set(range(5))
    assert attempts(world.week, world.said)[1] == []
    lists = [one for one in world.said if one.by == card(0).person and one.kind in (LIST, SUM, JOIN)]
    assert len({one.id for one in lists}) == 4


def test_two_devices_of_a_person_send_the_same_parts_and_sums():
    world = calm(6, twins=3)
    world.run()
    kept = world.check()
    assert names(kept[0]) == set(range(6))
    assert attempts(world.week, world.said)[1] == []


def test_two_devices_that_hold_different_values_leave_the_person_out():
    world = calm(7, twins=1)
    world.devices[-1].own = replace(world.agree(0), values=(1,) * len(CODES))
    world.run()
    kept = world.check()
    assert names(kept[0]) == {1, 2, 3, 4, 5, 6}


def test_a_device_put_back_to_an_earlier_state_holds_to_what_it_said():
    world = calm(6)
    old = {}
    for day in (4, 8, 9, 10, 11):
        for device in world.devices:
            if device.number == 0:
                old.setdefault(day, device.own)
                if day >= 9:
                    # Everything since the parts were sent is forgotten before each look.
                    device.own = old[9]
            world.open(device, at(day))
    world.check()
    assert names(world.releases()[0]) == set(range(6))


def test_taken_back_before_parts_are_sent_one_is_not_in_it_and_the_others_have_their_figures():
    world = calm(7)
    world.absent = lambda number, moment: number == 0 and moment >= at(5, 0)
    for device in world.devices:
        world.open(device, at(4))
    own = replace(world.devices[0].own, values=(None,) * len(CODES), back=True)
    world.devices[0].own = own
    world.absent = lambda _number, _moment: False
    world.run()
    assert names(world.check()[0]) == {1, 2, 3, 4, 5, 6}
    assert not [one for one in world.said if one.kind == SHARE and one.by == card(0).person]


@pytest.mark.parametrize("day", [8, 9])
def test_taken_back_after_parts_were_sent_nothing_they_are_in_is_ever_summed(day):
    world = calm(7)
    for passed in (4, 8, 9)[: day - 6]:
        for device in world.devices:
            world.open(device, at(passed))
    world.devices[0].own = replace(world.devices[0].own, values=(None,) * len(CODES), back=True)
    world.run()
    kept = world.check()
    assert not kept or 0 not in names(kept[0])
    assert not any(card(0).person in who for _attempt, who, _counted in world.totals())
    assert not [one for one in world.said if one.kind == SUM and one.by == card(0).person]


@pytest.mark.parametrize("hours", [-2, 2])
def test_clocks_that_are_wrong_by_less_than_three_hours_do_no_harm(hours):
    world = calm(6)
    for device in world.devices[:3]:
        device.offset = timedelta(hours=hours)
    world.run()
    assert names(world.check()[0]) == set(range(6))


@pytest.mark.parametrize("hours", [-100, -30, 30, 100])
def test_clocks_that_are_wrong_by_days_give_no_figure_or_a_right_one(hours):
    world = calm(7)
    world.devices[0].offset = timedelta(hours=hours)
    world.run()
    world.check()


def test_the_time_of_a_message_tells_nothing_of_when_it_was_written():
    hours = {}
    for hour in (4, 23):
        world = calm(5)
        for day in (4, 8, 9, 10):
            for device in world.devices:
                world.open(device, at(day, hour))
        hours[hour] = sorted({(one.kind, one.at) for one in world.said})
    assert hours[4] == hours[23]
    opens = times(MONDAY, 1)
    assert {moment for _kind, moment in hours[4]} == {opens.join.opens, opens.share.opens, opens.agree.opens,
                                                      opens.sum.opens}  # fmt: skip


def test_whoever_did_not_take_part_sees_the_same_figures():
    world = calm(8)
    world.absent = lambda number, _moment: number == 7
    world.run()
    kept = world.check()
    assert len(kept) == 8
    assert outcome(world.week, world.said, {}).kept == kept[0]


def test_nothing_is_said_when_nothing_was_agreed_to_in_time():
    world = calm(5)
    late = step(world.week, somebody(0), [], Own(MONDAY, world.values[0], tuple(world.week.may)), at(8, 1))
    assert late.posts == ()
    assert late.standing.stage == "join"
    after = step(world.week, somebody(0), [], late.own, LAST)
    assert (after.posts, after.standing.stage) == ((), "over")
