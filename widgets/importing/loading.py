"""Reading files, or a table from the clipboard, into sheets on the worker; nothing is understood yet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from app.errors import UserError
from app.language import tr
from app.progress import Progress
from importers.readers.delimited_reader import read_delimited
from importers.readers.reading_apart import ReadingApart
from importers.readers.refusals import Protected
from importers.sheet import RawSheet

_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Loaded:
    """The sheets of some files, a sentence for each file that cannot be read, and those that want a password.

    ``unlocked`` has the digests of files that a person's password opened.
    """

    sheets: tuple[RawSheet, ...] = ()
    problems: tuple[str, ...] = ()
    locked: tuple[Path, ...] = ()
    unlocked: frozenset[str] = frozenset()

    def __add__(self, other: "Loaded") -> "Loaded":
        return Loaded(
            self.sheets + other.sheets,
            self.problems + other.problems,
            self.locked + other.locked,
            self.unlocked | other.unlocked,
        )


def load_files(files: Sequence[Path], passwords: Sequence[str], progress: Progress) -> Loaded:
    """Every sheet of these files. One that cannot be read is told, and the others go on.

    Raises:
        Cancelled: when the progress was cancelled.
    """
    sheets: list[RawSheet] = []
    problems: list[str] = []
    locked: list[Path] = []
    unlocked = frozenset[str]()
    with ReadingApart(progress) as reading:
        for place, file in enumerate(files):
            progress.at(_SHARE * place / len(files), tr("Reading {file}").format(file=file.name))
            try:
                found, opened = _read(reading, file, tuple(passwords))
                sheets += found
                unlocked |= opened
            except Protected:
                locked.append(file)
            except UserError as error:
                problems.append(str(error))
    return Loaded(tuple(sheets), tuple(problems), tuple(locked), unlocked)


def _read(reading: ReadingApart, file: Path, passwords: tuple[str, ...]) -> tuple[Sequence[RawSheet], frozenset[str]]:
    """The sheets of a file, and its digest where it wanted one of the passwords: not every file of a sitting does."""
    try:
        return reading.read(file, ()), frozenset()
    except Protected:
        if not passwords:
            raise
    sheets = reading.read(file, passwords)
    return sheets, frozenset(sheet.digest for sheet in sheets)


def load_text(name: str, text: str) -> Loaded:
    """The table that some pasted text holds, as a sheet of a file of that name."""
    content = text.encode("utf-8", "replace")
    try:
        sheets = read_delimited(name, content, sha256(content).hexdigest())
        return Loaded(tuple(replace(sheet, rows=list(rows)) for sheet, rows in sheets))
    except UserError as error:
        return Loaded(problems=(str(error),))


def unread(locked: Sequence[Path]) -> tuple[str, ...]:
    """A sentence for each protected file whose password was not given."""
    return tuple(str(Protected(file.name)) for file in locked)
