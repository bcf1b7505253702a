"""A team's pulse: where the week stands, what one could put in, agreeing to it, and what the team sees."""

from collections.abc import Collection
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from medledare.cli import terminal
from medledare.cli.agreeing import agreement
from medledare.cli.commands.team import tell_refused
from medledare.cli.common import json_option, team_option
from medledare.cli.fields import code_of
from medledare.cli.here import Here
from medledare.cli.problems import WrongUse
from medledare.cli.spoken import command, option, pass_here
from medledare.cli.writing import confirmed
from medledare.domain.principles import PRINCIPLES
from medledare.domain.problems import CannotReach, Problem
from medledare.services import pulse as service
from medledare.services import pulse_words as words
from medledare.services import teams
from medledare.text import N_, _, say
from medledare.text.library import principle_name

if TYPE_CHECKING:
    from datetime import datetime

    from medledare.services.clock import Clock
    from medledare.services.pulse import Figure, Offer, Picture, View
    from medledare.services.teams import Team
    from medledare.vault.vault import Vault

_INDENT = "  "


class OtherFigures(Problem):
    sentence = N_("That is not what you agreed to: the figures or the week are others. Nothing was put in.")


HOW_TO_AGREE = N_(
    "To say yes to these figures: “medledare team pulse --agree {number}”. “--without TIL” leaves a figure out."
)
ONE_OF_THEM = N_("Say either --agree or --take-back.")


@command("pulse", epilog=words.ABOUT)
@team_option
@option(
    "--agree", metavar=N_("NUMBER"), help=N_("Say yes to what you have read through; the number says which figures")
)
@option(
    "--without",
    "left_out",
    multiple=True,
    metavar=N_("CODE"),
    choices=service.CODES,
    help=N_("A figure not to put in; may be repeated"),
)
@option("--take-back", is_flag=True, help=N_("Put nothing in after all, before the figures are summed up"))
@option("--principle", choices=PRINCIPLES, help=N_("One principle, week by week"))
@json_option
@pass_here
def pulse(
    here: Here,
    team_name: str,
    agree: str | None,
    left_out: tuple[str, ...],
    take_back: bool,
    principle: str | None,
    as_json: bool,
) -> None:
    if agree is not None and take_back:
        raise WrongUse(told=_(ONE_OF_THEM))
    code = code_of(principle, PRINCIPLES, "--principle") if principle is not None else ""
    without = {code_of(one, service.CODES, "--without") for one in left_out}
    vault = here.open()
    team = teams.team_named(vault, team_name)
    if len(teams.teams(vault)) > 1:
        # In the one that is shown it goes on as it is looked at.
        service.carry_on(vault, here.clock)
    if take_back:
        view = _taken_back(vault, here.clock, team, as_json)
    else:
        view = service.view(vault, here.clock, team)
        if agree is not None:
            view = _agreed(vault, here.clock, view, without, agree)
    if as_json:
        terminal.document(_document(view, without))
        return
    _stands(view, here.clock())
    tell_refused(view.rejected)
    _pictured(view.picture, code)
    if view.offer is not None and words.something(view.offer) and not take_back and not code:
        _offered(view.offer, without)
        if _wanted(view.offer, without):
            view = _agreed(vault, here.clock, view, without, _number(view.offer, without))
            terminal.line()
            _say_where(view, here.clock())


def _agreed(vault: "Vault", clock: "Clock", view: "View", without: Collection[str], number: str) -> "View":
    """Say yes to the figures that the number is of; to have said it before is no fault.

    Raises NothingToAgreeTo, WrongUse, OtherFigures and what agreeing raises.
    """
    if view.offer is None:
        if words.joined(view.standings):
            return view
        if view.elsewhere:
            raise service.OneTeamAWeek(team=view.elsewhere)
        raise service.NothingToAgreeTo
    if not words.something(view.offer, without):
        raise WrongUse(told=words.nothing_words(view.offer))
    if number.strip().lower() != _number(view.offer, without):
        raise OtherFigures
    service.agree(vault, clock, view.offer, without)
    return service.view(vault, clock, view.team)


def _number(offer: "Offer", without: Collection[str]) -> str:
    """What one names to agree: a hash of the team, the week and the exact figures."""
    return agreement(offer.team.id, offer.monday.isoformat(), words.numbers(offer, without))


def _taken_back(vault: "Vault", clock: "Clock", team: "Team", as_json: bool) -> "View":
    """Put nothing in after all, also where the folder is out of reach; what there is to see then."""
    try:
        monday = words.current(service.view(vault, clock, team).standings)
    except (CannotReach, teams.NoFolder):
        monday = service.under_way(vault, clock, team)
    in_time = monday is not None and service.take_back(vault, clock, team, monday)
    if not as_json:
        terminal.paragraph(words.taken_back_words(monday is not None, in_time))
    try:
        return service.view(vault, clock, team)
    except (CannotReach, teams.NoFolder):
        return service.remembered(vault, team)


