"""The vault's screen: everything that can be done for the vault, done by keys and mouse over a real one."""

import os
import resource
import threading
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from area_app import press
from pilots import NOW, PASSPHRASE, QUICK, screen_text, settle, still, toasts, type_text, until
from textual import events
from textual.widgets import Button, Input, Select

from medledare.domain.problems import CannotReach, WrongPassphrase
from medledare.domain.records import Entry
from medledare.services import backups, capture, records, session, settings, vaultcare
from medledare.tui.commands import FOOTER_LIMIT
from medledare.tui.modals.ask import Ask
from medledare.tui.modals.confirm import Confirm
from medledare.tui.modals.second_device import SecondDevice
from medledare.tui.screens.lock import Lock
from medledare.tui.screens.main import Main
from medledare.tui.screens.tasks import Task
from medledare.tui.screens.vault import Vault
from medledare.tui.screens.vault_pages import backups_page, status_page
from medledare.tui.screens.vault_tasks import ROWS
from medledare.tui.widgets.footer import Footer
from medledare.tui.widgets.item_list import ItemList
from medledare.tui.widgets.page import Page
from medledare.tui.widgets.working import Working
from medledare.vault import access
from medledare.vault.backup import read_backup
from medledare.vault.check import Checked
from medledare.vault.compact import Compacted
from medledare.vault.create import create
from medledare.vault.info import describe
from medledare.vault.keyfiles import kept_key
from medledare.vault.vault import VaultStatus

NEW = "en ny lösenfras"
TASKS = [row.key for row in ROWS if isinstance(row, Task)]


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch):
    """A passphrase that is changed here is as cheap to try as the first one."""
    monkeypatch.setitem(access.change_passphrase.__kwdefaults__, "kdf", QUICK)


@pytest.fixture
def recovery_key(places, clock):
    """A vault with a passphrase and an entry in three versions; its recovery key."""
    key = create(places, PASSPHRASE, now=NOW, kdf=QUICK)
    with session.open_with(places, PASSPHRASE, clock) as vault:
        entry = records.add(vault, capture.entry(clock, "first"))
        records.change(vault, entry, text="second")
        records.change(vault, records.get(vault, entry.id), text="third")
    session.unlock(places, PASSPHRASE, 8, clock)
    # The clock is moved here, and nobody is away.
    settings.store(places, "lock_after", "0")
    return key


@asynccontextmanager
async def looking_after(app, size=(100, 30)):
    """The app with the vault's screen open."""
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.vault is not None and isinstance(app.screen, Main), seconds=20)
        await settle(pilot)
        app.action_vault()
        await settle(pilot)
        assert isinstance(app.screen, Vault)
        yield pilot
    app.close()


async def do(pilot, task):
    """Choose a thing to do."""
    pilot.app.screen.query_one(ItemList).select(task)
    await press(pilot, "enter")


async def answer(pilot, *, by="yes", **answers):
    """Fill in what is asked, and press a button."""
    ask = pilot.app.screen
    assert isinstance(ask, Ask)
    for name, value in answers.items():
        ask.query_one(f"#ask-{name}").value = value
    ask.query_one(f"#{by}", Button).press()
    await settle(pilot)


def said(app):
    """What stands on the page, as one line."""
    return " ".join(app.screen.query_one(Page).text.split())


def complaint(app):
    return str(app.screen.query_one(".message").render())


# How it is


async def test_the_palette_leads_to_it_and_it_says_how_the_vault_is(make_app, places, recovery_key):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.vault is not None, seconds=20)
        await settle(pilot)
        await press(pilot, "ctrl+p")
        await type_text(pilot, "The vault")
        await pilot.pause(0.5)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, Vault))
        await settle(pilot)
        for words in ("Entries", "1 device", "There is no backup yet", "No damage was found"):
            assert words in said(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, Main)
    app.close()


