"""Members who have changed their program, strangers, and whoever carries the folder: what each can do to a message."""

import base64
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from pulse_world import MONDAY, World, card, somebody

from medledare.sharing.message import Message
from medledare.sharing.parts import parts
from medledare.sharing.pulse_said import JOIN, LIST, SHARE, SUM
from medledare.sharing.schedule import round_id
from medledare.sharing.sums import P
from medledare.vault.age import seal_to

LIAR = 0
"""Which member it is."""


def own(message: Message) -> bool:
    return message.by == card(LIAR).person


def two_parts(world: World, message: Message) -> Iterator[Message]:
    """Another part to some, about other values."""
    yield message
    if own(message) and message.kind == SHARE and world.chance.random() < 0.5:
        yield replace(message, body=forged_part(message, [1] * 28))


def false_part(world: World, message: Message) -> Iterator[Message]:
    """To one receiver something that does not open, or that is about something else."""
    if own(message) and message.kind == SHARE and message.body["to"] == card(1).person:
        garbage = base64.b64encode(world.chance.randbytes(400)).decode()
        yield replace(message, body={**message.body, "sealed": garbage})
    else:
        yield message


def foreign_part(world: World, message: Message) -> Iterator[Message]:
    """To one receiver a part that was made for another round, with a digest that is right."""
    if own(message) and message.kind == SHARE and message.body["to"] == card(1).person:
        other = {**message.body, "round": "0" * 32}
        forged = forged_part(replace(message, body=other), [1] * 28)
        message = replace(message, body={**forged, "round": message.body["round"]})
    yield message


def two_lists(world: World, message: Message) -> Iterator[Message]:
    yield message
    if own(message) and message.kind == LIST:
        bits = message.body["complete"]
        yield replace(message, body={**message.body, "complete": "0" + bits[1:]})
        yield replace(message, body={**message.body, "complete": bits[:-1] + "0"})


def shorter_list(world: World, message: Message) -> Iterator[Message]:
    """A list with one honest member fewer, instead of the true one."""
    if own(message) and message.kind == LIST:
        message = replace(message, body={**message.body, "complete": message.body["complete"][:-1] + "0"})
    yield message


def early_sums(world: World, message: Message) -> Iterator[Message]:
    """Sums for lists that nobody agreed to."""
    yield message
    if own(message) and message.kind == SUM:
        yield replace(message, body={**message.body, "list": "0" * 64})


def false_sums(world: World, message: Message) -> Iterator[Message]:
    if own(message) and message.kind == SUM:
        figures = {code: world.chance.randrange(P) for code in message.body["figures"]}
        message = replace(message, body={**message.body, "figures": figures})
    yield message


def spliced(world: World, message: Message) -> Iterator[Message]:
    """What another sealed, sent as one's own; and what one says in a round, said in the others too."""
    if not own(message):
        yield message
        return
    others = [one for one in world.said if one.kind == SHARE and not own(one)]
    if message.kind == SHARE and others:
        other = world.chance.choice(others)
        yield replace(message, body={**message.body, "sealed": other.body["sealed"], "digest": other.body["digest"]})
    else:
        yield message
    for attempt in (1, 2, 3):
        yield replace(message, body={**message.body, "round": round_id(world.week.team, MONDAY, attempt)})


def stranger(world: World, message: Message) -> Iterator[Message]:
    """Somebody who is no member says all that a member says."""
    yield message
    if own(message):
        yield replace(message, by=somebody(99).card.person)


def garbage(world: World, message: Message) -> Iterator[Message]:
    yield message
    if own(message):
        junk = world.chance.choice([None, 1, "", "x" * 20_000, [], {}, -1, 2**61 - 1, True, 0.5])
        for name in message.body:
            yield replace(message, body={**message.body, name: junk})
        yield replace(message, body={**message.body, "more": junk})
        yield replace(message, body={})
        yield replace(message, at=message.at + timedelta(seconds=1))


def partition(world: World, message: Message) -> Iterator[Message]:
    """Whoever carries the folder, and is a member: half of the others never see what the other half says."""
    if own(message):
        yield message
        return
    world.said.append(message)
    halves = [one.number % 2 for one in world.devices if card(one.number).person == message.by]
    for device in world.devices:
        if device.number % 2 == halves[0] or device.number == LIAR:
            device.reached.append((message.at, message))


def greedy(world: World, message: Message) -> Iterator[Message]:
    """Joins every attempt whatever was published, and so tries to have two totals of one week."""
    yield message
    if own(message) and message.kind == JOIN:
        for attempt in (1, 2, 3):
            yield replace(message, body={"round": round_id(world.week.team, MONDAY, attempt)})


def forged_part(message: Message, values: list[int]) -> dict[str, object]:
    """A part about other values, as a changed program would make it."""
    body = message.body
    made = parts(somebody(LIAR), body["round"], body["roster"], [body["to"], "f" * 32], values)[0]
    number = next(one for one in range(100) if card(one).person == body["to"])
    sealed = base64.b64encode(seal_to(card(number).recipient, made.content)).decode()
    return {**body, "digest": made.digest, "sealed": sealed}


Tamper = Callable[[World, Message], Iterator[Message]]
LIES: dict[str, Tamper] = {
    one.__name__: one
    for one in (
        two_parts, false_part, foreign_part, two_lists, shorter_list, early_sums, false_sums, spliced, stranger,
        garbage, partition, greedy,
    )
}  # fmt: skip
FALSE_FIGURES = frozenset({"false_sums", "two_parts"})
"""After which a figure may be wrong; whoever changes their program can always put in something false."""
