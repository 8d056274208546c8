"""Where the table of a sheet is: under which title rows, with which headings, and why a sheet has none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import islice, zip_longest

from app.case.cell_rows import columns_of, lots_of
from app.case.dates import ChronologyDate
from app.language import tr
from importers.dates.date_words import Order, read_cell
from importers.dates.turned_dates import reads_turned
from importers.headings import BEGINS, HOLDS, match_heading, split_heading
from importers.sheet import RawCell, RawSheet, words_of
from importers.tables.columns import SAMPLE_ROWS, ColumnMapping, guess_columns
from importers.tables.dated_lines import first_of_lines
from importers.tables.evidence import dates_and_lengths
from importers.tables.groupings import grouped
from importers.tables.legends import is_legend
from importers.tables.named_blocks import named_blocks
from importers.tables.other_tables import names_events
from importers.tables.second_headings import continues, joined
from importers.tables.stacked_forms import StackedForms, stacked_forms
from importers.vocabulary import normal, row_words

HEADER_WITHIN = 30
"""A header row is looked for in so many filled rows from the top."""

IS_KEY = tr("it is a key of people, colours or abbreviations")
"""Why a key is no chronology."""

_LONGEST_HEADING = 1500
_FREE_COLUMNS = 60
_SHORT_HEADING = 80
_UNDER_BLANK = 2
_LEAST_ABOVE = 1.0
_UNHEADED = 0.5


@dataclass(frozen=True)
class Table:
    """A sheet understood. ``header`` is the 0-based header row, None where there is none.

    ``first`` is the first row after it. ``begin`` is the row at which a further table of a sheet begins. ``why``
    says why the sheet is no chronology, None where it is one. ``turned`` exchanges day and month in the dates
    of its date column, as a person has said that they were typed. ``lines`` says that there are no columns: every row
    is a note that begins with its date.
    """

    sheet: RawSheet
    header: int | None
    first: int
    mapping: ColumnMapping
    why: str | None = None
    is_key: bool = False
    begin: int = 0
    turned: bool = False
    lines: bool = False

    @cached_property
    def header_words(self) -> tuple[str, ...]:
        """The headings for comparing."""
        return tuple(normal(words) for words in self.mapping.headings)

    def is_heading(self, place: int) -> bool:
        """Whether a row (0-based) above the first row is one of the rows of headings."""
        return self.header is not None and self.header <= place < self.first

    @cached_property
    def _heading_rows(self) -> frozenset[tuple[str, ...]]:
        rows = self.sheet.rows[self.header : self.first] if self.header is not None else ()
        return frozenset(_said(row) for row in rows) if len(rows) > 1 else frozenset()

    def is_header_again(self, row: Sequence[RawCell]) -> bool:
        """Whether a row repeats the headings, as tables do at the top of each page."""
        if self._heading_rows and _said(row) in self._heading_rows:
            return True
        met = said = 0
        for words, cell in zip(self.header_words, row, strict=False):
            if cell == "" and not words:
                continue
            if words:
                said += 1
                met += isinstance(cell, str) and normal(cell) == words
            elif cell != "":
                return False
        return said > 0 and met >= max(1, 0.7 * said)

    def titles(self) -> tuple[str, ...]:
        """The words of the rows above the headings, and of the lines before the table."""
        top = self.header if self.header is not None else min(len(self.sheet.rows), 3) if self.why else self.first
        lines = [words_of(cell) for row in self.sheet.rows[self.begin : top] for cell in row if cell != ""]
        return (*self.sheet.above, *(line for line in lines if line))


def find_table(sheet: RawSheet, order: Order = "dmy", corrections: Mapping[str, str] | None = None) -> Table:
    """The table of a sheet, its columns guessed; ``corrections`` (field -> heading) overrule the guess."""
    rows = sheet.rows
    if not any(is_filled(row) for row in rows[:5000]):
        return Table(sheet, None, len(rows), _no_columns(), sheet.why or tr("the sheet is empty"))
    if (forms := stacked_forms(sheet)) is not None:
        return _of_forms(forms, order, corrections)
    header, own = _header_row(rows), rows
    if header and _header_score(rows[header - 1]) and continues(rows, header - 1, order):
        header -= 1  # the lower of two rows of headings may say more
    if header is not None and (above := _first_of_several(rows, header, order)) < header:
        # The rows of the tables below tell nothing of its columns.
        header, own = above, rows[:header]
    if header is None:
        header, first = _header_by_contents(rows, order)
    else:
        first = header + 1 + continues(rows, header, order)
    if first is None and is_legend(sheet):
        return Table(sheet, None, 0, _no_columns(), IS_KEY, True)
    if first is None and (line := first_of_lines(rows, order)) is not None:
        return Table(sheet, None, line, _notes(rows, line), lines=True)
    if first is None:
        return Table(sheet, None, len(rows), _no_columns(), sheet.why or _no_headings())
    headings = _headings(own, header, first)
    if header is not None and _is_key(headings):
        return Table(sheet, header, first, ColumnMapping(headings, {}), IS_KEY, True)
    blocks = named_blocks(own, header, headings) if header is not None and first == header + 1 else None
    mapping = guess_columns(blocks.headings if blocks else headings, _sample(own, first), order)
    mapping = blocks.placed(mapping) if blocks else mapping
    if corrections:
        mapping = corrected(mapping, corrections)
    table = Table(sheet, header, first, mapping, _why_none(mapping, rows, first))
    if header is None and table.why == mapping.why and any(map(names_events, replace(table, why=None).titles())):
        table = replace(table, why=None)  # a title says what columns without headings do not
    if table.why is not None:
        return table
    return replace(table, mapping=grouped(mapping, sheet, table.titles(), first))


def _of_forms(forms: StackedForms, order: Order, corrections: Mapping[str, str] | None) -> Table:
    """The table that blocks of labels and answers make."""
    rows, first = forms.sheet.rows, forms.first
    mapping = guess_columns(forms.labels, _sample(rows, first), order)
    if corrections:
        mapping = corrected(mapping, corrections)
    return Table(forms.sheet, None, first, mapping, _why_none(mapping, rows, first))


def sections_of(table: Table, order: Order = "dmy") -> tuple[Table, ...]:
    """A table, and those that stand below it on the same sheet with headings of their own.

    Each is cut off where the next begins, so that every row of the sheet belongs to one of them.
    """
    if table.why is not None or table.header is None:
        return (table,)
    found = [table]
    rows = table.sheet.rows
    blank = -1 - _UNDER_BLANK
    begin = table.first
    for lot in lots_of(rows[table.first :]):
        columns = columns_of(lot)
        full = columns is not None and any(map(all, columns))
        # To go through the rows is many times as fast as to ask for each; where none is blank only the first may count.
        for place, row in enumerate(islice(lot, _UNDER_BLANK) if full else lot, begin):
            if not any(row):
                blank = place
            # Headings stand alone: under a blank row, with a title between at most.
            elif place - blank <= _UNDER_BLANK and (part := _further(found[-1], place, order)):
                found.append(part)
        begin += len(lot)
    ends = [part.begin for part in found[1:]]
    return (*(_cut(part, end) for part, end in zip(found, ends, strict=False)), found[-1])


def _further(above: Table, place: int, order: Order) -> Table | None:
    """The table whose headings are that row; None where it is no row of other headings."""
    rows = above.sheet.rows
    row = rows[place]
    words = [cell.strip() for cell in row if isinstance(cell, str) and cell.strip()]
    if len(words) < 2 or any(len(word) > _SHORT_HEADING for word in words) or above.is_header_again(row):
        return None
    if len(words) < sum(cell != "" for cell in row) or _header_score(row) == 0.0:
        return None
    headings = _headings(rows, place, place + 1)
    mapping = guess_columns(headings, _sample(rows, place + 1), order)
    columns = (mapping.column("date"), mapping.column("text"))
    if min(columns) < 0 or not all(match_heading(headings[column]) for column in columns):
        return None
    if _why_none(mapping, rows, place + 1):
        return None
    return Table(above.sheet, place, place + 1, mapping, begin=place, turned=above.turned)


def _cut(table: Table, end: int) -> Table:
    sheet = replace(table.sheet, rows=table.sheet.rows[:end])
    return replace(table, sheet=sheet)


def is_filled(row: Sequence[RawCell]) -> bool:
    """Whether any cell of a row holds something."""
    return any(cell != "" and not (isinstance(cell, str) and not cell.strip()) for cell in row)


def corrected(mapping: ColumnMapping, corrections: Mapping[str, str]) -> ColumnMapping:
    """A mapping with the user's columns in the place of the guess. Headings that the table lacks change nothing."""
    fields = dict(mapping.fields)
    for name, heading in corrections.items():
        wanted = normal(heading)
        column = next((at for at, words in enumerate(mapping.headings) if normal(words) == wanted), None)
        if column is not None:
            fields = {other: tuple(c for c in columns if c != column) for other, columns in fields.items()}
            fields[name] = (column,)
    kept = {name: columns for name, columns in fields.items() if columns}
    return ColumnMapping(mapping.headings, kept, mapping.parts, 1.0)


