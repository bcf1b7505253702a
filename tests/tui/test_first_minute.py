"""A newcomer writes and saves a first entry within a minute of the first start: reading every word, and typing slowly.

The real program at a real terminal. The person's seconds are counted from what stands on each screen and what is
typed; the machine's are measured. What is read while the machine works goes on beside it.
"""

import os
import re
import subprocess
import sys
from collections import Counter

import pytest
from at_pty import AtTerminal

READS, TYPES = 200 / 60, 40 * 5 / 60
"""Words read, and letters typed, in a second."""
FINDS_A_KEY = 0.5
MINUTE = 60
PASSPHRASE = "blue tea at dawn"
LINE = "Asked Eva at once"
PAGES = {
    "sv": ("En plats bara för dig", "Hur är det i dag?", "Ingen kan återställa", "Din första rad är sparad."),
    "en": ("A private place", "How is it today?", "Nobody can reset it", "Your first line is saved."),
}


class Newcomer:
    """Reads each new word once, the footer's too, then types; and counts."""

    def __init__(self, terminal: AtTerminal) -> None:
        self.terminal = terminal
        self.person = self.machine = 0.0
        self._known: Counter[str] = Counter()
        self._reading = 0.0

    def meet(self, words: str) -> None:
        """Wait for a page, and read what is new on it."""
        self.meet_at_last(words)
        self.terminal.settle()
        self.person += self._new_words() / READS

    def meet_at_last(self, words: str) -> None:
        """Wait for a page. What was still to be read of the one before is read meanwhile."""
        waited = self.terminal.shows(lambda text: words in text)
        self.machine += max(0.0, waited - self._reading)
        self.person += self._reading
        self._reading = 0.0

    def glance(self, until: str) -> None:
        """Read a page that goes away by itself, while it is there."""
        self.terminal.shows(lambda text: until in text)
        self._reading = self._new_words() / READS

    def _new_words(self) -> int:
        now = Counter(re.findall(r"(?<![\^\w])\w[\w'’-]*", self.terminal.grid.text))
        new = sum((now - self._known).values())
        self._known |= now
        return new

    def press(self, keys: str) -> None:
        """A key that is looked for."""
        self.person += FINDS_A_KEY
        self.terminal.type(keys)

    def write(self, text: str) -> None:
        """Words, letter by letter."""
        self.person += len(text) / TYPES
        self.terminal.type(text)
        self.terminal.settle()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_first_entry_is_saved_within_a_minute(tmp_path, language):
    home = tmp_path / "home"
    home.mkdir()
    environment = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": f"{language}_SE.UTF-8"}
    welcome, first_line, passphrase, saved = PAGES[language]
    terminal = AtTerminal(home, environment)
    try:
        newcomer = Newcomer(terminal)
        newcomer.meet(welcome)
        newcomer.press("\r")
        newcomer.meet(first_line)
        newcomer.write(LINE)
        newcomer.press("\r")
        newcomer.meet(passphrase)
        newcomer.write(PASSPHRASE)
        newcomer.press("\r")
        newcomer.write(PASSPHRASE)
        newcomer.press("\r")
        newcomer.glance({"sv": "Några sekunder", "en": "A few seconds"}[language])
        newcomer.meet_at_last(saved)
        print(f"{language}: person {newcomer.person:.1f} s, machine {newcomer.machine:.1f} s")
        assert newcomer.person + newcomer.machine <= MINUTE
        assert "AGE-SECRET-KEY-1" in terminal.grid.text
        terminal.type("\x0e")
        terminal.shows(lambda text: "AGE-SECRET-KEY-1" not in text)
    finally:
        terminal.end()
    found = subprocess.run(
        [sys.executable, "-m", "medledare", "log"],
        env={**environment, "MEDLEDARE_PASSPHRASE_FILE": str(_kept(home))},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert LINE in found.stdout


def _kept(home):
    file = home / "passphrase"
    file.write_text(PASSPHRASE)
    return file
