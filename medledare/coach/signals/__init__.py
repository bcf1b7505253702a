"""Signals: each looks for one thing in the facts and says which records it found it in.

What a signal yields comes with its subject's id first; several subjects may be found, and a rule chooses among them.
"""

from medledare.coach.signals import aims, answers, practice, upward
from medledare.coach.signals.signal import SIGNALS, Parameter, Signal

__all__ = ["SIGNALS", "Parameter", "Signal", "aims", "answers", "practice", "upward"]