def _wanted(offer: "Offer", without: Collection[str]) -> bool:
    if not words.something(offer, without):
        return False
    terminal.line()
    if terminal.asking() and terminal.talking():
        with suppress(EOFError):
            return confirmed(_("Take part this week with these figures?"))
        return False
    terminal.paragraph(_(HOW_TO_AGREE).format(number=_number(offer, without)))
    return False


# Where it stands, and what one could put in


def _stands(view: "View", now: "datetime") -> None:
    terminal.line((_("The pulse of {team}").format(team=view.team.name), "bold"))
    _say_where(view, now)
    if not view.picture.weeks:
        terminal.line()
        terminal.paragraph(_(words.ABOUT))


def _say_where(view: "View", now: "datetime") -> None:
    for told in words.stands_words(view, now):
        terminal.paragraph(told, indent=_INDENT)


def _offered(offer: "Offer", without: Collection[str]) -> None:
    terminal.line()
    terminal.line((words.offered_title(offer), "bold"))
    widest = max(map(len, service.CODES))
    for what, codes in words.GROUPS:
        terminal.line(_INDENT, _(what))
        for code in codes:
            value = words.put_in(offer, without)[code]
            told = words.value_words(value) if code not in without else _(words.LEFT_OUT)
            number = "" if value is None else str(value)
            terminal.line(_INDENT * 2, (code.ljust(widest), "dim"), f" {number:>3}  {principle_name(code[:3])}: {told}")
    for told in (words.meaning_words(), words.sent_words(offer, without)):
        terminal.paragraph(told, indent=_INDENT)
    terminal.line()
    terminal.line((_(words.BEFORE_YES), "bold"))
    for told in words.before_yes(offer):
        terminal.paragraph(told, indent=_INDENT)


# What the team sees


def _pictured(picture: "Picture", code: str) -> None:
    if not picture.weeks:
        return
    terminal.line()
    terminal.line((_(words.TEAM_SEES), "bold"), ": ", words.over_words(picture))
    for principle in [code] if code else PRINCIPLES:
        terminal.line(_INDENT, (principle_name(principle), "bold"), ": ", words.careful_words(picture, principle))
        if code:
            for when, what in reversed(list(words.told_by_week(picture, principle))):
                terminal.paragraph(f"{when}: {what}", indent=_INDENT * 2)
        else:
            for what, one in ((words.OWN, principle), (words.CONDITIONS, f"{principle}.c")):
                terminal.paragraph(f"{_(what)} {words.latest_words(picture, one)}", indent=_INDENT * 2)
    for sentence in words.ALWAYS:
        terminal.paragraph(_(sentence), indent=_INDENT)


# The same in JSON


def _document(view: "View", without: Collection[str]) -> dict[str, Any]:
    return {
        "team": {"id": view.team.id, "name": view.team.name, "threshold": view.team.threshold},
        "offer": view.offer and _offer_document(view.offer, without),
        "elsewhere": view.elsewhere or None,
        "rounds": [
            {
                "week_from": one.monday.isoformat(),
                "attempt": one.attempt,
                "stage": one.stage,
                "until": one.until and one.until.isoformat(),
                "reason": one.reason or None,
            }
            for one in view.standings
        ],
        "weeks": [
            {"week_from": week.monday.isoformat(), "figures": [_figure_document(one) for one in week.figures]}
            for week in view.picture.weeks
        ],
        "trouble": view.trouble and say(view.trouble),
        "says": {code: view.picture.says(code) for code in service.CODES} if view.picture.weeks else {},
        "rejected": [{"file": one.file, "reason": teams.reason(one)} for one in view.rejected],
    }


def _offer_document(offer: "Offer", without: Collection[str]) -> dict[str, Any]:
    figures = [{**_named(code), "value": words.put_in(offer, without)[code]} for code in service.CODES]
    return {
        "week_from": offer.monday.isoformat(),
        "until": offer.until.isoformat(),
        "figures": figures,
        "agreement": _number(offer, without) if words.something(offer, without) else None,
    }


def _figure_document(figure: "Figure") -> dict[str, Any]:
    size = figure.size
    return {
        **_named(figure.code),
        "mean": figure.mean,
        "answered": size and {"least": size.least, "most": size.most},
        "withheld": figure.withheld or None,
    }


def _named(code: str) -> dict[str, str]:
    return {"code": code, "principle": code[:3], "about": "conditions" if code.endswith(".c") else "own"}
