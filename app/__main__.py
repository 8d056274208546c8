"""The entry: `python -m app` and the command `lifelanes`. Everything it does is in app.cli."""

import sys

from app.cli import run


def main() -> None:
    """Run the command line and leave with its exit status."""
    sys.exit(run())


if __name__ == "__main__":
    main()
