"""Whole screens: the welcome, the lock, and the main one that holds the areas."""
