"""What goes from person to person: cards, signed and sealed messages, a team's folder, and sums that show no one.

Nothing here reads a vault or decides to send. It composes, seals, opens and checks; docs/sharing.md has every byte.
"""
