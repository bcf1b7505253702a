"""A plan that was just written, written once more: asked once, left with one key, and never compared."""

from typing import TYPE_CHECKING

from medledare.domain.records import Goal, Record
from medledare.services import goals
from medledare.text import _
from medledare.tui.modals.form import Form
from medledare.tui.widgets.blocks import shown_line

if TYPE_CHECKING:
    from medledare.vault.vault import Vault


def plan_form(vault: "Vault", before: Record | None, goal: object) -> Form | None:
    """The plan's two fields, empty below the plan; what is filled in takes its place.

    None if what was kept is no goal, or its plan is not new since ``before``.
    """
    if not isinstance(goal, Goal) or not goals.newly_planned(before if isinstance(before, Goal) else None, goal):
        return None
    plan = f"{shown_line(goal.cue)}\n→  {shown_line(goal.action)}"
    return Form(
        "goal",
        _("Write the plan once more"),
        lambda values: goals.plan_again(vault, goal, **values),
        only=("cue", "action"),
        about=goal.id,
        intro=plan + "\n\n" + _("In your own words. What you write now is what stands; esc leaves the plan as it is."),
    )
