"""A signed and sealed text: stock age reads it as it is, and whatever was changed on the way is refused and named."""

import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medledare.sharing import sealed_text
from medledare.sharing.people import new_person
from medledare.sharing.sealed_text import BEGIN, Forged, Unsigned, read, signed
from medledare.vault.age import NotForUs, new_identity, open_with, recipient_of, seal_for

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
ANNA, BO, EVA = new_person("Anna"), new_person("Bo"), new_person("Eva")
ID = sealed_text.new_id()


def written(body: bytes = b"# What I learned\n\n- [/b] \xf0\x9f\x90\x8e\n", to: tuple[str, ...] = ()) -> bytes:
    return signed(ANNA, ID, NOW, body, to or (BO.card.recipient,))


def test_stock_age_opens_it_and_reads_the_same_text(tmp_path: Path) -> None:
    body = "# Lärt\n\n- Ring först 🐎\n".encode()
    other = new_identity()
    content = written(body, (BO.card.recipient, recipient_of(other)))
    (tmp_path / "for-bo.age").write_bytes(seal_for((BO.card.recipient, recipient_of(other)), content))
    for identity in (BO.identity, other):
        (tmp_path / "key").write_text(identity)
        command = ["age", "-d", "-i", str(tmp_path / "key"), str(tmp_path / "for-bo.age")]
        out = subprocess.run(command, capture_output=True, check=True).stdout
        assert out == content
        assert out.startswith(body + b"-----BEGIN MEDLEDARE SIGNATURE-----\n")
        assert read(out).body == body


@given(body=st.binary(max_size=400), withdraws=st.sampled_from(["", "0" * 32]))
@settings(max_examples=60, deadline=None)
def test_whatever_the_body_is_it_comes_back_whole(body: bytes, withdraws: str) -> None:
    body += b"\n"
    back = read(signed(ANNA, ID, NOW, body, [BO.card.recipient], withdraws))
    assert (back.body, back.by, back.at, back.id, back.withdraws) == (body, ANNA.card, NOW, ID, withdraws)
    assert back.is_for(BO.card.recipient)
    assert not back.is_for(EVA.card.recipient)


def test_a_body_that_looks_like_a_signature_is_part_of_the_body() -> None:
    inner = written(b"Eva did it\n")
    back = read(signed(EVA, ID, NOW, inner, [BO.card.recipient]))
    assert (back.by.name, back.body) == ("Eva", inner)


@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_no_byte_of_it_can_be_changed_without_its_being_refused(data: st.DataObject) -> None:
    content = bytearray(written())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    try:
        back = read(bytes(content))
    except (Unsigned, Forged):
        return
    # base64 has bits that say nothing: then all that is told is as it was.
    assert (back.body, back.by, back.to) == (read(written()).body, ANNA.card, read(written()).to)


def test_another_name_other_recipients_and_another_s_words_are_forged() -> None:
    for old, new in (
        (ANNA.card.text.encode(), replace(ANNA.card, name="Eva").text.encode()),
        (b"2026-11-23", b"2026-11-24"),
        (b"What I learned", b"What I stole"),
        (ANNA.card.text.encode(), EVA.card.text.encode()),
    ):
        with pytest.raises(Forged):
            read(written().replace(old, new))
    mine = read(written(to=(BO.card.recipient,))).to[0].encode()
    theirs = read(written(to=(EVA.card.recipient,))).to[0].encode()
    with pytest.raises(Forged):
        read(written().replace(b"to: " + mine, b"to: " + theirs))
    with pytest.raises(Forged):
        read(written().replace(b"to: " + mine + b"\n", b""))


def test_the_end_of_one_text_does_not_fit_another() -> None:
    other = signed(ANNA, sealed_text.new_id(), NOW, b"Another\n", [BO.card.recipient])
    with pytest.raises(Forged):
        read(b"Another text\n" + BEGIN + other.partition(BEGIN)[2])


@pytest.mark.parametrize("content", [b"", b"plain", BEGIN, b"x\n" + BEGIN + b"id: 1\n", b"\xff\xfe" * 99])
def test_what_has_no_signature_is_said_to_have_none(content: bytes) -> None:
    with pytest.raises(Unsigned):
        read(content)
    with pytest.raises(Unsigned):
        read(written() + b"more\n")


def test_whom_it_is_for_cannot_be_told_from_one_text_to_the_next() -> None:
    again = read(signed(ANNA, sealed_text.new_id(), NOW, b"x\n", [BO.card.recipient]))
    assert again.to != read(written()).to
    assert BO.card.recipient.encode() not in written()


def test_somebody_else_does_not_open_it() -> None:
    sealed = seal_for((BO.card.recipient,), written())
    assert open_with(BO.identity, sealed) == written()
    with pytest.raises(NotForUs):
        open_with(EVA.identity, sealed)
