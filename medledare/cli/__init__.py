"""The command line: click commands over the services, in plain linear output.

``main`` is the program's entry point. Everything else is loaded when it is needed, as most runs write one line.
"""

import gc
import os
import sys
import threading
from contextlib import suppress
from typing import NoReturn


def main() -> NoReturn:
    """Run the program with the arguments it was started with, and end with its exit status."""
    # Modules being loaded are no garbage; looking for some among them took a tenth of the time of an entry.
    gc.disable()
    from medledare.services.confine import confine

    confine()
    from medledare.cli.run import run

    status = run(sys.argv[1:])
    if threading.active_count() == 1:
        # All is written and on the disk; taking the interpreter apart piece by piece would be another tenth.
        with suppress(OSError, AttributeError):
            sys.stderr.flush()
        os._exit(status)
    sys.exit(status)
