"""What a colleague saw and answered."""

from dataclasses import dataclass

from medledare.domain.records.record import Record


@dataclass(frozen=True, slots=True)
class Seen:
    """One question of the invitation, as it was asked (empty: the colleague wrote freely), and the answer to it."""

    asked: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation(Record):
    """What a colleague (``whom``, a role) saw of one behaviour, taken in at ``at``; it belongs to the observed.

    ``observer`` is the id of the agreement it came of.
    """

    kind = "observation"
    behaviour: str
    whom: str = ""
    observer: str = ""
    seen: tuple[Seen, ...] = ()

    @property
    def headline(self) -> str:
        return self.behaviour.partition("\n")[0]
