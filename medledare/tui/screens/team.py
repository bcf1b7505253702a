"""A team: one's card, who is in it, and the steps in and out. Each step says what happens and who sees it."""

import asyncio
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import work

from medledare.domain.problems import CannotReach, Problem
from medledare.services import leaving, myself, others, team_summaries, teams
from medledare.services.surroundings import remark_words, remarks
from medledare.services.team_places import team_place
from medledare.text import N_, _
from medledare.text import compared as comparing
from medledare.text import team as words
from medledare.tui.modals.ask import Answers, Ask, Asked
from medledare.tui.modals.choose import Choose
from medledare.tui.modals.confirm import Confirm
from medledare.tui.screens import team_pages as pages
from medledare.tui.screens.at_folder import AtFolder
from medledare.tui.screens.card import CardView
from medledare.tui.screens.tasks import Look, Task, Tasks, wrong
from medledare.tui.screens.team_tasks import INTO, ONESELF, OTHER, WITHIN
from medledare.tui.widgets.blocks import Block, shown_line
from medledare.tui.widgets.item_list import Heading
from medledare.tui.widgets.working import Progress

if TYPE_CHECKING:
    from textual.screen import Screen

    from medledare.services.teams import Team as Known
    from medledare.sharing.people import Card
    from medledare.sharing.team import Invitation
    from medledare.vault.vault import Vault


