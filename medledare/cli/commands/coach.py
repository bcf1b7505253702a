"""The coach: one question a day, with its reason."""

from typing import TYPE_CHECKING, Any

from medledare.cli import display, terminal
from medledare.cli.common import HOW, NEEDED, json_option, words_argument
from medledare.cli.here import Here
from medledare.cli.spoken import Group, Row, command, pass_here
from medledare.cli.writing import handed_back, text_from
from medledare.domain.short_id import short
from medledare.text import N_, _, say

if TYPE_CHECKING:
    from medledare.coach.catalogue import Rule
    from medledare.domain.problems import Problem
    from medledare.domain.records import Offer
    from medledare.services.coach import Why

ROWS = (
    Row("today", "coach:today", N_("Today's question, and its reason")),
    Row("answer", "coach:answer", N_("Answer today's question")),
    Row("later", "coach:later", N_("Put today's question off")),
    Row("dismiss", "coach:dismiss", N_("Turn today's question down, so that it rests twice as long")),
    Row("why", "coach:why", N_("The rule and the records behind it")),
    Row("first", "first_weeks:first", N_("In the first weeks: one thing that you could try")),
    Row("rules", "coach:rules", N_("Every rule there is, own ones too")),
)
coach = Group("coach", ROWS, default="today")

LATER, DISMISS = "later", "dismiss"
STATES = {
    "answered": N_("Answered. Nothing more is asked today."),
    "later": N_("Put off. Nothing more is asked today."),
    "dismissed": N_("Turned down. It rests twice as long now, and nothing more is asked today."),
}
HOW_TO = N_(
    "“medledare coach answer” answers it, “medledare coach later” puts it off, “medledare coach dismiss” turns it down."
)
ALL_ASKED = N_("Nothing is asked today.")


@command("today")
@json_option
@pass_here
def today(here: Here, as_json: bool) -> None:
    from medledare.cli.suggested import told
    from medledare.services import coach as coaching
    from medledare.services import first_weeks

    shown = coaching.shown(here.open(), here.clock)
    if as_json:
        terminal.document({"question": _document(shown.offer), "problem": shown.problem and say(shown.problem)})
        return
    if (offer := shown.offer) is None:
        terminal.line(_(ALL_ASKED))
    else:
        tell(offer)
        if offer.state in STATES:
            terminal.paragraph(_(STATES[offer.state]))
        elif terminal.talking():
            terminal.paragraph(_(HOW_TO), "dim")
    _complain(shown.problem)
    if terminal.talking() and (step := first_weeks.now(here.open(), here.clock)):
        terminal.line()
        terminal.paragraph(told(step), "dim")


@command("answer", epilog=HOW)
@words_argument
@json_option
@pass_here
def answer(here: Here, words: tuple[str, ...], as_json: bool) -> None:
    from medledare.services import coach as coaching

    vault = here.open()
    if words in ((LATER,), (DISMISS,)):
        _tell_state((coaching.later if words == (LATER,) else coaching.dismiss)(vault, here.clock), as_json)
        return
    seen = None
    if not words and terminal.asking():
        from medledare.services.coach_told import because

        seen = coaching.waiting(vault, here.clock)
        terminal.complain(seen.text)
        terminal.complain(because(seen.reason))
    written = text_from(here, words, _(NEEDED))
    with handed_back(written):
        entry = coaching.answer(vault, here.clock, written.text, seen)
    if as_json:
        terminal.document({"record": display.document(entry)})
    else:
        terminal.line(_("Saved as {id}.").format(id=short(entry.id)) if terminal.talking() else short(entry.id))


@command("later")
@json_option
@pass_here
def later(here: Here, as_json: bool) -> None:
    from medledare.services import coach as coaching

    _tell_state(coaching.later(here.open(), here.clock), as_json)


@command("dismiss")
@json_option
@pass_here
def dismiss(here: Here, as_json: bool) -> None:
    from medledare.services import coach as coaching

    _tell_state(coaching.dismiss(here.open(), here.clock), as_json)


@command("why")
@json_option
@pass_here
def why(here: Here, as_json: bool) -> None:
    from medledare.services import coach as coaching

    reasons = coaching.why(here.open(), here.clock)
    if as_json:
        terminal.document(
            {
                "question": _document(reasons.offer),
                "rule": reasons.rule and _rule(reasons.rule),
                "records": [display.document(one) for one in reasons.behind],
                "rests_days": reasons.wait,
                "again": reasons.again.isoformat(),
            }
        )
        return
    tell(reasons.offer)
    terminal.line()
    tell_why(reasons)


@command("rules")
@json_option
@pass_here
def rules(here: Here, as_json: bool) -> None:
    from medledare.services import coach as coaching
    from medledare.services import coach_told as told
    from medledare.text.library import principle_name

    known = coaching.catalogue(here.places)
    if as_json:
        listed = [{**_rule(one), "off": one.id in known.off} for one in known.rules]
        terminal.document({"rules": listed, "problem": known.problem and say(known.problem)})
        return
    for number, one in enumerate(known.rules):
        if number:
            terminal.line()
        asides = [principle_name(one.principle), *([_("your own")] if one.own else [])]
        asides += [_("switched off")] if one.id in known.off else []
        terminal.line((one.id, "bold"), (" · " + " · ".join(asides), "dim"))
        terminal.paragraph(one.question, indent="  ")
        terminal.paragraph(told.because(one.because), indent="  ")
        rests = _("Rests {time}.").format(time=told.rest_words(max(1, one.cooldown)))
        terminal.paragraph(f"{told.signal_words(one)} {rests}", indent="  ")
    _complain(known.problem)


def tell(offer: "Offer") -> None:
    """A question and its reason."""
    from medledare.services.coach_told import because

    terminal.paragraph(offer.text, "bold")
    terminal.paragraph(because(offer.reason))


def tell_why(reasons: "Why") -> None:
    """The rule and the records behind a question."""
    from medledare.services import coach_told as told

    for label, text in told.why_lines(reasons):
        terminal.paragraph(f"{label}: {text}")
    for one in reasons.behind:
        terminal.line("  ", told.record_line(one))


def _tell_state(offer: "Offer", as_json: bool) -> None:
    if as_json:
        terminal.document({"question": _document(offer)})
    else:
        terminal.paragraph(_(STATES[offer.state]))


def _document(offer: "Offer | None") -> dict[str, Any] | None:
    return display.document(offer) if offer else None


def _rule(rule: "Rule") -> dict[str, Any]:
    return {
        "id": rule.id,
        "principle": rule.principle,
        "signal": rule.signal,
        "parameters": {name: list(one) if isinstance(one, tuple) else one for name, one in rule.parameters.items()},
        "cooldown_days": rule.cooldown,
        "weight": rule.weight,
        "once": rule.once,
        "question": rule.question,
        "because": rule.because,
        "own": rule.own,
    }


def _complain(problem: "Problem | None") -> None:
    """Say what is wrong with the own file; the rest goes on without it."""
    if problem is not None:
        terminal.complain(say(problem))
