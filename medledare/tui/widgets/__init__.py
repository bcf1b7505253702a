"""Widgets that draw and post messages; they know nothing of services or storage."""
