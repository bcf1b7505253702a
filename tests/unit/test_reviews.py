"""Reviews: which period a text means, what a draft says of it, and how it is kept and gone on with."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from medledare.domain.period import SCALES, containing, from_code, nearest_its_end
from medledare.domain.problems import ImpossibleDate, Usage
from medledare.domain.records import Answer, Conditions, Entry, Failure, Stop
from medledare.domain.review import code_of, period_of
from medledare.services import capture, failures, goals, needs, records, reviews
from medledare.services import mission as missions
from medledare.text import closing, speak
from medledare.text import review as words
from medledare.text.library import review_words
from medledare.text.periods import NotBegun, UnreadablePeriod, parse_any, parse_period, period_name
from medledare.vault.ids import new_id
from medledare.vault.vault import memory_vault

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=STOCKHOLM)


class MovingClock:
    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock():
    return MovingClock()


@pytest.fixture
def vault(clock):
    return memory_vault(clock)


def on(day: str) -> datetime:
    return datetime.fromisoformat(f"{day} 12:00").replace(tzinfo=STOCKHOLM)


def text_of(vault, scale, code):
    return words.markdown(reviews.look(vault, from_code(scale, code)))


# Periods


@pytest.mark.parametrize(
    ("scale", "typed", "code"),
    [
        ("week", "förra veckan", "2026-W47"),
        ("week", "last week", "2026-W47"),
        ("week", "vecka 47", "2026-W47"),
        ("week", "week 48", "2026-W48"),
        ("week", "v. 3 2024", "2024-W03"),
        ("week", "2026-W47", "2026-W47"),
        ("week", "den här veckan", "2026-W48"),
        ("week", "2021-01-03", "2020-W53"),
        ("week", "2024-12-30", "2025-W01"),
        ("week", "vecka 53", "2020-W53"),
        ("week", "vecka 50", "2025-W50"),
        ("month", "oktober", "2026-10"),
        ("month", "December", "2025-12"),
        ("month", "last month", "2026-10"),
        ("month", "förra månaden", "2026-10"),
        ("month", "oktober 2024", "2024-10"),
        ("month", "2026-02", "2026-02"),
        ("quarter", "Q3", "2026-Q3"),
        ("quarter", "tredje kvartalet", "2026-Q3"),
        ("quarter", "förra kvartalet", "2026-Q3"),
        ("quarter", "this quarter", "2026-Q4"),
        ("quarter", "2024-q1", "2024-Q1"),
        ("year", "2025", "2025"),
        ("year", "i fjol", "2025"),
        ("year", "last year", "2025"),
        ("year", "i år", "2026"),
    ],
)
def test_a_period_is_read_as_people_write_it(scale, typed, code):
    assert parse_period(scale, typed, NOW).code == code


@pytest.mark.parametrize(
    ("scale", "typed", "problem"),
    [
        ("week", "vecka 53 2025", ImpossibleDate),
        ("week", "vecka 54", ImpossibleDate),
        ("week", "2025-W53", UnreadablePeriod),
        ("week", "", UnreadablePeriod),
        ("week", "[/b] \u202e🐎", UnreadablePeriod),
        ("week", "x" * 1024**2, UnreadablePeriod),
        ("week", "9999-12-31", ImpossibleDate),
        ("year", "0000", ImpossibleDate),
        ("quarter", "femte kvartalet", UnreadablePeriod),
        ("week", "2027-W03", NotBegun),
        ("year", "2027", NotBegun),
    ],
)
def test_what_is_no_period_is_said_plainly(scale, typed, problem):
    with pytest.raises(problem) as raised:
        parse_period(scale, typed, NOW)
    assert len(str(raised.value)) < 200


@pytest.mark.parametrize("scale", SCALES)
def test_every_day_is_in_one_period_and_they_follow_each_other_without_gaps(scale):
    day = date(2019, 12, 1)
    while day < date(2027, 2, 1):
        period = containing(scale, day)
        assert period.holds(day)
        assert from_code(scale, period.code) == period
        assert period_of(code_of(period)) == period
        assert period.after().first == period.last + timedelta(days=1)
        assert period.after().before() == period
        day += timedelta(days=1)


def test_the_period_offered_is_this_one_in_its_second_half_else_the_one_before():
    monday, thursday = date(2026, 11, 23), date(2026, 11, 26)
    assert nearest_its_end("week", monday).code == "2026-W47"
    assert nearest_its_end("week", thursday).code == "2026-W48"
    assert nearest_its_end("week", date(2027, 1, 1)).code == "2026-W53"
    assert nearest_its_end("month", date(2026, 11, 2)).code == "2026-10"
    assert nearest_its_end("quarter", date(2026, 12, 30)).code == "2026-Q4"
    assert nearest_its_end("year", date(2027, 1, 5)).code == "2026"


def test_a_period_is_named_in_both_languages():
    names = {"sv": ("vecka 53 2020", "oktober 2026", "kvartal 3 2026", "2026")}
    names["en"] = ("week 53 2020", "October 2026", "quarter 3 2026", "2026")
    codes = ("2020-W53", "2026-10", "2026-Q3", "2026")
    for language, expected in names.items():
        speak(language)
        assert tuple(period_name(from_code(*one)) for one in zip(SCALES, codes, strict=True)) == expected


# Drafts


def test_a_week_tells_what_was_done_for_goals_what_went_well_and_what_was_learned_with_ids(vault, clock):
    clock.now = on("2026-11-01")
    goal = goals.create(vault, clock, "Answer within two days")
    quiet = goals.create(vault, clock, "Call a head teacher")
    clock.now = NOW
    note = goals.note(vault, clock, goal, "Cleared the queue\nand more", at=on("2026-11-17"))
    star = records.add(vault, capture.entry(clock, "A mother wrote", at=on("2026-11-18"), starred=True))
    failed = records.add(
        vault, capture.failure(clock, "Promised too much", at=on("2026-11-19"), next="Ask before I promise")
    )
    learned = records.add(vault, capture.learning(clock, "Ask first", at=on("2026-11-19")))
    other = records.add(vault, capture.entry(clock, "Lunch", at=on("2026-11-22")))
    outside = records.add(vault, capture.entry(clock, "Monday again", at=on("2026-11-23")))
    text = text_of(vault, "week", "2026-W47")
    assert text.startswith("Week in review: week 47 2026\n16 Nov 2026 – 22 Nov 2026\n")
    for record in (note, star, failed, learned, other):
        assert f"({record.id[-7:]})" in text
    assert "17 November: Cleared the queue (" in text
    assert "and more" not in text
    assert "Promised too much – Ask before I promise (" in text
    waited = text.partition("## Goals that had to wait\n")[2].partition("##")[0]
    assert quiet.title in waited
    assert goal.title not in waited
    assert outside.text not in text
    assert list(closing.closing(from_code("week", "2026-W47"))) == [
        one.removeprefix("### ") for one in text.partition("## In my own words")[2].split("\n") if one.startswith("###")
    ]


def test_what_is_empty_is_left_out_and_nothing_is_said_of_what_was_not_done(vault):
    for scale, code in zip(SCALES, ("2026-W47", "2026-10", "2026-Q3", "2025"), strict=True):
        text = text_of(vault, scale, code)
        assert [one for one in text.split("\n") if one.startswith("## ")] == ["## In my own words"]
        facts = words.facts(reviews.look(vault, from_code(scale, code)))
        assert len(facts.strip().split("\n")) == 2


def test_a_goal_waited_only_if_it_was_active_the_whole_period(vault, clock):
    period = from_code("week", "2026-W45")
    clock.now = on("2026-10-01")
    done_later, rested, pruned = (goals.create(vault, clock, one) for one in ("done later", "rested", "pruned"))
    goals.rest(vault, clock, rested)
    clock.now = on("2026-10-20")
    goals.prune(vault, clock, pruned)
    clock.now = on("2026-11-04")
    goals.create(vault, clock, "begun in the week")
    clock.now = on("2026-11-20")
    goals.done(vault, clock, done_later)
    text = words.facts(reviews.look(vault, period))
    assert "done later" in text
    assert "rested" not in text
    assert "pruned" not in text
    assert "begun in the week" not in text


def test_a_goal_done_in_the_period_went_well_with_what_made_it_possible(vault, clock):
    clock.now = on("2026-10-01")
    goal = goals.create(vault, clock, "A shorter report")
    clock.now = on("2026-11-18")
    goals.done(vault, clock, goal, "Asked its readers")
    assert "Done: A shorter report – Asked its readers (" in text_of(vault, "week", "2026-W47")
    assert "Done:" not in text_of(vault, "week", "2026-W46")


def test_the_latest_answers_on_the_conditions_of_the_week_hold(vault, clock):
    def said(item, value, at):
        clock.now = at
        one = Conditions(id=f"c{value}{item}", at=on("2026-11-20"), created=at, answers=(_answer(item, value),))
        records.add(vault, one)

    said("STO", 1, on("2026-11-20"))
    said("STO", 3, on("2026-11-21"))
    text = text_of(vault, "week", "2026-W47")
    assert "- Support: Largely (" in text
    assert "A little" not in text


def test_the_conditions_of_several_weeks_stand_beside_each_other_with_their_records(vault, clock):
    kept = []
    for day, answers in (("2026-11-06", {"STO": 1, "TIL": 4}), ("2026-11-13", {"STO": 3})):
        clock.now = on(day)
        given = tuple(_answer(*one) for one in answers.items())
        kept.append(records.add(vault, Conditions(id=new_id(), at=clock.now, created=clock.now, answers=given)))
    part = text_of(vault, "month", "2026-11").partition("## The conditions\n\n")[2]
    first, second = (one.id[-7:] for one in kept)
    assert part.startswith(
        f"- week 45 ({first}), week 46 ({second})\n- Trust: Fully, –\n- Support: A little, Largely\n"
    )


def _answer(item, value):
    return Answer(item=item, value=value, wording=1)


def test_a_quarter_takes_the_mission_up_again_with_needs_and_the_goals_to_look_through(vault, clock):
    clock.now = on("2026-05-01")
    missions.write(vault, clock, "The first mission")
    missions.write(vault, clock, "The second mission")
    clock.now = on("2026-08-01")
    missions.write(vault, clock, "The third mission")
    goals.create(vault, clock, "A goal of August")
    need = records.add(vault, capture.written("need", clock, "The register is slow"))
    clock.now = on("2026-09-10")
    needs.answered(vault, clock, need, "A new register")
    records.add(vault, capture.written("decision", clock, "We answer on Fridays"))
    text = text_of(vault, "quarter", "2026-Q3")
    assert "The first mission" not in text
    assert text.index("The second mission") < text.index("The third mission")
    assert "10 September: The register is slow, answered" in text
    assert "We answer on Fridays" in text
    assert "A goal of August" in text.partition("## The goals")[2]


def test_the_year_is_walked_month_by_month_and_many_entries_are_named_by_a_few(vault, clock):
    for day in range(1, 29):
        records.add(vault, capture.entry(clock, f"plain {day}", at=on(f"2025-03-{day:02}")))
    star = records.add(vault, capture.entry(clock, "the starred one", at=on("2025-03-14"), starred=True))
    records.add(vault, capture.learning(clock, "learned in May", at=on("2025-05-02")))
    review = reviews.look(vault, from_code("year", "2025"))
    assert [part.month.number for part in review.parts if part.month] == [3, 5]
    assert len(review.parts[0].facts) == 29
    text = words.markdown(review)
    assert text.count("plain ") == 3
    assert star.text in text
    assert text.index("### March 2025") < text.index("### May 2025") < text.index("## In my own words")


def test_a_longer_review_names_the_shorter_ones_and_not_as_something_written(vault, clock):
    clock.now = on("2026-11-09")
    week = reviews.keep(vault, clock, from_code("week", "2026-W45"), "Week in review: week 45 2026\nmore")
    month = text_of(vault, "month", "2026-11")
    assert f"- Week in review: week 45 2026 ({week.id[-7:]})" in month
    assert "## What else you wrote" not in month
    assert week.id[-7:] not in text_of(vault, "week", "2026-W46")


def test_days_are_the_days_they_were_where_they_were_written_also_when_clocks_are_moved(vault, clock):
    before_midnight = datetime(2026, 3, 29, 23, 59, tzinfo=STOCKHOLM)
    after_midnight = datetime(2026, 3, 30, 0, 1, tzinfo=STOCKHOLM)
    twice = datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=STOCKHOLM)
    for at, text in ((before_midnight, "late"), (after_midnight, "early"), (twice, "twice")):
        records.add(vault, capture.entry(clock, text, at=at))
    assert "29 March: late" in text_of(vault, "week", "2026-W13")
    assert "early" not in text_of(vault, "week", "2026-W13")
    assert "30 March: early" in text_of(vault, "week", "2026-W14")
    assert "25 October: twice" in text_of(vault, "week", "2026-W43")


def test_the_first_days_of_january_belong_to_the_week_and_to_the_year_they_are_in(vault, clock):
    records.add(vault, capture.entry(clock, "new year's day", at=on("2021-01-01")))
    assert "new year's day" in text_of(vault, "week", "2020-W53")
    assert "new year's day" in text_of(vault, "year", "2021")
    assert "new year's day" not in text_of(vault, "year", "2020")


@pytest.mark.parametrize(
    "text", ["[/b] [red]x[/red]", "# heading\n## In my own words", "\n\n first", "\u202eabc", "🐎" * 5, "x" * 1024**2]
)
def test_a_fact_is_one_line_whatever_was_written(vault, clock, text):
    records.add(vault, capture.entry(clock, text, at=on("2026-11-18")))
    draft = words.facts(reviews.look(vault, from_code("week", "2026-W47")))
    assert len(draft.strip().split("\n")) == 6
    assert len(draft) < 500


@pytest.mark.parametrize("language", ["sv", "en"])
def test_there_are_words_for_every_part_and_scale(language):
    from medledare.domain.review import CLOSING, PARTS

    speak(language)
    known = review_words()
    assert {code for codes in PARTS.values() for code in codes} | {"own"} == set(known["parts"])
    assert set(known["titles"]) == set(known["closing"]) == set(SCALES)
    assert {scale: tuple(questions) for scale, questions in known["closing"].items()} == CLOSING
    asked = [one for questions in known["closing"].values() for one in questions.values()]
    for told in (*known["titles"].values(), *known["parts"].values(), *asked):
        assert told.strip() == told
        assert "!" not in told
        assert not any(letter.isdigit() for letter in told)


def test_the_next_review_begins_with_what_one_wanted_to_do_whichever_language_it_was_written_in(vault, clock):
    speak("sv")
    week = from_code("week", "2026-W46")
    text = closing.with_answers(week, "min vecka", {closing.closing(week)[0]: "- Ring skolan\n2. [/b] vila 🐎"})
    kept = reviews.keep(vault, clock, week, text)
    speak("en")
    told = text_of(vault, "week", "2026-W47").partition("## What you wanted to do\n\n")[2]
    assert told.startswith(f"- Ring skolan ({kept.id[-7:]})\n- [/b] vila 🐎\n")
    assert reviews.intended(vault, date(2026, 11, 18)) == ("Ring skolan", "[/b] vila 🐎")
    assert reviews.intended(vault, date(2026, 11, 23)) == ()
    for scale, code in (("week", "2026-W46"), ("week", "2026-W45"), ("month", "2026-11")):
        assert "What you wanted to do" not in text_of(vault, scale, code)


@pytest.mark.parametrize("text", ["", "#", "### One to three things I want to do next week", "\x1b[2J", "x" * 1024**2])
def test_a_review_that_says_nothing_of_what_one_wants_begins_nothing(vault, clock, text):
    reviews.keep(vault, clock, from_code("week", "2026-W46"), text or "-")
    assert "What you wanted to do" not in text_of(vault, "week", "2026-W47")


def test_what_was_told_in_the_period_is_there_and_nothing_of_what_was_not(vault, clock):
    for text in ("told of later", "kept to oneself"):
        records.add(vault, capture.failure(clock, text, at=on("2026-10-20")))
    first = records.all_of(vault, Failure)[0]
    failures.told(vault, clock, first, "the [/b] team", on("2026-11-18"))
    text = text_of(vault, "week", "2026-W47")
    assert f"18 November: {first.text} → the [/b] team ({first.id[-7:]})" in text
    assert "Failures you told somebody about" not in text_of(vault, "week", "2026-W46")
    assert text.count("told of later") + text.count("kept to oneself") == 1


def test_the_mission_is_told_with_whom_it_is_for_and_how_it_was_explained(vault, clock):
    clock.now = on("2026-08-01")
    missions.write(vault, clock, "Families get an answer", "Parents", "Fewer wait")
    clock.now = on("2026-11-18")
    told = missions.explain(vault, clock, "We answer")
    part = text_of(vault, "quarter", "2026-Q4").partition("## The mission\n")[2].partition("## ")[0]
    assert "For whom: Parents" in part
    assert "Value: Fewer wait" in part
    assert f"In your own words, 18 November: We answer ({told.id[-7:]})" in part
    assert "We answer" not in text_of(vault, "month", "2026-11").partition("## The mission\n")[2].partition("## ")[2]


@pytest.mark.parametrize(
    ("to", "kind"),
    [(one, one) for one in ("goal", "entry", "stop", "need", "decision", "failure", "learning")]
    + [("explain", "entry"), ("mission", "mission")],
)
def test_an_answer_is_taken_further_as_it_stands(vault, clock, to, kind):
    made = reviews.further(vault, clock, to, "[/b] call the school 🐎")
    assert (made.kind, made.headline) == (kind, "[/b] call the school 🐎")
    assert records.get(vault, made.id) == made


def test_a_new_wording_of_the_mission_is_for_the_same_people(vault, clock):
    missions.write(vault, clock, "Families get an answer", "Parents", "Fewer wait")
    made = reviews.further(vault, clock, "mission", "Families get an answer soon")
    assert (made.for_whom, made.value) == ("Parents", "Fewer wait")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("förra månaden", "2026-10"),
        ("last month", "2026-10"),
        ("vecka 46", "2026-W46"),
        ("v. 3 2024", "2024-W03"),
        ("2026-W40", "2026-W40"),
        ("oktober", "2026-10"),
        ("May 2025", "2025-05"),
        ("2026-02", "2026-02"),
        ("Q3", "2026-Q3"),
        ("andra kvartalet", "2026-Q2"),
        ("förra kvartalet", "2026-Q3"),
        ("2025", "2025"),
        ("i fjol", "2025"),
        ("förra året", "2025"),
        ("i år", "2026"),
        ("last week", "2026-W47"),
        ("i går", "2026-W47"),
        ("2026-05-04", "2026-W19"),
    ],
)
def test_a_period_of_any_length_is_read_as_people_write_it(typed, code):
    speak("sv")
    assert parse_any(typed, NOW).code == code


@pytest.mark.parametrize("typed", ["", "[/b] \u202e🐎", "x" * 1024**2, "vecka 54", "2090", "\x00"])
def test_what_is_no_period_of_any_length_is_said_plainly(typed):
    with pytest.raises(Usage) as raised:
        parse_any(typed, NOW)
    assert len(str(raised.value)) < 200


# Keeping


def test_a_review_is_kept_once_for_its_period_and_found_again(vault, clock):
    period = from_code("week", "2026-W47")
    assert reviews.kept(vault, period) is None
    first = reviews.keep(vault, clock, period, "the first words")
    second = reviews.keep(vault, clock, period, "the second words")
    assert second.id == first.id
    assert reviews.kept(vault, period).text == "the second words"
    assert reviews.kept(vault, period.before()) is None
    assert len(records.all_of(vault, Entry)) == 1


def test_undo_takes_a_review_back_to_what_it_was_and_then_away(vault, clock):
    period = from_code("year", "2025")
    reviews.keep(vault, clock, period, "first")
    reviews.keep(vault, clock, period, "second")
    records.undo(vault)
    assert reviews.kept(vault, period).text == "first"
    records.undo(vault)
    assert reviews.kept(vault, period) is None
    assert reviews.keep(vault, clock, period, "third").text == "third"


def test_answers_go_under_their_questions_and_only_the_others_are_asked_again(vault):
    period = from_code("year", "2025")
    draft = words.markdown(reviews.look(vault, period))
    asked = closing.unanswered(period, draft)
    assert asked == list(closing.closing(period))
    text = closing.with_answers(period, draft, {asked[2]: "the parents", asked[-1]: "rest"})
    assert f"### {asked[2]}\n\nthe parents\n\n### {asked[3]}" in text
    assert closing.unanswered(period, text) == [one for one in asked if one not in (asked[2], asked[-1])]
    again = closing.with_answers(period, "only my own text", {asked[0]: "[/b]"})
    assert again == f"only my own text\n\n### {asked[0]}\n\n[/b]\n\n"


def test_nothing_goes_on_the_stop_list_unless_it_is_said(vault, clock):
    reviews.keep(vault, clock, from_code("week", "2026-W47"), "### One thing I can prune\n\nthe report\n")
    assert records.all_of(vault, Stop) == []
    reviews.further(vault, clock, "stop", "the report")
    assert [one.text for one in records.all_of(vault, Stop)] == ["the report"]
