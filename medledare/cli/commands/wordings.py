"""The team's wordings of the mission beside each other; one's own is shown there, or taken back, if one wishes."""

from typing import TYPE_CHECKING, Any

from medledare.cli import display, terminal
from medledare.cli.agreeing import agree_option, agreed, agreement
from medledare.cli.commands.team import tell_refused
from medledare.cli.common import json_option, team_option
from medledare.cli.here import Here
from medledare.cli.problems import WrongUse
from medledare.cli.spoken import command, option, pass_here
from medledare.services import teams, telling, wordings
from medledare.text import N_, _
from medledare.text import wordings as words
from medledare.text.shelf import who_reads_wording

if TYPE_CHECKING:
    from medledare.services.wordings import Seen, Shown
    from medledare.sharing.team import Team
    from medledare.vault.vault import Vault


@command(
    "mission",
    epilog=N_(
        "With --share you are shown the exact words and asked; where nobody can be asked, --agree with the number that "
        "is shown. A newer wording takes the place of your earlier one."
    ),
)
@option("--share", is_flag=True, help=N_("Show the team your wording, as your mission is now"))
@option("--take-back", is_flag=True, help=N_("Show yours no longer"))
@agree_option
@team_option
@json_option
@pass_here
def mission(here: Here, share: bool, take_back: bool, agree: str | None, team_name: str, as_json: bool) -> None:
    if share and take_back:
        raise WrongUse(told=_("Give either --share or --take-back."))
    vault = here.open()
    team = teams.team_named(vault, team_name)
    if take_back:
        wordings.withdraw(vault, here.clock, team)
        terminal.paragraph(_(telling.CANNOT_CALL_BACK))
    elif share:
        _share(here, vault, team, agree)
    else:
        _tell(team, wordings.look(vault, team), as_json)


def _share(here: Here, vault: "Vault", team: "Team", agree: str | None) -> None:
    own = wordings.own(vault)
    text = words.as_text(own.fields)
    number = agreement("mission", team.id, text)
    agreed(text, number, agree, who_reads_wording(team.name), _("Show it to the team?"))
    wordings.show(vault, here.clock, team, own)
    terminal.line(_(words.SHOWN).format(team=team.name))


def _tell(team: "Team", seen: "Seen", as_json: bool) -> None:
    if as_json:
        terminal.document(
            {
                "team": team.name,
                "wordings": [_document(one, seen) for one in seen.shown],
                "rejected": [{"file": one.file, "reason": teams.reason(one)} for one in seen.rejected],
            }
        )
        return
    for number, one in enumerate(seen.shown, 1):
        if number > 1:
            terminal.line()
        terminal.line((words.heading(number, mine=seen.is_mine(one)), "bold"))
        for name in one.wording.fields:
            _write(one, name)
    if seen.shown:
        terminal.line()
    for sentence in words.about(len(seen.shown), any(any(found) for one in seen.shown for found in one.apart.values())):
        terminal.paragraph(sentence, "dim")
    if seen.mine is None and terminal.talking():
        terminal.complain(_("“medledare team mission --share” shows yours."))
    tell_refused(seen.rejected)


def _write(shown: "Shown", name: str) -> None:
    """A field of a wording; what is marked stands between its marks."""
    label = words.LABELS.get(name, "")
    before: list[display.Piece] = ["  "]
    if label:
        before += [(_(label), "dim"), ": "]
    parts = [
        part._replace(text=part.text.replace("\n", "\n    "))
        for part in words.parts(shown.wording.fields[name], shown.apart[name])
    ]
    terminal.line(*before, *((part.text, "bold") if part.marked else part.text for part in parts))


def _document(shown: "Shown", seen: "Seen") -> dict[str, Any]:
    wording = shown.wording
    return {
        "statement": wording.statement,
        "for_whom": wording.for_whom,
        "value": wording.value,
        "mine": seen.is_mine(shown),
        "apart": {name: [list(one) for one in found] for name, found in shown.apart.items()},
    }
