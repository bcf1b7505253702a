"""What an imported record came from, named by its content: so the same text from the same place comes in once."""

from collections import Counter
from hashlib import sha256


class Origins:
    """Names for the records of one source. Two identical ones are legal: the second is told apart by its number."""

    def __init__(self, format: str) -> None:
        self._format = format
        self._twins: Counter[str] = Counter()

    def of(self, *content: str) -> str:
        """The name for a record with this content (its time as the source says it, and its text)."""
        digest = sha256("\0".join(content).encode("utf-8", "surrogatepass")).hexdigest()
        self._twins[digest] += 1
        number = f"#{self._twins[digest]}" if self._twins[digest] > 1 else ""
        return f"{self._format}:{digest}{number}"
