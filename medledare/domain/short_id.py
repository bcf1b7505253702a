"""The short form of an id, as it is shown and may be typed."""

SHORT_ID = 7


def short(record_id: str) -> str:
    """The end of an id, long enough to tell records apart in daily use (the start is only a time)."""
    return record_id[-SHORT_ID:]
