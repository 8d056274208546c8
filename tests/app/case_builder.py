"""Small cases for tests, written as a chronology reads.

    case = a_case(
        ["Perry", "Robin"],
        ("2013-03-01", "Perry", 2, "hygiene", {}, "Head lice again."),
        Row("2013-04", "all", levels={"Perry": 2}, agency="School"),
    )

A row is a ``Row`` or a tuple of its first fields. A day is "2013-03-01", "2013-03" (the month), "2013"
(the year) or "2013-03-01..2013-03-20". Each row stands in a sheet, from row 2 on, so evidence exists.
"""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import NamedTuple, cast

import numpy as np

from app.case.checks import find_problems
from app.case.dates import PRECISION_CODES, ChronologyDate, Precision, day_number, exactly
from app.case.edits import add_batch
from app.case.event_columns import EventColumns, table_of
from app.case.event_table import UNSCORED, CodeFrom, Event
from app.case.model import (
    Adult,
    Agency,
    Case,
    Cell,
    Child,
    Edit,
    ImportBatch,
    NoContact,
    Period,
    RowKind,
    SheetRow,
    Source,
    Stay,
)
from app.case.own_words import OwnEntry
from app.case.practice import Bookmark, Episode
from app.case.pseudonyms import PanelPlan, Pseudonym, StopChoice, StopKind, Whose
from app.case.scheme import default_scheme


class Row(NamedTuple):
    """One row of a chronology. ``subjects`` are names, "Perry, Robin", or "all"; severity None is unscored."""

    day: str
    subjects: str = "all"
    severity: int | None = None
    categories: str = ""
    levels: Mapping[str, int] = {}
    text: str = ""
    agency: str = ""
    response: str | None = None
    severity_from: CodeFrom = CodeFrom.STATED
    by_child: Mapping[str, int] = {}
    markers: tuple[str, ...] = ()


AnyRow = Row | tuple[object, ...]


def a_case(children: Sequence[str] = ("Perry", "Robin"), *rows: AnyRow, file: str = "log.csv") -> Case:
    """A case of these children whose rows all stand in one sheet. Event ids are 0, 1, 2 in order of day."""
    people = tuple(Child(place, name) for place, name in enumerate(children))
    empty = Case(default_scheme(), children=people)
    if not rows:
        return replace(empty, events=empty.events.widened(len(people)))
    return add_batch(a_batch(empty, *rows, file=file))(empty)[0]


def a_batch(case: Case, *rows: AnyRow, file: str = "more.csv", new_children: Sequence[str] = ()) -> ImportBatch:
    """What importing a sheet of these rows into that case would hand over."""
    told = [Row(*cast(Row, row)) for row in rows]
    first = len(case.children)
    children = (*case.children, *(Child(first + place, name) for place, name in enumerate(new_children)))
    names = [child.name for child in children]
    known = [agency.name for agency in case.agencies]
    agencies = known + [name for name in dict.fromkeys(row.agency for row in told) if name and name not in known]
    sheet = Source(
        id=len(case.sources),
        file=file,
        sheet="",
        header_row=1,
        headings=("Date", "Event"),
        columns={"date": "Date", "text": "Event"},
        confidence=0.9,
        digest=f"digest of {file}",
        rows=(
            SheetRow(1, RowKind.HEADER, ("Date", "Event")),
            *(SheetRow(place, RowKind.EVENT, (row.day, row.text)) for place, row in enumerate(told, start=2)),
        ),
    )
    return ImportBatch(
        before=(first, len(case.adults), len(case.agencies), len(case.sources)),
        children=children,
        adults=(),
        agencies=tuple(Agency(place, name) for place, name in enumerate(agencies))[len(known) :],
        sources=(sheet,),
        events=table_of(_columns(told, names, agencies, sheet.id)),
    )


SILENT = (
    NoContact(10, Period(date(2013, 5, 1), date(2013, 7, 31))),
    NoContact(12, Period(None, date(2012, 1, 31))),
)


CELLS: tuple[Cell, ...] = ("text", 1, 1.0, 2.5, True, None, "2013-03-01", -(2**40))
EPISODES = (
    Episode("The first plan", date(2013, 3, 1), date(2013, 6, 30), "Who spoke to Robin?", ("Robin",), "Ann"),
    Episode("Summer", date(2014, 5, 6), date(2014, 6, 7)),
)
BOOKMARKS = (
    Bookmark("The whole record", by="Ann"),
    Bookmark("The turn", date(2013, 1, 1), date(2013, 12, 31), 1, "relapse:0:2013-01-15", "Ben", "Ask: who knew?"),
)
PANEL = PanelPlan(
    (Pseudonym(Whose.CHILD, "Perry", "Child X", "Ann"), Pseudonym(Whose.ADULT, "Mother", "The mother", "Ann")),
    (StopChoice(StopKind.FINDING, "relapse:0:2013-01-15"), StopChoice(StopKind.BOOKMARK, "The turn", shown=False)),
)

OWN_WORDS = (
    OwnEntry("ours.zindle", "concerns", '{"id":"ours.zindle","source":"schools","phrases":["zindle"],"categories":[]}'),
    OwnEntry("headlice", "remove", "{}"),
)


