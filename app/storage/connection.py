"""The one door to a case file's database, and its faults in words."""

import sqlite3
from contextlib import closing
from pathlib import Path

from app.errors import UserError
from app.language import tr

APPLICATION_ID = 0x4C4C4E53
"""Marks a database as a Lifelanes case file ("LLNS" in the file's header)."""

VERSION = 5
"""The layout of the case file that this version of Lifelanes writes."""

_WHY = {
    sqlite3.SQLITE_FULL: (tr("the disk is full"), tr("Make room on the disk, or save the case elsewhere.")),
    sqlite3.SQLITE_READONLY: (tr("it may only be read"), tr("Save the case elsewhere.")),
    sqlite3.SQLITE_PERM: (tr("it may only be read"), tr("Save the case elsewhere.")),
    sqlite3.SQLITE_BUSY: (tr("it is open in another window or program"), tr("Close it there first.")),
    sqlite3.SQLITE_LOCKED: (tr("it is open in another window or program"), tr("Close it there first.")),
    sqlite3.SQLITE_CANTOPEN: (tr("its folder cannot be written"), tr("Save the case elsewhere.")),
    sqlite3.SQLITE_IOERR: (tr("the disk reported a fault"), tr("Save the case elsewhere.")),
    sqlite3.SQLITE_CORRUPT: (tr("it is damaged"), tr("Open a copy of it that was kept elsewhere.")),
    sqlite3.SQLITE_NOTADB: (tr("it is no Lifelanes case file, or it is damaged"), ""),
}

_GONE = (
    tr("it was moved, deleted or replaced by another program since it was opened"),
    tr("Save the case elsewhere, or under its old name: what is on screen is whole."),
)

_PRAGMAS = ("synchronous = EXTRA", "fullfsync = ON", "secure_delete = ON", "trusted_schema = OFF")  # not words: SQL


def connect(path: Path) -> sqlite3.Connection:
    """A connection that keeps what it was told even when the laptop loses power.

    The rollback journal rather than WAL: a case is one file, which may lie on a network drive or a
    stick, and at rest nothing of it may stand in a second one. ``secure_delete`` because what leaves a
    case must not be found in its file. May be handed from a worker to the window, which then has it
    alone.

    Raises:
        sqlite3.Error: when there is no such file or it is no database.
    """
    connection = sqlite3.connect(path, timeout=1.0, isolation_level=None, check_same_thread=False)
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def hold(connection: sqlite3.Connection) -> None:
    """Keep the file for this connection alone until it closes.

    Raises:
        sqlite3.Error: when another has it open, or it may only be read.
    """
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("COMMIT")


def let_go(connection: sqlite3.Connection) -> None:
    """Close a connection. No journal stays beside the file: it would hold text of the case.

    Raises:
        sqlite3.Error: when the disk is no longer there; the connection is closed all the same.
    """
    with closing(connection):
        connection.execute("PRAGMA locking_mode = NORMAL")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def take_away(path: Path) -> None:
    """Take a case file away, where there is one, and the journal that a crash may have left beside it.

    The journal holds text of the case, and SQLite would write it into whatever is saved under that name next.

    Raises:
        OSError: when it cannot be taken away.
    """
    path.unlink(missing_ok=True)
    journal_of(path).unlink(missing_ok=True)


def journal_of(path: Path) -> Path:
    """Where SQLite keeps the journal of a case file while it writes."""
    return path.with_name(f"{path.name}-journal")


def must_be_a_case(connection: sqlite3.Connection, path: Path) -> int:
    """The layout of this case file, once it is sure that this version can read it.

    Raises:
        UserError: when it is not.
        sqlite3.Error: when it is no database at all.
    """
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise UserError(tr("{file} is no Lifelanes case file.").format(file=path.name))
    if version > VERSION:
        raise UserError(
            tr(
                "{file} was made by a newer version of Lifelanes (layout {version}; this version knows {known})."
            ).format(file=path.name, version=version, known=VERSION),
            tr("Install the newer version to open it."),
        )
    return int(version)


def fault(path: Path, deed: str, error: sqlite3.Error | OSError) -> UserError:
    """A fault of the disk or the database in words: "case.lifelanes could not be opened: the disk is full." """
    if isinstance(error, OSError):
        return UserError(
            tr("{file} could not be {deed}: {why}.").format(
                file=path.name, deed=deed, why=error.strerror or tr("the disk reported a fault")
            )
        )
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    why, hint = _WHY.get(code & 0xFF, (tr("the database reported a fault"), tr("Save the case elsewhere.")))
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        why, hint = _GONE
    return UserError(tr("{file} could not be {deed}: {why}.").format(file=path.name, deed=deed, why=why), hint)
