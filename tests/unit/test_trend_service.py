"""What a window holds: the answers, what may be said, what changed, the conditions beside; and the words for it."""

import random
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from medledare.domain.principles import PRINCIPLES
from medledare.domain.records import Answer, AnswerValue, Checkin, Conditions, Focus, Role
from medledare.services import demo, records, trends
from medledare.services.trend_words import (
    ALWAYS,
    caveats,
    change_words,
    claim_words,
    coverage_words,
    look_words,
    median_words,
    middle_words,
    says_words,
    short_name,
    step_words,
    told_by_time,
    turn_words,
)
from medledare.services.trends import SAYS, Trend, Window
from medledare.text import speak
from medledare.trends.claims import Finding
from medledare.trends.ewma import Stretch
from medledare.tui.widgets.trend_full import beside, head, key, picture, twin
from medledare.tui.widgets.trend_strip import tiles
from medledare.vault.ids import new_id
from medledare.vault.vault import Vault, memory_vault

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=timezone(timedelta(hours=1)))
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _english() -> Iterable[None]:
    speak("en")
    yield
    speak("en")


@pytest.fixture
def vault() -> Vault:
    return memory_vault(lambda: NOW)


def answer(vault: Vault, days_ago: int, item: str, value: AnswerValue, wording: int = 1, late: int = 0) -> None:
    at = NOW - timedelta(days=days_ago)
    given = (Answer(item=item, value=value, wording=wording),)
    records.add(vault, Checkin(id=new_id(), at=at, created=at + timedelta(days=late), answers=given))


def rate(vault: Vault, days_ago: int, principle: str, value: AnswerValue, written: int | None = None) -> None:
    at = NOW - timedelta(days=days_ago)
    created = NOW - timedelta(days=days_ago if written is None else written)
    given = (Answer(item=principle, value=value),)
    records.add(vault, Conditions(id=new_id(), at=at, created=created, answers=given))


def moment(days_ago: int) -> dict[str, object]:
    at = NOW - timedelta(days=days_ago)
    return {"id": new_id(), "at": at, "created": at}


def overview(vault: Vault, now: datetime, weeks: int | None) -> Window:
    return trends.window(trends.read(vault, now), weeks)


def trend(vault: Vault, principle: str = "TIL", weeks: int | None = 12) -> Trend:
    return overview(vault, NOW, weeks).of(principle)


def test_an_empty_vault_has_seven_principles_and_it_is_too_early_for_all(vault: Vault) -> None:
    window = overview(vault, NOW, None)
    assert [one.principle for one in window.trends] == list(PRINCIPLES)
    assert {one.says for one in window.trends} == {"too_early"}
    assert window.first == TODAY


def test_changes_are_told_in_their_order_and_what_was_so_from_the_start_is_none(vault: Vault) -> None:
    records.add(vault, Focus(principle="TIL", **moment(40)))
    records.add(vault, Role(text="Handläggare", **moment(40)))
    answer(vault, 30, "TIL1", 2)
    records.add(vault, Role(text="Chef", **moment(20)))
    records.add(vault, Focus(principle="TIL", **moment(15)))
    records.add(vault, Focus(principle="KUN", **moment(10)))
    answer(vault, 5, "TIL1", 2, wording=2)
    told = [(TODAY - one.day, one.kind, one.about) for one in trend(vault).changes]
    assert told == [
        (timedelta(20), "role", "Chef"),
        (timedelta(10), "focus", "KUN"),
        (timedelta(5), "wording", "TIL1"),
    ]
    # A new wording is a matter of its own principle alone.
    assert [one.kind for one in trend(vault, "KUN").changes] == ["role", "focus"]
    assert trend(vault, "KUN").in_focus
    assert not trend(vault).in_focus


def test_changes_outside_the_window_are_not_told(vault: Vault) -> None:
    answer(vault, 200, "TIL1", 2)
    answer(vault, 1, "TIL1", 2)
    records.add(vault, Role(text="Chef", **moment(150)))
    assert trend(vault, weeks=12).changes == ()
    assert len(trend(vault, weeks=26).changes) == 1


def test_conditions_are_those_of_the_principle_and_the_later_sitting_holds(vault: Vault) -> None:
    rate(vault, 10, "TIL", 1)
    rate(vault, 9, "TIL", 3, written=8)
    rate(vault, 3, "TIL", "none")
    rate(vault, 3, "KUN", 0)
    rate(vault, 300, "TIL", 4)
    found = [(one.monday, one.value) for one in trend(vault).conditions]
    assert found == [(date(2026, 11, 9), 3), (date(2026, 11, 16), "none")]