def a_full_case() -> Case:
    """A case with something in every field."""
    case = a_case(
        ["Perry", "Robin"],
        Row(
            *("2013-03-01", "Perry", 2, "hygiene", {"Perry": 2}, "Head lice ‘again’.", "School", "NFA"),
            markers=("conference",),
        ),
        Row("2013-04", "all", 3, "hygiene, nutrition", by_child={"Robin": 1}, severity_from=CodeFrom.LEXICON),
        Row("2014", "Robin", agency="Police"),
        Row("2014-05-06..2014-06-07", "", text="About nobody\x00 \N{SNOWMAN} ' \" ; -- \n second line"),
    )
    perry = replace(
        case.children[0],
        born=ChronologyDate(date(2008, 1, 1), date(2008, 12, 31), Precision.YEAR, "2008"),
        sex="M",
        aliases=("C1", "P"),
        vulnerabilities=("diabetes",),
        away=(Stay(exactly(date(2015, 10, 9)), None, "in hospital"),),
    )
    sheet = replace(
        case.sources[0],
        sheet="Chronology",
        agency=0,
        why="a reason",
        text_bytes=1234,
        columns=MappingProxyType({"date": "Date", "level": (("Perry", "Level Perry"), ("Robin", "Level Robin"))}),
        rows=(*case.sources[0].rows, SheetRow(9, RowKind.REJECTED, CELLS, "no date")),
        no_contact=SILENT,
    )
    no_chronology, count = Source(1, "plan.docx", "table 1", None, why="a plan", digest="x"), len(case.events)
    events = replace(
        case.events,
        time=("09:30", None, None, None),
        author=("A. Smith", None, "", "B"),
        entry_day=np.array([15800, -(2**31), 15801, 15802], np.int32),
        duplicate_of=np.array([-1, 0, -1, -1], np.int32),
        withdrawn=np.array([False, False, True, False]),
        severity_by=("Ann", *(None,) * (count - 1)),
    )
    return replace(
        case,
        name="Family Q",
        marking="OFFICIAL-SENSITIVE",
        children=(perry, *case.children[1:]),
        adults=(Adult(0, "Mother", ("M", "Mo")),),
        sources=(sheet, no_chronology),
        events=events,
        unread=("notes.pdf is a PDF, not a spreadsheet.",),
        episodes=EPISODES,
        bookmarks=BOOKMARKS,
        panel=PANEL,
        own_words=OWN_WORDS,
    )


def _columns(rows: Sequence[Row], names: Sequence[str], agencies: Sequence[str], source: int) -> EventColumns:
    days = [_days(row.day) for row in rows]
    bits = default_scheme().bits_of
    levels = _by_child([row.levels for row in rows], names)
    return EventColumns(
        source=[source] * len(rows),
        row=range(2, len(rows) + 2),
        start=[day_number(first) for first, _, _ in days],
        end=[day_number(last) for _, last, _ in days],
        precision=[PRECISION_CODES[precision] for _, _, precision in days],
        text=[row.text for row in rows],
        date_words=[row.day for row in rows],
        subjects=np.array([_about(row.subjects, names) for row in rows], np.bool_).reshape(len(rows), len(names)),
        agency=[agencies.index(row.agency) if row.agency else -1 for row in rows],
        severity=[UNSCORED if row.severity is None else row.severity for row in rows],
        severity_from=[CodeFrom.NOBODY if row.severity is None else row.severity_from for row in rows],
        categories=[bits(row.categories.replace(",", " ").split()) for row in rows],
        categories_from=[CodeFrom.STATED if row.categories else CodeFrom.NOBODY for row in rows],
        response=[row.response for row in rows],
        markers=[row.markers for row in rows],
        child_severity=_by_child([row.by_child for row in rows], names),
        level=levels,
        level_from=np.where(levels >= 0, CodeFrom.STATED, CodeFrom.NOBODY).astype(np.uint8),
    )


def _about(subjects: str, names: Sequence[str]) -> list[bool]:
    told = {name.strip() for name in subjects.split(",")}
    unknown = told - set(names) - {"all", ""}
    assert not unknown, f"no child is called {unknown}"
    return ["all" in told or name in told for name in names]


def _by_child(stated: Sequence[Mapping[str, int]], names: Sequence[str]) -> np.ndarray:
    ranks = np.full((len(stated), len(names)), UNSCORED, np.int8)
    for place, by_name in enumerate(stated):
        for name, rank in by_name.items():
            ranks[place, names.index(name)] = rank
    return ranks


def _days(words: str) -> tuple[date, date, Precision]:
    if ".." in words:
        first, last = words.split("..")
        return date.fromisoformat(first), date.fromisoformat(last), Precision.RANGE
    parts = [int(part) for part in words.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31), Precision.YEAR
    if len(parts) == 2:
        year, month = parts
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), Precision.MONTH
    return date(*parts), date(*parts), Precision.DAY


def event(case: Case, event_id: int) -> Event:
    """The event of that number."""
    return case.event(event_id)


def after(case: Case, *edits: Edit) -> Case:
    """The case after these edits, each of which leaves it sound."""
    for edit in edits:
        case, _ = edit(case)
        assert find_problems(case) == []
    return case


def afresh(case: Case) -> Case:
    """The same case, of whose rows nothing has been worked out yet."""
    return replace(case, events=replace(case.events))


def a_large_case(rows: int, children: int = 4) -> Case:
    """A made-up case of so many rows, a third of them scored, for measuring."""
    random = np.random.default_rng(1)
    names = [f"Child {place + 1}" for place in range(children)]
    categories = list(default_scheme().category_bits)
    days = np.sort(random.integers(11000, 17000, rows)).tolist()
    words = "Telephone call from school about attendance and presentation on arrival this morning. " * 2
    told = [
        Row(
            date.fromordinal(719163 + day).isoformat(),
            "all" if place % 5 == 0 else names[place % children],
            place % 6 if place % 3 == 0 else None,
            categories[place % len(categories)] if place % 3 == 0 else "",
            {names[place % children]: place % 6} if place % 50 == 0 else {},
            f"{words}{place}",
            "School" if place % 2 else "Health",
        )
        for place, day in enumerate(days)
    ]
    return a_case(names, *told)
