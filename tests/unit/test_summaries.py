"""A summary for others: nothing in it until chosen, nothing private remembered, nothing written before it is agreed."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from medledare.domain.period import containing
from medledare.domain.records import Answer, Checkin, Conditions, Departure, Entry
from medledare.domain.redaction import PRIVATE
from medledare.domain.summary import KINDS, PARTS, is_private, to_remember
from medledare.services import capture, goals, mission, others, pins, received, records, sending, summaries, withdrawing
from medledare.services.departures import departures
from medledare.services.myself import make_card, oneself
from medledare.services.outfile import TargetExists
from medledare.services.recipients import recipient
from medledare.sharing import sealed_text
from medledare.sharing.people import new_person
from medledare.text import speak
from medledare.text import summary as words
from medledare.text.sending import before_words
from medledare.vault.age import open_with, seal_for
from medledare.vault.vault import Vault, memory_vault

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
WEEK = containing("week", date(2026, 11, 23))


def clock() -> datetime:
    return NOW


@pytest.fixture
def vault() -> Vault:
    """Something of every part."""
    vault = memory_vault(clock)
    mission.reword(vault, clock, "Whole roofs")
    goal = goals.create(vault, clock, "Fewer leaks")
    for fields in ({"goal": goal.id}, {"starred": True}, {}):
        records.add(vault, capture.entry(clock, f"Saw @Anna Berg [/b] {len(fields)} ((not this))", **fields))
    for kind, text in (("learning", "Ring first"), ("failure", "Forgot to ring"), ("stop", "The second list")):
        records.add(vault, capture.written(kind, clock, text))
    for kind, text in (("need", "Two of three are missing"), ("decision", "I choose the tiles")):
        records.add(vault, capture.written(kind, clock, text))
    common: dict[str, Any] = {"at": NOW, "created": NOW}
    records.add(vault, Checkin(id="c", answers=(Answer(item="TIL1", value=3),), **common))
    records.add(vault, Conditions(id="d", answers=(Answer(item="STO", value=1),), **common))
    return vault


def whole(vault: Vault) -> str:
    return words.with_parts(words.start(WEEK), summaries.look(vault, WEEK), PARTS)


def test_every_part_is_off_until_it_is_chosen_and_then_only_that_one_is_on(vault: Vault) -> None:
    found = summaries.look(vault, WEEK)
    assert {part.code for part in found.parts} == set(PARTS)
    assert words.start(WEEK) == "# Summary: week 48 2026\n"
    assert words.with_parts(words.start(WEEK), found, ()) == words.start(WEEK)
    for code in PARTS:
        text = words.with_parts(words.start(WEEK), found, [code])
        assert words.chosen(text) == (code,)
        assert text.count("\n- ") >= 1
    assert words.chosen(whole(vault)) == PARTS


def test_what_is_prefilled_has_no_names_no_marked_passages_no_ids_and_no_days(vault: Vault) -> None:
    text = whole(vault)
    assert "Saw @… [/b]" in text
    for hidden in ("Anna", "Berg", "not this", "23", *(one.id[-7:] for one in records.all_of(vault, Entry))):
        assert hidden not in text


def test_answers_are_told_by_step_and_what_was_skipped_is_not(vault: Vault) -> None:
    for number, value in enumerate((3, 0, "skip", "none", 3, 0)):
        at = NOW - timedelta(days=number)
        answers = (Answer(item="HEL1", value=value), Answer(item="HEL2", value="skip"))  # type: ignore[arg-type]
        records.add(vault, Checkin(id=f"s{number}", at=at, created=at, answers=answers))
    month = containing("month", NOW.date())
    text = words.with_parts(words.start(month), summaries.look(vault, month), ["answers"])
    assert "affects the work of others: Not at all × 2, Largely × 2, No occasion\n" in text
    assert "Skipped" not in text
    assert text.count("\n- ") == 2


def test_parts_come_and_go_in_order_and_what_was_written_meanwhile_stays(vault: Vault) -> None:
    found = summaries.look(vault, WEEK)
    text = words.with_parts(words.start(WEEK), found, ["learnings"])
    text = text.replace("Ring first", "Ring first, always") + "\n## Also\n\nMine\n"
    more = words.with_parts(text, found, ["learnings", "mission", "failures"])
    assert "Ring first, always" in more
    assert "## Also\n\nMine" in more
    assert words.chosen(more) == ("mission", "learnings", "failures")
    assert more.index("My mission") < more.index("What I learned")
    fewer = words.with_parts(more, found, ["mission"])
    assert "Ring first" not in fewer
    assert "## Also\n\nMine" in fewer
    speak("sv")
    assert words.chosen(more) == ("mission", "learnings", "failures")


def test_what_is_private_is_never_remembered_as_chosen(vault: Vault, tmp_path: Path) -> None:
    assert {code for code in PARTS if is_private(code)} == {"failures", "conditions", "answers"}
    assert all(is_private(code) == (KINDS[code] in PRIVATE) for code in PARTS)
    sending.send(vault, clock, sending.prepare(vault, clock, WEEK, whole(vault), "markdown"), tmp_path / "a.md")
    kept = vault.table(summaries.TABLE).all()
    assert len(kept) == 1
    assert set(kept[0]["parts"]) == {code for code in PARTS if KINDS[code] not in PRIVATE}
    assert set(summaries.told_before(vault)).isdisjoint({"failures", "conditions", "answers"})
    # Nor is what somebody put there by hand suggested.
    vault.table(summaries.TABLE).truncate()
    summaries.remember(vault, ["learnings"])
    vault.table(summaries.TABLE).update({"parts": ["answers", "learnings", "x", 3]})
    assert summaries.told_before(vault) == ("learnings",)
    assert to_remember(PARTS) == tuple(code for code in PARTS if KINDS[code] not in PRIVATE)


def test_nothing_is_written_or_noted_by_making_ready_and_what_is_sent_is_what_was_shown(
    vault: Vault, tmp_path: Path
) -> None:
    make_card(vault, "Anna")
    bo = new_person("Bo")
    to = [recipient(vault, bo.card.text)]
    for form, whom in (("markdown", []), ("html", []), ("sealed", to)):
        prepared = sending.prepare(vault, clock, WEEK, whole(vault), form, whom)
        assert list(tmp_path.iterdir()) == []
        assert departures(vault) == []
        assert others.cards(vault) == []
        assert summaries.told_before(vault) == ()
        assert prepared.agreement == sending.prepare(vault, clock, WEEK, whole(vault), form, whom).agreement
    sending.send(vault, clock, prepared, tmp_path / "a.age")
    assert open_with(bo.identity, (tmp_path / "a.age").read_bytes()) == prepared.content
    (left,) = departures(vault)
    assert (left.text, left.digest, left.whom, left.shared) == (prepared.text, prepared.digest, ("Bo",), prepared.id)
    assert [one.name for one in others.cards(vault)] == ["Bo"]
    with pytest.raises(TargetExists):
        sending.send(vault, clock, prepared, tmp_path / "a.age")
    assert len(departures(vault)) == 1


def test_what_one_agrees_to_is_the_words_the_form_and_whom_they_are_for(vault: Vault) -> None:
    make_card(vault, "Anna")
    bo, eva = (recipient(vault, new_person(name).card.text) for name in ("Bo", "Eva"))
    text = whole(vault)
    made = [
        ("markdown", text, []), ("html", text, []), ("markdown", text + "x", []),
        ("sealed", text, [bo]), ("sealed", text, [eva]), ("sealed", text, [bo, eva]),
    ]  # fmt: skip
    agreements = {sending.prepare(vault, clock, WEEK, said, form, whom).agreement for form, said, whom in made}
    assert len(agreements) == len(made)


@pytest.mark.parametrize("text", ["", "\n", "# Only a title\n\n", "# A\n\n## Heading\n\n###\n"])
def test_nothing_is_told_with_nothing_to_tell(vault: Vault, text: str) -> None:
    with pytest.raises(sending.NothingToTell):
        sending.prepare(vault, clock, WEEK, text, "markdown")


def test_hostile_words_are_told_as_they_are_and_are_no_markup_on_a_page(vault: Vault) -> None:
    hostile = "# <b>\n\n<script>alert(1)</script> [/b] \u202eabc 👩‍👩‍👧 \x1b[2J\n" + "å" * 1_000_000 + "\n"
    assert sending.prepare(vault, clock, WEEK, hostile, "markdown").content.decode() == hostile
    page = sending.prepare(vault, clock, WEEK, hostile, "html").content.decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


# What comes to one


@pytest.fixture
def two() -> tuple[Vault, Vault]:
    """Anna and Bo, who have each other's cards."""
    anna, bo = memory_vault(clock), memory_vault(clock)
    cards = make_card(anna, "Anna"), make_card(bo, "Bo")
    others.pin(anna, cards[1])
    others.pin(bo, cards[0])
    return anna, bo