def _hurt(places):
    """Spoil a record in the middle of the log."""
    log = next((places.vault / "log").glob("*/*.seg"))
    content = bytearray(log.read_bytes())
    content[len(content) * 2 // 3] ^= 0xFF
    log.write_bytes(content)


async def test_damage_is_told_and_mended_and_brought_back_from_a_backup(make_app, places, recovery_key, clock):
    app = make_app()
    async with looking_after(app) as pilot:
        await do(pilot, "now")
        assert "The backup is made" in said(app)
        await do(pilot, "check")
        assert "Looked at: 4 versions of records" in said(app)
        assert "No damage was found" in said(app)
        _hurt(places)
        await do(pilot, "check")
        assert "· lost: " in said(app)
        assert "“Mend” mends what can be mended" in said(app)
        await do(pilot, "repair")
        await answer(pilot)
        assert "lost: " in said(app)
        assert "What was damaged lies in" in said(app)
        await do(pilot, "restore")
        (kept,) = backups.overview(places).kept
        await answer(pilot, path=str(kept.path))
        assert "brought back" in said(app)
        await do(pilot, "check")
        assert "No damage was found" in said(app)
        assert [one.text for one in records.all_of(app.vault, Entry)] == ["third"]


async def test_a_lost_recovery_file_is_made_anew_and_its_key_shown(make_app, places, recovery_key):
    (places.vault / "keys" / "recovery.json").unlink()
    app = make_app()
    async with looking_after(app) as pilot:
        await do(pilot, "repair")
        await answer(pilot, recovery="AGE-SECRET-KEY-1WRONG")
        assert "That recovery key does not open this vault" in complaint(app)
        await answer(pilot, recovery="", new_recovery=True)
        page = app.screen.query_one(Page).text.replace("\n", "").replace(" ", "")
        start = page.index("AGE-SECRET-KEY-1")
        access.unlock_with_recovery(places, page[start : start + len(recovery_key)])


async def test_an_error_while_looking_is_a_sentence(make_app, places, recovery_key, monkeypatch):
    def fail(vault):
        raise CannotReach(path="[/b]\x1b[2J", reason="Input/output error")

    app = make_app()
    async with looking_after(app) as pilot:
        monkeypatch.setattr(vaultcare, "status", fail)
        await do(pilot, "status")
        assert "Could not use [/b]␛[2J: Input/output error" in said(app)


# Backups


async def test_a_backup_goes_to_the_file_asked_for_and_is_not_replaced_unasked(
    make_app, places, recovery_key, tmp_path
):
    target = tmp_path / "a name.age"
    app = make_app()
    async with looking_after(app) as pilot:
        await do(pilot, "backup")
        assert app.screen.query_one("#ask-path", Input).value == "~/medledare-2026-11-23.age"
        await answer(pilot, path=f"  {target} ")
        assert "The backup is made: 4 versions of records" in said(app)
        assert str(target) in app.screen.query_one(Page).text.replace("\n", "")
        assert read_backup(target, [recovery_key])
        before = target.read_bytes()
        await do(pilot, "backup")
        await answer(pilot, path=str(target))
        assert "Could not use" in complaint(app)
        assert target.read_bytes() == before
        await answer(pilot, force=True)
        assert isinstance(app.screen, Vault)
        assert target.read_bytes() != before


@pytest.mark.parametrize("path", ["{tmp}/nowhere/b.age", "{tmp}", "/dev/null/b.age", "{tmp}/" + "x" * 300])
async def test_a_file_that_cannot_be_written_is_told_and_what_was_typed_stays(
    make_app, places, recovery_key, tmp_path, path
):
    path = path.format(tmp=tmp_path)
    before = sorted(os.listdir(tmp_path))
    app = make_app()
    async with looking_after(app) as pilot:
        await do(pilot, "backup")
        await answer(pilot, path=path)
        assert "Nothing was saved." in complaint(app)
        assert app.screen.query_one("#ask-path", Input).value == path
        assert set(os.listdir(tmp_path)) - set(before) <= {"state", "config"}


async def test_a_disk_without_room_leaves_no_half_backup_and_can_be_tried_again(
    make_app, places, recovery_key, tmp_path
):
    (folder := tmp_path / "full").mkdir()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    app = make_app()
    async with looking_after(app) as pilot:
        await do(pilot, "backup")
        resource.setrlimit(resource.RLIMIT_FSIZE, (200, hard))
        try:
            await answer(pilot, path=str(folder / "b.age"))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert "Could not use" in complaint(app)
        assert os.listdir(folder) == []
        await answer(pilot)
        assert "The backup is made" in said(app)
    assert read_backup(folder / "b.age", [recovery_key])


async def test_an_empty_field_is_pointed_at(make_app, places, recovery_key):
    app = make_app()
    async with looking_after(app) as pilot:
        await do(pilot, "restore")
        await answer(pilot, path=" ")
        assert "“File” is still empty" in complaint(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, Vault)


async def test_the_rolling_backups_are_made_and_listed_with_their_folder(make_app, places, recovery_key, clock):
    app = make_app()
    async with looking_after(app) as pilot:
        app.screen.query_one(ItemList).select("now")
        await settle(pilot)
        assert "There is no backup yet." in said(app)
        await press(pilot, "enter")
        overview = backups.overview(places)
        assert len(overview.kept) == 1
        assert str(overview.folder) in app.screen.query_one(Page).text.replace("\n", "").replace(" ", "")
        assert "1 backup, the newest less than a day old" in said(app)
        clock.pass_by(days=3)
        await do(pilot, "status")
        assert "the newest 3 days old" in said(app)


async def test_what_is_no_backup_and_what_another_key_opens_are_sentences(make_app, places, recovery_key, tmp_path):
    (tmp_path / "no.age").write_bytes(os.urandom(900))
    other = tmp_path / "other"
    from medledare.config.paths import Places

    theirs = Places(other / "vault", other / "state", other / "config", None)
    their_key = create(theirs, None, now=NOW)
    with session.open_at_hand(theirs, lambda: NOW) as vault:
        records.add(vault, capture.entry(lambda: NOW, "from elsewhere"))
        backups.make_at(vault, lambda: NOW, tmp_path / "theirs.age")
    app = make_app()
    async with looking_after(app) as pilot:
        await do(pilot, "restore")
        await answer(pilot, path=str(tmp_path / "missing.age"))
        assert "No such file" in complaint(app)
        await answer(pilot, path=str(tmp_path / "no.age"))
        assert "no.age" in complaint(app)
        await answer(pilot, path=str(tmp_path / "theirs.age"))
        assert "That key does not open the backup" in complaint(app)
        await answer(pilot, recovery=f" {their_key}\n")
        assert "1 version was brought back" in said(app)
        assert {one.text for one in records.all_of(app.vault, Entry)} == {"third", "from elsewhere"}


# What opens it


async def test_the_passphrase_is_changed_with_the_keyboard_alone(make_app, places, recovery_key, clock):
    app = make_app()
    async with looking_after(app) as pilot:
        await do(pilot, "passphrase")
        for text in (PASSPHRASE, NEW, NEW):
            await type_text(pilot, text)
            assert text not in screen_text(app)
            await pilot.press("enter")
        await settle(pilot)
        assert "The new passphrase opens the vault from now on." in said(app)
        assert "still open with the old passphrase" in said(app)
    with pytest.raises(WrongPassphrase):
        session.open_with(places, PASSPHRASE, clock)
    session.open_with(places, NEW, clock).close()


async def test_a_wrong_passphrase_or_two_that_differ_change_nothing(make_app, places, recovery_key, clock):
    app = make_app()
    async with looking_after(app) as pilot:
        await do(pilot, "passphrase")
        await answer(pilot, current="wrong", new=NEW, again=NEW)
        assert "That passphrase does not open this vault" in complaint(app)
        await answer(pilot, current=PASSPHRASE, again="something else")
        assert "The two are not alike" in complaint(app)
        await answer(pilot, current="", by="without")
        assert "“The present passphrase” is still empty" in complaint(app)
    session.open_with(places, PASSPHRASE, clock).close()


async def test_one_can_go_without_a_passphrase_and_set_one_again(make_app, places, recovery_key, clock):
    app = make_app()
    async with looking_after(app) as pilot:
        await do(pilot, "passphrase")
        await answer(pilot, current=PASSPHRASE, by="without")
        assert "There is no passphrase" in said(app)
        assert not session.needs_passphrase(places)
        await do(pilot, "passphrase")
        assert not app.screen.query("#ask-current")
        await answer(pilot, new=NEW, again=NEW)
        assert "The new passphrase opens the vault" in said(app)
    session.open_with(places, NEW, clock).close()


async def test_the_keyring_is_told_and_asked_about(make_app, places, recovery_key):
    app = make_app()
    async with looking_after(app) as pilot:
        app.screen.query_one(ItemList).select("keyring")
        await settle(pilot)
        assert "The system keyring does not open this vault." in said(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, Confirm)
        await press(pilot, "escape")
        assert isinstance(app.screen, Vault)


# Devices and history


async def test_this_device_is_marked_and_named(make_app, places, recovery_key):
    app = make_app()
    async with looking_after(app) as pilot:
        app.screen.query_one(ItemList).select("devices")
        await settle(pilot)
        assert "this device" in said(app)
        await press(pilot, "enter")
        await answer(pilot, name=" Datorn [/b] ")
        assert "Datorn [/b], this device" in said(app)
        await do(pilot, "devices")
        assert app.screen.query_one("#ask-name", Input).value == "Datorn [/b]"
        await answer(pilot, name="")
        assert "Datorn" not in said(app)
        await do(pilot, "second_device")
        assert isinstance(app.screen, SecondDevice)


async def test_old_history_is_dropped_only_when_it_was_confirmed(make_app, places, recovery_key, clock):
    app = make_app()
    async with looking_after(app) as pilot:
        clock.pass_by(days=400)
        (entry,) = records.all_of(app.vault, Entry)
        await do(pilot, "compact")
        await answer(pilot)
        assert isinstance(app.screen, Confirm)
        assert "2026-12-28" in screen_text(app)
        await press(pilot, "enter")
        assert len(records.history(app.vault, entry)) == 3
        await do(pilot, "compact")
        app.screen.query_one(Select).value = "90"
        await answer(pilot)
        await press(pilot, "left", "enter")
        assert "2 earlier versions dropped" in said(app)
        assert records.all_of(app.vault, Entry) == [entry]
    with session.open_with(places, PASSPHRASE, clock) as vault:
        assert len(records.history(vault, entry)) == 1


async def test_a_device_that_will_not_come_back_can_be_said_to_be_gone(make_app, places, recovery_key, monkeypatch):
    other = vaultcare.devices
    monkeypatch.setattr(
        vaultcare, "devices", lambda vault: [*(found := other(vault)), found[0]._replace(id="ab" * 16, here=False)]
    )
    asked = []
    monkeypatch.setattr(
        vaultcare, "compact", lambda vault, age, gone, progress: asked.append(gone) or Compacted(0, 0, 0)
    )
    app = make_app()
    async with looking_after(app) as pilot:
        await do(pilot, "compact")
        await answer(pilot, **{"gone-" + "ab" * 16: True})
        await press(pilot, "left", "enter")
        assert asked == [["ab" * 16]]


# While it works


async def test_long_work_shows_how_far_it_has_come_and_nothing_waits_for_it(
    make_app, places, recovery_key, monkeypatch
):
    on, inside = threading.Event(), threading.Event()

    def slow(places, vault, progress):
        with vault.store.still():
            progress(1, 4)
            inside.set()
            on.wait(20)
        return Checked(())

    app = make_app()
    async with looking_after(app, size=(80, 24)) as pilot:
        monkeypatch.setattr(vaultcare, "check", slow)
        app.screen.query_one(ItemList).select("check")
        await pilot.press("enter")
        await until(pilot, inside.is_set)
        assert not app.screen.query_one(Working).display
        await until(pilot, lambda: "25%" in screen_text(app))
        assert "Checking" in screen_text(app)
        await app._poll()
        await pilot.press("escape", "ctrl+z", "down")
        await pilot.pause(0.1)
        assert isinstance(app.screen, Vault)
        assert app.screen.query_one(ItemList).current.key == "repair"
        assert "back" not in toasts(app)
        on.set()
        await settle(pilot)
        assert not app.screen.query_one(Working).display
        assert app.at_work == 0
        await press(pilot, "up")
        assert "No damage was found" in said(app)


async def test_a_lock_in_the_middle_of_work_hides_everything_and_the_work_ends_well(
    make_app, places, recovery_key, monkeypatch, tmp_path
):
    on, made = threading.Event(), backups.make_at

    def slow(*given, **named):
        on.wait(20)
        return made(*given, **named)

    app = make_app()
    async with looking_after(app) as pilot:
        monkeypatch.setattr(backups, "make_at", slow)
        await do_not_wait(pilot, "backup")
        app.screen.query_one("#ask-path").value = str(tmp_path / "b.age")
        await pilot.press("enter")
        await until(pilot, lambda: app.at_work == 1)
        await pilot.press("escape")
        assert isinstance(app.screen, Ask)
        await app._lock()
        assert [type(screen).__name__ for screen in app.screen_stack] == ["Lock"]
        on.set()
        await until(pilot, lambda: app.at_work == 0)
    assert read_backup(tmp_path / "b.age", [recovery_key])


async def do_not_wait(pilot, task):
    pilot.app.screen.query_one(ItemList).select(task)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, Ask))


