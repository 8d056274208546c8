"""Labels from files: a case file, or a table of labels in a workbook or delimited text."""

from collections.abc import Sequence
from pathlib import Path

from app.agreement.labels import Labels, called_as_in, labels_of_case, labels_of_table
from app.agreement.since import touched_since
from app.coding.coder import health_rows
from app.errors import UserError
from app.language import tr
from app.storage import SUFFIX
from app.storage.case_file import read_case, read_copy
from importers.readers.files import content_of, read_sheets
from importers.sheet import kept_cells


def read_both(one: Path, other: Path, *, every_code: bool, passwords: Sequence[str] = ()) -> tuple[Labels, Labels]:
    """The labels of two readers. Of two case files only what reviewers gave since they parted counts, unless
    ``every_code``.

    Raises:
        UserError: naming the file, when one cannot be read or holds no labels.
    """
    cases = [path.suffix.lower() == SUFFIX for path in (one, other)]
    names = (one.name, other.name) if one.name != other.name else (str(one), str(other))
    if all(cases):
        return _of_copies((one, other), names, confirmed=not every_code)
    left, right = (
        _of_case(path, name) if is_case else _of_table(path, name, passwords)
        for path, name, is_case in zip((one, other), names, cases, strict=True)
    )
    return left, right


def _of_copies(paths: tuple[Path, Path], names: tuple[str, str], *, confirmed: bool) -> tuple[Labels, Labels]:
    """The labels of two copies; where ``confirmed``, what two reviewers gave since their copies parted."""
    (mine, trail), (theirs, their_trail) = read_copy(paths[0]), read_copy(paths[1])
    ours, their_touch = touched_since(trail, their_trail)
    left = labels_of_case(mine, names[0], health_rows(mine), confirmed=confirmed, since=ours)
    called = called_as_in(mine, theirs)
    health = health_rows(theirs)
    return left, labels_of_case(theirs, names[1], health, confirmed=confirmed, since=their_touch, children=called)


def _of_case(path: Path, name: str) -> Labels:
    case = read_case(path)
    return labels_of_case(case, name, health_rows(case))


def _of_table(path: Path, name: str, passwords: Sequence[str]) -> Labels:
    fault: UserError | None = None
    for sheet, rows in read_sheets(path.name, content_of(path), passwords):
        try:
            return labels_of_table(name, sheet.name, [kept_cells(row) for row in rows])
        except UserError as error:
            fault = fault or error
    raise fault or UserError(tr("{file} holds no table of labels.").format(file=path.name))
