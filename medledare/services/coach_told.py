"""What the coach says of its rules and of why it asks, in words for both fronts."""

from medledare.coach.catalogue import Rule
from medledare.coach.signals import SIGNALS
from medledare.domain.principles import PRINCIPLES, principle_of
from medledare.domain.records import Checkin, Conditions, Record
from medledare.domain.short_id import short
from medledare.services.coach import Why
from medledare.text import N_, _, ngettext
from medledare.text.dates import short_day, spoken_day
from medledare.text.kinds import KIND_WORDS
from medledare.text.library import principle_name, value_words
from medledare.text.said import opening

FROM_THE_BANK = N_("None; this is a question from the collection, chosen for the occasion.")
GONE = N_("{rule}, which is not among the rules any longer")
NEW_BEHIND_IT = N_("and only when there is something new behind it")


def because(reason: str) -> str:
    """A reason as a line of its own."""
    return _("because: {reason}").format(reason=reason)


def signal_words(rule: Rule) -> str:
    """What a rule looks for, in a sentence."""
    said = {name: _value(one) for name, one in rule.parameters.items()}
    return _(SIGNALS[rule.signal].tells).format(**said)


def rest_words(wait: int) -> str:
    """How long it is until something may be asked again."""
    return ngettext("at least {count} day", "at least {count} days", wait)


def why_lines(why: Why) -> list[tuple[str, str]]:
    """Label and text: the rule in words, how long it rests, and when it can come again at the earliest."""
    again = spoken_day(why.again)
    if why.rule is None:
        gone = why.offer.rule
        lines = [(_("Rule"), _(GONE).format(rule=gone) if gone else _(FROM_THE_BANK))]
    else:
        rule = why.rule
        lines = [(_("Rule"), f"{rule.id} · {principle_name(rule.principle)}"), (_("Signal"), signal_words(rule))]
        again = f"{again}, {_(NEW_BEHIND_IT)}" if rule.once else again
    return [*lines, (_("Rests"), rest_words(why.wait)), (_("Earliest again"), again)]


def record_line(record: Record) -> str:
    """A record behind a question, in one line: short id, day, kind unless it is an entry, and headline."""
    kind = "" if record.kind == "entry" else f"{_(KIND_WORDS[record.kind])}: "
    first = _answers(record) if isinstance(record, Checkin | Conditions) else opening(record).partition("\n")[0]
    return f"{short(record.id)}  {short_day(record.at.date())}  {kind}{first}"


def _answers(record: Checkin | Conditions) -> str:
    """The answers themselves in words, those of a principle together."""
    by: dict[str, list[str]] = {}
    for one in record.answers:
        by.setdefault(principle_of(one.item), []).append(value_words(one.value).lower())
    return " · ".join(
        f"{principle_name(code) if code in PRINCIPLES else code}: {', '.join(said)}" for code, said in by.items()
    )


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return principle_name(value) if isinstance(value, str) and value in PRINCIPLES else str(value)
