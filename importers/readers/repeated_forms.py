"""Forms filled in again and again: tables of a label and an answer beside it, read as the rows of one table."""

from collections.abc import Sequence
from dataclasses import dataclass

from importers.sheet import MergedRange

_LEAST_FORMS, _LEAST_LABELS, _WIDTH = 2, 3, 2
_LONGEST_LABEL = 60

_Rows = Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table of a document as it stands: the lines above it, its number (from 1), rows and merged cells.

    ``forms`` counts the forms that became its rows, 0 where it is a table of its own.
    """

    above: tuple[str, ...]
    number: int
    rows: _Rows
    merged: tuple[MergedRange, ...] = ()
    forms: int = 0


def with_forms_joined(tables: Sequence[ReadTable]) -> list[ReadTable]:
    """The tables in order, those that are one form filled in several times joined where the first of them stands.

    Such a form has two columns and the same labels, none of which begins with a figure, in the same order. The labels
    become the headings, and every form a row under them.
    """
    alike: dict[tuple[str, ...], list[ReadTable]] = {}
    for table in tables:
        if labels := _labels(table):
            alike.setdefault(labels, []).append(table)
    found: list[ReadTable] = []
    for table in tables:
        labels = _labels(table)
        forms = alike.get(labels, [])
        if len(forms) < _LEAST_FORMS:
            found.append(table)
        elif table is forms[0]:
            answers = [tuple(row[1] for row in form.rows) for form in forms]
            found.append(ReadTable(table.above, table.number, [labels, *answers], forms=len(forms)))
    return found


def _labels(table: ReadTable) -> tuple[str, ...]:
    """The labels of a form; empty where a table is none."""
    if table.merged or len(table.rows) < _LEAST_LABELS or any(len(row) != _WIDTH for row in table.rows):
        return ()
    labels = tuple(row[0].strip() for row in table.rows)
    if len(set(labels)) < len(labels) or not all(word[:1].isalpha() and len(word) <= _LONGEST_LABEL for word in labels):
        return ()
    return labels
