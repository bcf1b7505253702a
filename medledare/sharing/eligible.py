"""Who may take part in a week's pulse: the members there were before it could be joined.

So nobody can be made a member to fill up a group after others have agreed to take part.
"""

from datetime import datetime

from medledare.sharing.people import BadName, Card, NotACard, read_card
from medledare.sharing.team import LEAVING, MEMBER, Look, Team


def members_before(team: Team, look: Look, moment: datetime) -> dict[str, Card]:
    """Who was a member just before a moment, as the messages tell, by ``Card.person``; nobody whose card one let go."""
    founder = team.founder.person
    there = {founder} if team.founding.message.at < moment else set()
    for message in look.of(MEMBER, LEAVING):
        if message.at >= moment:
            continue
        if message.kind == LEAVING:
            there.discard(message.by)
        elif person := _added(message.body.get("card")):
            there.add(person)
    return {person: look.cards[person] for person in sorted(there - look.gone) if person in look.cards}


def _added(card: object) -> str:
    try:
        return read_card(card).person if isinstance(card, str) else ""
    except (NotACard, BadName):
        return ""
