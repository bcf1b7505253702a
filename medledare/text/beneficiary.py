"""The word for those the work is for: a citizen, a pupil, a patient … It is a setting.

A sentence that names them has ``$one``, ``$the`` and the like in the word's place. The forms of each word are data in
``library/beneficiaries.*.toml``.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from medledare.domain.principles import BENEFICIARIES
from medledare.text import _, language

_chosen = BENEFICIARIES[0]


def work_for(beneficiary: str) -> None:
    """Say the word for ``beneficiary`` from now on (one of BENEFICIARIES; empty is the first of them)."""
    global _chosen
    if beneficiary and beneficiary not in BENEFICIARIES:
        raise ValueError(beneficiary)
    _chosen = beneficiary or BENEFICIARIES[0]


def beneficiary() -> str:
    """Whom the work is for now, one of BENEFICIARIES."""
    return _chosen


def forms(beneficiary: str) -> Mapping[str, str]:
    """The forms of a word, by what a sentence calls them without the ``$``."""
    return _forms(language())[beneficiary]


def filled(text: str) -> str:
    """The text with the word in its places. Raises KeyError for a form that there is not."""
    if "$" not in text:
        return text
    from string import Template

    return Template(text).substitute(forms(_chosen))


def worded(message: str) -> str:
    """The message in the language spoken now, with the word in its places."""
    return filled(_(message))


@cache
def _forms(spoken: str) -> dict[str, dict[str, str]]:
    import tomllib

    file = Path(__file__).parent / "library" / f"beneficiaries.{spoken}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