class Team(Tasks, AtFolder):
    """Where one looks after one's card and one's teams."""

    HEADING = N_("With others")
    UNDOES = False

    def __init__(self, chosen: str = "") -> None:
        """``chosen``: the id of the team to show first."""
        super().__init__()
        self._shown_id = chosen

    @property
    def team(self) -> "Known | None":
        """The team that is shown; None where one is in none."""
        known = teams.teams(self.vault)
        return next((one for one in known if one.id == self._shown_id), known[0] if known else None)

    def on_mount(self) -> None:
        self.keep_watch()

    def watched(self) -> "Known | None":
        return self.team

    def look_again(self) -> None:
        self.show_anew()

    def rows(self) -> Sequence[Heading | Task]:
        try:
            known, team = teams.teams(self.vault), self.team
        except Problem as problem:
            self.tell_problem(problem)
            return ()
        rows: list[Heading | Task] = []
        if team is not None:
            rows += [Heading(shown_line(teams.called(team, known))), *WITHIN]
        rows += [Heading(_("You and others")), *ONESELF, Heading(_("Your teams") if known else _("A team"))]
        return [*rows, *([OTHER] if len(known) > 1 else []), *INTO]

    def looks(self) -> dict[str, Look]:
        vault, team = self.vault, self.team

        def card() -> list[Block]:
            person = myself.known(vault)
            return pages.card_page(person.card if person else None)

        def cards() -> list[Block]:
            return pages.cards_page(others.known(vault))

        looks: dict[str, Look] = {"card": card, "cards": cards}
        if team is not None:
            me = myself.oneself(vault).card.person
            looks["members"] = lambda: _members(vault, team, me)
            looks["summaries"] = lambda: pages.summaries_page(team_summaries.look(vault, self.clock, team))
            looks["folder"] = lambda: pages.folder_page(team_place(vault, team))
        return looks

    def do(self, task: Task) -> None:
        if not task.opens:
            super().do(task)
            return
        module, _colon, name = task.opens.partition(":")
        made: Callable[[Known | None], Screen[Any]] = getattr(import_module(module), name)
        self.app.push_screen(made(self.team))

    def done(self, key: str) -> None:
        self.list_anew()
        super().done(key)

    # Oneself and others

    def _do_card(self) -> None:
        if (person := myself.known(self.vault)) is not None:
            self.app.push_screen(CardView(person.card), lambda _left: self.done("card"))
            return
        self.ask("card", self._ask_name())

    def _ask_name(self) -> Ask:
        vault = self.vault

        def keep(answers: Answers, _tell: Progress) -> list[Block]:
            return pages.card_page(myself.make_card(vault, answers["me"]))

        return Ask(_("Your card"), _(words.ABOUT_CARD), [_my_name()], _("Make the card"), keep)

    def _do_cards(self) -> None:
        kept = others.cards(self.vault)
        if not kept:
            return

        def chosen(name: str | None) -> None:
            if name is None:
                return
            others.forget(self.vault, name)
            self.say_of("cards", pages.told(words.LET_GO, name=name))

        choices = [(one.name, shown_line(one.name), one.fingerprint) for one in kept]
        self.app.push_screen(Choose(_("Whose card shall be let go?"), choices), chosen)

    def _do_compare(self) -> None:
        waiting = {one.card.name: one for one in others.known(self.vault) if not one.compared}
        if not waiting:
            self.say_of("compare", pages.told(comparing.ALL_COMPARED))
            return

        def chosen(name: str | None) -> None:
            if name is not None:
                self._compare(waiting[name].card, "", lambda: self._compared(waiting[name].card))

        choices = [(name, shown_line(name), shown_line(comparing.mark(one))) for name, one in waiting.items()]
        self.app.push_screen(Choose(_("Whose number shall be compared?"), choices), chosen)

    def _compared(self, card: "Card") -> None:
        others.pin_compared(self.vault, card)
        self.say_of("compare", pages.told(comparing.COMPARED, name=card.name))

    # In a team

    def _do_members(self) -> None:
        if (task := self.current) is not None:
            self.show(task)

    def _do_summaries(self) -> None:
        if (team := self.team) is not None:
            from medledare.tui.telling import read_told

            read_told(self.medledare, self.vault, team)

    def _do_add(self) -> None:
        team = self.team
        assert team is not None

        def keep(answers: Answers, _tell: Progress) -> "Card":
            card = others.card_given(answers["card"])
            others.fits(self.vault, card)
            return card

        def asked(card: "Card | None") -> None:
            if card is not None:
                self._compare(card, _(words.ADDING).format(name=shown_line(card.name)), lambda: self._add(team, card))

        asking = [Asked("card", _("Their card: paste it, or write the name of the file it is in"))]
        self.app.push_screen(Ask(_("Add somebody"), _(words.ADD_FIRST), asking, _("Go on"), keep), asked)

    def _add(self, team: "Known", card: "Card") -> None:
        vault, clock = self.vault, self.clock

        def add(_tell: Progress) -> list[Block]:
            teams.add(vault, clock, team, card)
            return pages.told(words.ADDED, name=card.name)

        self.run_task("add", _("Adding"), add)

    def _compare(self, card: "Card", about: str, then: Callable[[], None]) -> None:
        """Ask whether the number was read aloud and is the same; go on only then."""
        name = shown_line(card.name)
        question = "\n\n".join(
            [*([about] if about else []), f"{name}\n{card.fingerprint}", _(words.ASK_NUMBER).format(name=name)]
        )

        def answered(same: bool | None) -> None:
            if same:
                then()

        self.app.push_screen(Confirm(question, _("It is the same")), answered)

    def _do_folder(self) -> None:
        team, vault = self.team, self.vault
        assert team is not None

        def keep(answers: Answers, _tell: Progress) -> list[Block]:
            teams.set_folder(vault, team, Path(answers["folder"].strip()))
            nothing = [] if teams.look(vault, team).messages else [Block(_(words.NOTHING_THERE), "mark"), Block()]
            return [*nothing, *pages.folder_page(team_place(vault, team))]

        start = teams.folder_known(vault, team) or ""
        asking = [Asked("folder", _("Folder"), start=start)]
        about = _("Only this device is told where the folder is. Nothing in it is changed.")
        self.ask("folder", Ask(_("The folder"), about, asking, _("It is there"), keep, remark=_of_place))

    def _do_leave(self) -> None:
        team = self.team
        assert team is not None

        def answered(leave: bool | None) -> None:
            if leave:
                self._leave(team)

        question = _("Leave the team {team}?").format(team=shown_line(team.name))
        self.app.push_screen(Confirm(f"{question}\n\n{_(words.LEAVING)}", _("Leave the team")), answered)

    @work(exclusive=True, group="do")
    async def _leave(self, team: "Known") -> None:
        try:
            await asyncio.to_thread(leaving.leave, self.vault, self.clock, team)
        except (CannotReach, teams.NoFolder) as problem:
            self._ask_to_forget(team, problem)
        except Problem as problem:
            self.say_of("leave", [wrong(problem)])
        else:
            self._left(words.LEFT, team)

    def _ask_to_forget(self, team: "Known", problem: Problem) -> None:
        """Where the folder is gone, nobody can be told; one can leave all the same."""

        def answered(forget: bool | None) -> None:
            if forget:
                leaving.forget(self.vault, self.clock, team)
                self._left(words.FORGOTTEN, team)

        question = f"{wrong(problem).text}\n\n{_(words.FORGETTING)}"
        self.app.push_screen(Confirm(question, _("Forget it here")), answered)

    def _left(self, sentence: str, team: "Known") -> None:
        self._said.clear()
        self.tell(_(sentence).format(team=team.name))
        self.done("leave")

    # Into a team

    def _do_other(self) -> None:
        known = teams.teams(self.vault)

        def chosen(id: str | None) -> None:
            if id is not None:
                self._show_team(id, "members")

        choices = [(one.id, shown_line(teams.called(one, known)), "") for one in known]
        shown = self.team
        self.app.push_screen(Choose(_("Which team?"), choices, shown.id if shown else ""), chosen)

    def _show_team(self, id: str, key: str) -> None:
        self._shown_id = id
        self._said.clear()
        self.list_anew(key)

    def _do_create(self) -> None:
        vault, clock = self.vault, self.clock
        asking = [
            Asked("name", _("The team's name")),
            Asked("folder", _("Its folder; one that is not there is made")),
            Asked(
                "threshold", _("How many must take part before their answers are shown together, at least 5"), start="7"
            ),
        ]
        if myself.known(vault) is None:
            asking.insert(0, _my_name())

        def keep(answers: Answers, _tell: Progress) -> "Known":
            if "me" in answers:
                myself.make_card(vault, answers["me"])
            threshold = teams.threshold_of(answers["threshold"])
            return teams.create(vault, clock, answers["name"], Path(answers["folder"].strip()), threshold)

        def made(team: "Known | None") -> None:
            if team is not None:
                self._show_team(team.id, "create")
                self.say_of("create", pages.told(words.MADE, team=team.name))
                self.done("create")

        ask = Ask(_("Make a team"), _(words.MAKING), asking, _("Make it"), keep, remark=_of_place)
        self.app.push_screen(ask, made)

    def _do_join(self) -> None:
        vault = self.vault
        if myself.known(vault) is None:
            self.ask("join", self._ask_name())
            return

        def keep(answers: Answers, _tell: Progress) -> tuple[Path, list["Invitation"]]:
            place = Path(answers["folder"].strip())
            return place, teams.invitations(vault, place)

        def found(given: tuple[Path, list["Invitation"]] | None) -> None:
            if given is not None:
                self._choose_invitation(*given)

        asking = [Asked("folder", _("The team's folder on this machine"))]
        ask = Ask(_("Join a team"), _(words.FINDING), asking, _("Look there"), keep, remark=_of_place)
        self.app.push_screen(ask, found)

    def _choose_invitation(self, place: Path, found: list["Invitation"]) -> None:
        def chosen(at: str | None) -> None:
            if at is not None:
                self._invited(place, found[int(at)])

        if len(found) == 1:
            chosen("0")
            return
        choices = [(str(at), shown_line(one.team.name), shown_line(one.by.name)) for at, one in enumerate(found)]
        self.app.push_screen(Choose(_("Which invitation?"), choices), chosen)

    def _invited(self, place: Path, found: "Invitation") -> None:
        vault, by, team = self.vault, shown_line(found.by.name), shown_line(found.team.name)

        def join(_tell: Progress) -> list[Block]:
            joined = teams.join(vault, found, place)
            self._shown_id = joined.id
            return pages.told(words.JOINED, team=joined.name)

        about = [
            _(words.INVITED).format(name=by, team=team),
            _(words.THRESHOLD).format(count=found.team.threshold),
            _(words.JOINING).format(name=by),
        ]

        def same() -> None:
            self.run_task("join", _("Joining"), join)

        self._compare(found.by, " ".join(about), same)


def _members(vault: "Vault", team: "Known", me: str) -> list[Block]:
    """Who is in a team; if its folder cannot be reached, what is known of that."""
    try:
        return pages.members_page(teams.look(vault, team), me, others.by_person(vault))
    except (CannotReach, teams.NoFolder):
        return pages.place_blocks(team_place(vault, team))


def _my_name() -> Asked:
    return Asked("me", _("The name others shall know you by"))


def _of_place(answers: Answers) -> list[str]:
    """What to know of a folder that is typed."""
    typed = answers["folder"].strip()
    return [shown_line(remark_words(one)) for one in remarks(Path(typed))] if typed else []
