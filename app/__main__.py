"""The entry: `python -m app` and the command `lifelanes`. Everything it does is in app.cli."""

import atexit
import gc
import os
import sys
import threading

# Loading makes nothing but objects that stay; looking through them for garbage costs a twentieth of a start.
# A window, which lives for hours, switches it on again.
gc.disable()

from app import language  # noqa: E402
from app.settings_file import kept_language  # noqa: E402

# What stands at the top of a module is said while it loads.
language.use(language.wanted(sys.argv[1:], kept_language))

from app.cli import run  # noqa: E402


def main() -> None:
    """Run the command line and leave with its exit status."""
    leave(run())


def leave(status: int) -> None:
    """End with this status; at once where nothing is left to be done.

    Python takes every module and object apart before it ends, which takes as long as loading numpy did, for memory
    that the system takes back anyway. What was registered to be done at the end is done first. A window, or a thread
    that may still be at work, is left to the long way.
    """
    if "PySide6.QtWidgets" in sys.modules or threading.active_count() > 1:
        sys.exit(status)
    atexit._run_exitfuncs()  # pyright: ignore[reportPrivateUsage]  # what Python itself calls; there is no other name
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except (OSError, ValueError):
        sys.exit(status)  # nobody reads it any more; Python says so
    os._exit(status)


if __name__ == "__main__":
    main()
