"""An invitation and its reply: only what is whole, meant for it and new is taken in, and a revoked key is gone."""

import base64
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medledare.config.paths import Places
from medledare.domain.problems import Problem, Unwritable
from medledare.domain.records import Observation, Observer
from medledare.services import observing, records
from medledare.services.observing import AlreadyIn, NotForYou, NothingOpen, PerhapsRevoked, TooLarge
from medledare.services.outfile import TargetExists
from medledare.sharing import invitation_file
from medledare.sharing import observing as pure
from medledare.sharing.observing import AlteredReply, Invitation, LongAnswer, NotAnInvitation, NotAReply
from medledare.text import LANGUAGES, speak
from medledare.vault.access import key_at_hand
from medledare.vault.age import new_identity, recipient_of, seal_as_text, seal_to
from medledare.vault.create import create
from medledare.vault.vault import FileVault, Vault, memory_vault, open_vault

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
HOSTILE = "[/b] ‮vänd‬ 🐎 \x1b[31m مرحبا \u2028 ((för mig)) @Kim"


def clock() -> datetime:
    return NOW


@pytest.fixture
def vault() -> Vault:
    return memory_vault(clock)


def agreed(vault: Vault, behaviour: str = "Om jag avbryter") -> Observer:
    return records.add(vault, observing.agreement(clock, behaviour, whom="en kollega", until=date(2026, 12, 24)))


def invite(vault: Vault, agreement: Observer, questions: Sequence[str] = (), name: str = "") -> observing.Asked:
    """An invitation that was shown."""
    asked = observing.draw_up(vault, clock, agreement, questions, name)
    assert observing.hand_out(vault, clock, agreement, asked, None) is None
    return asked


def read_back(asked: observing.Asked) -> Invitation:
    return pure.read_invitation(observing.text_of(asked).encode())


def replied(asked: observing.Asked, *answers: str) -> bytes:
    invitation = read_back(asked)
    return observing.seal(invitation, [*answers, *[""] * (len(invitation.questions) - len(answers))]).encode()


def test_what_is_answered_comes_in_as_it_was_written_and_is_the_observeds(vault: Vault) -> None:
    agreement = agreed(vault)
    asked = invite(vault, agreement, ["Vad såg du?", "Och sedan?"], "Kim")
    seen = observing.receive(vault, clock, replied(asked, HOSTILE))
    assert [(one.asked, one.answer) for one in seen.seen] == [("Vad såg du?", HOSTILE)]
    assert (seen.observer, seen.whom, seen.behaviour) == (agreement.id, "en kollega", "Om jag avbryter")
    assert records.all_of(vault, Observation) == observing.observations(vault, agreement) == [seen]
    records.remove(vault, seen)
    assert records.all_of(vault, Observation) == []


@settings(deadline=None)
@given(st.text(min_size=1), st.lists(st.text(min_size=1), min_size=1, max_size=4), st.text())
def test_any_words_come_through_the_file_unchanged(behaviour: str, questions: list[str], name: str) -> None:
    recipient = recipient_of(new_identity())
    try:
        made = pure.invitation(behaviour, questions, recipient, NOW.date(), None, name)
    except Problem:
        return
    text = invitation_file.file_text(made)
    for carried in (text, text.replace("\n", "\r\n"), "\n".join(f"> {line}" for line in text.split("\n"))):
        assert pure.read_invitation(f"Hej\n\n{carried}\n-- \nKim".encode()) == made


def test_the_file_is_read_by_people_in_both_languages(vault: Vault) -> None:
    for spoken in LANGUAGES:
        speak(spoken)
        text = observing.text_of(invite(vault, agreed(vault)))
        assert "En inbjudan att observera · An invitation to observe" in text
        said = " ".join(text.split())
        assert "Bara den som bjöd in dig kan öppna dem" in said
        assert "Only the one who invited you can open them" in said
        assert max(map(len, text.split("\n"))) <= 72
    speak("en")


