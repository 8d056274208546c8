"""The case itself, its people, agencies and sources as rows of the case file, both ways."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple, TypeVar

import msgspec

from app.case.dates import ChronologyDate
from app.case.model import Adult, Agency, Case, Cell, Child, NoContact, Period, RowKind, SheetRow, Source, Stay
from app.case.scheme import Scheme
from app.storage.event_rows import SqlRow

CASE_COLUMNS = ("one", "name", "marking", "scheme", "scope")
CHILD_COLUMNS = ("id", "name", "born", "sex", "aliases", "vulnerabilities", "away")
ADULT_COLUMNS = ("id", "name", "aliases")
AGENCY_COLUMNS = ("id", "name")
SOURCE_COLUMNS = (
    "id", "file", "sheet", "header_row", "headings", "columns", "agency", "confidence", "why", "text_bytes", "digest",
    "withdrawn", "apart", "period", "notes", "by_hand",
)  # fmt: skip
SHEET_ROW_COLUMNS = ("source", "place", "number", "kind", "cells", "reason")
NO_CONTACT_COLUMNS = ("source", "row", "first_day", "last_day")
UNREAD_COLUMNS = ("place", "words")

_T = TypeVar("_T")
_Names = tuple[str, ...]
_Columns = dict[str, str | tuple[tuple[str, str], ...]]
_CELLS = msgspec.json.Decoder(tuple[Cell, ...])


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _read(text: str, kind: type[_T]) -> _T:
    return msgspec.json.decode(text, type=kind)


# To the file --------------------------------------------------------------------------------------


def case_row(case: Case) -> SqlRow:
    """The case's own row, in the order of ``CASE_COLUMNS``: the scheme is kept whole, as it was used."""
    return (1, case.name, case.marking, _json(case.scheme), _json(case.scope))


def child_row(child: Child) -> SqlRow:
    """A child in the order of ``CHILD_COLUMNS``."""
    return (
        child.id,
        child.name,
        _json(child.born),
        child.sex,
        _json(child.aliases),
        _json(child.vulnerabilities),
        _json(child.away),
    )


def adult_row(adult: Adult) -> SqlRow:
    """An adult in the order of ``ADULT_COLUMNS``."""
    return (adult.id, adult.name, _json(adult.aliases))


def agency_row(agency: Agency) -> SqlRow:
    """An agency in the order of ``AGENCY_COLUMNS``."""
    return (agency.id, agency.name)


def source_row(source: Source) -> SqlRow:
    """What is known of a source but its rows, in the order of ``SOURCE_COLUMNS``."""
    return (
        source.id,
        source.file,
        source.sheet,
        source.header_row,
        _json(source.headings),
        _json(dict(source.columns)),
        source.agency,
        source.confidence,
        source.why,
        source.text_bytes,
        source.digest,
        int(source.withdrawn),
        _json(source.apart),
        _json(source.period),
        _json(source.notes),
        int(source.by_hand),
    )


def sheet_rows(source: Source) -> Iterator[SqlRow]:
    """A source's rows as the agency wrote them, in the order of ``SHEET_ROW_COLUMNS``."""
    encode = msgspec.json.Encoder().encode
    for place, row in enumerate(source.rows):
        yield (source.id, place, row.number, row.kind.value, encode(row.cells).decode(), row.reason)


def no_contact_rows(source: Source) -> list[SqlRow]:
    """The times without contact that a source states, in the order of ``NO_CONTACT_COLUMNS``."""
    return [
        (source.id, item.row, item.period.first and str(item.period.first), item.period.last and str(item.period.last))
        for item in source.no_contact
    ]


# From the file ------------------------------------------------------------------------------------


class _CaseRow(NamedTuple):
    one: int
    name: str
    marking: str
    scheme: str
    scope: str


class _ChildRow(NamedTuple):
    id: int
    name: str
    born: str
    sex: str | None
    aliases: str
    vulnerabilities: str
    away: str


class _AdultRow(NamedTuple):
    id: int
    name: str
    aliases: str


class _AgencyRow(NamedTuple):
    id: int
    name: str


