"""What the program refuses to say, in either language, and the few places where it says so.

Both languages are looked for everywhere, so that a word does not slip through untranslated.
"""

import re

from medledare.text import language, speak
from medledare.text.evidence import findings, refusals

_COUNT = r"(?:\d+|\{\w+\}|two|three|four|five|två|tre|fyra|fem)"

_GRADES = r"""
    scor(?:e|es|ed|ing) | (?<!change\ )(?<!break\ )points?(?!\ (?:to|at)\b)
    | rank(?:s|ed|ing|ings)? | leaderboards?
    | top\ (?:list|scor\w+) | personal\ best
    | poäng\w* | totalpoäng | rangordn\w* | ranking\w* | topplist\w* | rekord | betyg\w*
"""
_RUNS = r"""
    streaks? | in\ a\ row | svit(?:en|er|erna)? | i\ rad
"""
_REWARDS = r"""
    (?:next|new)\ level | level\ (?:up|\d+) | badges? | troph(?:y|ies) | rewards | your\ reward
    | achievements?\ unlocked | well\ done | (?:good|great)\ job | congratulations | keep\ it\ up
    | (?:nästa|ny)\ nivå | nivå\ \d+ | utmärkelser? | trofé\w* | belöning\w* | (?:bra|snyggt)\ jobbat | grattis
"""
_BLAME = rf"""
    (?:missed|skipped|lost|lazy)\ (?:{_COUNT}\ )?days? | days?\ (?:missed|skipped|lost)
    | {_COUNT}\ days?\ (?:since|without|behind|late) | it\ has\ been\ {_COUNT}\ days
    | you\ have\ not\ (?:written|answered|checked) | you\ haven't | catch\ up\ on\ {_COUNT}
    | (?:missade|förlorade|överhoppade)\ (?:{_COUNT}\ )?dag(?:ar|arna)?
    | (?<!för\ ){_COUNT}\ dag(?:ar)?\ (?:sedan|utan|efter|försen\w+) | det\ har\ gått\ {_COUNT}\ dag(?:ar)?
    | du\ har\ inte\ (?:skrivit|svarat|checkat) | ta\ igen\ {_COUNT}
"""
_REFUSED = re.compile(
    # An underscore parts words too: ``total_score`` in JSON is a score.
    rf"(?<![^\W_])(?:{'|'.join((_GRADES, _RUNS, _REWARDS, _BLAME))})(?![^\W_])",
    re.IGNORECASE | re.VERBOSE,
)
_SHARE = re.compile(r"%|percent|per cent|procent", re.IGNORECASE)
_OF_GOALS = re.compile(r"\b(?:goals?|progress|done|mål|målen|målet|framsteg|klara?|klart|uppnå\w*)\b", re.IGNORECASE)


def said_no() -> list[str]:
    """The sentences of the page about the evidence in which the program refuses, in both languages."""
    before = language()
    sentences = []
    for spoken in ("sv", "en"):
        speak(spoken)
        sentences += refusals()
        runs = next(one for one in findings() if one.code == "runs")
        sentences += [runs.heading, runs.found, runs.program, runs.caveat, runs.reference]
    speak(before)
    return sentences


ALLOWED = tuple(said_no())


def refused(text: str) -> list[str]:
    """What of the refused stands in a text, each with what stands around it. Line breaks count as spaces."""
    flat = " ".join(text.split())
    for sentence in ALLOWED:
        flat = flat.replace(" ".join(sentence.split()), "")
    around = [flat[max(0, one.start() - 40) : one.end() + 40] for one in _REFUSED.finditer(flat)]
    shares = [line.strip() for line in text.splitlines() if _SHARE.search(line) and _OF_GOALS.search(line)]
    return around + [line for line in shares if not any(line.strip('-•", ') in sentence for sentence in ALLOWED)]
