"""Tags as people write them in running text: #word or @word."""

import re

_TAG = re.compile(r"(?<!\S)[#@][-+*#/\w]+")


def find_tags(text: str) -> tuple[str, ...]:
    """Tags in the order they stand, lowercased, each once. ``#`` and ``@`` belong to the tag."""
    if "#" not in text and "@" not in text:
        return ()
    return tuple(dict.fromkeys(tag.lower() for tag in _TAG.findall(text) if tag.strip("#@")))


def is_tag(word: str) -> bool:
    """Whether there is more to a word than white space and a sign."""
    return bool(word.strip().lstrip("#@"))


def as_tag(word: str) -> str:
    """A tag given on its own: lowercased, with ``#`` before it unless it brings its sign."""
    word = word.strip().lower()
    return word if word[:1] in ("#", "@") else f"#{word}"


def same_tag(wanted: str, tag: str) -> bool:
    """Whether a tag is the one asked for; without a sign both ``#`` and ``@`` will do."""
    wanted = wanted.strip().lower()
    return tag == wanted if wanted[:1] in ("#", "@") else tag[1:] == wanted