def test_an_answer_off_the_scale_that_this_version_does_not_know_is_left_out(vault: Vault) -> None:
    answer(vault, 3, "TIL1", 9)
    answer(vault, 3, "TIL2", 4)
    rate(vault, 3, "TIL", 9)
    shown = overview(vault, NOW, 12)
    assert [dot.value for dot in shown.of("TIL").series.dots] == [4]
    assert picture(shown, shown.of("TIL"), {}, 80)
    assert twin(shown.of("TIL"), {})
    assert tiles(shown, {}, 80, 24)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            {
                "too_early": "Too early to say",
                "answers": "Your answers",
                "could_be_chance": "Could be chance",
                "probably_risen": "Your answers have probably risen",
                "probably_fallen": "Your answers have probably fallen",
                "repeated_rise": "Repeated change",
                "repeated_fall": "Repeated change",
            },
        ),
        (
            "sv",
            {
                "too_early": "För tidigt att säga",
                "answers": "Så svarade du",
                "could_be_chance": "Kan vara slump",
                "probably_risen": "Dina svar har troligen höjts",
                "probably_fallen": "Dina svar har troligen sänkts",
                "repeated_rise": "Återkommande förändring",
                "repeated_fall": "Återkommande förändring",
            },
        ),
    ],
)
def test_the_words_of_each_level_are_the_allowed_ones(vault: Vault, language: str, words: dict[str, str]) -> None:
    speak(language)
    shown = trend(vault)
    said = {}
    for (level, direction), code in SAYS.items():
        finding = Finding("TIL", level, direction, 26 if direction else None, None, None)
        said[code] = says_words(replace(shown, finding=finding))
    assert said == words


def test_a_claim_says_over_how_long_and_a_repeated_one_in_which_direction(vault: Vault) -> None:
    shown = replace(trend(vault), finding=Finding("TIL", 4, -1, 26, TODAY, TODAY), seen_over=26)
    assert claim_words(shown) == [
        "Your answers have probably fallen, in this period and in the one before",
        "Seen over 26 weeks",
    ]
    assert claim_words(trend(vault)) == []


def test_the_median_is_a_step_or_between_two() -> None:
    assert median_words([0, 2, 4]) == "Median: Partly."
    assert median_words([1, 3]) == "Median: between A little and Largely."


def test_the_warnings_are_said_where_they_hold(vault: Vault) -> None:
    plain = caveats(trend(vault))
    assert plain[:2] == list(ALWAYS)
    assert len(plain) == 2
    for days in range(20):
        answer(vault, days * 3 + 1, "TIL1", 4, late=9 if days == 5 else 0)
    records.add(vault, Role(text="Chef", **moment(20)))
    told = " ".join(caveats(trend(vault)))
    assert "There are answers in 9 of 9 weeks; days without an answer may have been different" in told
    assert "the scale has run out" in told
    assert "more than a week after" in told
    assert "may not be comparable" in told


def test_when_it_was_tested_is_told(vault: Vault) -> None:
    assert "for the first time with the answers up to" in look_words(trend(vault))
    answer(vault, 100, "TIL1", 2)
    found = trend(vault)
    looked, ahead = found.finding.looked, found.finding.next_look
    assert looked is not None
    assert ahead is not None
    assert looked <= TODAY < ahead
    assert f"{looked.day} " in look_words(found)


def test_the_same_in_words_week_by_week_with_conditions_the_latest_first(vault: Vault) -> None:
    answer(vault, 5, "TIL1", 3)
    answer(vault, 4, "TIL1", 4, late=2)
    answer(vault, 4, "TIL2", 0)
    answer(vault, 12, "TIL2", 1)
    rate(vault, 3, "TIL", 2)
    told = list(told_by_time(trend(vault), {"TIL1": "●", "TIL2": "○"}))
    assert told == [
        ("Week 47, from 16 Nov 2026", "● 3 4 (afterwards)   ○ 0   conditions: partly"),
        ("Week 46, from 9 Nov 2026", "○ 1"),
    ]


def test_long_times_are_told_by_the_quarter(vault: Vault) -> None:
    answer(vault, 800, "TIL1", 3)
    answer(vault, 5, "TIL1", 1)
    answer(vault, 4, "TIL1", 1)
    told = list(told_by_time(trend(vault, weeks=None), {"TIL1": "●", "TIL2": "○"}))
    assert told == [("Quarter 4 of 2026", "● a little 2"), ("Quarter 3 of 2024", "● largely 1")]


