"""The encrypted store: keys, frames, one log for each device, and TinyDB's storage and table on top.

Nothing is imported here, so that capturing an entry never loads what only reading needs.
"""
