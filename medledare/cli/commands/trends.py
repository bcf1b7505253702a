"""Trends in words: what may be said of the answers to each principle, and of the pairs that were chosen."""

from typing import TYPE_CHECKING, Any

from medledare.cli import terminal
from medledare.cli.common import id_argument, json_option
from medledare.cli.fields import code_of
from medledare.cli.here import Here
from medledare.cli.spoken import Group, Row, command, option, pass_here
from medledare.domain.principles import PRINCIPLES
from medledare.domain.short_id import short
from medledare.text import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from medledare.domain.records import Pair
    from medledare.services.pairs import Followed
    from medledare.services.trends import Band, Trend, Window

LENGTHS = ("12", "26", "52", "all")
_INDENT = "  "

trends = Group(
    "trends",
    (
        Row("show", "trends:show", N_("What may be said of your answers, principle by principle")),
        Row("pairs", "trends:pairs", N_("Pairs you wonder about, and what coincided")),
    ),
    default="show",
)
pairs = Group(
    "pairs",
    (
        Row("list", "trends:list_pairs", N_("The chosen pairs, and what coincided")),
        Row("add", "trends:add_pair", N_("Follow a pair from now on")),
        Row("remove", "trends:remove_pair", N_("Follow a pair no longer")),
    ),
    default="list",
)


@command("show", epilog=N_("With --principle, everything about one of them, week by week."))
@option("--principle", choices=PRINCIPLES, help=N_("One principle, in full"))
@option("--weeks", default="26", choices=LENGTHS, help=N_("How far to look back"))
@json_option
@pass_here
def show(here: Here, principle: str | None, weeks: str, as_json: bool) -> None:
    code = code_of(principle, PRINCIPLES, "--principle") if principle is not None else ""
    length = code_of(weeks, LENGTHS, "--weeks")
    from medledare.services import trends as service

    history = service.read(here.open(), here.clock())
    window = service.window(history, None if length == "all" else int(length))
    shown = [trend for trend in window.trends if code in ("", trend.principle)]
    if as_json:
        terminal.document(_document(window, shown))
    elif code:
        _in_full(shown[0], history.bands)
    else:
        _all(shown)


def _all(shown: "list[Trend]") -> None:
    from medledare.services.trend_words import ALWAYS

    for trend in shown:
        _head(trend)
        _items(trend)
        terminal.line()
    for sentence in ALWAYS:
        terminal.paragraph(_(sentence))


def _in_full(trend: "Trend", bands: "Mapping[str, Band]") -> None:
    from medledare.services import trend_words as words

    _head(trend)
    for told in words.claim_words(trend):
        terminal.paragraph(told, indent=_INDENT)
    _items(trend, bands)
    terminal.paragraph(words.apart_words(trend), indent=_INDENT)
    for told in (*map(words.change_words, trend.changes), *words.turn_words(trend)):
        terminal.paragraph(told, indent=_INDENT)
    by_time = list(words.told_by_time(trend, {item: item for item in trend.items}))
    if by_time:
        terminal.line()
    for when, what in reversed(by_time):
        terminal.paragraph(f"{when}: {what}")
    terminal.line()
    for sentence in (*words.caveats(trend), words.look_words(trend)):
        if sentence:
            terminal.paragraph(sentence)


def _head(trend: "Trend") -> None:
    from medledare.services.trend_words import coverage_words, says_words, short_name

    terminal.line((short_name(trend), "bold"), ": ", says_words(trend))
    terminal.line(_INDENT, coverage_words(trend))


def _items(trend: "Trend", bands: "Mapping[str, Band] | None" = None) -> None:
    from medledare.services.trend_words import middle_words, step_words
    from medledare.text.library import item_text

    for item in trend.items:
        terminal.line(_INDENT, (item, "dim"), " ", item_text(item))
        terminal.paragraph(step_words(trend.answers(item)), indent=_INDENT * 2)
        for told in middle_words(bands.get(item, ()), trend) if bands else ():
            terminal.paragraph(told, indent=_INDENT * 2)


