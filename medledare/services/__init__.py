"""Use cases, one module per area, called by both the command line and the terminal interface."""
