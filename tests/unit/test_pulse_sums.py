"""Parts of a value: together the value, and all but one of them nothing; shown by trying all there is, and measured."""

from collections import Counter
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, chisquare

from medledare.sharing.parts import parts
from medledare.sharing.people import Person, new_person
from medledare.sharing.sums import P, combine, derive, split

KEY = bytes(range(32))


@settings(max_examples=60, deadline=None)
@given(
    st.integers(5, 50).flatmap(
        lambda size: st.lists(st.lists(st.integers(0, P - 1), min_size=3, max_size=3), min_size=size, max_size=size)
    ),
    st.binary(min_size=32, max_size=32),
)
def test_sums_of_parts_are_the_plain_sums_whatever_the_values_and_the_size(values, key):
    size = len(values)
    sent = [
        split(own, [derive(key, b"%d to %d" % (sender, to), 3) for to in range(size - 1)])
        for sender, own in enumerate(values)
    ]
    published = [combine([sent[sender][to] for sender in range(size)]) for to in range(size)]
    assert combine(published) == [sum(column) % P for column in zip(*values, strict=True)]
    assert combine(published[:-1]) != combine(published) or not any(published[-1])


@given(st.lists(st.integers(0, 40), min_size=1, max_size=28), st.integers(1, 50))
@settings(max_examples=60, deadline=None)
def test_a_value_is_what_its_parts_are_together(values, size):
    made = split(values, [derive(KEY, b"%d" % to, len(values)) for to in range(size - 1)])
    assert len(made) == size
    assert combine(made) == values
    assert all(0 <= one < P for part in made for one in part)


@pytest.mark.parametrize(("modulus", "size"), [(2, 2), (2, 5), (3, 4), (5, 3), (7, 3)])
def test_all_parts_but_one_are_uniform_and_the_same_for_every_value(modulus, size):
    """Under a small modulus every drawing there can be is tried."""
    for missing in range(size):
        seen = []
        for value in range(modulus):
            views: Counter[tuple[int, ...]] = Counter()
            for drawn in product(range(modulus), repeat=size - 1):
                made = [part[0] for part in split([value], [[one] for one in drawn], modulus)]
                views[tuple(made[:missing] + made[missing + 1 :])] += 1
            assert set(views.values()) == {1}
            assert len(views) == modulus ** (size - 1)
            seen.append(views)
        assert all(one == seen[0] for one in seen)


def everything_seen(modulus, size, colluding, givers, values, published_by):
    """How often each view comes of all who collude and hold every file: the parts to them, and published sums.

    The honest draw everything there is; those who collude put in parts that everyone knows, all 0.
    """
    honest = [one for one in range(size) if one not in colluding]
    drawing = [one for one in honest if one in givers]
    views: Counter[tuple[int, ...]] = Counter()
    for drawn in product(product(range(modulus), repeat=size - 1), repeat=len(drawing)):
        sent = {
            sender: [part[0] for part in split([values[sender]], [[one] for one in own], modulus)]
            for sender, own in zip(drawing, drawn, strict=True)
        }
        to_them = [sent[sender][to] for sender in drawing for to in sorted(colluding)]
        sums = [sum(sent[sender][to] for sender in drawing) % modulus for to in published_by]
        views[(*to_them, *sums)] += 1
    return views


