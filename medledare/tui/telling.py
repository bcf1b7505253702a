"""What is told between people, from the screen: a summary made, one opened or read, and what one shared taken back."""

import asyncio
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from medledare.domain.period import Period
from medledare.domain.problems import Problem
from medledare.domain.records import Departure
from medledare.services import departures, others, received, team_summaries, teams, withdrawing
from medledare.text import N_, _, say
from medledare.text.compared import doubt
from medledare.text.dates import clock_time, short_day
from medledare.text.periods import period_name
from medledare.text.said import format_words, left_words, shared_with
from medledare.text.summary import headline
from medledare.text.withdrawal import NOT_CALLED_BACK
from medledare.tui.modals.ask import Answers, Ask, Asked
from medledare.tui.modals.choose import Choose
from medledare.tui.modals.confirm import Confirm
from medledare.tui.modals.through import Through
from medledare.tui.widgets.blocks import shown_line

if TYPE_CHECKING:
    from medledare.services.received import Received
    from medledare.services.team_summaries import Told
    from medledare.sharing.team import Team
    from medledare.tui.app import MedledareApp
    from medledare.tui.modals.look_back import LookBack
    from medledare.vault.vault import Vault

NOTICE = N_("medledare-withdrawn")
"""How the name of a notice begins that is suggested."""


def tell(app: "MedledareApp", what: str) -> None:
    """One of ``summary``, ``team_told``, ``open_sealed`` and ``shared``. Nothing where the vault is locked."""
    if app.vault is not None:
        {"summary": summary, "team_told": team_told, "open_sealed": open_sealed, "shared": shared}[what](app, app.vault)


def summary(app: "MedledareApp", _vault: "Vault") -> None:
    """Choose a period, and tell of it."""

    def chosen(period: Period | None) -> None:
        from medledare.tui.screens.summary import Summary

        if period is not None:
            app.push_screen(Summary(period))

    app.push_screen(which_period(app.clock().date()), chosen)


def which_period(today: date) -> "LookBack":
    """Asks for the period to tell of."""
    from medledare.tui.modals.look_back import LookBack

    return LookBack(today, N_("Which period do you want to tell of?"), period_name)


def open_sealed(app: "MedledareApp", vault: "Vault") -> None:
    """Ask for a file somebody sent, and show what it says and who wrote it."""

    def keep(answers: Answers, _tell: object) -> object:
        return received.open_file(vault, Path(answers["path"].strip()), answers["number"])

    def opened(found: "Received | None") -> None:
        if found is not None:
            by = found.signed.by
            when = f"{short_day(found.signed.at.date())} {clock_time(found.signed.at)}"
            told = [_("Signed by {name}, {moment}.").format(name=by.name, moment=when)]
            told += filter(None, [doubt(by, found.author)])
            app.push_screen(Through(found.text, told, title=_("What {name} wrote").format(name=by.name), yes=""))

    words = _("It is opened with your own key, and the signature is checked. Nothing is sent to whoever wrote it.")
    asked = [
        Asked("path", _("File")),
        Asked("number", _("The number of the card, if its owner has read it to you"), needed=False),
    ]
    app.push_screen(Ask(_("Open a sealed summary"), words, asked, _("Open"), keep), opened)


def shared(app: "MedledareApp", vault: "Vault") -> None:
    """Choose among what one has shared, read it, and take it back if one wishes."""
    told = departures.shared(vault)[::-1]
    if not told:
        app.notify(_("You have not shared anything."))
        return

    def chosen(id: str | None) -> None:
        if id is not None:
            show_shared(app, vault, next(one for one in told if one.id == id))

    rows = [(one.id, short_day(one.at.date()), shown_line(left_words(one, target=False))) for one in told]
    app.push_screen(Choose(_("What you have shared"), rows), chosen)


