"""From files to a case, for the command line and for notebooks: a case file is opened, the rest is imported."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from app.case.codes import needs_codes
from app.case.import_edits import add_batch
from app.case.model import Case, Changes, ImportBatch
from app.case.scheme import Scheme, default_scheme
from app.errors import UserError
from app.language import tr, trn
from app.progress import Progress
from app.reading import Reading, rejected_words
from app.storage import SUFFIX
from importers.batch import import_files
from importers.dates.date_words import Order
from importers.duplicates.suggesting import crowded_in_words, mark_suggested


class Completed(NamedTuple):
    """A case after an import, what its completion changed, and how many rows it took for repeats of another."""

    case: Case
    changes: Changes
    repeats: int


def read_passwords(path: Path) -> tuple[str, ...]:
    """The passwords in a file, one a line; empty lines are left out.

    Raises:
        UserError: when it cannot be read.
    """
    try:
        return tuple(line for line in path.read_text("utf-8-sig").splitlines() if line)
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(tr("The password file {file} cannot be read.").format(file=path.name)) from error


def read_files(
    files: Sequence[Path],
    scheme: Scheme,
    order: Order = "dmy",
    passwords: Sequence[str] = (),
    lexicon: Path | None = None,
    markers: bool = False,
) -> Reading:
    """One case of all files. Files that cannot be read are told, and the others still go on.

    ``markers``: suggest them for rows whose codes a sheet states, too.

    Raises:
        UserError: when none of them can be read, or more than one is a case file.
    """
    kept = [path for path in files if path.suffix.lower() == SUFFIX]
    if len(kept) > 1:
        raise UserError(tr("Give one case file at a time."), tr("Spreadsheets may go with it."))
    case = _opened(kept[0]) if kept else Case(scheme)
    sheets = [path for path in files if path not in kept]
    unused = _unused_words(case)
    if not sheets:
        return Reading(case, unused)
    batch = import_files(sheets, case, Progress(), order=order, passwords=tuple(passwords))
    if not batch.sources and not kept:
        raise UserError("\n".join(batch.problems) or tr("There is nothing to read."))
    before = case
    case, _changes = add_batch(batch)(before)
    case, _changes, repeats = completed(before, case, lexicon)
    if markers:
        case = _marked(case, lexicon)
    told = [*unused, *batch.problems, *(line for source in batch.sources for line in rejected_words(source))]
    told += [tr("Note: {note}").format(note=note) for note in batch.notes]
    if repeats:
        told.append(tr("Note: {repeats_in_words}").format(repeats_in_words=repeats_in_words(repeats)))
    crowded = crowded_in_words(case)
    if crowded:
        told.append(tr("Note: {note}").format(note=crowded))
    return Reading(case, tuple(told))


def completed(before: Case, case: Case, lexicon: Path | None = None, progress: Progress | None = None) -> Completed:
    """What every import ends with, in the window and on the command line.

    Rows that nobody coded get suggested codes; rows new since ``before`` that are told alike beyond doubt count once.
    No decision is recorded of either, so a person can still say otherwise.

    Raises:
        UserError: when the lexicon cannot be read.
        Cancelled: when the progress was cancelled.
    """
    if case is before:
        return Completed(case, Changes(), 0)
    coded = Changes()
    if needs_codes(case):
        case, coded = _coded(case, lexicon, progress)
    known = set(before.events.id.tolist())
    new = {event for event in case.events.id.tolist() if event not in known}
    case, marked = mark_suggested(case, among=new, progress=progress)(case)
    return Completed(case, coded | marked, len(marked.events))


def repeats_in_words(count: int) -> str:
    """What is told of so many rows that repeat another."""
    return trn(
        "{count:,} row tells an event that another row tells; it counts once.",
        "{count:,} rows tell an event that another row tells; each counts once.",
        count,
    ).format(count=count)


def _coded(case: Case, own: Path | None, progress: Progress | None) -> tuple[Case, Changes]:
    from app.coding.coder import suggest_codes  # noqa: PLC0415 - a sheet that states its codes needs no lexicon
    from app.coding.own_lexicon import load_lexicon  # noqa: PLC0415 - as above

    return suggest_codes(case, load_lexicon(own, case.scheme) if own else None, progress)(case)


def _unused_words(case: Case) -> tuple[str, ...]:
    """A sentence where the case has words of its own that this version cannot use."""
    if not case.own_words:
        return ()
    from app.coding.case_words import fault_of  # noqa: PLC0415 - most cases have none

    fault = fault_of(case)
    return (tr("This case’s own words are not used: {fault}").format(fault=fault),) if fault else ()


def _marked(case: Case, own: Path | None) -> Case:
    from app.coding.coder import mark_stated_rows  # noqa: PLC0415 - few ask for it
    from app.coding.own_lexicon import load_lexicon  # noqa: PLC0415 - as above

    return mark_stated_rows(case, load_lexicon(own, case.scheme) if own else None)(case)[0]


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
