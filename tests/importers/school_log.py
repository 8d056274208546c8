"""A school's log as its agency sends it, and sends it again."""

import csv
from collections.abc import Sequence
from pathlib import Path

from app.case.again_edits import Again, import_again
from app.case.edits import Reviewer
from app.case.model import Case, ImportBatch
from importers.again import compare, earlier_sources
from importers.batch import import_files

ANN = Reviewer("Ann")
HEADINGS = ("Date", "Child", "Event", "Action taken")


def taken_in(case: Case, path: Path, rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS) -> ImportBatch:
    """What a school log of these rows would bring into that case."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, *rows])
    return import_files([path], case)


def sent_again(
    case: Case, path: Path, rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS
) -> tuple[Case, Again]:
    """The case after the log came again with these rows, and how it was found to differ."""
    batch = taken_in(case, path, rows, headings)
    again = compare(case, earlier_sources(case, batch), batch)
    return import_again(batch, again, ANN)(case)[0], again
