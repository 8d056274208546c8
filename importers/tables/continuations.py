"""Tables that go on where another ended, without headings of their own: one that a page or a sheet has cut in two."""

from dataclasses import replace

from app.case.dates import ChronologyDate
from importers.dates.date_words import Order, read_cell
from importers.sheet import words_of
from importers.tables.columns import SAMPLE_ROWS
from importers.tables.table_search import Table, is_filled

_MOSTLY = 0.6


def continued(before: Table | None, table: Table, order: Order) -> Table:
    """The table of a sheet, with the columns of the one before where it goes on from that.

    It does where it has no headings, as many columns as the one before in its file, dates where that has its dates,
    and words where that has its text. ``order`` is that of the numbers in its dates.
    """
    if before is None or before.sheet.file != table.sheet.file or not _goes_on(before, table, order):
        return table
    return replace(table, header=None, first=0, mapping=before.mapping, why=None)


def _goes_on(before: Table, table: Table, order: Order) -> bool:
    if before.why is not None or before.lines or table.lines or table.is_key or table.header is not None:
        return False
    if table.sheet.why is not None or before.mapping.parts:
        return False
    date, text = before.mapping.column("date"), before.mapping.column("text")
    filled = [row for row in table.sheet.rows[: 2 * SAMPLE_ROWS] if is_filled(row)]
    if min(date, text) < 0 or not filled or max(map(len, filled)) != len(before.mapping.headings):
        return False
    told = [row for row in filled if max(date, text) < len(row)]
    dated = [row for row in told if isinstance(read_cell(row[date], order), ChronologyDate)]
    texts = [
        row for row in dated if words_of(row[text]) and not isinstance(read_cell(row[text], order), ChronologyDate)
    ]
    return bool(texts) and len(texts) >= _MOSTLY * len(filled)