def _no_headings() -> str:
    return tr("no row of column headings was found; it needs one, with a column for the date and one for the event")


def _said(row: Sequence[RawCell]) -> tuple[str, ...]:
    """The words of a row for comparing, without blank cells at its end."""
    words = [normal(words_of(cell)) for cell in row]
    while words and not words[-1]:
        words.pop()
    return tuple(words)


def _no_columns() -> ColumnMapping:
    return ColumnMapping((), {})


def _notes(rows: Sequence[tuple[RawCell, ...]], first: int) -> ColumnMapping:
    """The columns of notes that begin with their dates: one has both."""
    return ColumnMapping(_headings(rows, None, first), {"date": (0,), "text": (0,)}, confidence=_UNHEADED)


def _sample(rows: Sequence[tuple[RawCell, ...]], first: int) -> list[tuple[RawCell, ...]]:
    """The first filled rows under the headings."""
    body = rows[first : first + 2 * SAMPLE_ROWS]
    return [row for row in body if is_filled(row)][:SAMPLE_ROWS]


def _header_row(rows: Sequence[tuple[RawCell, ...]]) -> int | None:
    """The row whose cells are best known as headings; of equals the first."""
    best, best_score, seen = None, 0.0, 0
    for place, row in enumerate(rows[:2000]):
        if not is_filled(row):
            continue
        seen += 1
        if seen > HEADER_WITHIN:
            break
        score = _header_score(row)
        if score > best_score + 0.01:
            best, best_score = place, score
    return best if best_score > 0 else None