async def test_everything_can_be_reached_with_the_mouse_and_fits(make_app, places, recovery_key, spoken):
    app = make_app()
    async with looking_after(app, size=(80, 24)) as pilot:
        items = app.screen.query_one(ItemList)
        assert [row.key for row in items.rows if isinstance(row, Task)] == TASKS
        assert len(items.rows) <= items.size.height
        assert len(app.screen.query_one(Footer)._fitting()) <= FOOTER_LIMIT
        for index, row in enumerate(items.rows):
            if not isinstance(row, Task) or row.key in ("status", "check", "now"):
                continue
            await pilot.click(ItemList, offset=(4, index))
            await settle(pilot)
            assert app.screen.is_modal, row.key
            assert all(one.region.bottom <= 23 and one.region.right <= 78 for one in app.screen.query(Button))
            await press(pilot, "escape")
            assert isinstance(app.screen, Vault)


async def test_over_the_sample_vault_there_is_nothing_to_look_after(make_app, lived_in):
    app = make_app(lived_in)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert app.check_action("vault", ()) is False


# Without the passphrase


async def at_the_lock(pilot):
    await until(pilot, lambda: isinstance(pilot.app.screen, Lock))
    await settle(pilot)


async def test_a_forgotten_passphrase_is_replaced_with_the_recovery_key(make_app, places, recovery_key, clock):
    session.lock(places)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await at_the_lock(pilot)
        assert "I have forgotten the passphrase" in screen_text(app)
        await pilot.click("#lock-recover")
        await settle(pilot)
        app.post_message(events.Paste(recovery_key + "\n"))
        await pilot.pause()
        await pilot.press("enter")
        await type_text(pilot, NEW)
        await pilot.press("enter")
        await type_text(pilot, NEW)
        assert recovery_key not in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Main) and app.vault is not None, seconds=20)
        await settle(pilot)
        assert [one.text for one in records.all_of(app.vault, Entry)] == ["third"]
    app.close()
    with pytest.raises(WrongPassphrase):
        session.open_with(places, PASSPHRASE, clock)
    session.open_with(places, NEW, clock).close()


