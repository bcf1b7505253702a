"""Which team something is for: the only one, or the one that is chosen."""

from collections.abc import Callable

from medledare.domain.problems import Problem
from medledare.services import teams
from medledare.services.teams import Team
from medledare.text import _
from medledare.tui.modals.choose import Choose
from medledare.tui.part import Part
from medledare.tui.widgets.blocks import shown_line


def with_team(part: Part, do: Callable[[Team], object]) -> None:
    """Do something with one of the person's teams; in none, they are told how to be in one."""
    try:
        known = teams.teams(part.vault)
        if len(known) < 2:
            do(teams.team_named(part.vault))
            return
    except Problem as problem:
        part.tell_problem(problem)
        return

    def chosen(id: str | None) -> None:
        if id is not None:
            do(next(one for one in known if one.id == id))

    rows = [(one.id, shown_line(teams.called(one, known)), "") for one in known]
    part.app.push_screen(Choose(_("Which team?"), rows), chosen)
