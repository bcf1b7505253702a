"""The rules of a team's pulse, one by one: what is never said, signed or summed, however things stand."""

from dataclasses import replace

import pytest
from pulse_liars import LIAR, LIES
from pulse_world import LAST, World, at, calm, card, listed, names, somebody

from medledare.sharing.message import Message
from medledare.sharing.parts import opened, parts
from medledare.sharing.pulse import agreed, attempts, step
from medledare.sharing.pulse_said import COUNTS, JOIN, LIST, SHARE, SUM, Share, Wrong
from medledare.sharing.release import CODES
from medledare.sharing.tally import outcome
from medledare.vault.age import seal_to


def test_who_has_published_a_sum_joins_no_further_attempt():
    world = calm(6)
    device = listed(0, world)
    world.open(device, at(10))
    # However the lists look afterwards.
    said = [one for one in world.said if one.kind != LIST]
    turn = step(world.week, device.person, said, device.own, at(10, 12))
    assert not [one for one in turn.posts if one.kind == JOIN]
    assert turn.own.attempt == 1


def test_who_has_joined_a_further_attempt_says_nothing_more_in_the_one_before():
    world = calm(6)
    device = listed(0, world)
    said = [one for one in world.said if one.kind != LIST]
    turn = step(world.week, device.person, said, device.own, at(10, 4))
    assert [one.kind for one in turn.posts] == [JOIN]
    # The lists come after all.
    for hour in (5, 12, 23):
        later = step(world.week, device.person, world.said, turn.own, at(10, hour))
        assert [one for one in later.posts if one.kind != JOIN] == []
    # And so on another device, that sees only what was said.
    join = Message(world.week.team, JOIN, device.person.card.person, turn.posts[0].at, turn.posts[0].body)
    other = step(world.week, device.person, [*world.said, join], device.own, at(10, 12))
    assert other.posts == ()


def test_a_list_is_signed_once_whatever_comes_after():
    world = calm(6)
    for day in (4, 8):
        for device in world.devices:
            world.open(device, at(day))
    device = world.devices[0]
    short = [one for one in world.said if one.by != card(3).person or one.kind != SHARE]
    first = step(world.week, device.person, short, device.own, at(9))
    assert first.posts[0].body["complete"].count("1") == 5
    again = step(world.week, device.person, world.said, first.own, at(9, 10))
    assert again.posts == first.posts


def summed(world: World) -> list[Message]:
    return [one for one in world.said if one.kind == SUM]


def test_nothing_is_summed_over_a_list_shorter_than_the_threshold_though_all_have_signed_it():
    world = calm(5)
    world.absent = lambda number, moment: number == 4 and moment.date() == at(8).date()
    for day in (4, 8, 9, 10):
        for device in world.devices:
            if not world.absent(device.number, at(day)):
                world.open(device, at(day))
    assert {one.body["complete"] for one in world.said if one.kind == LIST} == {
        "".join("0" if person == card(4).person else "1" for person in sorted(world.week.may))
    }
    assert summed(world) == []


def test_nothing_is_summed_while_one_of_the_lists_is_another():
    world = calm(7)
    world.tamper = LIES["shorter_list"]
    for day in (4, 8, 9, 10):
        for device in world.devices:
            world.open(device, at(day))
    attempt = attempts(world.week, world.said)[0][1]
    roster = sorted(world.week.may)
    assert agreed(attempt, roster) is None
    assert agreed(attempt, [one for one in roster if one != card(LIAR).person]) is None
    assert summed(world) == []


def test_nothing_is_summed_when_some_have_other_parts_than_others_from_the_same_sender():
    """Everyone has one part of each pair, so all lists look alike; but they are not of the same parts."""
    world = calm(6)
    for device in world.devices:
        world.open(device, at(4))
    for device in world.devices[1:]:
        world.open(device, at(8))
    liar = world.devices[0]
    seen = liar.seen(LAST, world.chance)
    for half, value in ((world.devices[1:4], 1), (world.devices[4:], 40)):
        own = replace(liar.own, values=(value,) * len(CODES))
        for post in step(world.week, liar.person, seen, own, at(8)).posts:
            message = Message(world.week.team, post.kind, liar.person.card.person, post.at, post.body)
            for device in half:
                device.reached.append((at(8), message))
    for device in world.devices[1:]:
        world.open(device, at(9))
    lists = [one for one in world.said if one.kind == LIST]
    assert {one.body["complete"] for one in lists} == {"111111"}
    assert len({one.body["parts"] for one in lists}) == 2
    for device in world.devices[1:]:
        world.open(device, at(10))
    assert summed(world) == []


