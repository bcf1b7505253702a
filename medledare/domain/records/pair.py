"""Two things that one wonders about, chosen before the days that are looked at."""

from dataclasses import dataclass

from medledare.domain.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair(Record):
    """Whether answers on ``principle`` coincide with ``factor``, for days after ``created``.

    A factor is ``place:home``, ``place:office``, ``place:other``, or ``tag:`` and a tag with its sign (``tag:#möte``).
    """

    kind = "pair"
    factor: str
    principle: str

    @property
    def headline(self) -> str:
        return f"{self.factor} · {self.principle}"