def _first_of_several(rows: Sequence[tuple[RawCell, ...]], best: int, order: Order) -> int:
    """The header row, or one above it that has rows of dates and text of its own: the first of several tables."""
    for place, row in enumerate(rows[:best]):
        if not is_filled(row) or _header_score(row) < _LEAST_ABOVE:
            continue
        between = rows[place + 1 : best]
        headings = _headings(rows[:best], place, place + 1)
        mapping = guess_columns(headings, _sample(between, 0), order)
        date, text = mapping.column("date"), mapping.column("text")
        if min(date, text) < 0 or not all(match_heading(headings[column]) for column in (date, text)):
            continue
        told = (row for row in between if max(date, text) < len(row) and words_of(row[text]))
        if any(_reads_as_date(row[date], order) for row in told):
            return place
    return best


def _header_score(row: Sequence[RawCell]) -> float:
    """How much a row looks like headings; 0 when it does not."""
    fields: dict[str, float] = {}
    filled = 0
    for cell in row:
        if cell == "":
            continue
        if not isinstance(cell, str):
            return 0.0
        words = cell.strip()
        if not words:
            continue
        filled += 1
        if len(words) > _LONGEST_HEADING:
            return 0.0
        if split := split_heading(words):
            fields[f"{split[0]} {split[1]}"] = BEGINS
            continue
        for name, score in match_heading(words).items():
            if score >= HOLDS:
                fields[name] = max(fields.get(name, 0.0), score)
    if filled < 2 or sum(score >= BEGINS for score in fields.values()) < 1:
        return _key_score(row)
    # A cell may mean several fields; no row is more of a header than it has cells.
    known = sorted(fields.values(), reverse=True)[:filled]
    if len(known) < 2 or sum(known) / filled < 0.3:
        return _key_score(row)
    return sum(known)


