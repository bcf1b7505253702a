"""The words of a notice that something shared is taken back."""

from typing import TYPE_CHECKING

from medledare.domain.problems import N_
from medledare.text import _
from medledare.text.dates import spoken_day

if TYPE_CHECKING:
    from medledare.domain.records import Departure

NOT_CALLED_BACK = N_(
    "A copy cannot be called back: whoever has read it, or kept it, can still have it. The notice tells that you no "
    "longer stand by it being shared."
)


def notice(name: str, shared: "Departure") -> str:
    """What the notice says: by whom, what, and what is asked for."""
    told = _("{name} takes back what was shared on {day}. Please do not pass it on, and delete your copy.")
    return f"{told.format(name=name, day=spoken_day(shared.at.date()))}\n\nSHA-256: {shared.digest}\n"
