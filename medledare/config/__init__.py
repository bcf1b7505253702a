"""Where things lie and how the program is set. No words of the user live here."""
