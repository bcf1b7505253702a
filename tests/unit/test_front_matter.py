"""Front matter: the date and the tags are understood, all else is kept, and no YAML does harm."""

import re

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from medledare.transfer.front_matter import Front, NotUnderstood, split, understood

BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join(['*' + old] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


def test_front_matter_is_what_stands_between_two_lines_at_the_top() -> None:
    assert split("---\ntags: a\n---\nText\n---\n") == ("tags: a\n", "Text\n---\n")
    assert split("---\ntags: a\n...\nText") == ("tags: a\n", "Text")
    assert split("---\n---\nText") == ("", "Text")
    for plain in ("Text\n---\ntags: a\n---\n", "---\nan open line\n", "----\na\n---\n", " ---\na\n---\n", ""):
        assert split(plain) == ("", plain)


@pytest.mark.parametrize(
    ("block", "tags"),
    [
        ("tags: möte\n", ("möte",)),
        ("tags: möte, stöd/kollega\n", ("möte", "stöd/kollega")),
        ("tags: möte stöd\n", ("möte", "stöd")),
        ("tags: [möte, 'två ord']\n", ("möte", "två ord")),
        ("tags:\n  - möte\n  - '#stöd'\n", ("möte", "#stöd")),
        ("tags:\n- 2026\n- yes\n- 010\n", ("2026", "yes", "010")),
        ("Tag: möte\n", ("möte",)),
        ("tags:\n", ()),
        ("tags: []\n", ()),
    ],
)
def test_tags_are_read_as_they_are_written(block: str, tags: tuple[str, ...]) -> None:
    assert understood(block) == Front(tags=tags)


def test_a_date_is_kept_as_it_is_written_with_its_line() -> None:
    assert understood("date: 2026-03-02T21:15:00+01:00\n") == Front(
        "2026-03-02T21:15:00+01:00", date_lines="date: 2026-03-02T21:15:00+01:00\n"
    )


def test_everything_else_stays_as_it_stands() -> None:
    block = "# mina egna\nmood: bra\ntags: [möte]\naliases:\n  - A\n  - 'Två'\ndate: 2026-03-02\nx: |\n  a\n\n  b\n"
    front = understood(block)
    assert front is not None
    assert front.rest == "# mina egna\nmood: bra\naliases:\n  - A\n  - 'Två'\nx: |\n  a\n\n  b\n"


@pytest.mark.parametrize(
    "block",
    [
        "tags: #möte\n",
        "tags: &namn [möte]\n",
        "tags: [möte] # och stöd\n",
        "tags:\n  - möte\n  # stöd\n",
        "tags: {a: b}\n",
        "tags: [a, [b]]\n",
    ],
)
def test_what_is_not_plain_tags_or_stands_in_a_comment_stays_as_text(block: str) -> None:
    front = understood(block)
    assert front is not None
    assert front.rest == block


def test_what_is_no_names_with_values_is_text() -> None:
    assert understood("Bara en rad\n") is None
    assert understood("- en\n- lista\n") is None
    assert understood("{date: 2026-03-02, tags: [a]}\n") == Front(rest="{date: 2026-03-02, tags: [a]}\n")


@pytest.mark.parametrize(
    ("block", "line"),
    [("a: [\n", 3), ("a: b: c\n", 2), (BOMB, 1), ("a: &x [*x]\n", 1), ("[" * 15000, 1), ('a: "\\UFFFFFFFF"\n', 1),
     ("\x07\n", 1)],
)  # fmt: skip
def test_what_is_broken_or_made_to_do_harm_is_told_with_its_line(block: str, line: int) -> None:
    with pytest.raises(NotUnderstood) as refused:
        understood(block)
    assert refused.value.line == line


def test_no_tag_of_yaml_makes_an_object() -> None:
    front = understood("date: !!python/object/apply:os.system ['touch /tmp/x']\ntags: !!python/name:os.system a\n")
    assert front is not None
    assert front.date == ""


_PIECES = st.sampled_from(
    ["tags:", "date:", "x:", " ", "\n", "- ", "a", "möte", "#b", "[", "]", "{", "}", ",", "'", '"', "&a", "*a", "|",
     ">", "!t", "\t", "? ", ": ", "%", "@", "\\", "2026-03-02", "\x85", "\u2028", "\ufeff", "\r"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(_PIECES, max_size=25).map("".join) | st.text(max_size=60))
@example("tags: a\n  b\n")
def test_any_block_is_understood_with_all_its_words_or_refused(block: str) -> None:
    try:
        front = understood(block)
    except NotUnderstood:
        return
    if front is None:
        return
    kept = f"{front.rest} {front.date_lines} {' '.join(front.tags)}"
    for token in yaml.scan(block, Loader=yaml.SafeLoader):
        if isinstance(token, yaml.ScalarToken):
            assert all(word in kept for word in re.findall(r"[a-zö-]+", token.value) if word not in ("date", "tags"))
