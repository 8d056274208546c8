"""Cases that were never saved, kept beside the settings for the case of a crash: each in a case file of its own.

A draft goes when its case is saved, discarded or closed; one that is found at a start was left by a crash. Nothing
in its file name comes from the case, and its folder is for its owner alone.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from app.case.model import Case
from app.errors import UserError
from app.language import tr
from app.storage import SUFFIX
from app.storage.audit import Entry
from app.storage.case_file import CaseFile
from app.storage.connection import connect, fault, hold, take_away
from app.whole_file import clear_torn


class Draft:
    """One case as it stands, in a case file that nobody asked for. Used by one thread at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: CaseFile | None = None
        self._kept: tuple[Case, int] | None = None

    def keep(self, case: Case, trail: Sequence[Entry]) -> None:
        """Bring the file to this case with this audit trail; only what differs from before is written.

        Raises:
            UserError: when it cannot be written.
        """
        if self._file is None or self._kept is None:
            _make_folder(self.path.parent)
            self._file = CaseFile.create(self.path, case, trail)
        else:
            before, lines = self._kept
            self._file.catch_up(before, case, trail[lines:])
        self._kept = case, len(trail)

    def remove(self) -> None:
        """Let go of the file and take it away.

        Raises:
            UserError: when it cannot be taken away.
        """
        if self._file is not None:
            self._file.close()
            self._file = None
        remove_draft(self.path)


def new_draft(folder: Path) -> Draft:
    """A draft in that folder, under a name that says when it was begun and nothing else."""
    return Draft(folder / f"{datetime.now():%Y-%m-%d %H.%M.%S} {uuid4().hex[:8]}{SUFFIX}")


def remove_draft(path: Path) -> None:
    """Take a draft away, whatever is left of it.

    Raises:
        UserError: when it cannot be taken away.
    """
    try:
        take_away(path)
    except OSError as error:
        raise fault(path, tr("deleted"), error) from error


@dataclass(frozen=True, slots=True)
class Left:
    """A draft that was left, and when it was last changed."""

    path: Path
    changed: datetime


def left_behind(folder: Path) -> tuple[Left, ...]:
    """The drafts in that folder that no window has open, the latest first: a crash left them.

    Files that a crash kept from ever becoming whole are taken away.
    """
    if not folder.is_dir():
        return ()
    clear_torn(folder, f".*{SUFFIX}.new*")
    found: list[Left] = []
    for path in folder.glob(f"[!.]*{SUFFIX}"):
        with suppress(OSError):
            changed = datetime.fromtimestamp(path.stat().st_mtime)
            if _is_free(path):
                found.append(Left(path, changed))
    return tuple(sorted(found, key=lambda one: one.changed, reverse=True))


def _is_free(path: Path) -> bool:
    """Whether no window has this draft open. One that is no database any more is free as well."""
    try:
        with closing(connect(path)) as connection:
            connection.execute("PRAGMA busy_timeout = 0")
            hold(connection)
    except sqlite3.Error as error:
        return error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    return True


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            tr("The folder {folder} could not be made: {why}.").format(folder=folder, why=error.strerror or error)
        ) from error
