"""The statistics: what may honestly be said of one person's sparse answers. Pure."""
