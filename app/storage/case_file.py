"""The case file: one SQLite database that holds a case, its audit trail and what was looked at.

Every edit is written as it happens, in one transaction, and what is written is what differs between
the case before and the case after.
"""

import glob
import os
import sqlite3
from collections.abc import Generator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import msgspec

from app.case.checks import find_problems
from app.case.difference import event_difference
from app.case.history import Step
from app.case.model import Case
from app.errors import UserError
from app.language import tr
from app.progress import Progress
from app.storage import SUFFIX as SUFFIX
from app.storage import records
from app.storage.audit import Entry, entry
from app.storage.connection import VERSION, connect, fault, hold, journal_of, let_go, must_be_a_case, take_away
from app.storage.layout import add_missing, brought_up, make_layout
from app.whole_file import clear_torn
from app.workspace import Looking

_ADVICE = tr("Open a copy of it that was kept elsewhere.")
_UNREADABLE = (msgspec.MsgspecError, ValueError, KeyError, IndexError, OverflowError)


class CaseFile:
    """An open case file. It is held for this window alone until it is closed."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._identity = _identity(path)

    @property
    def in_its_place(self) -> bool:
        """Whether its path still leads to it: another program may have moved, deleted or replaced it meanwhile."""
        return self._identity is not None and _identity(self.path) == self._identity

    @classmethod
    def create(
        cls,
        path: Path,
        case: Case,
        trail: Sequence[Entry] = (),
        looking: Looking | None = None,
        progress: Progress | None = None,
    ) -> "CaseFile":
        """Write a case into a new file, in place of one that may be there, and hold it.

        The file appears whole or not at all.

        Raises:
            UserError: when it cannot be written, or another window has it open.
            Cancelled: when ``progress`` was cancelled; what was there before is still there.
        """
        _must_be_free(path)
        started = path.with_name(f".{path.name}.new")
        with _in_words(path, tr("saved")):
            try:
                take_away(started)
                _write_new_file(started, case, trail, looking or Looking())
                (progress or Progress()).at(0.9)
                # What a crash left of a file of that name, which was deleted since, must not go into this one.
                journal_of(path).unlink(missing_ok=True)
                started.replace(path)
            finally:
                take_away(started)
            _settle(path.parent)
            return cls(path, _held(path))

    @classmethod
    def open(cls, path: Path) -> "tuple[CaseFile, Case]":
        """Open a case file, hold it, and read its case.

        Raises:
            UserError: when it cannot be read, is open elsewhere, is no case file, a newer one, or damaged.
        """
        _must_be_there(path)
        clear_torn(path.parent, f".{glob.escape(path.name)}.new*")
        with _read(path, tr("opened")):
            connection = _held(path)
            try:
                return cls(path, connection), _read_sound(connection, path)
            except BaseException:
                connection.close()
                raise

    def write(self, before: Case, after: Case, step: Step) -> Entry:
        """Write a step from the case the file holds to the next, in one transaction; returns its line of the trail.

        Raises:
            UserError: when it cannot be written; the file then still holds ``before``.
        """
        difference = event_difference(before.events, after.events)
        line = entry(before, after, step, difference)
        with _in_words(self.path, tr("written")), _transaction(self._connection):
            records.write_difference(self._connection, before, after, difference)
            records.add_steps(self._connection, [line])
        return line

    def catch_up(self, before: Case, after: Case, lines: Sequence[Entry]) -> None:
        """Write what became of a case over several steps, with their lines of the trail, in one transaction.

        Raises:
            UserError: when it cannot be written; the file then still holds ``before``.
        """
        with _in_words(self.path, tr("written")), _transaction(self._connection):
            records.write_difference(self._connection, before, after, event_difference(before.events, after.events))
            records.add_steps(self._connection, lines)

    def trail(self) -> tuple[Entry, ...]:
        """The audit trail, oldest line first.

        Raises:
            UserError: when it cannot be read.
        """
        with _read(self.path, tr("read")):
            return records.read_steps(self._connection)

    def looking(self) -> Looking:
        """What was looked at last.

        Raises:
            UserError: when the file cannot be read.
        """
        with _read(self.path, tr("read")):
            row: tuple[str] | None = self._connection.execute("SELECT value FROM looking").fetchone()
        try:
            return msgspec.json.decode(row[0], type=Looking) if row else Looking()
        except msgspec.MsgspecError:
            # Another version looked at other things. It is no part of the record, so the start will do.
            return Looking()

    def keep_looking(self, looking: Looking) -> None:
        """Keep what is looked at. No step and no part of the record.

        Raises:
            UserError: when it cannot be written.
        """
        with _in_words(self.path, tr("written")), _transaction(self._connection):
            _write_looking(self._connection, looking)

    def close(self) -> None:
        """Let go of the file. It already holds everything."""
        with suppress(sqlite3.Error):
            let_go(self._connection)


def read_case(path: Path) -> Case:
    """The case in a file, which is neither held nor written: for charts, reports and many cases at once.

    Raises:
        UserError: when it cannot be read, is open for writing elsewhere, is no case file, a newer one, or damaged.
    """
    _must_be_there(path)
    with _read(path, tr("read")), closing(connect(path)) as connection:
        connection.execute("PRAGMA query_only = ON")
        if must_be_a_case(connection, path) == VERSION:
            return _read_sound(connection, path)
        with closing(brought_up(connection)) as newer:
            return _read_sound(newer, path)


def read_copy(path: Path) -> tuple[Case, tuple[Entry, ...]]:
    """The case in a file and its audit trail, as ``read_case``: for joining it with another copy of the case.

    Raises:
        UserError: as ``read_case``.
    """
    case = read_case(path)
    with _read(path, tr("read")), closing(connect(path)) as connection:
        connection.execute("PRAGMA query_only = ON")
        return case, records.read_steps(connection)


def _write_new_file(path: Path, case: Case, trail: Sequence[Entry], looking: Looking) -> None:
    with closing(connect(path)) as connection, _transaction(connection):
        make_layout(connection)
        records.write_new(connection, case)
        records.add_steps(connection, trail)
        _write_looking(connection, looking)


def _write_looking(connection: sqlite3.Connection, looking: Looking) -> None:
    value = msgspec.json.encode(looking).decode()
    connection.execute("INSERT OR REPLACE INTO looking (one, value) VALUES (1, ?)", (value,))


def _held(path: Path) -> sqlite3.Connection:
    connection = connect(path)
    try:
        version = must_be_a_case(connection, path)
        hold(connection)
        if version != VERSION:
            with _transaction(connection):
                add_missing(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _read_sound(connection: sqlite3.Connection, path: Path) -> Case:
    case = records.read_case(connection)
    problems = find_problems(case)
    if problems:
        raise UserError(tr("{file} is damaged: {problem}").format(file=path.name, problem=problems[0]), _ADVICE)
    return case


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells the file at that path from any other that comes to lie there; None where there is none."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_dev, told.st_ino


def _must_be_there(path: Path) -> None:
    if not path.is_file():
        raise UserError(tr("{file} is not in the folder {parent}.").format(file=path.name, parent=path.parent))


def _must_be_free(path: Path) -> None:
    """A file that is open elsewhere must not be replaced; one that is no database may."""
    if not path.is_file():
        return
    try:
        with closing(connect(path)) as connection:
            hold(connection)
    except sqlite3.Error as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise fault(path, tr("saved"), error) from error


def _settle(folder: Path) -> None:
    """See to it that the file's name is on the disk too. Windows does so by itself, and opens no folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Generator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


@contextmanager
def _in_words(path: Path, deed: str) -> Generator[None]:
    try:
        yield
    except UnicodeEncodeError as error:
        raise UserError(
            tr("{file} could not be {deed}: a cell holds characters that are no text.").format(
                file=path.name, deed=deed
            )
        ) from error
    except (sqlite3.Error, OSError) as error:
        raise fault(path, deed, error) from error


@contextmanager
def _read(path: Path, deed: str) -> Generator[None]:
    """For reading alone: what no version wrote means damage there. While writing it would mean a fault of ours."""
    try:
        with _in_words(path, deed):
            yield
    except _UNREADABLE as error:
        raise UserError(
            tr("{file} is damaged: a part of it cannot be read.").format(file=path.name), _ADVICE
        ) from error