def sent(anna: Vault, path: Path, name: str = "Bo") -> Departure:
    prepared = sending.prepare(anna, clock, WEEK, "# T\n\nRing first\n", "sealed", [recipient(anna, name)])
    return sending.send(anna, clock, prepared, path)


def test_it_is_opened_by_whom_it_is_for_and_by_nobody_else(two: tuple[Vault, Vault], tmp_path: Path) -> None:
    anna, bo = two
    sent(anna, path := tmp_path / "a.age")
    found = received.open_file(bo, path)
    assert (found.text, found.signed.by.name) == ("# T\n\nRing first\n", "Anna")
    eva = memory_vault(clock)
    make_card(eva, "Eva")
    with pytest.raises(received.NotForYou):
        received.open_file(eva, path)


def test_altered_resealed_and_forged_ones_are_refused_and_named(two: tuple[Vault, Vault], tmp_path: Path) -> None:
    anna, bo = two
    sent(anna, path := tmp_path / "a.age")
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(received.NotWhole):
        received.open_file(bo, path)
    eva = memory_vault(clock)
    make_card(eva, "Eva")
    content = open_with(oneself(bo).identity, data)
    path.write_bytes(seal_for([oneself(eva).card.recipient], content))
    with pytest.raises(received.ForOthers, match="Anna"):
        received.open_file(eva, path)
    path.write_bytes(seal_for([oneself(bo).card.recipient], content.replace(b"Ring first", b"Never ring")))
    with pytest.raises(sealed_text.Forged, match="Anna"):
        received.open_file(bo, path)
    other_anna = new_person("Anna")
    false = sealed_text.signed(other_anna, sealed_text.new_id(), NOW, b"Mine\n", [oneself(bo).card.recipient])
    path.write_bytes(seal_for([oneself(bo).card.recipient], false))
    with pytest.raises(others.OtherKeys, match="Anna"):
        received.open_file(bo, path)
    path.write_bytes(seal_for([oneself(bo).card.recipient], b"By nobody\n"))
    with pytest.raises(sealed_text.Unsigned):
        received.open_file(bo, path)


