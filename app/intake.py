"""From files to a case, for the command line and for notebooks: a case file is opened, the rest is imported."""

from collections.abc import Sequence
from pathlib import Path

from app.case.codes import needs_codes
from app.case.import_edits import add_batch
from app.case.model import Case, ImportBatch
from app.case.scheme import Scheme, default_scheme
from app.errors import UserError
from app.progress import Progress
from app.reading import Reading, rejected_words
from app.storage import SUFFIX
from importers.batch import import_files
from importers.date_words import Order
from importers.duplicates import mark_suggested


def read_passwords(path: Path) -> tuple[str, ...]:
    """The passwords in a file, one a line; empty lines are left out.

    Raises:
        UserError: when it cannot be read.
    """
    try:
        return tuple(line for line in path.read_text("utf-8-sig").splitlines() if line)
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"The password file {path.name} cannot be read.") from error


def read_files(
    files: Sequence[Path],
    scheme: Scheme,
    order: Order = "dmy",
    passwords: Sequence[str] = (),
    lexicon: Path | None = None,
) -> Reading:
    """One case of all files. Files that cannot be read are told, and the others still go on.

    Nobody is there to decide on twins, so those that are told alike beyond doubt are marked as such.

    Raises:
        UserError: when none of them can be read, or more than one is a case file.
    """
    kept = [path for path in files if path.suffix.lower() == SUFFIX]
    if len(kept) > 1:
        raise UserError("Give one case file at a time.", "Spreadsheets may go with it.")
    case = _opened(kept[0]) if kept else Case(scheme)
    sheets = [path for path in files if path not in kept]
    if not sheets:
        return Reading(case)
    batch = import_files(sheets, case, Progress(), order=order, passwords=tuple(passwords))
    if not batch.sources and not kept:
        raise UserError("\n".join(batch.problems) or "There is nothing to read.")
    case, _changes = add_batch(batch)(case)
    if needs_codes(case):
        case = _coded(case, lexicon)
    case, changes = mark_suggested(case)(case)
    told = [*batch.problems, *(line for source in batch.sources for line in rejected_words(source))]
    told += [f"Note: {note}" for note in batch.notes]
    if changes.events:
        told.append(f"Note: {len(changes.events)} rows tell an event that another row tells; each counts once.")
    return Reading(case, tuple(told))


def _coded(case: Case, own: Path | None) -> Case:
    from app.coding.coder import suggest_codes  # noqa: PLC0415 - a sheet that states its codes needs no lexicon
    from app.coding.lexicon import load_lexicon  # noqa: PLC0415 - as above

    return suggest_codes(case, load_lexicon(own) if own else None)(case)[0]


def _opened(path: Path) -> Case:
    from app.storage.case_file import read_case  # noqa: PLC0415 - spreadsheets need no database

    return read_case(path)


def recognise(files: Sequence[Path], order: Order = "dmy", password_file: Path | None = None) -> ImportBatch:
    """What the importer makes of these files, for a case of their own.

    Raises:
        UserError: when the password file cannot be read.
    """
    passwords = read_passwords(password_file) if password_file else ()
    return import_files(list(files), Case(default_scheme()), Progress(), order=order, passwords=passwords)