def test_the_picture_marks_changes_and_conditions_on_the_same_time_and_explains_each(vault: Vault) -> None:
    answer(vault, 83, "TIL1", 2)
    records.add(vault, Role(text="[/b]Chef\x07", **moment(41)))
    rate(vault, 41, "TIL", 3)
    window = overview(vault, NOW, 12)
    found = replace(window.of("TIL"), turn=TODAY - timedelta(days=20))
    drawn = [block.text for block in picture(window, found, {}, 100)]
    changes = next(line for line in drawn if line.startswith("Changes"))
    conditions = next(line for line in drawn if line.startswith("Conditions"))
    assert abs(changes.index("1") - conditions.rindex("3")) <= 4
    assert changes.index("◆") > changes.index("1")
    explained = [block.first.strip() + " " + block.text for block in key(found, {})]
    assert explained[0].startswith("1 13 Oct 2026: new role: [/b]Chef")
    assert "\x07" not in explained[0]
    assert explained[1].startswith("◆ About week 45")
    assert turn_words(found) == [explained[1][2:]]


def test_each_step_has_its_count_beside_the_dots(vault: Vault) -> None:
    for days in (1, 2, 3):
        answer(vault, days, "TIL1", 3)
    window = overview(vault, NOW, 12)
    drawn = [block.text for block in picture(window, window.of("TIL"), {}, 80)]
    assert drawn[2].startswith("Largely")
    assert drawn[2].endswith("     3")
    assert step_words(window.of("TIL").answers("TIL1")) == "3 answers: Largely 3."
    # A middle of a few answers would say more than they do.
    for days in (4, 5):
        answer(vault, days, "TIL1", 3)
    assert step_words(overview(vault, NOW, 12).of("TIL").answers("TIL1")) == "5 answers: Largely 5. Median: Largely."


@pytest.mark.parametrize("width", [20, 40, 79, 160])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_line_is_wider_than_its_page(language: str, width: int) -> None:
    speak(language)
    history = trends.read(demo.demo_vault(lambda: NOW, language), NOW)
    window = trends.window(history, 26)
    least = 40
    for one in window.trends:
        drawn = [block for block in picture(window, one, history.bands, width) if not block.wraps]
        assert max(len(block.text) for block in drawn) <= max(width, least)
    for height in (20, 50):
        shown = tiles(window, history.bands, width, height)
        room = max(shown.width - 2, least)
        assert max(len(line.text) for tile in shown.tiles for line in tile) <= room


@pytest.mark.parametrize("days", [0, 9, 18, 27])
def test_in_the_invented_half_year_only_what_was_practised_has_risen(days: int) -> None:
    now = NOW + timedelta(days=days)
    window = overview(demo.demo_vault(lambda: now, "sv"), now, 26)
    assert {one.principle: one.says for one in window.trends if one.says != "could_be_chance"} == {
        "KUN": "probably_risen"
    }
    # No longer than there are answers, whatever the length of the window that passed.
    assert 12 <= (window.of("KUN").seen_over or 0) <= 26
    assert window.of("KUN").conditions
    assert [one.kind for one in window.of("KUN").changes] == ["role"]
    assert any(dot.late for dot in window.of("KUN").series.dots)


def test_nothing_is_scored_or_counted_against_anyone() -> None:
    refused = re.compile(
        r"score|rank|streak|%|percent|missed|better|worse|stable|poäng|rang|svit|procent|missad|bättre|sämre|stabil",
        re.IGNORECASE,
    )
    for language in ("sv", "en"):
        speak(language)
        history = trends.read(demo.demo_vault(lambda: NOW, language), NOW)
        for weeks in trends.WINDOWS:
            window = trends.window(history, weeks)
            said = [block.text for tile in tiles(window, history.bands, 160, 50).tiles for block in tile]
            for one in window.trends:
                said += [short_name(one), coverage_words(one), *map(change_words, one.changes)]
                said += [
                    block.text
                    for block in (*head(one), *key(one, history.bands), *beside(one), *twin(one, history.bands))
                ]
            assert [line for line in said if refused.search(line)] == []


def test_ten_years_of_answers_are_all_shown(vault: Vault) -> None:
    chance = random.Random(1)
    with vault.batch():
        for days in range(1, 3650, 10):
            answer(vault, days, "TIL1", chance.randrange(5))
    window = overview(vault, NOW, None)
    assert window.of("TIL").series.count == 365
    assert window.first == TODAY - timedelta(days=3641)


def test_the_band_is_told_in_the_steps_it_covers_where_it_begins_and_ends(vault: Vault) -> None:
    answer(vault, 70, "TIL1", 1)
    shown = trend(vault)
    days = tuple(TODAY - timedelta(days=ago) for ago in (200, 60, 1))
    band = [Stretch(days=days, middle=(0.0, 1.2, 3.0), low=(0.0, 0.8, 2.7), high=(0.0, 2.2, 3.3))]
    assert middle_words(band, shown) == [
        "Where they have their middle: 24 Sep 2026 between a little and partly; 22 Nov 2026 largely."
    ]
    assert middle_words([], shown) == []
    assert middle_words([Stretch(days[:1], (0.0,), (0.0,), (0.0,))], shown) == []
