"""Writing a file whole or not at all: what was there stays until all of the new one is on the disk."""

import os
import time
from contextlib import suppress
from pathlib import Path

from app.errors import UserError
from app.language import tr

HALF_WRITTEN = 3600
"""Seconds after which a file that never became whole is no longer being written by another window."""


_UNFINISHED = ".lifelanes-part"
"""The end of the name of a file that is not whole yet, such as no other program gives: those are cleared away."""


def clear_torn(folder: Path, pattern: str) -> None:
    """Take away files of that pattern which a crash or a power cut kept from ever becoming whole: they hold case text.

    One that is being written, or that cannot be taken away, stays.
    """
    long_ago = time.time() - HALF_WRITTEN
    for torn in folder.glob(pattern):
        with suppress(OSError):
            if torn.stat().st_mtime < long_ago:
                torn.unlink()


def put_whole(path: Path, data: bytes) -> None:
    """Write a file of the program's own, in place of one that may be there; its folder is made where it is missing.

    Raises:
        OSError: when it cannot be written; nothing is left behind then.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, data)


def save_whole(path: Path, data: bytes) -> None:
    """Write a file that a person asked for, in place of one that may be there.

    Raises:
        UserError: when it cannot be written; nothing is left behind then.
    """
    try:
        _write(path, data)
    except FileNotFoundError as error:
        raise UserError(
            tr("{file} could not be saved: there is no folder {folder}.").format(file=path.name, folder=path.parent)
        ) from error
    except OSError as error:
        why = error.strerror or tr("the disk reported a fault")
        raise UserError(
            tr("{file} could not be saved: {why}.").format(file=path.name, why=why), tr("Save it elsewhere.")
        ) from error


def _write(path: Path, data: bytes) -> None:
    started = path.with_name(f".{path.stem[:40]}-{os.urandom(4).hex()}{_UNFINISHED}")
    clear_torn(path.parent, f".*-????????{_UNFINISHED}")
    try:
        with started.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        started.replace(path)
    finally:
        started.unlink(missing_ok=True)
