"""How single values of a case are put into words, alike in the table, the record and the findings."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from app.case.dates import SHORT_MONTHS, ChronologyDate, Precision, spoken
from app.case.event_table import UNSCORED, CodeFrom, EventTable
from app.case.model import Case, Source
from app.language import tr, trn
from widgets import late

NOTHING = "–"
SUGGESTED = tr("(suggested)")
PRECISION_WORDS = {
    Precision.DAY: tr("day"),
    Precision.WEEK: tr("week"),
    Precision.MONTH: tr("month"),
    Precision.SEASON: tr("season"),
    Precision.YEAR: tr("year"),
    Precision.RANGE: tr("range"),
    Precision.CIRCA: tr("circa"),
    Precision.BEFORE: tr("before"),
    Precision.AFTER: tr("after"),
}
"""How exact a date is, in a word."""


def date_in_words(when: ChronologyDate) -> str:
    """A day as a short date; anything less exact in the chronology's own words, with what it is."""
    if when.precision is Precision.DAY:
        return short_day(when.day)
    if when.precision is Precision.CIRCA and _say_circa(when.words):
        return when.words
    return f"{when.words or spoken(when.day)} ({PRECISION_WORDS[when.precision]})"


@lru_cache(maxsize=4096)
def _say_circa(words: str) -> bool:
    """Whether the chronology's words for a date say themselves that it is about then, as in "c. Dec 2018"."""
    read = late.date_words.read_date(words)
    return isinstance(read, ChronologyDate) and read.precision is Precision.CIRCA


def date_reading(when: ChronologyDate) -> str:
    """What the words of a date were read as, in full."""
    first, last = when.earliest, when.latest
    if first is None and last is not None:
        return tr("before or on {day}").format(day=spoken(last))
    if last is None and first is not None:
        return tr("on or after {day}").format(day=spoken(first))
    if first is None or last is None or first == last:
        day = spoken(when.day)
        return tr("about {day}").format(day=day) if when.precision is Precision.CIRCA else day
    days = tr("{first} to {last}").format(first=spoken(first), last=spoken(last))
    return f"{days} ({PRECISION_WORDS[when.precision]})"


def short_day(day: date) -> str:
    """A day in few letters: 9 Oct 2015."""
    return tr("{day} {month} {year}").format(day=day.day, month=SHORT_MONTHS[day.month - 1], year=day.year)


def children_in_words(case: Case, ids: tuple[int, ...]) -> str:
    """The children's names; "all children" where a case of several has them all."""
    if len(ids) == len(case.children) > 1:
        return tr("all children")
    return ", ".join(case.children[child].name for child in ids)


def severity_in_words(case: Case, place: int) -> str:
    """The row's severity, then each child's where it differs; a dash where nobody has scored it."""
    own = [f"{name} {rank}" for rank, names in _own_severities(case, place).items() for name in names]
    return _with_own(case, place, f"; {', '.join(own)}" if own else "")


def severity_spelt_out(case: Case, place: int) -> str:
    """The same where there is room: "3, but 0 for Robin and Sam (suggested)"."""
    told = tr("{rank} for {children}")
    own = [told.format(rank=rank, children=listed(names)) for rank, names in _own_severities(case, place).items()]
    return _with_own(case, place, tr(", but {exceptions}").format(exceptions=", ".join(own)) if own else "")


def _own_severities(case: Case, place: int) -> dict[int, list[str]]:
    """Each severity that is not the row's, and the names of the children who have it."""
    rank, found = int(case.events.severity[place]), dict[int, list[str]]()
    for child, value in enumerate(case.events.child_severity[place].tolist()):
        if value >= 0 and value != rank:
            found.setdefault(int(value), []).append(case.children[child].name)
    return found


def _with_own(case: Case, place: int, own: str) -> str:
    rank = int(case.events.severity[place])
    words = f"{NOTHING if rank == UNSCORED else rank}{own}"
    return f"{words} {SUGGESTED}" if bool(case.events.suggested[place]) else words


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: "Robin", "Robin and Sam", "Robin, Sam and Alex"."""
    if len(names) < 2:
        return "".join(names)
    return tr("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])


def levels_in_words(case: Case, place: int) -> str:
    """The level the row states: "4 Child protection plan", with names where not every subject has it."""
    stated = _stated_levels(case.events, place)
    if not stated:
        return ""
    subjects = {child for child, among in enumerate(case.events.subjects[place].tolist()) if among}
    ranks = set(stated.values())
    if len(ranks) == 1 and set(stated) == subjects:
        rank = ranks.pop()
        words = f"{rank} {tr(case.scheme.levels[rank].name)}"  # from resources
    else:
        words = ", ".join(f"{case.children[child].name} {rank}" for child, rank in stated.items())
    return f"{words} {SUGGESTED}" if level_suggested(case.events, place) else words


def level_suggested(events: EventTable, place: int) -> bool:
    """Whether a level that the row states is a suggestion."""
    return bool(((events.level[place] >= 0) & (events.level_from[place] == CodeFrom.LEXICON)).any())


def _stated_levels(events: EventTable, place: int) -> dict[int, int]:
    return {child: rank for child, rank in enumerate(events.level[place].tolist()) if rank >= 0}


def categories_in_words(case: Case, bits: int) -> str:
    """The names of the categories in a bit set."""
    names = {category.key: tr(category.name) for category in case.scheme.categories}  # from resources
    return ", ".join(names[key] for key in case.scheme.categories_in(bits))


def sheet_in_words(source: Source) -> str:
    """A sheet by its file and its name: "health.xlsx, sheet GP"."""
    if not source.sheet:
        return source.file
    return tr("{file}, sheet {sheet}").format(file=source.file, sheet=source.sheet)


def row_in_words(source: Source, row: int) -> str:
    """A row of a sheet by its file, its sheet and its number: "health.xlsx, sheet GP, row 12"."""
    return tr("{place}, row {row}").format(place=sheet_in_words(source), row=row)


def row_in_step(case: Case, event: int) -> str:
    """A record's row as the name of a step says it: "4", or, where several files were taken in, "4 of health.xlsx"."""
    place = case.events.position(event)
    row, source = int(case.events.row[place]), case.sources[int(case.events.source[place])]
    if len({item.file for item in case.sources if item.file}) < 2 or not source.file:
        return str(row)
    return tr("{row} of {file}").format(row=row, file=source.file)


def records_in_words(count: int) -> str:
    """A number of records: "1 record", "1,200 records"."""
    return trn("{count:,} record", "{count:,} records", count).format(count=count)


def findings_in_words(count: int) -> str:
    """A number of findings."""
    return trn("{count:,} finding", "{count:,} findings", count).format(count=count)


def rows_in_words(count: int) -> str:
    """A number of rows of a file or a table."""
    return trn("{count:,} row", "{count:,} rows", count).format(count=count)


def rejected_in_words(count: int) -> str:
    """A number of rows that were rejected."""
    return trn("{count:,} rejected row", "{count:,} rejected rows", count).format(count=count)


def files_in_words(count: int) -> str:
    """A number of files."""
    return trn("{count:,} file", "{count:,} files", count).format(count=count)
