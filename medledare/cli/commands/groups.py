"""Groups of commands whose parts lie in several modules: writing loads little, reading needs the store."""

from medledare.cli.spoken import Group, Row
from medledare.text import N_

YOU = N_("You and others")
TEAM = N_("The team")
TOLD = N_("What members tell each other")

need = Group(
    "need",
    (
        Row("add", "capture:need_add", N_("A new need; a draft until you share it")),
        Row("list", "need:list_needs", N_("Needs that are drafts or shared")),
        Row("show", "need:show", N_("A need with all there is to it")),
        Row("edit", "need:edit", N_("Change a need")),
        Row("shared", "need:shared", N_("Note that you told it, and to whom")),
        Row("answered", "need:answered", N_("Note that there was an answer, and what came of it")),
        Row("letter", "sheet:need_letter", N_("The need as a letter ready to send")),
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
        Row("need", "need:of_mandate", N_("Write the gap between them as a need")),
    ),
    default="show",
)
talk = Group(
    "talk",
    (
        Row("prepare", "talk:prepare", N_("What your own notes hold for a talk: for you, and to bring")),
        Row("plan", "capture:talk_plan", N_("Note that a talk is coming up")),
        Row("list", "practice:talk_list", N_("The talks you have noted")),
    ),
    default="prepare",
)
template = Group(
    "template",
    (
        Row("list", "template:list_templates", N_("Your templates, and those that come with the program")),
        Row("show", "template:show", N_("A template as it is kept")),
        Row("add", "capture:template_add", N_("A new template")),
        Row("edit", "template:edit", N_("Change a template")),
        Row("delete", "template:delete", N_("Delete a template")),
    ),
    default="list",
    epilog=N_(
        "“medledare add --template NAME” opens an entry that begins so in your editor. In braces, date, weekday, week, "
        "time and intention are replaced on the day."
    ),
)
observe = Group(
    "observe",
    (
        Row("add", "capture:observe_add", N_("Note that a colleague agreed to observe one behaviour of yours")),
        Row("list", "observe:listed", N_("Who agreed to observe what, invitations, and what came back")),
        Row("invite", "observe:invite", N_("Make a file that a colleague can answer without a vault or an account")),
        Row("answer", "observing:answer", N_("Answer an invitation somebody gave you; needs no vault")),
        Row("receive", "observe:receive", N_("Take in the sealed reply; it belongs to you")),
        Row("revoke", "observe:revoke", N_("Destroy the key, so that no later reply can be opened")),
    ),
    default="list",
)
team = Group(
    "team",
    (
        Row("id", "cards:own_card", N_("Your card for others: a name of your choice, and a number to compare"), YOU),
        Row("cards", "cards:cards", N_("The cards of others that you have"), YOU),
        Row("compare", "cards:compare", N_("Compare the number of somebody's card afterwards"), YOU),
        Row("forget", "cards:forget", N_("Let somebody's card go"), YOU),
        Row("list", "team:list_teams", N_("The teams you are in"), TEAM),
        Row("create", "team:create", N_("Make a team whose members meet in a folder"), TEAM),
        Row("add", "team:add", N_("Make somebody a member, by their card"), TEAM),
        Row("join", "team:join", N_("Take an invitation that lies in a folder"), TEAM),
        Row("members", "team:members", N_("Who is in the team"), TEAM),
        Row("folder", "team:folder", N_("Where this device has the team's folder"), TEAM),
        Row("leave", "team:leave", N_("Leave the team"), TEAM),
        Row("summaries", "team_summaries:list_summaries", N_("The summaries that members have told you"), TOLD),
        Row("read", "team_summaries:read", N_("Read a summary"), TOLD),
        Row("shelf", "shelf:shelf", N_("Read and search the cards on the team's shelf"), TOLD),
        Row("share", "shelf:share", N_("Put a card on the shelf, made of a failure or a learning of yours"), TOLD),
        Row("thank", "shelf:thank", N_("Thank for a card with a word"), TOLD),
        Row("take-back", "shelf:take_back", N_("Take back a card or thanks of yours"), TOLD),
        Row("mission", "wordings:mission", N_("The team's wordings of the mission beside each other"), TOLD),
        Row("pulse", "pulse:pulse", N_("The week's pulse: take part, and see what the team sees"), TOLD),
    ),
    default="list",
    epilog=N_("A team has no leader here: all members see the same and can do the same."),
)
share = Group(
    "share",
    (
        Row("summary", "summary:summary", N_("Tell others of a period: exactly the parts and words you choose")),
        Row("open", "share:open_shared", N_("Open a sealed summary that somebody sent you, and check who wrote it")),
        Row("list", "share:list_shared", N_("What you have shared, with whom and when")),
        Row("withdraw", "share:withdraw", N_("Take back what you shared: a signed notice to those who got it")),
    ),
    default="list",
    epilog=N_("Nothing is shared by itself, and no choice of yours stands: each time you choose and read it through."),
)
role = Group(
    "role",
    (
        Row("show", "role:show", N_("What you work as now")),
        Row("set", "capture:role_set", N_("What you work as from now, or from --date on; earlier roles stay")),
        Row("history", "role:history", N_("Every role so far")),
    ),
    default="show",
    epilog=N_("Answers given before and after a new role may not be comparable; trends mark where it changed."),
)
focus = Group(
    "focus",
    (
        Row("show", "focus:show", N_("The principle you practise now")),
        Row("set", "focus:choose", N_("Practise a principle: both its items are asked every day")),
        Row("none", "focus:none", N_("Practise none: all fourteen items in turn")),
        Row("history", "focus:history", N_("Every choice so far")),
    ),
    default="show",
)