@pytest.mark.parametrize(
    ("modulus", "size", "colluding", "givers"),
    [
        (3, 4, {0, 1}, {2, 3}),
        (3, 4, {1, 3}, {0, 2}),
        (2, 5, {0, 1}, {2, 3, 4}),
        (2, 5, {4}, {1, 2, 3}),
        (3, 4, {0, 3}, {1}),
    ],
)
def test_those_who_collude_and_hold_every_file_see_the_total_of_the_others_and_nothing_more(
    modulus, size, colluding, givers
):
    honest = [one for one in range(size) if one not in colluding]
    drawing = sorted(givers - colluding)
    by_total: dict[int, list[Counter[tuple[int, ...]]]] = {}
    for chosen in product(range(modulus), repeat=len(drawing)):
        values = dict(zip(drawing, chosen, strict=True))
        seen = everything_seen(modulus, size, colluding, givers, values, honest)
        by_total.setdefault(sum(chosen) % modulus, []).append(seen)
    assert len(by_total) == modulus
    assert all(one == same[0] for same in by_total.values() for one in same)
    # And the total they do see: it is what a release shows to all.
    firsts = [same[0] for same in by_total.values()]
    assert all(one.keys().isdisjoint(other) for one, other in combinations(firsts, 2))


@pytest.mark.parametrize("missing", [2, 3])
def test_while_one_honest_sum_is_missing_nothing_is_seen_not_even_the_total(missing):
    modulus, size, colluding = 3, 4, {0, 1}
    published = [one for one in (2, 3) if one != missing]
    views = [
        everything_seen(modulus, size, colluding, {2, 3}, {2: one, 3: other}, published)
        for one, other in product(range(modulus), repeat=2)
    ]
    assert all(one == views[0] for one in views)


def test_numbers_drawn_are_uniform_and_say_nothing_of_the_value():
    person = Person("P", new_person("P").identity, KEY)
    roster = [f"{one:032x}" for one in range(5)]
    counted = {}
    for value in (0, 40):
        buckets: Counter[int] = Counter()
        # All the parts but the one to the person of place 1, of many rounds: the last is the one that is left.
        for round in range(250):
            for part in parts(person, f"{round:032x}", "h", roster, [value] * 28):
                if part.to != roster[1]:
                    buckets.update(one * 64 // P for one in figures_of(part.content))
        counted[value] = [buckets[bucket] for bucket in range(64)]
        assert sum(counted[value]) == 250 * 4 * 28
        assert chisquare(counted[value]).pvalue > 1e-4
    assert chi2_contingency(list(counted.values())).pvalue > 1e-4


def figures_of(content):
    import orjson

    return orjson.loads(content)["figures"]


def test_the_same_is_drawn_again_for_the_same_and_nothing_alike_for_anything_else():
    assert derive(KEY, b"context", 3) == derive(KEY, b"context", 3)
    first = set(derive(KEY, b"context", 50))
    assert len(first) == 50
    assert first.isdisjoint(derive(KEY, b"Context", 50))
    assert first.isdisjoint(derive(bytes(32), b"context", 50))


def test_parts_with_another_value_round_or_group_have_nothing_in_common():
    person = new_person("P")
    roster = [f"{one:032x}" for one in range(5)]
    values = [7] * 28

    def numbers(*about):
        return {one for part in parts(person, *about) for one in figures_of(part.content)}

    base = numbers("r", "h", roster, values)
    assert base == numbers("r", "h", roster, values)
    # One value is another on a second device: had the parts the same drawings, the difference would be seen.
    for other in (("r", "h", roster, [8, *values[1:]]), ("s", "h", roster, values), ("r", "i", roster, values)):
        assert base.isdisjoint(numbers(*other))


@pytest.mark.parametrize("modulus", [2, 3, 5, 61, 2**61 - 1])
def test_what_is_drawn_is_below_the_modulus_and_every_number_of_a_small_one_is_drawn_alike(modulus):
    drawn = derive(KEY, b"", 6000, modulus)
    assert all(0 <= one < modulus for one in drawn)
    if modulus < 100:
        counted = Counter(drawn)
        assert chisquare([counted[one] for one in range(modulus)]).pvalue > 1e-4


@pytest.mark.parametrize("modulus", [-1, 0, 1, 2**64])
def test_a_modulus_that_cannot_be_drawn_below_is_refused(modulus):
    with pytest.raises(ValueError, match=str(modulus)):
        derive(KEY, b"", 1, modulus)
