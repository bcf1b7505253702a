"""One record made fit for others to read: an experience card, a letter; and the words of a gap as a need.

Only the person's own words under plain headings: no role it was told to, no goal, no day.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from medledare.domain.problems import N_
from medledare.text import _

if TYPE_CHECKING:
    from medledare.domain.records import Failure, Learning, Mandate, Need

HINTS = {
    "card": N_("Read it through before you share it: a role says enough where a name stands."),
    "letter": N_("What you send at work may become a document others can ask for."),
    "invitation": N_("Give it to one colleague. The reply comes back sealed to you, and is yours."),
    "talk": N_("A file whose name ends in .html or .pdf becomes a page to show. Only what is to be brought goes out."),
}
"""What is good to know before something is handed out, by its format."""


def card(failure: "Failure | None", learnings: "Sequence[Learning]") -> str:
    """An experience card, as Markdown that can be read as it is: a failure, what it taught, or a learning alone."""
    title = _("Something that went another way") if failure else _("Something learned")
    parts = [
        (_("What was expected"), failure.expected if failure else ""),
        (_("What happened"), failure.text if failure else ""),
        (_("Why it went another way"), failure.why if failure else ""),
        (_("What was learned"), "\n\n".join(one.text.strip() for one in learnings)),
        (_("What comes next"), failure.next if failure else ""),
    ]
    return f"# {title}\n\n" + _under(((f"## {heading}", text) for heading, text in parts), "\n\n")


def letter(need: "Need") -> str:
    """A letter that tells a need: fact, effect, need, ask, as far as they are written. Plain text."""
    parts = [
        (_("This has happened:"), need.fact),
        (_("This is what it leads to:"), need.effect),
        (_("This is what the work needs:"), need.need),
        (_("This is what I ask for:"), need.ask),
    ]
    return _("Hello,") + "\n\n" + _under(parts, "\n") + "\n" + _("Kind regards") + "\n"


def gap(mandate: "Mandate") -> dict[str, str]:
    """Where responsibility goes beyond authority, as the fields of a need, to be changed as one likes."""
    fact = _("I answer for this: {responsibility}").format(responsibility=mandate.responsibility.strip())
    if authority := mandate.authority.strip():
        fact += "\n" + _("What I may decide myself: {authority}").format(authority=authority)
    return {"fact": fact, "need": mandate.missing}


def _under(parts: Iterable[tuple[str, str]], between: str) -> str:
    return "\n".join(f"{heading}{between}{text.strip()}\n" for heading, text in parts if text.strip())
