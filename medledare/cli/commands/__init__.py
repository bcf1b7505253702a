"""The commands, one module for each group; loaded by name from ``medledare.cli.root``."""
