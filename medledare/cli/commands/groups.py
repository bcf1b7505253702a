"""Groups of commands whose parts lie in several modules: writing loads little, reading needs the store."""

from medledare.cli.spoken import Group, Row
from medledare.text import N_

need = Group(
    "need",
    (
        Row("add", "capture:need_add", N_("A new need; a draft until you share it")),
        Row("list", "need:list_needs", N_("Needs that are drafts or shared")),
        Row("show", "need:show", N_("A need with all there is to it")),
        Row("edit", "need:edit", N_("Change a need")),
        Row("shared", "need:shared", N_("Note that you told it, and to whom")),
        Row("answered", "need:answered", N_("Note that there was an answer, and what came of it")),
        Row("drop", "need:drop", N_("Let a need go; it stays to be read")),
    ),
    default="list",
)
mandate = Group(
    "mandate",
    (
        Row("show", "practice:mandate_show", N_("The whole map")),
        Row("add", "capture:mandate_add", N_("A new responsibility, and the authority that goes with it")),
        Row("edit", "practice:mandate_edit", N_("Change a line of the map")),
    ),
    default="show",
)
talk = Group(
    "talk",
    (
        Row("plan", "capture:talk_plan", N_("Note that a talk is coming up")),
        Row("list", "practice:talk_list", N_("The talks you have noted")),
    ),
    default="list",
)
observe = Group(
    "observe",
    (
        Row("add", "capture:observe_add", N_("Note that a colleague agreed to observe one behaviour of yours")),
        Row("list", "practice:observe_list", N_("Who agreed to observe what")),
    ),
    default="list",
)
