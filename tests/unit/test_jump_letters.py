"""The letters by which one goes about a screen: the handiest first, and none that begins another."""

from hypothesis import given
from hypothesis import strategies as st

from medledare.tui.jumping import KEYS, letters


@given(st.integers(0, 2000))
def test_no_name_is_the_beginning_of_another_and_there_are_enough(count: int) -> None:
    names = letters(count)
    assert len(names) == len(set(names)) == count
    known = set(names)
    assert not [name for name in names for end in range(1, len(name)) if name[:end] in known]
    assert set("".join(names)) <= set(KEYS)


def test_the_home_row_comes_first_and_few_things_need_one_key() -> None:
    assert letters(9) == list("asdfghjkl")
    assert all(len(name) == 1 for name in letters(len(KEYS)))
    # The keys that lie worst are the first to begin longer names.
    assert letters(len(KEYS) + 1)[: len(KEYS) - 1] == list(KEYS[:-1])
    assert letters(27)[-2:] == ["ma", "ms"]
