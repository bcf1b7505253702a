"""What a medledare works with, as plain frozen records and rules. No I/O; the clock is handed in."""
