"""Rows in which an agency says that it had no contact for a time, and the time that a return says it covers."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from app.case.dates import ChronologyDate, Precision
from app.case.model import NoContact, Period, RowKind, SheetRow, Source
from app.case.sheet_rows import rows_of
from importers.dates.date_words import Order, read_date
from importers.rows.row_dates import RowDates
from importers.sheet import Row, words_of
from importers.tables.table_search import Table
from importers.vocabulary import any_of, row_words

_LONGEST = 160
_AND = re.compile(r"\s+(?:and|to|until|till|up to|through)\s+", re.IGNORECASE)
_LEADS = re.compile(r"^(?:with\s+(?:(?:this|the|our)\s+)?\w+\s+)?(?:between|from|for|in|during)\s+", re.IGNORECASE)
_FOLLOWS = re.compile(r"[;(]|\.\s|\s-\s(?=[A-Za-z]{4,})")
_FEW = 3
_TIDY = " \t.:;-–—,()"


def with_stated_times(source: Source, parts: Sequence[Table], order: Order) -> Source:
    """A source with the period that its titles say it covers, and the times in which it says there was no contact.

    ``parts`` are the tables of its sheet, in order.
    """
    if source.why is not None:
        return source
    period = stated_period(parts[0].titles(), order)
    return replace(source, period=period, no_contact=no_contact_of(parts, source.rows, order))


def no_contact_of(parts: Sequence[Table], rows: Sequence[SheetRow], order: Order) -> tuple[NoContact, ...]:
    """The time that each row without contact states, for those of a sheet's rows that state one.

    ``parts`` are the sheet's tables, in order. The words of a row count for more than its date cell.
    """
    found: list[NoContact] = []
    for row in rows_of(rows, RowKind.NO_CONTACT):
        part = [part for part in parts if part.begin < row.number][-1]
        cells = parts[-1].sheet.rows[row.number - 1]
        said = _in_words(cells, order) or _in_dates(part, cells, order)
        if said and (said.earliest or said.latest):
            found.append(NoContact(row.number, Period(said.earliest, said.latest)))
    return tuple(found)


def _in_dates(table: Table, cells: Row, order: Order) -> ChronologyDate | None:
    fields = table.mapping.fields
    width = max((column for columns in fields.values() for column in columns), default=0) + 1
    said = RowDates(table, order).day_of((*cells, *("",) * (width - len(cells))))
    return said if isinstance(said, ChronologyDate) else None


def _in_words(cells: Row, order: Order) -> ChronologyDate | None:
    pattern = any_of(row_words().no_contact)
    for words in map(words_of, cells):
        met = pattern.search(words) if len(words) <= _LONGEST else None
        rest = words[met.end() :].strip(_TIDY) if met else ""
        if met and (said := _time_in(rest, order)):
            return said
    return None


def _time_in(words: str, order: Order) -> ChronologyDate | None:
    """The time that words name: as a whole, without what follows it, or without a word or two before it."""
    words = _LEADS.sub("", words)
    whole = words.split()
    shorter = [" ".join(whole[drop:]) for drop in range(1, min(_FEW, len(whole)))]
    for tried in (words, _FOLLOWS.split(words)[0], *shorter):
        tried = _LEADS.sub("", tried).strip(_TIDY)
        said = read_date(_AND.sub(" - ", tried), order) if tried else None
        if isinstance(said, ChronologyDate) and said.precision is not Precision.DAY:
            return said
    return None


def stated_period(titles: Sequence[str], order: Order) -> Period | None:
    """The time that the lines above a table say it covers: "Period: 1 Jan 2012 to 31 Dec 2015"; None where none does.

    The words that lead to it may stand in one cell and the time in the next.
    """
    for place, line in enumerate(titles):
        if len(line) > _LONGEST:
            continue
        following = titles[place + 1] if place + 1 < len(titles) else ""
        for met in _period_pattern().finditer(line):
            said = _time_in(line[met.end() :].strip(_TIDY) or following, order)
            if said is not None:
                return Period(said.earliest, said.latest)
    return None


@cache
def _period_pattern() -> re.Pattern[str]:
    """The words that lead to the time a return covers."""
    longest_first = sorted(row_words().periods, key=len, reverse=True)
    words = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
