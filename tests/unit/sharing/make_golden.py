"""Makes the folder ``golden/format-1`` beside it: what a team says in a week, as this version of the formats has it.

It was run once. What it made never changes, and is opened for ever; a new format gets a folder of its own:
``python make_golden.py FOLDER``, with ``tests`` on the path. The people in ``keys.json`` are made up, and their keys
open nothing but what is made here.
"""

import base64
import json
import random
import shutil
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from made_team import MONDAY, Clock

from medledare.domain.period import containing
from medledare.domain.principles import PRINCIPLES
from medledare.domain.records import Answer, Conditions
from medledare.services import (
    checkins,
    departures,
    leaving,
    mission,
    myself,
    observing,
    pulse,
    records,
    sending,
    shelf,
    teams,
    withdrawing,
    wordings,
)
from medledare.services.recipients import recipient
from medledare.sharing.team import Team
from medledare.text import speak
from medledare.vault.ids import new_id
from medledare.vault.table import Document
from medledare.vault.vault import Vault, memory_vault

PEOPLE = ("Åsa", "Bo", "Cecilia", "Dag", "Eva", "Frej", "Gun")
TAKE_PART = PEOPLE[:5]
KEPT = ("_self", "_team", "_pin", "_pulse", "_observe", "observer")
"""The tables whose rows are kept as they are."""