async def test_a_wrong_recovery_key_changes_nothing(make_app, places, recovery_key, clock):
    session.lock(places)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await at_the_lock(pilot)
        await press(pilot, "ctrl+r")
        for wrong in ("nonsense [/b]", recovery_key[:-1] + ("Q" if recovery_key[-1] != "Q" else "P")):
            await answer(pilot, recovery=wrong, new=NEW, again=NEW)
            assert "That recovery key does not open this vault" in complaint(app)
        await answer(pilot, recovery=recovery_key, again="other")
        assert "The two are not alike" in complaint(app)
        await answer(pilot, new="", again="")
        assert "“A new passphrase” is still empty" in complaint(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, Lock)
        assert app.vault is None
    session.open_with(places, PASSPHRASE, clock).close()


async def test_a_vault_whose_key_stayed_on_another_machine_opens_with_the_recovery_key(make_app, places, clock):
    key = create(places, None, now=NOW)
    kept_key(places, describe(places).id).unlink()
    assert not session.seems_open(places)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await at_the_lock(pilot)
        assert "Open with the recovery key" in screen_text(app)
        await press(pilot, "ctrl+r")
        await answer(pilot, recovery=key, by="without")
        await until(pilot, lambda: isinstance(app.screen, Main) and app.vault is not None, seconds=20)
        await settle(pilot)
    app.close()
    session.open_at_hand(places, clock).close()


