"""Where in a source something stands, and what is told of times there: the same for every format."""

from datetime import date, datetime, time, tzinfo

from medledare.domain.problems import N_, Problem
from medledare.text.zones import local_times

NOON = time(12)
"""The time of day of what tells only its day."""


class AtLine(Problem):
    """The beginning of a remark on a line of the one file."""

    sentence = N_("Line {line}")


class InFile(Problem):
    """The beginning of a remark on a file of many."""

    sentence = "{file}"


class AtLineOf(Problem):
    sentence = N_("{file}, line {line}")


class InGap(Problem):
    sentence = N_("{where}: there was no {date}, as the clocks were moved forward; it became {became}.")


class CameTwice(Problem):
    sentence = N_("{where}: {date} came twice, as the clocks were moved back; the first was taken.")


class NotUtf8(Problem):
    """A file of many; the others are taken."""

    sentence = N_("{where}: this is not UTF-8 text. The file was left out; save it as UTF-8 and import again.")


class NulLeftOut(Problem):
    sentence = N_("{where}: a NUL character, which no text can keep, was left out.")


def moment(naive: datetime, zone: tzinfo, where: Problem, problems: list[Problem], written: str = "") -> datetime:
    """The moment a clock in ``zone`` showed ``naive``; what is doubtful about it goes to ``problems``.

    ``written`` is how the source writes it.
    """
    moments = local_times(naive, zone)
    if len(moments) == 1:
        return moments[0]
    date = written or f"{naive:%Y-%m-%d %H:%M}"
    if moments:
        problems.append(CameTwice(where=where, date=date))
        return moments[0]
    from dateutil.tz import resolve_imaginary

    found = local_times(resolve_imaginary(naive.replace(tzinfo=zone)).replace(tzinfo=None), zone)[0]
    problems.append(InGap(where=where, date=date, became=f"{found:%Y-%m-%d %H:%M}"))
    return found


def in_reach(day: date) -> bool:
    """Whether no zone leads from a day out of the calendar, as at its very ends."""
    return 1 < day.year < 9999


def without_nul(text: str, where: Problem, problems: list[Problem]) -> str:
    """A text that can be kept: NUL is left out and told."""
    if "\x00" not in text:
        return text
    problems.append(NulLeftOut(where=where))
    return text.replace("\x00", "")
