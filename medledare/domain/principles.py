"""The seven principles of co-leadership and the fourteen check-in items, by code.

Their words, in both languages, are data in ``medledare/text/library``. The items are drafts of observable
own behaviour, not a validated instrument.
"""

PRINCIPLES: tuple[str, ...] = ("TIL", "HEL", "HAN", "STO", "KUN", "OPP", "MED")

ITEMS: dict[str, int] = {f"{code}{number}": 1 for code in PRINCIPLES for number in (1, 2)}
"""Item code to the version of its wording in force."""

CONDITIONS: dict[str, int] = dict.fromkeys(PRINCIPLES, 1)
"""Once a week the conditions for each principle are rated apart from one's own behaviour: code to wording in force."""


BENEFICIARIES: tuple[str, ...] = ("citizen", "resident", "user", "customer", "pupil", "student", "patient")
"""Those whom the work may be for, whose word MED takes its name from. The first unless another is chosen."""


def principle_of(item: str) -> str:
    """The principle an item belongs to: ``"TIL1"`` to ``"TIL"``."""
    return item[:3]