# Pictures


@pytest.fixture
def fixed(monkeypatch):
    """What would differ from one vault to another."""
    kept = tuple(
        backups.Kept(Path(f"/b{days}"), NOW - timedelta(days=days), 90_000 - days * 100) for days in (2, 9, 16)
    )
    about = VaultStatus(
        {"entry": 214, "mission": 2, "goal": 9, "failure": 12, "learning": 11, "checkin": 160, "departure": 1},
        ("a" * 32, "b" * 32),
        (),
        4,
        418_000,
        inbox_waiting=2,
    )
    overview = backups.Overview(Path("/home/kim/.local/state/medledare/backups"), kept, 7, "")
    monkeypatch.setattr(
        "medledare.tui.screens.vault.pages.status_page",
        lambda path, _a, _k, now: status_page(Path("/home/kim/.local/share/medledare"), about, overview, now),
    )
    monkeypatch.setattr("medledare.tui.screens.vault.pages.backups_page", lambda _k, now: backups_page(overview, now))


@pytest.mark.parametrize("task", ["status", "now", "compact"])
def test_the_vault(snap_compare, make_app, recovery_key, fixed, spoken, size, task):
    async def go(pilot):
        await until(pilot, lambda: pilot.app.vault is not None, seconds=20)
        await settle(pilot)
        pilot.app.action_vault()
        await settle(pilot)
        pilot.app.screen.query_one(ItemList).select(task)
        await still(pilot)

    assert snap_compare(make_app(), terminal_size=size, run_before=go)


@pytest.mark.parametrize("task", ["passphrase", "repair", "compact"])
def test_what_is_asked(snap_compare, make_app, recovery_key, fixed, spoken, size, task):
    async def go(pilot):
        await until(pilot, lambda: pilot.app.vault is not None, seconds=20)
        await settle(pilot)
        pilot.app.action_vault()
        await settle(pilot)
        await do(pilot, task)
        await still(pilot)

    assert snap_compare(make_app(), terminal_size=size, run_before=go)


def test_the_way_past_the_lock(snap_compare, make_app, sealed_vault, spoken, size):
    async def go(pilot):
        await at_the_lock(pilot)
        await pilot.press("ctrl+r")
        await settle(pilot)
        await pilot.press("tab", "tab", "tab", "enter")
        await still(pilot)

    assert snap_compare(make_app(), terminal_size=size, run_before=go)
