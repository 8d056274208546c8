"""What reading files gives: a case, and what its user should be told of them."""

from dataclasses import dataclass

from app.case.model import Case, RowKind, Source

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
    rows = "; ".join(f"row {row.number}: {row.reason}" for row in rejected[:TOLD_ROWS])
    more = f"; and {len(rejected) - TOLD_ROWS} more" if len(rejected) > TOLD_ROWS else ""
    count = "1 row was" if len(rejected) == 1 else f"{len(rejected)} rows were"
    return (f"{place_of(source)}: {count} rejected ({rows}{more}).",)
