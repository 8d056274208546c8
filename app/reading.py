"""What reading files gives: a case, and what its user should be told of them."""

from dataclasses import dataclass

from app.case.model import Case, RowKind, Source
from app.language import tr, trn

TOLD_ROWS = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """A case made of files, and what its user should be told of them, each a sentence."""

    case: Case
    told: tuple[str, ...] = ()


def place_of(source: Source) -> str:
    """The file and sheet of a source, as people name them."""
    return f"{source.file}, {source.sheet}" if source.sheet else source.file


def rejected_words(source: Source) -> tuple[str, ...]:
    """One sentence on the rows that were rejected, or none: how many, and why the first few were."""
    rejected = [row for row in source.rows if row.kind is RowKind.REJECTED]
    if not rejected:
        return ()
    rows = "; ".join(
        tr("row {number}: {reason}").format(number=row.number, reason=row.reason) for row in rejected[:TOLD_ROWS]
    )
    more = tr("; and {count} more").format(count=len(rejected) - TOLD_ROWS) if len(rejected) > TOLD_ROWS else ""
    return (
        trn(
            "{place}: {count} row was rejected ({rows}{more}).",
            "{place}: {count} rows were rejected ({rows}{more}).",
            len(rejected),
        ).format(place=place_of(source), count=len(rejected), rows=rows, more=more),
    )
