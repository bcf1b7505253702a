"""A summary of a period for others: parts chosen, edited, read through, and only then written."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medledare.cli import display, terminal
from medledare.cli.agreeing import NotAgreed, OtherWords
from medledare.cli.common import edit_option, force_option, json_option, period_option, target_of, tell_place
from medledare.cli.fields import code_of, naming
from medledare.cli.here import Here
from medledare.cli.problems import NotUtf8, WrongUse
from medledare.cli.spoken import argument, command, option, pass_here
from medledare.domain.period import SCALES, Scale, nearest_its_end
from medledare.domain.problems import CannotReach
from medledare.domain.summary import PARTS, is_private
from medledare.text import N_, _
from medledare.text.said import shared_with

if TYPE_CHECKING:
    from medledare.domain.period import Period
    from medledare.domain.records import Departure
    from medledare.domain.review import Review
    from medledare.services.sending import Prepared

WRITTEN_AS = ("markdown", "html")


@command(
    "summary",
    epilog=N_(
        "Every part is off until you choose it with --part. Without --output you only see what it would say. With it "
        "you are shown the exact bytes and asked; where nobody can be asked, --agree with the number that is shown. "
        "With --to it is sealed with age and signed by you, else whoever has the file can read it."
    ),
)
@argument("scale", choices=SCALES)
@period_option
@option("--part", "parts", multiple=True, choices=PARTS, metavar=N_("PART"), help=N_("What to tell; may be repeated"))
@option("--as-before", is_flag=True, help=N_("The parts you told last time; what is private is never among them"))
@option("--text", "source", metavar=N_("FILE"), help=N_("Take the words from a file instead; “-” is standard input"))
@edit_option
@option("--anew", is_flag=True, help=N_("Begin anew instead of going on with what you wrote before"))
@option(
    "--to", "whom", multiple=True, metavar=N_("WHOM"), help=N_("Seal it to a name you have a card of, a card, age1…")
)
@option("--team", "team_name", metavar=N_("NAME"), help=N_("Tell a team: all its members, or only those in --to"))
@option("--format", choices=WRITTEN_AS, help=N_("What an open file is written as; as its name says, if not said"))
@option("-o", "--output", metavar=N_("FILE"), help=N_("The file to write"))
@force_option
@option("--agree", metavar=N_("NUMBER"), help=N_("Write what you have read through; the number says which words"))
@json_option
@pass_here
def summary(
    here: Here,
    scale: str,
    period: str | None,
    parts: tuple[str, ...],
    as_before: bool,
    source: str | None,
    edit: bool,
    anew: bool,
    whom: tuple[str, ...],
    team_name: str | None,
    format: str | None,
    output: str | None,
    force: bool,
    agree: str | None,
    as_json: bool,
) -> None:
    from medledare.services import recipients, sending, summaries, teams
    from medledare.text.periods import parse_period

    known: Scale = code_of(scale, SCALES, _("The period"))  # type: ignore[assignment]
    now = here.clock()
    about = nearest_its_end(known, now.date()) if period is None else parse_period(known, period, now)
    target = target_of(output)
    if target is not None and team_name is not None:
        raise WrongUse(told=_("Say either --output or --team."))
    if target is None and team_name is None and (agree or output or whom or format):
        raise WrongUse(told=_("Say with --output which file to write."))
    codes = {code_of(one, PARTS, "--part") for one in parts}
    vault = here.open()
    found, before = summaries.look(vault, about), summaries.told_before(vault)
    codes |= set(before) if as_before else set()
    text = _drafted(here, found, codes, edit=edit, anew=anew) if source is None else _text_of(source)
    if target is None and team_name is None:
        _show(found, text, before, as_json)
        return
    with naming("--to"):
        to = [recipients.recipient(vault, one) for one in whom]
    if target is None:
        team = teams.team_named(vault, team_name or "")
        prepared = sending.prepare_for_team(vault, text, team, to)
        _agreed(prepared, teams.folder_of(vault, team), agree, as_json)
        left = sending.post(vault, here.clock, prepared)
    else:
        form = sending.SEALED if to else format or sending.form_of(target)
        prepared = sending.prepare(vault, here.clock, about, text, form, to)
        _agreed(prepared, target, agree, as_json)
        left = sending.send(vault, here.clock, prepared, target, overwrite=force)
    _forget_draft(here, about)
    _tell(left, as_json)


def _drafted(here: Here, found: "Review", codes: set[str], *, edit: bool, anew: bool) -> str:
    """The chosen parts, in what was begun before if anything was; perhaps as it is after an editor, kept in a draft."""
    from medledare.cli.writing import edited, left
    from medledare.services import summaries
    from medledare.text import summary as words

    spot = summaries.spot(found.period)
    drafts = left(here, spot)
    begun = drafts.at(spot) if drafts and not anew else words.start(found.period)
    text = words.with_parts(begun, found, codes | set(words.chosen(begun)))
    if drafts is not None:
        if edit:
            drafts.put(spot.draft, text)
        drafts.close()
    if not edit:
        return text
    written = edited(here, text, spot, instead=True)
    if written.draft is not None:
        written.draft.release()
    return written.text


def _text_of(source: str) -> str:
    """Raises CannotReach, NotUtf8."""
    try:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).expanduser().read_bytes()
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotUtf8 from None
    except OSError as error:
        raise CannotReach(path=source, reason=error.strerror) from None


def _forget_draft(here: Here, about: "Period") -> None:
    from medledare.cli.writing import left
    from medledare.services import summaries

    while (drafts := left(here, spot := summaries.spot(about))) is not None:
        drafts.clear(spot)
        drafts.close()


def _show(found: "Review", text: str, before: tuple[str, ...], as_json: bool) -> None:
    """What it would say, and what else there is to tell. Nothing leaves."""
    from medledare.text import summary as words

    there, chosen = {part.code for part in found.parts}, words.chosen(text)
    if as_json:
        terminal.document({"summary": _document(found.period, there, before, text)})
        return
    for line in text.rstrip("\n").split("\n"):
        terminal.line(line)
    if not terminal.talking():
        return
    terminal.line()
    others = [code for code in PARTS if code in there and code not in chosen]
    if others:
        terminal.line((_("What you can choose with --part, each off until you do:"), "dim"))
    for code in others:
        told = [words.heading(code)]
        told += [_("told last time")] if code in before else []
        told += [_("private: never suggested")] if is_private(code) else []
        terminal.line(f"  {code.ljust(12)}", (", ".join(told), "dim"))


def _document(about: "Period", there: set[str], before: tuple[str, ...], text: str) -> dict[str, Any]:
    from medledare.text import summary as words

    chosen = words.chosen(text)
    return {
        "scale": about.scale,
        "period": about.code,
        "from": about.first.isoformat(),
        "to": about.last.isoformat(),
        "parts": [
            {
                "part": code,
                "heading": words.heading(code),
                "chosen": code in chosen,
                "told_before": code in before,
                "private": is_private(code),
            }
            for code in PARTS
            if code in there or code in chosen
        ],
        "text": text,
    }


def _agreed(prepared: "Prepared", target: Path, agree: str | None, as_json: bool) -> None:
    """Show the exact bytes, and go on only if they are agreed to. Raises NotAgreed, OtherWords, NotConfirmed."""
    from medledare.cli.problems import NotConfirmed
    from medledare.cli.writing import confirmed
    from medledare.text.sending import before_words

    tell_place(target)
    if agree is not None:
        if agree.strip().lower() != prepared.agreement:
            raise OtherWords
        return
    if as_json:
        terminal.document({"preview": _preview(prepared)})
    else:
        terminal.raw(prepared.content.decode())
    for told in before_words(prepared.whom, str(target), prepared.team.name if prepared.team else ""):
        terminal.complain(told)
    if as_json or not (terminal.asking() and terminal.is_terminal(sys.stderr)):
        raise NotAgreed(agreement=prepared.agreement)
    with suppress(EOFError):
        if confirmed(_("Shall it be written?")):
            return
    raise NotConfirmed


def _preview(prepared: "Prepared") -> dict[str, Any]:
    return {
        "form": prepared.form,
        "whom": [
            {"name": one.name, "recipient": one.key, "known": one.known, "compared": one.compared}
            for one in prepared.whom
        ],
        "agreement": prepared.agreement,
        "content": prepared.content.decode(),
    }


def _tell(left: "Departure", as_json: bool) -> None:
    if as_json:
        terminal.document({"shared": display.document(left)})
        return
    if left.team:
        terminal.line(_("Told to {whom}.").format(whom=shared_with(left)))
        return
    terminal.line(_("Written to {path}").format(path=left.target))
    if not left.recipients:
        terminal.complain(_("It is not sealed: whoever has the file can read it."))