def _document(window: "Window", shown: "list[Trend]") -> dict[str, Any]:
    return {
        "weeks": window.weeks,
        "first_day": window.first.isoformat(),
        "last_day": window.until.isoformat(),
        "principles": [_trend_document(trend) for trend in shown],
    }


def _trend_document(trend: "Trend") -> dict[str, Any]:
    facts, finding = trend.warnings, trend.finding
    return {
        "principle": trend.principle,
        "in_focus": trend.in_focus,
        "says": trend.says,
        "seen_over_weeks": trend.seen_over,
        "changed_about": trend.turn and trend.turn.isoformat(),
        "last_tested": finding.looked and finding.looked.isoformat(),
        "next_test": finding.next_look and finding.next_look.isoformat(),
        "weeks": facts.weeks,
        "weeks_with_answers": facts.answered_weeks,
        "no_occasion": trend.series.none,
        "skipped": trend.series.skipped,
        "items_at_the_top": list(facts.at_top),
        "answers": [
            {
                "day": dot.day.isoformat(),
                "item": dot.item,
                "wording": dot.wording,
                "value": dot.value,
                "days_afterwards": dot.late,
            }
            for dot in trend.series.dots
        ],
        "conditions": [{"week_from": one.monday.isoformat(), "value": one.value} for one in trend.conditions],
        "changes": [{"day": one.day.isoformat(), "kind": one.kind, "about": one.about} for one in trend.changes],
    }


@command("list")
@json_option
@pass_here
def list_pairs(here: Here, as_json: bool) -> None:
    from medledare.services import trends as service

    followed = service.read(here.open(), here.clock()).pairs
    if as_json:
        terminal.document({"pairs": [_pair_document(one) for one in followed]})
        return
    from medledare.services import trend_words as words
    from medledare.text.said import pair_name

    if not followed:
        terminal.paragraph(_(words.NO_PAIRS))
    for one in followed:
        terminal.line((short(one.pair.id), "dim"), " ", (pair_name(one.pair), "bold"))
        terminal.line(_INDENT, words.pair_says_words(one))
        for told in words.pair_count_words(one):
            terminal.paragraph(told, indent=_INDENT)
    if followed:
        terminal.line()
        for sentence in words.pair_caveats():
            terminal.paragraph(sentence)


@command("add", epilog=N_("Only days from now on count, so that nothing is picked with hindsight."))
@option(
    "--factor",
    metavar="place=home|office|other, tag=#x",
    required=True,
    help=N_("What may coincide with the answers"),
)
@option("--principle", choices=PRINCIPLES, required=True, help=N_("Whose answers"))
@json_option
@pass_here
def add_pair(here: Here, factor: str, principle: str, as_json: bool) -> None:
    code = code_of(principle, PRINCIPLES, "--principle")
    from medledare.services import pairs as service

    pair = service.add(here.open(), here.clock, factor, code)
    _tell(pair, _("You follow {pair} from now on."), as_json)


@command("remove")
@id_argument
@json_option
@pass_here
def remove_pair(here: Here, given_id: str, as_json: bool) -> None:
    from medledare.services import pairs as service

    _tell(service.remove(here.open(), given_id), _("You follow {pair} no longer."), as_json)


def _tell(pair: "Pair", told: str, as_json: bool) -> None:
    from medledare.cli.display import document
    from medledare.text.said import pair_name

    if as_json:
        terminal.document({"pair": document(pair)})
    else:
        terminal.line(told.format(pair=pair_name(pair)))


def _pair_document(followed: "Followed") -> dict[str, Any]:
    pair, found = followed.pair, followed.found
    return {
        "id": pair.id,
        "factor": pair.factor,
        "principle": pair.principle,
        "chosen": pair.created.isoformat(),
        "says": followed.says,
        "days": found.days,
        "days_with": found.with_count,
        "days_without": found.without_count,
    }