def test_a_part_that_is_not_what_its_digest_says_is_refused():
    me, roster = somebody(1), ["f" * 32, card(1).person]
    part = parts(somebody(0), "r", "h", roster, [1, 2])[1]
    sealed = seal_to(me.card.recipient, part.content)
    right = Share("h", part.to, part.digest, sealed)
    assert len(opened(me.identity, "r", "h", card(0).person, [right], 2)) == 2
    for wrong, about in (
        (right._replace(digest="0" * 64), ("r", "h", card(0).person)),
        (right, ("s", "h", card(0).person)),
        (right, ("r", "i", card(0).person)),
        (right, ("r", "h", card(2).person)),
        (right._replace(to=card(2).person), ("r", "h", card(0).person)),
    ):
        with pytest.raises(Wrong, match="spliced"):
            opened(me.identity, *about, [wrong], 2)
    with pytest.raises(Wrong, match="spliced"):
        opened(me.identity, "r", "h", card(0).person, [right], 3)
    with pytest.raises(Wrong, match="sealed"):
        opened(somebody(2).identity, "r", "h", card(0).person, [right], 2)


def test_a_device_that_has_seen_another_group_than_ones_other_device_says_nothing():
    world = calm(7)
    for device in world.devices:
        world.open(device, at(4))
    late = card(6).person
    # One device sends its parts before the seventh's join has come, the other after.
    few = [one for one in world.said if one.by != late]
    first = step(world.week, somebody(0), few, world.devices[0].own, at(8))
    sent = [Message(world.week.team, one.kind, card(0).person, one.at, one.body) for one in first.posts]
    assert {one.kind for one in sent} == {SHARE}
    other = step(world.week, somebody(0), [*world.said, *sent], world.devices[0].own, at(8))
    assert other.posts == ()


def test_who_has_published_on_one_device_goes_no_further_in_a_later_attempt_on_another():
    world = calm(7)
    device = listed(0, world)
    # Here the lists have not come, so this device joins the second attempt, and so do the others.
    unlisted = [one for one in world.said if one.kind != LIST]
    joins = {}
    for one in world.devices:
        turn = step(world.week, one.person, unlisted, one.own, at(10, 4))
        joins[one.number] = turn
    said = [
        Message(world.week.team, post.kind, card(number).person, post.at, post.body)
        for number, turn in joins.items()
        for post in turn.posts
    ]
    assert {one.kind for one in said} == {JOIN}
    # The other device saw them, and has published.
    published = step(world.week, device.person, world.said, device.own, at(10, 4)).posts
    assert [one.kind for one in published] == [SUM]
    mine = [Message(world.week.team, one.kind, card(0).person, one.at, one.body) for one in published]
    unaware = step(world.week, device.person, [*unlisted, *said], joins[0].own, at(11))
    assert {one.kind for one in unaware.posts} == {SHARE}
    aware = step(world.week, device.person, [*unlisted, *said, *mine], joins[0].own, at(11))
    assert aware.posts == ()


def test_of_two_groups_that_never_saw_each_other_each_sees_its_own_and_nobody_else_either():
    """Whoever carries the folder keeps two halves apart; both are large enough, and nobody is in both."""
    world = calm(12)
    halves = [world.devices[:6], world.devices[6:]]
    for half in halves:
        world.devices = half
        for day in (4, 8, 9, 10, 11):
            for device in half:
                world.open(device, at(day))
    seen = [outcome(world.week, world.said, {1: half[0].own.of(1).roster}).kept for half in halves]
    assert [names(one) for one in seen] == [{0, 1, 2, 3, 4, 5}, {6, 7, 8, 9, 10, 11}]
    assert outcome(world.week, world.said, {}).kept is None


def test_values_that_rest_on_other_counts_than_are_there_give_no_figures():
    world = calm(6)
    # Everybody gives everything, so that one fewer is still enough.
    world.values = dict.fromkeys(world.values, (20,) * len(CODES))
    world.run()
    assert outcome(world.week, world.said, {}).kept
    place, counts = next(
        (place, one)
        for place, one in enumerate(world.said)
        if one.kind == SUM and one.by == card(LIAR).person and one.body["of"] == COUNTS
    )
    figures = {code: figure - 1 for code, figure in counts.body["figures"].items()}
    exchanged = replace(counts, body={**counts.body, "figures": figures})
    said = [*world.said[:place], exchanged, *world.said[place + 1 :]]
    assert outcome(world.week, said, {}).kept is None


def test_nothing_is_summed_with_somebody_who_signed_two_lists():
    world = calm(7)
    world.tamper = LIES["two_lists"]
    for day in (4, 8, 9, 10):
        for device in world.devices:
            world.open(device, at(day))
    assert summed(world) == []