class Making:
    """Everybody's vault, and the files so far."""

    def __init__(self, root: Path) -> None:
        self.root, self.clock = root, Clock()
        self.folder = root / "team"
        keys = json.loads((root / "keys.json").read_text())
        self.vaults = {name: self.vault_of(name, **keys[name]) for name in PEOPLE}
        self.rows: dict[str, Any] = {}
        self.team: Team

    def vault_of(self, name: str, identity: str, seed: str) -> Vault:
        vault = memory_vault(self.clock)
        vault.table("_self").upsert(Document({"name": name, "identity": identity, "seed": seed}, doc_id="person"))
        return vault

    def at(self, day: int, hour: int) -> None:
        self.clock.set(day, hour)

    def keep(self, moment: str, name: str) -> None:
        """What somebody's vault holds of its own at a moment."""
        tables = {table: {row.doc_id: dict(row) for row in self.vaults[name].table(table)} for table in KEPT}
        self.rows[f"{name} {moment}"] = {table: rows for table, rows in tables.items() if rows}

    def make(self) -> None:
        self.gather()
        self.say()
        self.take_part()
        self.seal()
        self.observe()
        for name in PEOPLE:
            self.keep("at the end", name)
        text = json.dumps(self.rows, ensure_ascii=False, indent=1, sort_keys=True, default=_as_json)
        (self.root / "vaults.json").write_text(text + "\n")

    def gather(self) -> None:
        self.at(-3, 9)
        founder = self.vaults["Åsa"]
        self.team = teams.create(founder, self.clock, "Vattenlaget", self.folder, 5)
        for hour, name in enumerate(PEOPLE[1:], 10):
            self.at(-3, hour)
            teams.add(founder, self.clock, self.team, myself.oneself(self.vaults[name]).card)
            teams.join(self.vaults[name], teams.invitation(self.vaults[name], self.folder), self.folder)
        (self.root / "card.txt").write_text(myself.oneself(self.vaults["Bo"]).card.text + "\n")

    def say(self) -> None:
        v, clock, team = self.vaults, self.clock, self.team
        self.at(-2, 9)
        first = shelf.put(v["Bo"], clock, team, "## Jag ringde för sent\n\nNästa gång ringer jag först.", made_of=1)
        self.at(-2, 10)
        second = shelf.put(v["Dag"], clock, team, "Det här tog jag tillbaka.", made_of=1)
        self.at(-2, 11)
        card = shelf.look(v["Cecilia"], clock, team).card(first)
        shelf.thank(v["Cecilia"], clock, team, card, "Tack, det hjälpte mig.")
        self.at(-2, 12)
        gone = shelf.thank(v["Eva"], clock, team, card, "Ett tack som togs tillbaka.")
        self.at(-2, 13)
        shelf.withdraw(v["Dag"], clock, team, second)
        shelf.withdraw(v["Eva"], clock, team, gone)
        words = [("Åsa", "Rent vatten"), ("Åsa", "Rent vatten till alla"), ("Bo", "Vatten till alla"), ("Eva", "Borta")]
        for hour, (name, statement) in enumerate(words, 14):
            self.at(-2, hour)
            mission.reword(v[name], clock, statement, for_whom="de som bor här", value="")
            wordings.show(v[name], clock, team, wordings.own(v[name]))
        self.at(-2, 19)
        wordings.withdraw(v["Eva"], clock, team)
        self.at(-1, 9)
        self.tell("Åsa", "Till alla: vi hann med rören.")
        self.at(-1, 10)
        teams.look(v["Bo"], team)
        self.tell("Bo", "Till Åsa och Eva: pumpen låter.", "Åsa", "Eva")
        self.at(-1, 11)
        self.tell("Cecilia", "Den här togs tillbaka.")
        self.at(-1, 12)
        told = departures.shared(v["Cecilia"])[-1]
        withdrawing.withdraw(v["Cecilia"], clock, told)
        self.at(1, 9)
        leaving.leave(v["Frej"], clock, team)

    def tell(self, name: str, text: str, *whom: str) -> None:
        vault = self.vaults[name]
        to = [recipient(vault, one) for one in whom]
        sending.post(vault, self.clock, sending.prepare_for_team(vault, f"# Sammanfattning\n\n{text}\n", self.team, to))

    def take_part(self) -> None:
        chance = random.Random(1)
        for name in PEOPLE:
            values = {code: chance.choice((1, 2, 3)) for code in PRINCIPLES} | {"STO": 4}
            for day in (0, 2):
                self.at(day, 15)
                given = [Answer(item=f"{code}{1 + day // 2}", value=value) for code, value in values.items()]
                checkins.answer(self.vaults[name], self.clock, given)
            rated = tuple(Answer(item=code, value=chance.randrange(5)) for code in PRINCIPLES)
            now = self.clock()
            records.add(self.vaults[name], Conditions(id=new_id(), at=now, created=now, answers=rated))
        self.at(4, 16)
        for name in TAKE_PART:
            offer = pulse.view(self.vaults[name], self.clock, self.team).offer
            assert offer
            pulse.agree(self.vaults[name], self.clock, offer, ["HAN"] if name == "Bo" else [])
        self.keep("when Bo had joined", "Bo")
        for moment, day, hour in (("had sent", 8, 9), ("had signed", 9, 9), ("", 10, 9), ("", 10, 15)):
            self.at(day, hour)
            for name in TAKE_PART:
                pulse.carry_on(self.vaults[name], self.clock)
            if moment:
                self.keep(f"when Bo {moment}", "Bo")
        assert all(len(pulse.view(vault, self.clock, self.team).picture.weeks) == 1
                   for name, vault in self.vaults.items() if name != "Frej")  # fmt: skip

    def seal(self) -> None:
        vault = self.vaults["Bo"]
        for name, day, text in (("summary", 11, "Läs den här hemma."), ("regretted", 12, "Den här ångrade jag.")):
            self.at(day, 9)
            prepared = sending.prepare(
                vault,
                self.clock,
                containing("week", MONDAY),
                f"# Vecka 48\n\n{text}\n",
                "sealed",
                [recipient(vault, "Eva"), recipient(vault, "Cecilia")],
            )
            sending.send(vault, self.clock, prepared, self.root / f"{name}.age")
        self.at(12, 10)
        withdrawing.withdraw(vault, self.clock, departures.shared(vault)[-1], self.root / "notice.age")

    def observe(self) -> None:
        vault = self.vaults["Åsa"]
        self.at(11, 9)
        agreed = observing.agreement(
            self.clock, "Om jag låter andra tala till punkt", whom="Gun", until=datetime(2026, 12, 24).date()
        )
        asked = observing.draw_up(vault, self.clock, agreed, ["Vad såg du?", "Vad hände sedan?"], "Åsa")
        observing.hand_out(vault, self.clock, agreed, asked, self.root / "invitation.txt")
        invitation = observing.read_invitation(self.root / "invitation.txt")
        answers = ["Du väntade in alla.", "Mötet gick fortare."]
        observing.write_reply(self.root / "reply.age", observing.seal(invitation, answers))


def _as_json(value: object) -> str:
    assert isinstance(value, bytes)
    return base64.b64encode(value).decode()


def main(root: Path) -> None:
    """Make everything from ``keys.json``, which lies there already."""
    assert not (root / "team").exists(), "it was made already, and never changes"
    speak("sv")
    try:
        Making(root).make()
    except BaseException:
        shutil.rmtree(root / "team", ignore_errors=True)
        raise


if __name__ == "__main__":
    main(Path(sys.argv[1]))