def test_a_card_is_kept_only_when_its_number_was_compared(two: tuple[Vault, Vault], tmp_path: Path) -> None:
    anna, bo = two
    others.forget(bo, "Anna")
    sent(anna, path := tmp_path / "a.age")
    assert received.open_file(bo, path).author is None
    assert others.cards(bo) == []
    with pytest.raises(others.NotThatNumber):
        received.open_file(bo, path, "1234")
    opened = received.open_file(bo, path, oneself(anna).card.fingerprint)
    assert opened.author
    assert opened.author.compared
    assert [one.name for one in others.cards(bo)] == ["Anna"]


def test_a_card_that_was_kept_but_never_compared_is_compared_when_the_number_is_given(
    two: tuple[Vault, Vault], tmp_path: Path
) -> None:
    anna, bo = two
    sent(anna, path := tmp_path / "a.age")
    assert [one.compared for one in others.known(bo)] == [False]
    assert received.open_file(bo, path).author == others.known(bo)[0]
    opened = received.open_file(bo, path, oneself(anna).card.fingerprint)
    assert opened.author
    assert opened.author.compared
    # And stays so.
    assert [one.compared for one in others.known(bo)] == [True]


def test_before_it_leaves_it_is_said_of_each_whether_their_number_was_compared(vault: Vault) -> None:
    anna, bo, kim, new = (new_person(name).card for name in ("Anna", "Bo", "Kim", "Ny"))
    others.pin_compared(vault, anna)
    pins.keep(vault, [pins.Pin(bo, by=anna.person), pins.Pin(kim)])
    whom = [recipient(vault, one) for one in ("Anna", "Bo", "Kim", new.text)]
    said = list(before_words(whom, "", "T"))[1:]
    assert [anna.fingerprint in "".join(said), len(said)] == [False, 3]
    assert said[0].startswith("Anna introduced Bo, and you have not compared the number")
    assert said[1].startswith("You have not compared the number of Kim's card")
    assert said[2].startswith("You have not had the card of Ny before")
    # Several are named together, so that there is room for what one reads through.
    pins.keep(vault, [pins.Pin(new)])
    whom = [recipient(vault, one) for one in ("Anna", "Bo", "Kim", "Ny")]
    assert "of these: Bo, Kim, Ny." in "".join(list(before_words(whom, "", "T"))[1:])
    assert [card.fingerprint in one for card, one in zip((bo, kim, new), said, strict=True)] == [True] * 3


