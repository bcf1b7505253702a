"""Lets the program be started with ``python -m medledare``."""

from medledare.cli import main

if __name__ == "__main__":
    main()
