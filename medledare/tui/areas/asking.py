"""What Today asks for in a form or a note: the mission, what one wants of the day, the evening's close, one's role."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from medledare.text import N_, _
from medledare.tui.areas.base import Area
from medledare.tui.commands import Command

if TYPE_CHECKING:
    from medledare.tui.doing import Seen


class AskingArea(Area):
    """An area that asks for what is said once and then holds. ``_seen`` is the day as it stands."""

    HEADING = N_("Today")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command(
            "intend", "i", N_("What you want of the day"), N_("Write it in a sentence; Today then shows it all day")
        ),
        Command("mission", "m", N_("Mission"), N_("Write the mission, or word it anew; earlier wordings are kept")),
        Command("so_far", "h", N_("The mission so far"), N_("Its wordings, what changed, how you explained it")),
        Command(
            "explain", "", N_("Explain the mission"), N_("In your own words, as to somebody new; kept in the journal")
        ),
        Command(
            "evening", "", N_("Evening close"), N_("Have Today offer to close the day, or no longer; your stop-time")
        ),
        Command("role", "", N_("Role"), N_("Write what you work as; answers before and after may not be comparable")),
    )
    _seen: "Seen | None"

    def action_mission(self) -> None:
        """Write the mission."""
        from medledare.tui.doing import write_mission
        from medledare.tui.modals.form import Form

        now = self._seen.day.mission if self._seen else None
        start = {name: getattr(now, name) for name in ("statement", "for_whom", "value")} if now else {}

        def keep(values: dict[str, str]) -> None:
            write_mission(self.vault, self.clock, values)

        self.app.push_screen(Form("mission", _("Your mission"), keep, start=start), self._kept)

    def action_explain(self) -> None:
        """Say the mission in one's own words."""
        from medledare.tui.doing import explain_mission
        from medledare.tui.modals.note import Note

        if self._seen is None:
            return
        title, hint = _("What is the mission, in your own words?"), self._seen.mission[0].partition("\n")[0]
        keep = partial(explain_mission, self.vault, self.clock)
        self.app.push_screen(Note(title, keep, hint=hint), self._explained)

    def _explained(self, kept: bool | None) -> None:
        """The explanation stands beside the earlier ones, if there are any."""
        from medledare.services.mission import explanations

        self._kept(kept)
        if kept and explanations(self.vault)[1:]:
            self.action_so_far()

    def action_intend(self) -> None:
        """Say what one wants of the day, or say it anew."""
        from medledare.tui.doing import intention_hint, keep_intention
        from medledare.tui.modals.note import Note

        if self._seen is None:
            return
        now = self._seen.day.intention
        keep = partial(keep_intention, self.vault, self.clock)
        note = Note(
            _("What do you want of today?"),
            keep,
            hint=intention_hint(self.vault, self.clock().date()),
            start=now.text if now else "",
        )
        self.app.push_screen(note, self._kept)

    def action_evening(self) -> None:
        """Choose whether to be offered the close of the day, and the stop-time."""
        from medledare.tui.evening import ask

        ask(self.medledare, self.load)

    def action_so_far(self) -> None:
        """Read the mission's wordings, and one's explanations."""
        from medledare.services.mission import wordings
        from medledare.tui.modals.mission import MissionSoFar

        self.app.push_screen(MissionSoFar(wordings(self.vault)))

    def _kept(self, kept: bool | None) -> None:
        if kept:
            self.tell(_("Saved. ctrl+z takes it back."))
            self.freshen()

    def action_role(self) -> None:
        """Write what one works as."""
        from medledare.tui.doing import begin_role, role
        from medledare.tui.modals.form import Form

        keep = partial(begin_role, self.vault, self.clock)
        start = {"text": role(self.vault, self.clock())}
        self.app.push_screen(Form("role", _("What do you work as?"), keep, start=start), self._kept)