def test_what_is_taken_back_is_no_longer_shown_but_only_by_its_author(two: tuple[Vault, Vault], tmp_path: Path) -> None:
    anna, bo = two
    left = sent(anna, path := tmp_path / "a.age")
    with pytest.raises(withdrawing.NeedsNotice):
        withdrawing.withdraw(anna, clock, left)
    # Somebody else takes back what is not theirs.
    eva = new_person("Eva")
    false = sealed_text.signed(eva, sealed_text.new_id(), NOW, b"Gone\n", [], withdraws=left.shared)
    (tmp_path / "false").write_bytes(false)
    received.open_file(bo, tmp_path / "false")
    assert received.open_file(bo, path).text
    taken = withdrawing.withdraw(anna, clock, left, tmp_path / "notice.age")
    assert taken.withdrawn == NOW
    assert departures(anna) == [taken]
    assert "Anna takes back" in received.open_file(bo, tmp_path / "notice.age").text
    with pytest.raises(received.TakenBack, match="Anna"):
        received.open_file(bo, path)
    with pytest.raises(withdrawing.AlreadyWithdrawn):
        withdrawing.withdraw(anna, clock, taken, tmp_path / "again.age")


def test_a_file_for_everybody_is_taken_back_with_a_notice_for_everybody(vault: Vault, tmp_path: Path) -> None:
    make_card(vault, "Anna")
    prepared = sending.prepare(vault, clock, WEEK, whole(vault), "markdown")
    left = sending.send(vault, clock, prepared, tmp_path / "a.md")
    withdrawing.withdraw(vault, clock, left, tmp_path / "notice.txt")
    notice = (tmp_path / "notice.txt").read_text("utf-8")
    assert prepared.digest in notice
    assert sealed_text.read(notice.encode()).withdraws == left.shared
    assert received.open_file(memory_vault(clock), tmp_path / "notice.txt").signed.by.name == "Anna"


def test_as_many_as_it_can_be_sealed_to_can_open_it_and_one_more_is_refused(vault: Vault) -> None:
    person = make_card(vault, "Robin")
    others = [new_person(f"Kim {number}").card for number in range(sending.MOST)]
    whom = [recipient(vault, card.text) for card in (person, *others)]
    prepared = sending.prepare(vault, clock, WEEK, whole(vault), "sealed", whom[: sending.MOST])
    sealed = seal_for([one.key for one in prepared.whom], prepared.content)
    assert open_with(oneself(vault).identity, sealed) == prepared.content
    with pytest.raises(sending.TooMany):
        sending.prepare(vault, clock, WEEK, whole(vault), "sealed", whom)