class _SourceRow(NamedTuple):
    id: int
    file: str
    sheet: str
    header_row: int | None
    headings: str
    columns: str
    agency: int | None
    confidence: float
    why: str | None
    text_bytes: int
    digest: str
    withdrawn: int
    apart: str
    period: str
    notes: str
    by_hand: int


class _NoContactRow(NamedTuple):
    source: int
    row: int
    first_day: date | None
    last_day: date | None


class _SheetRow(NamedTuple):
    source: int
    place: int
    number: int
    kind: str
    cells: str
    reason: str


def read_case(rows: Sequence[SqlRow]) -> Case:
    """A case with its name, marking, scheme and scope, and nothing else yet.

    Raises:
        msgspec.MsgspecError, ValueError: for what no version wrote.
    """
    (row,) = msgspec.convert(rows, list[_CaseRow])
    return Case(_read(row.scheme, Scheme), row.name, row.marking, scope=_read(row.scope, Period))


def read_children(rows: Sequence[SqlRow]) -> tuple[Child, ...]:
    """The children, in order.

    Raises:
        msgspec.MsgspecError: for what no version wrote.
    """
    return tuple(
        Child(
            row.id,
            row.name,
            msgspec.json.decode(row.born, type=ChronologyDate | None),
            row.sex,
            _read(row.aliases, _Names),
            _read(row.vulnerabilities, _Names),
            _read(row.away, tuple[Stay, ...]),
        )
        for row in msgspec.convert(rows, list[_ChildRow])
    )


def read_adults(rows: Sequence[SqlRow]) -> tuple[Adult, ...]:
    """The adults, in order.

    Raises:
        msgspec.MsgspecError: for what no version wrote.
    """
    return tuple(Adult(row.id, row.name, _read(row.aliases, _Names)) for row in msgspec.convert(rows, list[_AdultRow]))


def read_agencies(rows: Sequence[SqlRow]) -> tuple[Agency, ...]:
    """The agencies, in order.

    Raises:
        msgspec.MsgspecError: for what no version wrote.
    """
    return tuple(Agency(row.id, row.name) for row in msgspec.convert(rows, list[_AgencyRow]))


def read_unread(rows: Sequence[SqlRow]) -> tuple[str, ...]:
    """The sentences on files that could not be read, in order.

    Raises:
        msgspec.MsgspecError: for what no version wrote.
    """
    return tuple(words for _, words in msgspec.convert(rows, list[tuple[int, str]]))


def read_sources(
    rows: Sequence[SqlRow], sheets: Sequence[SqlRow], no_contact: Sequence[SqlRow] = ()
) -> tuple[Source, ...]:
    """The sources, in order, with their rows and times without contact (which come ordered by source and place).

    Raises:
        msgspec.MsgspecError, ValueError: for what no version wrote.
    """
    kept = _rows_by_source(msgspec.convert(sheets, list[_SheetRow]))
    silent = {
        source: tuple([NoContact(row.row, Period(row.first_day, row.last_day)) for row in group])
        for source, group in groupby(msgspec.convert(no_contact, list[_NoContactRow]), lambda row: row.source)
    }
    return tuple(
        Source(
            id=row.id,
            file=row.file,
            sheet=row.sheet,
            header_row=row.header_row,
            headings=_read(row.headings, _Names),
            columns=MappingProxyType(_read(row.columns, _Columns)),
            agency=row.agency,
            confidence=row.confidence,
            why=row.why,
            text_bytes=row.text_bytes,
            digest=row.digest,
            rows=kept.get(row.id, ()),
            withdrawn=bool(row.withdrawn),
            apart=_read(row.apart, tuple[int, ...]),
            period=msgspec.json.decode(row.period, type=Period | None),
            notes=_read(row.notes, _Names),
            by_hand=bool(row.by_hand),
            no_contact=silent.get(row.id, ()),
        )
        for row in msgspec.convert(rows, list[_SourceRow])
    )


def _rows_by_source(rows: Iterable[_SheetRow]) -> Mapping[int, tuple[SheetRow, ...]]:
    kinds = {kind.value: kind for kind in RowKind}
    decode = _CELLS.decode
    return {
        source: tuple([SheetRow(row.number, kinds[row.kind], decode(row.cells), row.reason) for row in group])
        for source, group in groupby(rows, lambda row: row.source)
    }
