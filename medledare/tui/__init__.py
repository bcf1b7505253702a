"""The terminal interface: screens decide, widgets draw, the app wires."""