def _key_score(row: Sequence[RawCell]) -> float:
    return 1.5 if _is_key(tuple(words_of(cell) for cell in row)) else 0.0


def _is_key(headings: Sequence[str]) -> bool:
    """Whether headings are those of a key: who is who, or what stands for what."""
    words = row_words()
    found = {normal(heading) for heading in headings if heading}
    code, name, born = (
        bool(found & set(map(normal, known))) for known in (words.key_code, words.key_name, words.key_born)
    )
    about = code or bool(found & set(map(normal, (*words.key_notes, *words.key_relation))))
    known = {
        normal(w)
        for group in (
            words.key_code,
            words.key_name,
            words.key_born,
            words.key_notes,
            words.key_relation,
            words.key_sex,
        )
        for w in group
    }
    return name and (born or code) and (about or born) and len(found - known) <= max(1, len(found) // 3)


def _header_by_contents(rows: Sequence[tuple[RawCell, ...]], order: Order) -> tuple[int | None, int | None]:
    """The header row and first row of a table whose headings nobody knows: it has dates beside longer text."""
    sample = [row for row in rows[: 4 * SAMPLE_ROWS] if is_filled(row)][:SAMPLE_ROWS]
    width = min(max(map(len, sample), default=0), _FREE_COLUMNS)
    found = [dates_and_lengths([row[at] if at < len(row) else "" for row in sample], order) for at in range(width)]
    dates = [at for at in range(width) if found[at].dates >= 0.6 and found[at].filled >= 2]
    texts = [
        at for at in range(width) if found[at].mean_length >= 12 and found[at].dates < 0.3 and found[at].filled >= 2
    ]
    if not dates or not texts:
        return None, None
    column = max(dates, key=lambda at: found[at].dates)
    for place, row in enumerate(rows):
        if column < len(row) and _reads_as_date(row[column], order):
            header = _last_named(rows[:place], column)
            above = rows[header] if place else ()
            headed = sum(isinstance(cell, str) and 0 < len(cell.strip()) <= 60 for cell in above) >= 2
            return (header, header + 1) if headed else (None, place)
    return None, None


def _last_named(rows: Sequence[tuple[RawCell, ...]], column: int) -> int:
    """The last row above the first date that names its column: rows of data without a date may stand between."""
    above = range(len(rows) - 1, max(len(rows) - 1 - HEADER_WITHIN, -1), -1)
    return next((at for at in above if column < len(rows[at]) and words_of(rows[at][column])), len(rows) - 1)


def _reads_as_date(cell: RawCell, order: Order) -> bool:
    if isinstance(cell, date):
        return True
    if not isinstance(cell, str) or not cell.strip():
        return False
    return isinstance(read_cell(cell, order), ChronologyDate) or reads_turned(cell, order)


def _headings(rows: Sequence[tuple[RawCell, ...]], header: int | None, first: int) -> tuple[str, ...]:
    width = max((len(row) for row in rows[first : first + 50]), default=0)
    if header is None:
        return tuple(f"column {at + 1}" for at in range(width))  # not words: names to compare by
    named = [words_of(cell) for cell in rows[header]]
    if first - header > 1:
        below = [words_of(cell) for cell in rows[header + 1]]
        named += [""] * (len(below) - len(named))
        named = [joined(above, under) for above, under in zip_longest(named, below, fillvalue="")]
    while len(named) < width:
        named.append("")
    return tuple(named)


def _why_none(mapping: ColumnMapping, rows: Sequence[tuple[RawCell, ...]], first: int) -> str | None:
    """Why a table is no chronology; None where it is one."""
    if not any(is_filled(row) for row in rows[first : first + 5000]):
        return tr("there are no rows under the headings")
    if "date" not in mapping.fields:
        return tr("no column holds the dates of events")
    if "text" not in mapping.fields:
        return tr("no column holds the text of events")
    return mapping.why
