"""The entry: `python -m app` and the command `lifelanes`. Without a word it opens the window; the rest is app.cli."""

import atexit
import gc
import os
import sys
import threading

# Loading makes nothing but objects that stay; looking through them for garbage costs a twentieth of a start.
# A window, which lives for hours, switches it on again.
gc.disable()

from app import before_qt, language  # noqa: E402
from app.errors import UserError  # noqa: E402
from app.language import tr  # noqa: E402
from app.settings_file import kept_language  # noqa: E402

# What stands at the top of a module is said while it loads.
language.use(language.wanted(sys.argv[1:], kept_language))

COMPLETING = "_LIFELANES_COMPLETE"
"""Set where a shell asks for the commands there are, and not for one of them."""


def _says_nothing() -> bool:
    return not sys.argv[1:] and COMPLETING not in os.environ


if _says_nothing():
    before_qt.load(before_qt.WINDOW)


def main() -> None:
    """Run the command line, or open the window where it says nothing, and leave with the exit status."""
    leave(_window() if _says_nothing() else _command())


def _command() -> int:
    from app.cli import run  # noqa: PLC0415 - the window needs no commands

    return run()


def _window() -> int:
    """The window without a file: its start page. Its exit status is that of the commands."""
    from widgets.main_window import open_window  # noqa: PLC0415 - the commands need no Qt

    try:
        return open_window()
    except UserError as error:
        sys.stderr.write(f"{error}\n")
    except KeyboardInterrupt:
        sys.stderr.write(tr("Stopped.") + "\n")
    return 1


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
