"""A person's own rules and questions, and which built-in rules they do without."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from medledare.coach.catalogue import LONGEST_WAIT, NoSuchField, Place, Reader, Rule, rule_from
from medledare.domain.principles import PRINCIPLES
from medledare.domain.problems import N_, Problem
from medledare.domain.question import MOMENTS, Question

OWN = "own"
"""What the code of an own question begins with."""
_ID = re.compile(r"[\w-]{1,20}")
_AN_ID = N_("1 to 20 letters, digits, - and _, and no id that is taken")
_LIST = N_("a list")
_TOP = N_("outside the tables")


class UnreadableCoachFile(Problem):
    sentence = N_("The file of your own rules {path} cannot be read: {reason}. Mend it or remove it.")


@dataclass(frozen=True, slots=True)
class Own:
    """What a person added, and the ids of the built-in rules that are off."""

    rules: tuple[Rule, ...] = ()
    questions: tuple[Question, ...] = ()
    off: frozenset[str] = frozenset()


def read_own(content: Mapping[str, Any], file: str, built_in: Collection[str]) -> Own:
    """What a file says. ``built_in`` are the ids that are taken. Raises a Problem that names the entry."""
    for name in content:
        if name not in ("rule", "question", "off"):
            raise NoSuchField(file=file, entry=_TOP, given=f"{name} =", allowed="off, [[rule]], [[question]]")
    return Own(
        rules=tuple(_rules(content, file, built_in)),
        questions=tuple(_questions(content, file)),
        off=frozenset(_off(content, file, built_in)),
    )


def _rules(content: Mapping[str, Any], file: str, built_in: Collection[str]) -> Iterator[Rule]:
    taken = {one.casefold() for one in built_in}
    for place, about in _tables(content, "rule", file):
        read = Reader(about, place)
        rule_id = str(read.take("id", lambda value: _is_free(value, taken), _AN_ID))
        taken.add(rule_id.casefold())
        rule = rule_from(read, rule_id, cooldown=read.number("cooldown", 1, LONGEST_WAIT), own=True)
        read.end()
        yield rule


def _questions(content: Mapping[str, Any], file: str) -> Iterator[Question]:
    for number, (place, about) in enumerate(_tables(content, "question", file), 1):
        read = Reader(about, place)
        principle = read.choice("principle", PRINCIPLES)
        moment = read.choice("moment", MOMENTS)
        text = read.text("text")
        read.end()
        yield Question(f"{OWN}.{moment}.{number}", principle, text, moment)


def _off(content: Mapping[str, Any], file: str, built_in: Collection[str]) -> Iterator[str]:
    place = Place(file, _TOP)
    given = content.get("off", [])
    if not isinstance(given, list):
        raise place.refuse("off", given, _LIST)
    for one in given:
        if not isinstance(one, str) or one not in built_in:
            raise place.refuse("off", one, f"{min(built_in)}–{max(built_in)}")
        yield one


def _tables(content: Mapping[str, Any], name: str, file: str) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    given = content.get(name, [])
    if not isinstance(given, list) or not all(isinstance(one, Mapping) for one in given):
        raise Place(file, _TOP).refuse(name, given, f"[[{name}]]")
    for number, about in enumerate(given, 1):
        yield Place(file, f"[[{name}]] {number}"), about


def _is_free(value: object, taken: Collection[str]) -> bool:
    return isinstance(value, str) and bool(_ID.fullmatch(value)) and value.casefold() not in taken