def test_every_letter_that_is_altered_is_noticed(vault: Vault) -> None:
    asked = invite(vault, agreed(vault))
    block = asked.invitation.block.encode()
    for place in range(0, len(block), 7):
        altered = block[:place] + bytes([block[place] ^ 1]) + block[place + 1 :]
        try:
            # A line feed may become another end of a line; nothing else goes unnoticed.
            assert pure.read_invitation(altered) == asked.invitation
            assert block[place] == ord("\n")
        except NotAnInvitation:
            pass


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00" * 999, b"\xff\xfe" * 500, b"[" * 60_000, b"-----BEGIN MEDLEDARE INVITATION-----\n" * 2, b"Hej"],
)
def test_what_is_no_invitation_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(NotAnInvitation):
        pure.read_invitation(data)


def test_two_invitations_in_one_file_are_none(vault: Vault) -> None:
    one, two = (invite(vault, agreed(vault, words)) for words in ("a", "b"))
    with pytest.raises(NotAnInvitation):
        pure.read_invitation((one.invitation.block + two.invitation.block).encode())


@pytest.mark.parametrize(
    "change",
    [{"format": 2}, {"id": "x"}, {"questions": []}, {"questions": "abc"}, {"recipient": "age1x"}, {"until": "soon"},
     {"since": None}, {"behaviour": ""}, {"behaviour": "a\nb"}, {"behaviour": "a\x00b"}, {"name": "\u202e"},
     {"name": 3}, {"more": 1}, {"questions": ["x" * 301]}],
)  # fmt: skip
def test_a_forged_invitation_is_none_though_its_sum_is_right(vault: Vault, change: dict[str, object]) -> None:
    fields = orjson.loads(invite(vault, agreed(vault)).invitation.core) | change
    core = orjson.dumps(fields, option=orjson.OPT_SORT_KEYS)
    coded = base64.b64encode(sha256(b"medledare invitation 1\n" + core).digest()[:16] + core).decode()
    with pytest.raises(NotAnInvitation):
        pure.read_invitation(f"{pure._BEGIN}\n{coded}\n{pure._END}\n".encode())


def test_the_number_is_another_as_soon_as_a_letter_is(vault: Vault) -> None:
    one = pure.invitation("Om jag avbryter", ["Vad?"], recipient_of(new_identity()), NOW.date())
    assert one.number != pure.invitation("Om jag avbryter.", ["Vad?"], one.recipient, NOW.date()).number
    assert len(one.number.split()) == 6


def test_a_question_or_a_behaviour_cannot_pass_for_the_block(vault: Vault) -> None:
    asked = invite(vault, agreed(vault, pure._BEGIN), [pure._END, "Vad?"])
    with pytest.raises(NotAnInvitation):
        pure.read_invitation(pure._BEGIN.encode())
    assert read_back(asked) == asked.invitation


# The reply


def test_a_reply_is_opened_by_nobody_else(vault: Vault) -> None:
    asked = invite(vault, agreed(vault))
    other = memory_vault(clock)
    invite(other, agreed(other))
    with pytest.raises(NotForYou):
        observing.receive(other, clock, replied(asked, "Hej"))
    assert records.all_of(other, Observation) == []


def test_the_same_reply_is_taken_in_once_however_it_is_carried(vault: Vault) -> None:
    reply = replied(invite(vault, agreed(vault)), "Hej")
    observing.receive(vault, clock, reply)
    for again in (
        reply,
        b"Hej!\n\n" + reply.replace(b"\n", b"\r\n") + b"\n-- \nKim",
        b"> " + reply.replace(b"\n", b"\n> "),
    ):
        with pytest.raises(AlreadyIn):
            observing.receive(vault, clock, again)
    assert len(records.all_of(vault, Observation)) == 1


