"""Pictures of the answers for what is exported to be read: plain data, made of the trends that the screen shows."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time

from medledare.domain.principles import PRINCIPLES
from medledare.domain.redaction import Redactor
from medledare.services import trend_words, trends
from medledare.services.search import Query
from medledare.services.trends import Band, Trend
from medledare.text.library import item_text, scale_words
from medledare.transfer.about import Answered, Drawn, Edge, Picture
from medledare.trends.ewma import Stretch
from medledare.vault.vault import Vault


def pictures(vault: Vault, now: datetime, query: Query) -> tuple[Picture, ...]:
    """A picture of each principle with answers in the period asked for; none where check-ins were not asked for.

    What is said is what could be said on the last day of the period, and of what else may have changed only what was
    asked for. What was asked for by its words, a tag, a goal or a star is no picture of anything.
    """
    kinds = query.kinds or ("checkin", "conditions", "focus", "role")
    if query.since and query.since > now.date():
        return ()
    if "checkin" not in kinds or query.words or query.tags or query.goal or query.starred or query.on_this_day:
        return ()
    until = min(query.until, now.date()) if query.until else now.date()
    history = trends.read(vault, datetime.combine(until, time.max, now.tzinfo))
    if query.since:
        history = replace(history, checkins=[one for one in history.checkins if one.day >= query.since])
    window = trends.window(history, -(-((until - query.since).days + 1) // 7) if query.since else None)
    first = max(query.since, window.first) if query.since else window.first
    wanted = [window.of(code) for code in PRINCIPLES if query.principle in ("", code)]
    return tuple(_picture(trend, history.bands, first, until, kinds) for trend in wanted if trend.series.dots)


def redacted(pictures: Iterable[Picture], redactor: Redactor) -> tuple[Picture, ...]:
    """Pictures with the words that a person chose as the redactor leaves them."""
    return tuple(
        replace(one, changes=tuple((day, redactor.text(told)) for day, told in one.changes)) for one in pictures
    )


def _picture(trend: Trend, bands: Mapping[str, Band], first: date, last: date, kinds: Collection[str]) -> Picture:
    changes = [one for one in trend.changes if first <= one.day and (one.kind == "wording" or one.kind in kinds)]
    rated = trend.conditions if "conditions" in kinds else ()
    return Picture(
        principle=trend.principle,
        name=trend_words.short_name(trend),
        says=trend_words.says_words(trend),
        claims=tuple(trend_words.claim_words(trend)),
        first=first,
        last=last,
        steps=tuple(scale_words()),
        items=tuple(_drawn(trend, item, bands.get(item, ()), first) for item in trend.items),
        conditions=tuple(
            (one.monday, one.value) for one in rated if isinstance(one.value, int) and first <= one.monday
        ),
        changes=tuple((one.day, trend_words.change_words(one)) for one in changes),
        told=(trend_words.apart_words(trend), *trend_words.caveats(trend)),
    )


def _drawn(trend: Trend, item: str, band: Band, first: date) -> Drawn:
    dots, band = trend.answers(item), [cut for stretch in band if (cut := _since(stretch, first)).days]
    return Drawn(
        item=item,
        question=item_text(item),
        answers=tuple(Answered(dot.day, dot.value, bool(dot.late)) for dot in dots),
        band=tuple(tuple(map(Edge, one.days, one.low, one.high)) for one in band),
        told=(trend_words.step_words(dots), *trend_words.middle_words(band, trend)),
    )


def _since(stretch: Stretch, first: date) -> Stretch:
    """What lies in a stretch from a day on."""
    start = sum(day < first for day in stretch.days)
    return Stretch(stretch.days[start:], stretch.middle[start:], stretch.low[start:], stretch.high[start:])
