"""The words that days, weekdays, months and spans of time are read by, in Swedish and in English."""

DAYS = {
    "i dag": 0, "idag": 0, "today": 0,
    "i går": -1, "igår": -1, "yesterday": -1,
    "i förrgår": -2, "förrgår": -2, "day before yesterday": -2, "the day before yesterday": -2,
    "i morgon": 1, "imorgon": 1, "i morron": 1, "imorron": 1, "tomorrow": 1,
    "i övermorgon": 2, "övermorgon": 2, "day after tomorrow": 2, "the day after tomorrow": 2,
}  # fmt: skip

WEEKDAYS = (
    ("Mon", "Monday", "mån", "måndag", "måndagen", "måndags"),
    ("Tue", "Tues", "Tuesday", "tis", "tisdag", "tisdagen", "tisdags"),
    ("Wed", "Wednesday", "ons", "onsdag", "onsdagen", "onsdags"),
    ("Thu", "Thur", "Thurs", "Thursday", "tor", "tors", "torsdag", "torsdagen", "torsdags"),
    ("Fri", "Friday", "fre", "fredag", "fredagen", "fredags"),
    ("Sat", "Saturday", "lör", "lördag", "lördagen", "lördags"),
    ("Sun", "Sunday", "sön", "söndag", "söndagen", "söndags"),
)
WEEKDAY = {name.lower(): number for number, names in enumerate(WEEKDAYS) for name in names}

MONTHS = (
    ("Jan", "January", "januari"),
    ("Feb", "February", "februari"),
    ("Mar", "March", "mars"),
    ("Apr", "April"),
    ("May", "maj"),
    ("Jun", "June", "juni"),
    ("Jul", "July", "juli"),
    ("Aug", "August", "augusti"),
    ("Sep", "Sept", "September"),
    ("Oct", "October", "okt", "oktober"),
    ("Nov", "November"),
    ("Dec", "December"),
)

# -1 is before today, 1 after it, 0 leaves it to ``future``. Swedish "i fredags" looks back, "på fredag" ahead.
DIRECTIONS = {
    "förra": -1, "senaste": -1, "last": -1, "previous": -1, "past": -1, "i": -1,
    "nästa": 1, "kommande": 1, "next": 1, "coming": 1, "på": 1,
    "on": 0, "this": 0, "den": 0, "denna": 0,
}  # fmt: skip

WHOLE = ("förra", "last", "previous", "nästa", "next")
"""Directions that go with a week, month or year too."""

NUMBERS = {
    "a": 1, "an": 1, "en": 1, "ett": 1, "one": 1, "två": 2, "two": 2, "tre": 3, "three": 3, "fyra": 4, "four": 4,
    "fem": 5, "five": 5, "sex": 6, "six": 6, "sju": 7, "seven": 7, "åtta": 8, "eight": 8, "nio": 9, "nine": 9,
    "tio": 10, "ten": 10, "elva": 11, "eleven": 11, "tolv": 12, "twelve": 12,
}  # fmt: skip

UNITS = {
    name: unit
    for unit, names in {
        "minutes": "minute minutes min mins minut minuter",
        "hours": "hour hours h timme timmar tim",
        "days": "day days dag dagar dygn",
        "weeks": "week weeks vecka veckor veckan",
        "months": "month months månad månader månaden",
        "years": "year years år året",
    }.items()
    for name in names.split()
}


def month_number(name: str) -> int | None:
    """1 to 12 for a month's name in small letters, in either language; None for another word."""
    return next((number for number, names in enumerate(MONTHS, 1) if name in map(str.lower, names)), None)
