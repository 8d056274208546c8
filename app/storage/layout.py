"""The layout of the case file: the statements that make it, and what an older file lacks of them.

Versions so far have only added tables, so an older file becomes a newer one by making the tables it
lacks. A change that does more needs its own step here.
"""

import re
import sqlite3
from collections.abc import Iterator
from importlib import resources

from app.storage.connection import APPLICATION_ID, VERSION

_MAKES = re.compile(r"CREATE (?:TABLE|TRIGGER|INDEX) (\w+)")


def make_layout(connection: sqlite3.Connection) -> None:
    """Make everything that an empty database lacks to be a case file of this version.

    Raises:
        sqlite3.Error: when it cannot be written.
    """
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    add_missing(connection)


def add_missing(connection: sqlite3.Connection) -> None:
    """Make the tables of this version that an older case file lacks. To be called inside a transaction.

    Raises:
        sqlite3.Error: when it cannot be written.
    """
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
    for statement in statements():
        made = _MAKES.search(statement)
        if made is None or made[1] not in there:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def brought_up(connection: sqlite3.Connection) -> sqlite3.Connection:
    """An older case file in memory as this version would hold it; the file itself stays as it is.

    Raises:
        sqlite3.Error: when it cannot be read.
    """
    copy = sqlite3.connect(":memory:", isolation_level=None)  # not words: SQLite's
    try:
        connection.backup(copy)
        add_missing(copy)
    except sqlite3.Error:
        copy.close()
        raise
    return copy


def statements() -> Iterator[str]:
    """The statements of the schema, one by one: run as one script they would end the transaction."""
    statement = ""
    for line in resources.files("app.storage").joinpath("schema.sql").read_text("utf-8").splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
