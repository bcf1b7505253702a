"""The vault: how it is, and everything that can be done for it. Things to do to the left, what is said to the right."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from medledare.domain.problems import Problem
from medledare.services import backups, passphrases, session, vaultcare
from medledare.text import N_, _
from medledare.tui.modals.ask import Answers, Ask, Asked
from medledare.tui.modals.confirm import Confirm
from medledare.tui.screens import vault_pages as pages
from medledare.tui.screens.tasks import Look, Task, Tasks, wrong
from medledare.tui.screens.vault_tasks import ROWS
from medledare.tui.screens.welcome_steps import NotAlike
from medledare.tui.widgets.blocks import Block, shown_line
from medledare.tui.widgets.item_list import Heading
from medledare.tui.widgets.working import Progress

if TYPE_CHECKING:
    from medledare.services.vaultcare import Device

AGES = {
    "90": N_("90 days"),
    "183": N_("six months"),
    "365": N_("one year"),
    "731": N_("two years"),
    "1826": N_("five years"),
}
"""Ages of history that can be dropped, by their days."""
GONE = "gone-"
"""What the answer about a device that will not come back begins with."""


class Vault(Tasks):
    """Where the vault is looked after."""

    HEADING = N_("The vault")

    def rows(self) -> Sequence[Heading | Task]:
        return [Heading(_(row.text)) if isinstance(row, Heading) else row for row in ROWS]

    def looks(self) -> dict[str, Look]:
        vault, places, now = self.vault, self.medledare.places, self.clock()

        def status() -> list[Block]:
            return pages.status_page(places.vault, vaultcare.status(vault), backups.overview(places), now)

        def kept() -> list[Block]:
            about = _("Makes one more of the backups that are kept on this machine and replaced in turn.")
            return [Block(about), Block(), *pages.backups_page(backups.overview(places), now)]

        def devices() -> list[Block]:
            found = pages.devices_page(vaultcare.devices(vault), vault.status().forked, now)
            return [*found, Block(), Block(_("Enter gives this device a name."), "muted")]

        def keyring() -> list[Block]:
            on = session.keyring_is_on(places)
            how = _("The system keyring opens this vault here.")
            return [Block(how if on else _("The system keyring does not open this vault."))]

        return {"status": status, "now": kept, "devices": devices, "keyring": keyring}

    def _do_status(self) -> None:
        if (task := self.current) is not None:
            self.show(task)

    def _do_check(self) -> None:
        vault, places = self.vault, self.medledare.places
        self.run_task("check", _("Checking"), lambda tell: pages.check_page(vaultcare.check(places, vault, tell)))

    def _do_repair(self) -> None:
        vault, places, clock = self.vault, self.medledare.places, self.clock

        def keep(answers: Answers, tell: Progress) -> list[Block]:
            described = vaultcare.mend_description(places, clock)
            done = vaultcare.repair(
                vault,
                clock,
                recovery=answers["recovery"].strip() or None,
                new_recovery=bool(answers["new_recovery"]),
                gone=_gone(answers),
                progress=tell,
            )
            return pages.repair_page(described, done)

        def ask(devices: list["Device"]) -> None:
            asked = [
                Asked("recovery", _("The recovery key, only if its file in the vault is lost"), "secret", needed=False),
                Asked("new_recovery", _("Make another recovery key if that file is lost"), "tick", needed=False),
                *_ask_gone(devices),
            ]
            about = _("Damaged pieces are set aside on this machine, never deleted. You can leave the rest empty.")
            self.ask("repair", Ask(_("Mend"), about, asked, _("Mend"), keep, working=_("Mending")))

        self._with_devices("repair", ask)

    def _do_now(self) -> None:
        vault, clock, places = self.vault, self.clock, self.medledare.places

        def make(tell: Progress) -> list[Block]:
            path, written = backups.make(vault, clock, tell)
            kept = pages.backups_page(backups.overview(places), clock())
            return [*pages.backup_page(path, written), Block(), *kept]

        self.run_task("now", _("Backing up"), make)

    def _do_backup(self) -> None:
        vault, clock = self.vault, self.clock

        def keep(answers: Answers, tell: Progress) -> list[Block]:
            path = _path(answers["path"])
            written = backups.make_at(vault, clock, path, overwrite=bool(answers["force"]), progress=tell)
            return pages.backup_page(path, written)

        asked = [
            Asked("path", _("File"), start=f"~/medledare-{clock().date()}.age"),
            Asked("force", _("Replace the file if it is there"), "tick", needed=False),
        ]
        about = _("The file is encrypted. Keep it on something other than this machine's disk.")
        title = _("Back up to a file")
        self.ask("backup", Ask(title, about, asked, _("Back up"), keep, working=_("Backing up")))

    def _do_restore(self) -> None:
        vault = self.vault

        def keep(answers: Answers, tell: Progress) -> list[Block]:
            found = backups.read(_path(answers["path"]), vault=vault, recovery=answers["recovery"].strip() or None)
            return pages.restored_page(backups.fold(vault, found, tell))

        asked = [
            Asked("path", _("File")),
            Asked("recovery", _("The recovery key, only for a backup of another vault"), "secret", needed=False),
        ]
        about = _("What the vault lacks is brought in from a backup. Nothing in it is lost or replaced.")
        title = _("Restore from a file")
        self.ask("restore", Ask(title, about, asked, _("Restore"), keep, working=_("Restoring")))

    def _do_passphrase(self) -> None:
        places, clock = self.medledare.places, self.clock
        try:
            had = session.needs_passphrase(places)
        except Problem as problem:
            self.say_of("passphrase", [wrong(problem)])
            return

        def keep(answers: Answers, _tell: Progress) -> list[Block]:
            without = "without" in answers
            if not without and answers["new"] != answers["again"]:
                raise NotAlike
            passphrases.change(places, clock, answers.get("current"), None if without else answers["new"])
            return pages.passphrase_page(had, not without)

        asked = [
            Asked("new", _("The new passphrase"), "secret", spared=True),
            Asked("again", _("The same once more"), "secret", spared=True),
        ]
        if had:
            asked.insert(0, Asked("current", _("The present passphrase"), "secret"))
        about = _("A few words that you remember are better than one that is hard.")
        ask = Ask(
            _("Passphrase"),
            about,
            asked,
            _("Change it") if had else _("Set it"),
            keep,
            without=_("Without a passphrase") if had else "",
            working=_("It takes a moment, so that guessing takes very long."),
        )
        self.ask("passphrase", ask)

    def _do_keyring(self) -> None:
        from medledare.tui.keyring import ask

        task = self.current
        ask(self.medledare, lambda: self.show(task) if task is self.current and task is not None else None)

    def _do_devices(self) -> None:
        vault, clock = self.vault, self.clock

        def keep(answers: Answers, _tell: Progress) -> list[Block]:
            vaultcare.name_device(vault, answers["name"].strip())
            return pages.devices_page(vaultcare.devices(vault), vault.status().forked, clock())

        def ask(devices: list["Device"]) -> None:
            name = next((one.name for one in devices if one.here), "")
            asked = [Asked("name", _("Name"), start=shown_line(name), needed=False)]
            about = _("All your devices see it. An empty name takes it away.")
            self.ask("devices", Ask(_("This device's name"), about, asked, _("Name it"), keep))

        self._with_devices("devices", ask)

    def _do_second_device(self) -> None:
        self.medledare.action_second_device()

    def _do_compact(self) -> None:
        vault, clock = self.vault, self.clock

        def choose(devices: list["Device"]) -> None:
            choices = [(days, _(words)) for days, words in AGES.items()]
            age = Asked("age", _("Drop earlier versions replaced longer ago than"), "choice", "365", choices=choices)
            about = _("What every record says now stays, and what was deleted stays deleted.")
            asked = [age, *_ask_gone(devices)]
            ask = Ask(_("Drop old history"), about, asked, _("Go on"), lambda answers, _tell: answers)
            self.app.push_screen(ask, confirm)

        def confirm(answers: Answers | None) -> None:
            if answers is None:
                return
            older_than = clock() - timedelta(days=int(answers["age"]))
            question = _("Drop earlier versions replaced before {day}? They cannot be brought back.")

            def confirmed(yes: bool | None) -> None:
                if yes:
                    gone = _gone(answers)
                    self.run_task(
                        "compact",
                        _("Compacting"),
                        lambda tell: pages.compacted_page(
                            vaultcare.compact(vault, older_than, gone=gone, progress=tell)
                        ),
                    )

            day = older_than.date().isoformat()
            self.app.push_screen(Confirm(question.format(day=day), _("Drop them")), confirmed)

        self._with_devices("compact", choose)

    @work(exclusive=True, group="devices")
    async def _with_devices(self, key: str, then: Callable[[list["Device"]], None]) -> None:
        """Look which devices there are, and go on with them."""
        try:
            found = await asyncio.to_thread(vaultcare.devices, self.vault)
        except Problem as problem:
            self.say_of(key, [wrong(problem)])
        else:
            then(found)


def _path(typed: str) -> Path:
    return Path(typed.strip()).expanduser().absolute()


def _ask_gone(devices: list["Device"]) -> list[Asked]:
    """A box for each other device, to say that it will not come back."""
    words = _("{device} will never come back; deal with its log from here")
    return [
        Asked(GONE + one.id, words.format(device=pages.device_name(one)), "tick", needed=False)
        for one in devices
        if not one.here
    ]


def _gone(answers: Answers) -> list[str]:
    return [name.removeprefix(GONE) for name, answer in answers.items() if name.startswith(GONE) and answer]
