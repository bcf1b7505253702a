"""One wording of the mission."""

from dataclasses import dataclass

from medledare.domain.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Mission(Record):
    """One version of the mission; a new wording is a new record, so earlier ones stay readable."""

    kind = "mission"
    statement: str
    for_whom: str = ""
    value: str = ""

    @property
    def headline(self) -> str:
        return self.statement.partition("\n")[0]
