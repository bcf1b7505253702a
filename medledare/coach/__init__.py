"""Which one question to offer today, and why. Pure: rules and words are data files, handed in."""