def show_shared(app: "MedledareApp", vault: "Vault", one: Departure) -> None:
    """Read something one has shared, and take it back if one wishes."""

    def answered(back: bool | None) -> None:
        if back:
            _take_back(app, vault, one)

    told = [_("Shared with {whom}, {day}.").format(whom=shared_with(one), day=short_day(one.at.date()))]
    told += [_("Withdrawn {day}.").format(day=short_day(one.withdrawn.date()))] if one.withdrawn else []
    yes = "" if one.withdrawn else _("Withdraw it")
    app.push_screen(Through(one.text, told, title=format_words(one.format).capitalize(), yes=yes), answered)


def _take_back(app: "MedledareApp", vault: "Vault", one: Departure) -> None:
    """To a team by a message; to others by a notice in a file, for the person to send."""

    async def post() -> None:
        try:
            await asyncio.to_thread(withdrawing.withdraw, vault, app.clock, one)
        except Problem as problem:
            app.notify(say(problem), severity="warning", timeout=8)
        else:
            app.notify(_("Withdrawn: the others' programs no longer show it."))
            app.freshen()

    def keep(answers: Answers, _tell: object) -> object:
        return withdrawing.withdraw(vault, app.clock, one, Path(answers["path"].strip()))

    def written(left: Departure | None) -> None:
        if left is not None:
            app.notify(_("The notice is written. Send it the way you sent the summary."))
            app.freshen()

    def agreed(yes: bool | None) -> None:
        if yes:
            app.run_worker(post(), exclusive=True, group="withdraw")

    if one.team:
        app.push_screen(Confirm(_(NOT_CALLED_BACK), _("Withdraw it")), agreed)
        return
    start = f"~/{_(NOTICE)}-{app.clock().date()}.{'age' if one.recipients else 'txt'}"
    asked = [Asked("path", _("Write the notice to"), start=start)]
    app.push_screen(Ask(_("Withdraw what you shared"), _(NOT_CALLED_BACK), asked, _("Write the notice"), keep), written)


def team_told(app: "MedledareApp", vault: "Vault") -> None:
    """Choose a team if one is in several, and read what its members have told one."""
    try:
        known = teams.teams(vault)
        if len(known) < 2:
            read_told(app, vault, teams.team_named(vault))
            return
    except Problem as problem:
        app.notify(say(problem), severity="warning", timeout=8)
        return

    def chosen(id: str | None) -> None:
        if id is not None:
            read_told(app, vault, next(one for one in known if one.id == id))

    rows = [(one.id, shown_line(teams.called(one, known)), "") for one in known]
    app.push_screen(Choose(_("Which team?"), rows), chosen)


def read_told(app: "MedledareApp", vault: "Vault", team: "Team") -> None:
    """Choose among what members of a team have told one, and read it."""

    async def look() -> None:
        try:
            seen = await asyncio.to_thread(team_summaries.look, vault, app.clock, team)
        except Problem as problem:
            app.notify(say(problem), severity="warning", timeout=8)
            return
        if not seen.told:
            app.notify(_("There is no summary to read."))
            return

        def chosen(id: str | None) -> None:
            if id is not None:
                _read(app, vault, seen.one(id))

        rows = [
            (one.id, short_day(one.at.date()), shown_line(f"{one.by.name}: {headline(one.text)}"))
            for one in seen.told[::-1]
        ]
        app.push_screen(Choose(shown_line(_("Summaries in {team}").format(team=team.name)), rows), chosen)

    app.run_worker(look(), exclusive=True, group="summaries")


def _read(app: "MedledareApp", vault: "Vault", one: "Told") -> None:
    whom = _("all members") if one.to_all else _("some members")
    when = f"{short_day(one.at.date())} {clock_time(one.at)}"
    told = [_("Signed by {name}, {moment}, for {whom}.").format(name=one.by.name, moment=when, whom=whom)]
    told += filter(None, [doubt(one.by, others.by_person(vault).get(one.by.person))])
    app.push_screen(Through(one.text, told, title=_("What {name} wrote").format(name=one.by.name), yes=""))
