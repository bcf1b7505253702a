"""A colleague who observes, from the side of the observed: whom one asked, the invitation, the reply, and its end."""

import sys
from pathlib import Path
from typing import Any

from medledare.cli import display, terminal
from medledare.cli.common import force_option, id_argument, json_option, output_option, target_of, tell_place
from medledare.cli.fields import field_options, values
from medledare.cli.here import Here
from medledare.cli.problems import NotConfirmed, NoTerminal, WrongUse
from medledare.cli.spoken import argument, command, option, pass_here
from medledare.cli.writing import STDIN, confirmed
from medledare.domain.records import Observation, Observer
from medledare.domain.short_id import short
from medledare.services import observing, records
from medledare.services.observing import Asked
from medledare.text import N_, _

NONE_YET = N_("No observer is noted. “medledare observe add” notes one.")
WHICH = N_("Give the id of an agreement (“medledare observe list”), or say with --behaviour what to look for.")
"""What an invitation is about has to be said, and only once."""


@command("list")
@json_option
@pass_here
def listed(here: Here, as_json: bool) -> None:
    vault = here.open()
    agreed, asked = records.all_of(vault, Observer), observing.invitations(vault)
    seen = records.all_of(vault, Observation)
    if as_json:
        terminal.document(
            {
                "observers": [display.document(one) for one in agreed],
                "invitations": [_document(one) for one in asked],
                "observations": [display.document(one) for one in seen],
            }
        )
        return
    if not agreed:
        terminal.line(_(NONE_YET))
    for number, one in enumerate(agreed):
        if number:
            terminal.line()
        display.write_block(one)
        for invitation in asked:
            if invitation.observer == one.id:
                terminal.line("  ", *_state(invitation))
        for observation in seen:
            if observation.observer == one.id:
                terminal.line("  ", (_("Reply"), "dim"), f": {display.moment(observation.at)} {short(observation.id)}")


@command(
    "invite",
    epilog=N_(
        "The file says in both languages what it is about and how to answer. It holds a key of its own to seal the "
        "reply to. Without --question three usual questions are asked."
    ),
)
@argument("given_id", metavar="ID", required=False)
@field_options(("observer",), leave=("at",))
@option("--question", "questions", multiple=True, metavar=N_("TEXT"), help=N_("What is asked; may be repeated"))
@option("--name", default="", metavar=N_("NAME"), help=N_("Who invites, as the colleague knows you"))
@output_option
@force_option
@pass_here
def invite(
    here: Here,
    given_id: str | None,
    questions: tuple[str, ...],
    name: str,
    output: str | None,
    force: bool,
    **given: Any,
) -> None:
    target, vault = target_of(output), here.open()
    fields = values(here, "observer", given)
    if bool(given_id) == ("behaviour" in fields) or (given_id and fields):
        raise WrongUse(told=_(WHICH))
    if given_id:
        agreed = records.get(vault, given_id, Observer)
        assert isinstance(agreed, Observer)
    else:
        agreed = observing.agreement(here.clock, fields.pop("behaviour"), **fields)
    asked = observing.draw_up(vault, here.clock, agreed, questions, name)
    tell_place(target)
    written = observing.hand_out(vault, here.clock, agreed, asked, target, overwrite=force)
    if written is None:
        terminal.raw(observing.text_of(asked))
    else:
        terminal.line(_("Written to {path}").format(path=written))
    if written is not None or terminal.talking():
        terminal.complain(_(HAND_OVER).format(number=asked.invitation.number))


HAND_OVER = N_(
    "Give it to your colleague. The number to compare aloud is {number}. What comes back you take in with “medledare "
    "observe receive”."
)


@command("receive", epilog=N_("“-” reads the reply from standard input, as it came in a message."))
@argument("reply", metavar=N_("FILE"))
@json_option
@pass_here
def receive(here: Here, reply: str, as_json: bool) -> None:
    vault = here.open()
    if reply == STDIN:
        data = sys.stdin.buffer.read(observing.REPLY_SIZE + 1) if sys.stdin is not None else b""
    else:
        data = observing.read_reply(Path(reply))
    seen = observing.receive(vault, here.clock, data)
    if as_json:
        terminal.document({"observation": display.document(seen)})
        return
    display.write_block(seen)
    terminal.complain(_("It belongs to you: “medledare delete {id}” takes it away.").format(id=short(seen.id)))


@command("revoke", epilog=N_("What came in before stays. This cannot be taken back; a new invitation can be made."))
@id_argument
@option("--yes", is_flag=True, help=N_("Do not ask"))
@pass_here
def revoke(here: Here, given_id: str, yes: bool) -> None:
    vault = here.open()
    agreed = records.get(vault, given_id, Observer)
    assert isinstance(agreed, Observer)
    if not yes:
        if not terminal.asking():
            raise NoTerminal(needed="--yes")
        display.write_block(agreed)
        if not confirmed(_("Destroy the key of this invitation?")):
            raise NotConfirmed
    gone = observing.revoke(vault, here.clock, agreed)
    terminal.line(_(observing.REVOKED))
    if not gone:
        terminal.complain(_(observing.LEFT_IN_LOG))


def _state(asked: Asked) -> tuple[tuple[str, str], str]:
    words, at = (_("Revoked"), asked.revoked) if asked.revoked else (_("Invited"), asked.at)
    return (words, "dim"), f": {display.moment(at)}, {asked.invitation.number}"


def _document(asked: Asked) -> dict[str, Any]:
    return {
        "id": asked.id,
        "observer": asked.observer,
        "at": asked.at.isoformat(),
        "revoked": asked.revoked.isoformat() if asked.revoked else None,
        "number": asked.invitation.number,
        "questions": list(asked.invitation.questions),
        "until": asked.invitation.until.isoformat() if asked.invitation.until else None,
    }
