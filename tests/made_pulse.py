"""Views of a team's pulse, made up: what a front can meet, without eight people and a week."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from medledare.services.pulse import CODES, Figure, Offer, Picture, Release, Size, Standing, View
from medledare.sharing.people import new_person
from medledare.sharing.team import Team, found

MONDAY = date(2026, 11, 16)
UNTIL = datetime(2026, 11, 24, tzinfo=UTC)


def a_team(name: str = "Vattenlaget") -> Team:
    return found(new_person("Åsa"), name, 7, UNTIL - timedelta(days=90))


def an_offer(team: Team, **others: int | None) -> Offer:
    """Values that go up the scale; ``others`` instead, by code with _ for the dot."""
    values: dict[str, int | None] = {code: 8 + 2 * place for place, code in enumerate(CODES)}
    values |= {"HAN": None, "MED.c": 40}
    values |= {code.replace("_", "."): value for code, value in others.items()}
    return Offer(team, MONDAY, values, UNTIL)


def a_week(monday: date, means: Mapping[str, float | None], why: str = "few") -> Release:
    """A release with these means; None is withheld."""
    size = Size(10, 19)
    figures = (
        Figure(code, mean, size if mean is not None else None, "" if mean is not None else why)  # type: ignore[arg-type]
        for code, mean in ((code, means.get(code, 2.0)) for code in CODES)
    )
    return Release(monday, tuple(figures))


def a_picture(weeks: int) -> Picture:
    """Weeks up to the last, of which one figure is withheld for each of the reasons."""
    made = []
    for back in reversed(range(weeks)):
        means: dict[str, float | None] = {
            code: round(0.8 + 0.21 * place + 0.3 * ((back * 7 + place * 3) % 5) / 4, 1)
            for place, code in enumerate(CODES)
        }
        means |= {"STO": None} if back % 4 == 0 else {}
        made.append(a_week(MONDAY - timedelta(weeks=back + 1), means, "extreme" if back % 8 else "few"))
    return Picture(tuple(made))


def a_view(team: Team, *standings: Standing, offer: Offer | None = None, weeks: int = 0) -> View:
    return View(team, offer, standings, a_picture(weeks), ())


def stands(stage: str, reason: str = "", attempt: int = 1) -> Standing:
    until = None if stage == "over" else UNTIL + timedelta(days=1)
    return Standing(MONDAY, attempt, stage, until, reason)  # type: ignore[arg-type]
