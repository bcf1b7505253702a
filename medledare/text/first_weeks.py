"""What is suggested in the first weeks, by the step's id."""

from medledare.domain.problems import N_

SUGGESTIONS = {
    "entry": N_("How is it today? A line is enough."),
    "mission": N_("What are you here to do, and for whom? A sentence is enough."),
    "goal": N_("Is there one thing you want to get done? It can be a goal."),
    "close": N_("Before you stop: what may wait until tomorrow?"),
    "focus": N_("One of the principles can be yours to practise for a while."),
    "setback": N_("Did something go another way than you thought? It is worth a line."),
    "lock": N_("When you leave your desk, one key hides everything."),
    "need": N_("What would make the work easier? Written as a need, it is yours until you share it."),
    "week": N_("The week is nearly over. What you wrote is gathered, ready to look back on."),
    "backup": N_("Backups are made by themselves. It is good to have one somewhere else too."),
    "trends": N_("Your answers can be seen week by week, if you are curious."),
    "export": N_("Everything you wrote can be taken out, in open formats."),
    "talk": N_("Is a talk coming up? Your notes can help you prepare."),
    "share": N_("If you wish to tell somebody a little, you choose the exact words."),
}
PUT_AWAY = N_("Suggestions for the first weeks")
"""What was put away, where that is told."""
