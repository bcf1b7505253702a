"""Where a line of a review can lead: a goal, an entry, a need, the stop list, the goals, the mission."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.screen import ModalScreen

from medledare.domain.problems import Problem
from medledare.domain.records import Failure, Record
from medledare.domain.review import LEADS, Review
from medledare.services import failures, mission, pruning, records, reviews
from medledare.text import N_, _, closing
from medledare.text.closing import LEAD_WORDS
from medledare.text.fields import FORMS
from medledare.tui.commands import Command
from medledare.tui.modals.form import Form
from medledare.tui.modals.note import Note
from medledare.tui.modals.plan import plan_form
from medledare.tui.screens.beside import Beside
from medledare.tui.widgets.blocks import shown_line

if TYPE_CHECKING:
    from medledare.domain.period import Period

TITLES: dict[str, str] = {
    "goal": N_("New goal"),
    "entry": N_("Entry"),
    "stop": N_("What do you stop doing?"),
    "need": N_("New need"),
    "decision": N_("New decision"),
    "failure": N_("What failed?"),
    "learning": N_("What did you learn?"),
}
"""What a line can be written down as, by the form of its kind; in the order it is offered."""
MORE = ("told", "prune", "mission", "explain", "so_far")
"""What else can be taken up from here."""


class TakesFurther(Beside[Review]):
    """What the review's screen can do with a line. Nothing is taken further unless the person says so."""

    OFFERS: ClassVar[tuple[Command, ...]] = tuple(
        Command(f"lead('{to}')", "", *LEAD_WORDS[to], where=N_("Take the line further")) for to in (*TITLES, *MORE)
    )
    _period: "Period"

    @property
    def _line(self) -> str:
        """The line that is meant by the cursor."""
        return closing.line_at(self.editor.text.split("\n"), self.editor.cursor_location[0])

    @property
    def _failure(self) -> Failure | None:
        """The failure that the line names by its id."""
        if not (reference := closing.reference(self._line)):
            return None
        try:
            found = records.get(self.vault, reference, Failure)
        except Problem:
            return None
        return found if isinstance(found, Failure) else None

    def action_further(self) -> None:
        """Choose what the line leads to: first what its question is about."""
        from medledare.tui.modals.choose import Choose

        lines, row = self.editor.text.split("\n"), self.editor.cursor_location[0]
        failure = self._failure
        first = ("told", "learning") if failure else LEADS.get(closing.question_of(self._period, lines, row), ())
        others = [to for to in (*TITLES, *MORE) if to not in first and (to != "told" or failure)]
        choices = [(to, _(name), _(about)) for to in (*first, *others) for name, about in [LEAD_WORDS[to]]]

        def chosen(to: str | None) -> None:
            if to is not None:
                self.action_lead(to)

        self.app.push_screen(Choose(shown_line(self._line, 60) or _("Take the line further"), choices), chosen)

    def action_lead(self, to: str) -> None:
        """Take the line further."""
        if to in TITLES:
            self._write_down(to)
        else:
            _TAKE_UP[to](self)

    def _write_down(self, to: str) -> None:
        first, failure = FORMS[to][0].name, self._failure
        start = {first: "" if failure and to == "learning" else closing.plain_line(self._line)}
        if failure and to == "learning":
            start["failure"] = failure.id

        kept: list[Record] = []

        def keep(values: dict[str, Any]) -> None:
            kept.append(reviews.further(self.vault, self.clock, to, values.pop(first), **values))

        def after() -> None:
            if kept and (form := plan_form(self.vault, None, kept[0])):
                self._open(form)

        self._open(Form(to, _(TITLES[to]), keep, start=start, about="review"), after)

    def _tell_of(self) -> None:
        if (failure := self._failure) is None:
            self.tell(_("The line names no failure."))
            return
        hint = _("A role is enough, such as “a colleague”. Nobody is asked to tell.")
        self._open(
            Note(_("Whom did you tell?"), lambda whom: failures.told(self.vault, self.clock, failure, whom), hint=hint)
        )

    def _go_through(self) -> None:
        from medledare.tui.modals.pruning import Pruning

        if looked := pruning.to_review(self.vault):
            self._open(Pruning(looked))
        else:
            self.tell(_(pruning.NONE_ACTIVE))

    def _word_mission(self) -> None:
        now = mission.current(self.vault)
        start = {field.name: getattr(now, field.name) for field in FORMS["mission"]} if now else {}

        def keep(values: dict[str, Any]) -> None:
            mission.write(self.vault, self.clock, **values)

        self._open(Form("mission", _("Your mission"), keep, start=start))

    def _explain(self) -> None:
        now = mission.current(self.vault)
        self._open(
            Note(
                _("What is the mission, in your own words?"),
                lambda text: mission.explain(self.vault, self.clock, text),
                hint=shown_line(now.headline) if now else "",
                start=closing.plain_line(self._line),
            )
        )

    def _read_mission(self) -> None:
        from medledare.tui.modals.mission import MissionSoFar

        self.app.push_screen(MissionSoFar(mission.wordings(self.vault)))

    def _open(self, modal: ModalScreen[bool], after: Callable[[], object] = lambda: None) -> None:
        def closed(kept: bool | None) -> None:
            if kept:
                self.tell(_("Saved. ctrl+z takes it back, once you have left the review."))
                after()

        self.app.push_screen(modal, closed)


_TAKE_UP: dict[str, Callable[[TakesFurther], None]] = {
    "told": TakesFurther._tell_of,
    "prune": TakesFurther._go_through,
    "mission": TakesFurther._word_mission,
    "explain": TakesFurther._explain,
    "so_far": TakesFurther._read_mission,
}
