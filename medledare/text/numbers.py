"""Numbers as people read them, in Swedish and in English."""

from babel.numbers import format_decimal

from medledare.text import language


def one_decimal(value: float) -> str:
    """``2,6`` or ``2.6``."""
    return format_decimal(value, "0.0", locale=language())
