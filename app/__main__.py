"""The entry: `python -m app` and the command `lifelanes`. Everything it does is in app.cli."""

import gc
import sys

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
    sys.exit(run())


if __name__ == "__main__":
    main()