def test_an_altered_reply_is_named_and_nothing_of_it_is_kept(vault: Vault) -> None:
    asked = invite(vault, agreed(vault))
    sealed = bytearray(seal_to(asked.invitation.recipient, b"x" * 300))
    sealed[-1] ^= 1
    with pytest.raises(AlteredReply):
        observing.receive(vault, clock, bytes(sealed))
    with pytest.raises(NotAReply):
        observing.receive(vault, clock, replied(asked, "Hej")[:-60])
    assert records.all_of(vault, Observation) == []


def test_a_reply_to_other_words_than_were_asked_is_refused(vault: Vault) -> None:
    asked = invite(vault, agreed(vault), ["Vad såg du?"]).invitation
    altered = pure.invitation(asked.behaviour, ["Är hon dum?"], asked.recipient, asked.since, asked.until)
    with pytest.raises(pure.OtherWording):
        observing.receive(vault, clock, observing.seal(altered, ["Ja"]).encode())


@pytest.mark.parametrize(
    "change",
    [{"answers": "abc"}, {"answers": []}, {"answers": ["a"] * 9}, {"answers": [1, 2, 3]}, {"id": 3}, {"id": "../x"},
     {"format": 2}, {"answers": ["", " ", ""]}, {"answers": ["a\x00", "", ""]}, {"answers": ["x" * 20_001, "", ""]}],
)  # fmt: skip
def test_a_forged_reply_is_refused(vault: Vault, change: dict[str, object]) -> None:
    asked = invite(vault, agreed(vault)).invitation
    fields = {"format": 1, "invitation": asked.digest, "id": "0" * 32, "answers": ["a", "b", "c"]} | change
    with pytest.raises(AlteredReply):
        observing.receive(vault, clock, seal_as_text(asked.recipient, orjson.dumps(fields)).encode())


def test_what_was_written_by_hand_and_sealed_with_age_is_taken_in(vault: Vault) -> None:
    asked = invite(vault, agreed(vault)).invitation
    sealed = seal_to(asked.recipient, "1. Du lät andra tala.\r\n2. Mer!\n".encode())
    seen = observing.receive(vault, clock, sealed)
    assert [(one.asked, one.answer) for one in seen.seen] == [("", "1. Du lät andra tala.\r\n2. Mer!")]
    with pytest.raises(AlreadyIn):
        observing.receive(vault, clock, sealed)
    with pytest.raises(AlteredReply):
        observing.receive(vault, clock, seal_to(asked.recipient, b"\xff\x00"))


def test_nothing_too_long_and_nothing_unwritable_is_sealed(vault: Vault) -> None:
    asked = invite(vault, agreed(vault)).invitation
    for answers, problem in (
        (["", " ", ""], pure.NothingAnswered),
        (["x" * 20_001, "", ""], LongAnswer),
        (["\x00", "", ""], Unwritable),
        (["\ud800", "", ""], Unwritable),
        (["a"], pure.OtherNumber),
    ):
        with pytest.raises(problem):
            observing.seal(asked, answers)


def test_how_long_the_answers_are_hardly_shows(vault: Vault) -> None:
    asked = invite(vault, agreed(vault))
    # age itself adds a few random bytes.
    assert abs(len(replied(asked, "Ja")) - len(replied(asked, *["Nej, det såg jag inte"] * 3))) < 400
    assert len(replied(asked, "Ja")) > 5000


# What is kept, and its end


def test_the_same_invitation_again_is_the_same_and_other_words_are_another(vault: Vault) -> None:
    agreement = agreed(vault)
    one = invite(vault, agreement)
    assert invite(vault, agreement) == one
    two = invite(vault, agreement, ["Vad?"])
    assert two.invitation.recipient != one.invitation.recipient
    for asked in (one, two):
        observing.receive(vault, clock, replied(asked, "Hej"))


