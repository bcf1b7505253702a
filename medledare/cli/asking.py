"""Asking the items of a check-in one by one: a key for each at a terminal, else a line."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

from medledare.cli import keys, terminal
from medledare.cli.writing import asked as line_asked
from medledare.domain.checkin import as_answer
from medledare.domain.codec import check_text
from medledare.domain.problems import Problem
from medledare.domain.records import Answer
from medledare.services.checkins import Asked
from medledare.text import N_, _, say
from medledare.text.library import item_text, scale_words, value_words

PROMPT, HELP = "> ", "?"
BACK = ("b", "\x7f", "\b")
AS_TYPED = {"n": "none", "i": "none", "s": "skip", "h": "skip"}
"""What may be typed besides 0 to 4: no occasion (inget tillfälle), skip (hoppa över)."""


def answers(asked: Asked, wordings: Mapping[str, int]) -> list[Answer]:
    """What is answered, item by item; where the input ends, what was answered until then.

    ``wordings``: the version of each item's wording in force. An item that is left gets no answer.
    """
    steps = [f"{number} {word}" for number, word in enumerate(scale_words())]
    terminal.line(("\n" if terminal.plain else "  ").join(steps))
    terminal.paragraph(_("n no occasion, s skip, b back, Enter to leave an item, ctrl+d to stop here"))
    given: dict[str, Answer] = {}
    with suppress(EOFError), _replies() as (reply, echo):
        place = 0
        while place < len(asked.items):
            item = asked.items[place]
            _put(item, asked)
            typed = reply()
            answer = as_answer(item, AS_TYPED.get(typed, typed), wordings)
            echo(value_words(answer.value) if answer else typed if typed.isprintable() else "")
            if typed in BACK:
                place = max(0, place - 1)
                given.pop(asked.items[place], None)
            elif answer or not typed:
                place += 1
                given |= {item: answer} if answer else {}
            else:
                terminal.line(_("Type 0 to 4, n or s, or just Enter."))
        return list(given.values())
    terminal.line()
    return list(given.values())


TEXTS = {
    "learned": N_("One thing you learned"),
    "need": N_("One need: a fact anyone could have seen"),
    "stop": N_("One thing to stop doing"),
}
"""What else is asked about a week."""


def texts() -> dict[str, str]:
    """One line each, as far as the input goes; empty for what is left out."""
    terminal.line()
    return each_line({name: _(words) for name, words in TEXTS.items()})


def each_line(labels: Mapping[str, str]) -> dict[str, str]:
    """A line for each label, as far as the input goes; empty for what is left out."""
    given: dict[str, str] = {}
    terminal.line(_("Each may be left out with Enter."))
    with suppress(EOFError):
        for name, words in labels.items():
            terminal.paragraph(words)
            given[name] = kept_line()
    return given


def kept_line() -> str:
    """A line that can be kept; of one that was cut off, what there is of it."""
    from medledare.cli import lines

    while True:
        try:
            if (typed := check_text(_typed())) != HELP or lines.current is None:
                return typed
        except Problem as problem:
            terminal.complain(say(problem))
        else:
            terminal.paragraph(_("Write a line and Enter. Enter alone leaves it out, ctrl+d leaves out the rest."))


def _typed() -> str:
    from medledare.cli.lines import Cut

    try:
        return line_asked(PROMPT)
    except Cut as cut:
        if typed := cut.typed.strip():
            return typed
        raise


def _put(item: str, asked: Asked) -> None:
    terminal.line()
    terminal.paragraph(item_text(item))
    if item in asked.answers:
        terminal.line("  ", (_("So far"), "dim"), ": ", value_words(asked.answers[item].value))


@contextmanager
def _replies() -> Iterator[tuple[Callable[[], str], Callable[[str], None]]]:
    """Gives what asks for one reply, raising EOFError where there are no more; and what shows how it was understood."""
    if not keys.at_hand():
        yield lambda: line_asked(PROMPT).lower(), lambda _text: None
        return
    with keys.single_keys() as key:
        last = keys.ENTER

        def reply() -> str:
            nonlocal last
            sys.stderr.write(PROMPT)
            sys.stderr.flush()
            while True:
                before, last = last, key()
                if last != keys.ENTER or before == keys.ENTER:
                    return last.strip()
                # Enter after another key is a habit, not the wish to leave the next item.

        yield reply, terminal.line
