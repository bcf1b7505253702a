"""Which one question to offer today. Pure; the questions are data files."""
