"""A colleague observes, in the terminal interface: invited, answering with or without a vault, taken in, and ended."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from area_app import HOSTILE, page, press, rows, show, write
from pilots import screen_text, settle, toasts
from textual.pilot import Pilot
from textual.widgets import Button

from medledare.config.paths import Places
from medledare.domain.records import Observation, Observer
from medledare.services import observing, records
from medledare.services.demo import demo_vault
from medledare.services.observing import Invitation
from medledare.tui.app import MedledareApp
from medledare.tui.modals.confirm import Confirm
from medledare.tui.screens.answering import Answering
from medledare.tui.screens.lock import Lock
from medledare.tui.screens.observers import Observers
from medledare.tui.screens.welcome import Welcome
from medledare.tui.widgets.editor import Editor
from medledare.tui.widgets.line import Line
from medledare.vault.age import recipient_of
from medledare.vault.vault import Vault, memory_vault

MakeApp = Callable[..., MedledareApp]
Look = Callable[..., bool]


def invited(app_clock: Any, target: Path, *questions: str, behaviour: str = "Om jag avbryter") -> Vault:
    """A vault whose owner wrote an invitation to a file."""
    vault = memory_vault(app_clock)
    agreed = observing.agreement(app_clock, behaviour, whom="en kollega")
    asked = observing.draw_up(vault, app_clock, agreed, questions)
    observing.hand_out(vault, app_clock, agreed, asked, target)
    return vault


async def fill(pilot: Pilot[Any], name: str, text: str) -> None:
    pilot.app.screen.query_one(f"#{name}", Line).value = text
    pilot.app.screen.query_one(f"#{name}").focus()
    await press(pilot, "enter")


async def read(pilot: Pilot[Any], invitation: Path) -> None:
    await fill(pilot, "answering-path", str(invitation))


async def test_from_the_agreement_to_the_reply_and_the_end(make_app: MakeApp, clock: Any, tmp_path: Path) -> None:
    vault = memory_vault(clock)
    app = make_app(vault)
    invitation, reply = tmp_path / "inv.txt", tmp_path / "reply.age"
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, "share")
        await press(pilot, "b")
        assert "invitation" in screen_text(app)
        await press(pilot, "n")
        await write(pilot, "Om jag avbryter")
        await press(pilot, "ctrl+s")
        (agreed,) = records.all_of(vault, Observer)
        await press(pilot, "i")
        await fill(pilot, "ask-question-0", "Vad såg du?")
        app.screen.query_one("#ask-question-2", Line).value = ""
        app.screen.query_one("#yes", Button).press()
        await settle(pilot)
        assert observing.invitations(vault) == []
        app.screen.query_one("#sheet-path", Line).value = str(invitation)
        await press(pilot, "ctrl+s")
        (asked,) = observing.invitations(vault)
        assert asked.invitation.questions == ("Vad såg du?", "What came of it, for you or for others?")
        assert asked.invitation.number in screen_text(app)
        reply.write_text(observing.seal(observing.read_invitation(invitation), ["Du lyssnade.", ""]))
        await press(pilot, "y")
        await fill(pilot, "ask-path", str(invitation))
        assert "no sealed reply" in " ".join(screen_text(app).split())
        await fill(pilot, "ask-path", str(reply))
        assert isinstance(app.screen, Observers)
        assert "Du lyssnade." in screen_text(app)
        await press(pilot, "x")
        assert isinstance(app.screen, Confirm)
        app.screen.query_one("#yes", Button).press()
        await settle(pilot)
        assert [one.open for one in observing.invitations(vault)] == [False]
        assert "destroyed" in toasts(app)
        await press(pilot, "escape")
        await show(pilot, "learnings")
        assert sum("Om jag avbryter" in row for row in rows(app)) == 2
        assert len(observing.observations(vault, agreed)) == 1
    app.close()


async def test_learnings_lead_to_the_observer_under_the_cursor(make_app: MakeApp, clock: Any, tmp_path: Path) -> None:
    vault = invited(clock, tmp_path / "inv.txt", "Vad såg du?")
    sealed = observing.seal(observing.read_invitation(tmp_path / "inv.txt"), ["Ja [/b]"])
    observing.receive(vault, clock, sealed.encode())
    app = make_app(vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, "learnings")
        assert "Reply taken in" in page(app)
        await press(pilot, "i")
        assert isinstance(app.screen, Observers)
        await press(pilot, "escape", "down", "x")
        assert records.all_of(vault, Observation) == []
        await press(pilot, "ctrl+z")
        assert len(records.all_of(vault, Observation)) == 1
    app.close()


@pytest.mark.parametrize("locked", [False, True])
async def test_one_answers_without_a_vault_and_leaves_nothing_behind(
    make_app: MakeApp, clock: Any, places: Places, request: pytest.FixtureRequest, tmp_path: Path, locked: bool
) -> None:
    invitation, reply = tmp_path / "inv.txt", tmp_path / "out" / "reply.age"
    vault = invited(clock, invitation, "Vad såg du?", "Mer av?")
    reply.parent.mkdir()
    if locked:
        request.getfixturevalue("sealed_vault")
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, Lock if locked else Welcome)
        await press(pilot, "ctrl+o")
        assert isinstance(app.screen, Answering)
        await read(pilot, invitation)
        assert "Number to compare" in screen_text(app)
        await write(pilot, "Du lät [/b] mig tala 🐎\nOch lyssnade.")
        await press(pilot, "escape")
        assert isinstance(app.screen, Confirm)
        await press(pilot, "escape")
        app.screen.query_one("#answering-target", Line).value = str(reply)
        await press(pilot, "ctrl+s")
        assert "Sealed." in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, Lock if locked else Welcome)
    app.close()
    assert list(reply.parent.iterdir()) == [reply]
    if not locked:
        assert not any(
            folder.exists() and any(folder.iterdir()) for folder in (places.vault, places.state, places.config)
        )
    seen = observing.receive(vault, clock, observing.read_reply(reply))
    assert [one.answer for one in seen.seen] == ["Du lät [/b] mig tala 🐎\nOch lyssnade."]


async def test_with_a_vault_open_what_was_typed_is_still_there(make_app: MakeApp, clock: Any, tmp_path: Path) -> None:
    invited(clock, tmp_path / "inv.txt", "Vad såg du?")
    app = make_app(demo_vault(clock, "en"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for _time in range(2):
            await app.run_action("answer_invitation")
            await settle(pilot)
            await read(pilot, tmp_path / "inv.txt")
            if not app.screen.query_one(Editor).text:
                await write(pilot, "Halvvägs")
            kept = app.screen.query_one(Editor).text
            await press(pilot, "escape")
        assert kept == "Halvvägs"
    app.close()


@pytest.mark.parametrize("name", ["missing", "folder", "binary", "huge", "cut"])
async def test_what_is_no_invitation_is_said_in_a_sentence(
    make_app: MakeApp, clock: Any, tmp_path: Path, name: str
) -> None:
    invited(clock, tmp_path / "inv.txt")
    (tmp_path / "folder").mkdir()
    (tmp_path / "binary").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "cut").write_bytes((tmp_path / "inv.txt").read_bytes()[:-99])
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+o")
        before = screen_text(app)
        await read(pilot, tmp_path / name)
        assert screen_text(app) != before
        assert app.screen.query_one("#answering-path").display
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, Answering)
    app.close()


async def test_hostile_words_are_shown_as_they_are(make_app: MakeApp, clock: Any, tmp_path: Path) -> None:
    vault = invited(clock, tmp_path / "inv.txt", *HOSTILE, behaviour=" ".join(HOSTILE))
    asked = observing.read_invitation(tmp_path / "inv.txt")
    observing.receive(vault, clock, observing.seal(asked, HOSTILE).encode())
    app = make_app(vault)
    async with app.run_test(size=(80, 40)) as pilot:
        await settle(pilot)
        app.push_screen(Observers())
        await settle(pilot)
        assert "[/b]" in screen_text(app)
        await app.run_action("answer_invitation")
        await settle(pilot)
        await read(pilot, tmp_path / "inv.txt")
        assert "[/b]" in screen_text(app)
        app.screen.query_one("#answering-target", Line).value = str(tmp_path / "none" / "r.age")
        await write(pilot, "[/b]")
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, Answering)
    app.close()


# No key of anybody: made for these pictures.
IDENTITY = "AGE-SECRET-KEY-1UCM9U7UJGCERM87XH6RQXVSMUS7D25G69D9PTDWVMWUX98Z6J4DSEDD5HS"


@pytest.fixture
def fixed(clock: Any) -> tuple[Vault, Invitation]:
    """A vault with an observer and an open invitation whose number is always the same."""
    vault = memory_vault(clock)
    agreed = records.add(vault, observing.agreement(clock, "Om jag låter andra tala till punkt", whom="en kollega"))
    made = Invitation("0" * 32, agreed.behaviour, observing.usual_questions(), recipient_of(IDENTITY), clock().date())
    asked = observing.Asked("a", made, agreed.id, clock(), identity=IDENTITY)
    observing.hand_out(vault, clock, agreed, asked, None)
    return vault, made


@pytest.mark.parametrize("what", ["observers", "answering"])
def test_it_looks(
    snap_compare: Look, make_app: MakeApp, spoken: str, size: tuple[int, int], fixed: Any, tmp_path: Path, what: str
) -> None:
    vault, made = fixed

    async def look(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        if what == "observers":
            pilot.app.push_screen(Observers())
            await settle(pilot)
            return
        (tmp_path / "inv.txt").write_text(made.block)
        await pilot.app.run_action("answer_invitation")
        await settle(pilot)
        await read(pilot, tmp_path / "inv.txt")
        await write(pilot, "Du lät Åsa tala till punkt [/b], två gånger.")

    assert snap_compare(make_app(vault), terminal_size=size, run_before=look)