def test_what_was_drawn_up_and_not_handed_out_is_kept_nowhere(vault: Vault, tmp_path: Path) -> None:
    agreement = observing.agreement(clock, "Om jag avbryter")
    asked = observing.draw_up(vault, clock, agreement)
    (tmp_path / "there").write_text("x")
    with pytest.raises(TargetExists):
        observing.hand_out(vault, clock, agreement, asked, tmp_path / "there")
    assert (observing.invitations(vault), records.all_of(vault, Observer)) == ([], [])
    with pytest.raises(NotForYou):
        observing.receive(vault, clock, replied(asked, "Hej"))


def test_an_invitation_whose_agreement_is_deleted_takes_in_nothing_until_it_is_back(vault: Vault) -> None:
    agreement = agreed(vault)
    reply = replied(invite(vault, agreement), "Hej")
    records.remove(vault, agreement)
    with pytest.raises(NotForYou):
        observing.receive(vault, clock, reply)
    records.undo(vault)
    assert observing.receive(vault, clock, reply)


def test_no_step_back_touches_a_key(vault: Vault) -> None:
    agreement = agreed(vault)
    invite(vault, agreement)
    observing.revoke(vault, clock, agreement)
    records.undo(vault)
    assert [one.open for one in observing.invitations(vault)] == []
    assert [row["identity"] for row in vault.table(observing.TABLE)] == [""]


def test_revoked_is_revoked_and_said(vault: Vault) -> None:
    agreement = agreed(vault)
    asked = invite(vault, agreement)
    early = observing.receive(vault, clock, replied(asked, "Tidigt"))
    assert observing.revoke(vault, clock, agreement)
    with pytest.raises(PerhapsRevoked):
        observing.receive(vault, clock, replied(asked, "Sent"))
    with pytest.raises(NothingOpen):
        observing.revoke(vault, clock, agreement)
    assert observing.observations(vault, agreement) == [early]
    assert invite(vault, agreement).invitation.recipient != asked.invitation.recipient


def test_a_revoked_key_is_nowhere_in_the_log(tmp_path: Path) -> None:
    places = Places(*(tmp_path / name for name in ("vault", "state", "config", "runtime")))
    create(places, None, now=NOW)
    key = key_at_hand(places, NOW)
    assert key is not None

    def everything() -> str:
        with open_vault(places, key, clock=clock) as vault:
            return str([operation.document for _table, _id, operation in vault.store.fold.operations()])

    with open_vault(places, key, clock=clock) as vault:
        agreement = agreed(vault)
        records.change(vault, agreement, behaviour="Om jag lyssnar")
        invite(vault, agreement)
    assert "AGE-SECRET-KEY" in everything()
    with open_vault(places, key, clock=clock) as vault:
        assert isinstance(vault, FileVault)
        assert observing.revoke(vault, clock, agreement)
        assert len(records.history(vault, agreement)) == 2
    assert "AGE-SECRET-KEY" not in everything()
    assert "Om jag avbryter" in everything()


def test_a_table_that_another_version_wrote_stops_nothing(vault: Vault) -> None:
    agreement = agreed(vault)
    vault.table(observing.TABLE).insert({"observer": agreement.id, "core": 3})
    vault.table(observing.TABLE).insert({"core": "{}", "at": "x", "observer": agreement.id})
    asked = invite(vault, agreement)
    assert observing.invitations(vault) == [asked]


# Files


def unfit(folder: Path) -> dict[str, Callable[[], Path]]:
    def huge() -> Path:
        with (folder / "huge").open("wb") as file:
            file.truncate(100 * 1024 * 1024)
        return folder / "huge"

    return {
        "huge": huge,
        "folder": lambda: folder,
        "missing": lambda: folder / "none",
        "device": lambda: Path("/dev/zero"),
        "nul": lambda: Path("a\x00b"),
    }


@pytest.mark.parametrize("name", ["huge", "folder", "missing", "device", "nul"])
def test_a_file_that_cannot_be_one_is_said_to_be_none(tmp_path: Path, name: str) -> None:
    path = unfit(tmp_path)[name]()
    for read in (observing.read_invitation, observing.read_reply):
        with pytest.raises(TooLarge if name == "huge" else Problem):
            read(path)
