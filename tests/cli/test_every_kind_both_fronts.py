"""Every kind of record, in both fronts: written, read, found, changed, linked, taken back, taken out and brought in."""

from pathlib import Path

import pytest
from driving import Program
from fronts import FRONTS, SAID, WAYS, CommandLine, Front

from medledare.domain.records import KINDS, OF_OTHERS
from medledare.services.forms import FORMS

WORDS, OTHER_WORDS = "Nålen i höstacken", "Tråden genom nålsögat"
SAYS = {
    "checkin": ("Largely", "A little"),
    "conditions": ("Largely", "A little"),
    "focus": ("Trust", "Holistic view"),
    "pair": ("home", "office"),
}
"""What is read of a kind that holds no words of the person's, before and after it is said anew."""
STEPS = {"pair": 2}
"""How many steps it takes to say a kind anew, where it is not one."""
TARGETS = {"goal": "Ett mål att nå", "failure": "Ett försök som sprack"}

NOTED = ("offer", "departure")
"""What the program notes of itself, beside that something came in."""

in_each_front = pytest.mark.parametrize("front_of", FRONTS, ids=lambda front: front.__name__)


@in_each_front
@pytest.mark.parametrize("kind", SAID)
async def test_all_that_can_be_done_with_a_record(
    program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, front_of: type[Front], kind: str
) -> None:
    program.make_vault(None)
    before, after = SAYS.get(kind, (WORDS, OTHER_WORDS))
    links = [field.name for field in FORMS.get(kind, ()) if field.shape in TARGETS]
    out = {format: tmp_path / f"out.{format}" for format in ("markdown", "json")}
    for other in links:
        await CommandLine(program).write(other, TARGETS[other])
    async with front_of(program) as front:
        await front.write(kind, WORDS)
        assert before in await front.read(kind, before)
        if kind in FORMS:
            assert before in await front.found("nålen HÖSTACKEN")

        await front.change(kind, OTHER_WORDS)
        read = await front.read(kind, after)
        assert after in read
        assert before not in read
        for _step in range(STEPS.get(kind, 1)):
            await front.undo()
        assert before in await front.read(kind, before)

        for other in links:
            await front.link(kind, other)
            named = front.names(other, TARGETS[other])
            assert named in await front.read(kind, named)
        read = await front.read(kind, before)

        for format, target in out.items():
            await front.take_out(format, target)
        assert before in out["markdown"].read_text(encoding="utf-8")
        for _step in (*links, kind):
            await front.undo()
        assert await front.read(kind, "") == ""

    await brought_into_a_fresh_vault(program, monkeypatch, front_of, out["json"], kind, read)


def test_no_kind_is_left_out() -> None:
    assert {*SAID, *NOTED, *OF_OTHERS, "arrival"} == set(KINDS)
    assert {kind for kind in SAID if kind not in FORMS} == set(SAYS)


@in_each_front
async def test_that_something_came_in_is_read(program: Program, tmp_path: Path, front_of: type[Front]) -> None:
    program.make_vault(None)
    (tmp_path / "journal.txt").write_text("[2026-01-02 09:00] En nål i en höstack\n", encoding="utf-8")
    async with front_of(program) as front:
        await front.bring_in(tmp_path / "journal.txt")
        assert "En nål i en höstack" in await front.read("entry", "En nål")
        assert "journal.txt" in unwrapped(await front.read("arrival", "jrnl"))


@in_each_front
@pytest.mark.parametrize("kind", NOTED)
async def test_what_the_program_notes_itself_is_read_and_carried_over(
    program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, front_of: type[Front], kind: str
) -> None:
    program.make_vault(None)
    async with front_of(program) as front:
        if kind in WAYS:
            await front.write(kind, "")
        else:
            await front.take_out("markdown", tmp_path / "read.md")
        seen, wanted = ("markdown", "read.md") if kind == "departure" else ("?", "?")
        read = await front.read(kind, seen)
        assert wanted in unwrapped(read)
        await front.take_out("json", tmp_path / "out.json")

    await brought_into_a_fresh_vault(program, monkeypatch, front_of, tmp_path / "out.json", kind, read)


def unwrapped(read: str) -> str:
    """A path is longer than a line."""
    return read.replace("\n", "")


async def brought_into_a_fresh_vault(
    program: Program, monkeypatch: pytest.MonkeyPatch, front_of: type[Front], source: Path, kind: str, read: str
) -> None:
    """The record is read there as it was read here."""
    monkeypatch.setenv("MEDLEDARE_VAULT", str(source.parent / "fresh"))
    program.make_vault(None)
    async with front_of(program) as fresh:
        await fresh.bring_in(source)
        assert await fresh.read(kind, read) == read
