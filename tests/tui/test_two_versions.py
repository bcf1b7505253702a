"""What was changed on two devices at once: seen beside each other, and settled; and what a second device needs."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from area_app import HOSTILE, NOW, page, press, settle, show, toasts
from other_device import arrives
from pilots import FrozenClock, screen_text, still, type_text, until
from textual.widgets import TextArea

from medledare.domain.records import Entry, Goal
from medledare.services import capture, checkins, conflicts, goals, records
from medledare.tui.app import MedledareApp
from medledare.tui.modals.form import Form
from medledare.tui.modals.second_device import SecondDevice
from medledare.tui.modals.settle import Settle
from medledare.vault.vault import Vault, memory_vault

MakeApp = Callable[[Vault], MedledareApp]

WIDE, NARROW = (160, 50), (80, 24)
HERE = "A quiet day.\nI asked two colleagues what they need, and wrote it down."
THERE = "A quiet day.\nI asked three colleagues what they need, and listened."


@pytest.fixture
def vault(clock: FrozenClock) -> Vault:
    """One entry changed here and there, and one that was not."""
    vault = memory_vault(clock)
    records.add(vault, capture.entry(clock, "Alone", at=NOW - timedelta(days=1)))
    entry = records.add(vault, capture.entry(clock, "A quiet day."))
    clock.pass_by(minutes=1)
    records.change(vault, entry, text=HERE, starred=True)
    arrives(vault, entry, text=THERE)
    return vault


def texts(vault: Vault) -> list[str]:
    return [one.text for one in records.all_of(vault, Entry)]


async def open_settle(pilot) -> Settle:
    await show(pilot, "journal")
    await press(pilot, "v")
    assert isinstance(pilot.app.screen, Settle)
    return pilot.app.screen


async def test_a_record_in_two_versions_says_so_on_its_page(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=WIDE) as pilot:
        await show(pilot, "journal")
        assert "Changed on two devices at once" in page(app)
        await press(pilot, "down")
        assert "Changed on two devices" not in page(app)
        await press(pilot, "v")
        assert not isinstance(app.screen, Settle)


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_both_versions_can_be_read_beside_each_other_or_one_above_the_other(
    make_app: MakeApp, vault: Vault, size: tuple[int, int]
) -> None:
    app = make_app(vault)
    async with app.run_test(size=size) as pilot:
        modal = await open_settle(pilot)
        left, right = (modal.query_one(f"#settle-page-{number}") for number in (1, 2))
        assert (left.region.y == right.region.y) == (size == WIDE)
        shown = screen_text(app)
        for words in ("three colleagues", "two colleagues", "here, ", "on another device, ", "Keep both", "Write one"):
            assert words in shown
        assert all(one.region.bottom <= size[1] - 1 for one in modal.query("Button"))


@pytest.mark.parametrize(("key", "text"), [("1", THERE), ("2", HERE)])
async def test_one_is_kept(make_app: MakeApp, vault: Vault, key: str, text: str) -> None:
    app = make_app(vault)
    async with app.run_test(size=NARROW) as pilot:
        await open_settle(pilot)
        await press(pilot, key)
        assert not isinstance(app.screen, Settle)
        assert texts(vault) == ["Alone", text]
        assert conflicts.find(vault) == []
        assert "in the history" in toasts(app)
        assert "Changed on two devices" not in page(app)


async def test_both_are_kept_with_the_button(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=NARROW) as pilot:
        await open_settle(pilot)
        await pilot.click("#both")
        await settle(pilot)
        assert sorted(texts(vault)) == sorted(["Alone", HERE, THERE])
        assert conflicts.find(vault) == []


async def test_one_is_written_of_both(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=NARROW) as pilot:
        await open_settle(pilot)
        await press(pilot, "w")
        assert isinstance(app.screen, Form)
        editor = app.screen.query_one(TextArea)
        assert editor.text.startswith(f"{THERE}\n\nhere, ")
        assert editor.text.endswith(HERE)
        await press(pilot, "ctrl+home")
        await type_text(pilot, "Both. ")
        await press(pilot, "ctrl+s")
        assert not isinstance(app.screen, Settle | Form)
        assert texts(vault)[1].startswith("Both. A quiet day.")
        assert conflicts.find(vault) == []


async def test_both_texts_as_they_are_can_be_the_one(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=NARROW) as pilot:
        await open_settle(pilot)
        await press(pilot, "w", "ctrl+s")
        assert conflicts.find(vault) == []
        assert texts(vault)[1].endswith(HERE)


async def test_leaving_changes_nothing(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=NARROW) as pilot:
        await open_settle(pilot)
        await press(pilot, "w", "escape")
        assert isinstance(app.screen, Settle)
        await press(pilot, "escape")
        assert len(conflicts.find(vault)) == 1


async def test_what_was_settled_elsewhere_meanwhile_is_told(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=NARROW) as pilot:
        await open_settle(pilot)
        (found,) = conflicts.find(vault)
        conflicts.keep(vault, found, found.sides[0])
        await press(pilot, "2")
        assert isinstance(app.screen, Settle)
        assert "changed or settled somewhere else" in screen_text(app)
        assert texts(vault)[1] == THERE


async def test_the_palette_leads_through_all_of_them(make_app: MakeApp, vault: Vault, clock: FrozenClock) -> None:
    goal = goals.create(vault, clock, "Fewer wait")
    goals_first = records.get(vault, goal.id)
    assert isinstance(goals_first, Goal)
    clock.pass_by(minutes=1)
    records.change(vault, goals_first, title="Nobody waits")
    arrives(vault, goals_first, title="Few wait")
    app = make_app(vault)
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+p")
        await type_text(pilot, "Settle versions")
        await pilot.pause(0.5)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, Settle))
        await press(pilot, "1")
        assert isinstance(app.screen, Settle)
        assert "Few wait" in screen_text(app)
        await press(pilot, "2")
        assert not isinstance(app.screen, Settle)
        assert "nothing needs to be settled" in toasts(app)
        assert conflicts.find(vault) == []


async def test_three_versions_are_settled_two_at_a_time(make_app: MakeApp, vault: Vault) -> None:
    entry = records.all_of(vault, Entry)[1]
    arrives(vault, entry, device="dd" * 16, text="A third")
    app = make_app(vault)
    async with app.run_test(size=NARROW) as pilot:
        await open_settle(pilot)
        assert "the first two of 3" in screen_text(app)
        await press(pilot, "1", "v", "1")
        assert conflicts.find(vault) == []


async def test_hostile_text_is_only_text(make_app: MakeApp, clock: FrozenClock) -> None:
    vault = memory_vault(clock)
    entry = records.add(vault, capture.entry(clock, "x"))
    clock.pass_by(minutes=1)
    records.change(vault, entry, text="\n".join(HOSTILE))
    arrives(vault, entry, text="\n".join(reversed(HOSTILE)), for_whom="[/b]")
    app = make_app(vault)
    async with app.run_test(size=WIDE) as pilot:
        await open_settle(pilot)
        shown = screen_text(app)
        assert "[link=javascript:1]a[/link]" in shown
        assert "\x1b" not in shown
        await press(pilot, "w")
        assert isinstance(app.screen, Form)


async def test_what_has_no_form_can_still_be_kept(make_app: MakeApp, clock: FrozenClock) -> None:
    from medledare.domain.records import Answer, Checkin

    vault = memory_vault(clock)
    item = checkins.for_day(vault, NOW.date()).items[0]
    checkins.answer(vault, clock, [Answer(item=item, value=2)])
    (sitting,) = records.all_of(vault, Checkin)
    clock.pass_by(minutes=1)
    records.change(vault, sitting, answers=(Answer(item=item, value=3),))
    arrives(vault, sitting, answers=[{"item": item, "value": 4, "wording": 1}])
    app = make_app(vault)
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        app.action_settle()
        await settle(pilot)
        assert f"{item} 3" in screen_text(app)
        await press(pilot, "w", "2")
        assert conflicts.find(vault) == []


async def test_what_a_second_device_needs_is_one_screen(make_app: MakeApp, places, plain_vault) -> None:
    app = make_app(None)
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+p")
        await type_text(pilot, "One more device")
        await pilot.pause(0.5)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, SecondDevice))
        # A long path may go over two lines.
        shown = "".join(line.partition("│")[2].rpartition("│")[0].strip() for line in screen_text(app).splitlines())
        assert str(places.vault) in shown
        assert str(places.state) in shown
        assert "This vault has no passphrase" in shown
        await press(pilot, "escape")
        assert not isinstance(app.screen, SecondDevice)


def test_the_two_versions(snap_compare, make_app, vault, spoken, size):
    async def go(pilot):
        await open_settle(pilot)
        await still(pilot)

    assert snap_compare(make_app(vault), terminal_size=size, run_before=go)


def test_one_more_device(snap_compare, make_app, vault, spoken, size, monkeypatch):
    sentences = [f"{number} " * 40 for number in range(5)]
    monkeypatch.setattr("medledare.tui.modals.second_device.second_device", lambda places: sentences)

    async def go(pilot):
        await settle(pilot)
        pilot.app.action_second_device()
        await still(pilot)

    assert snap_compare(make_app(vault), terminal_size=size, run_before=go)
