"""What a person may mean while they type: tags, roles, goals and principles, what was used last first.

Gathered beside the typing, of what is in memory; what fits is then a look through a few hundred words.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from medledare.domain.links import LONGEST, SIGN, name_of, short_name
from medledare.domain.matching import fold
from medledare.domain.principles import PRINCIPLES
from medledare.domain.records import Decision, Entry, Failure, Goal, Mission, Need, Observer, Role
from medledare.services import records
from medledare.services.linking import goal_titles
from medledare.text.library import principle_called, principle_line, principle_name

if TYPE_CHECKING:
    from medledare.vault.vault import Vault

SIGNS = "#@" + SIGN
AT_MOST = 6
"""How many are offered at once."""
VALUES = ("whom", "for_whom", "serves")
"""Fields of one line in which one often says again what one said before."""


class Suggestion(NamedTuple):
    """What would be put in, and what it stands for where that is not the same."""

    put: str
    about: str = ""


class Suggestions(NamedTuple):
    """All of them: tags with their signs, roles, goals by what names them, codes of principles, values by field."""

    tags: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    goals: tuple[Suggestion, ...] = ()
    principles: tuple[str, ...] = PRINCIPLES
    values: Mapping[str, tuple[str, ...]] = {}

    def in_text(self, begun: str) -> list[Suggestion]:
        """What a word of running text may become; it begins with one of SIGNS."""
        sign, typed = begun[:1], fold(begun[1:])
        if sign == SIGN:
            names = [Suggestion(SIGN + name_of(principle_name(code)), principle_line(code)) for code in self.principles]
            return _fitting([*self.goals, *names], begun, typed)
        tags = [Suggestion(tag) for tag in self.tags if tag[:1] == sign]
        if sign == "@":
            used = set(self.tags)
            roles = (Suggestion(f"@{name_of(role)}", role) for role in self.roles)
            tags += (role for role in roles if role.put not in used)
        return _fitting(tags, begun, typed)

    def as_tag(self, begun: str) -> list[Suggestion]:
        """What a word of a field of tags may become, with its sign or without."""
        if begun[:1] in ("#", "@"):
            return self.in_text(begun)
        return _fitting([Suggestion(tag) for tag in self.tags], begun, fold(begun)) if begun else []

    def as_value(self, field: str, typed: str) -> list[Suggestion]:
        """What a whole field may become."""
        return _fitting(map(Suggestion, self.values.get(field, ())), typed, fold(typed)) if typed.strip() else []


def gather(vault: "Vault") -> Suggestions:
    """Everything one may mean. Takes a while over ten years: not for the event loop."""
    tags, goals, principles = _Latest(), _Latest(), _Latest()
    values = {name: _Latest() for name in VALUES}
    for kind in (Entry, Mission, Goal, Need, Decision, Observer):
        for record in records.all_of(vault, kind):
            for name, latest in values.items():
                latest.take(record.at, getattr(record, name, ""))
            if isinstance(record, Entry):
                tags.take(record.at, *record.all_tags)
                goals.take(record.at, record.goal)
                principles.take(record.at, *record.principles)
    for failure in records.all_of(vault, Failure):
        for telling in failure.told:
            values["whom"].take(telling.at, telling.whom)
    roles = _Latest(values["whom"])
    for role in records.all_of(vault, Role):
        roles.take(role.at, role.text)
    return Suggestions(
        tags=tags.in_order(),
        roles=tuple(role for role in roles.in_order() if name_of(role)),
        goals=_goals(goal_titles(vault), goals.in_order()),
        principles=tuple(dict.fromkeys((*(code for code in principles.in_order() if code in PRINCIPLES), *PRINCIPLES))),
        values={name: latest.in_order() for name, latest in values.items()},
    )


def _goals(titles: Mapping[str, str], used: tuple[str, ...]) -> tuple[Suggestion, ...]:
    """Those written for last come first, then the newest."""
    order = dict.fromkeys((*(id for id in used if id in titles), *reversed(list(titles))))
    names = [(short_name(id, titles), titles[id]) for id in order]
    return tuple(Suggestion(SIGN + name, title) for name, title in names if name and not principle_called(fold(name)))


class _Latest(dict[str, datetime]):
    """When each was used last."""

    def take(self, at: datetime, *used: str) -> None:
        for word in used:
            if word and len(word) <= LONGEST and (word not in self or at > self[word]):
                self[word] = at

    def in_order(self) -> tuple[str, ...]:
        return tuple(sorted(self, key=self.__getitem__, reverse=True))


def _fitting(among: Iterable[Suggestion], begun: str, typed: str) -> list[Suggestion]:
    """Those that begin with what is typed, then those in which a later word does; none that is there in full."""
    first: list[Suggestion] = []
    then: list[Suggestion] = []
    for one in among:
        put = fold(one.put)
        if one.put == begun:
            continue
        if put.startswith(typed) or put[1:].startswith(typed):
            first.append(one)
        elif any(f"{before}{typed}" in f" {put} {fold(one.about)}" for before in " -/"):
            then.append(one)
    return [*first, *then][:AT_MOST]
