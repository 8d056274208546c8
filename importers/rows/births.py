"""What texts let on about children whose birth and sex no key states. Each inference is told to the user."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

from app.case.dates import ChronologyDate, Precision, spoken
from app.language import tr
from importers.people.roster import Roster
from importers.people.subjects import SubjectReader
from importers.people.text_people import TextReader
from importers.rows.row_dates import Reading, RowDates
from importers.sheet import RawCell, cells_in_lots, words_of
from importers.tables.table_search import Table
from importers.vocabulary import normal, people_words

_HINTS = ("birth", "Birth", "BIRTH", "born", "Born", "BORN")  # not words: looked for in texts
_BORN_WHEN = re.compile(r"\bborn\s+(?:in\b|on\b|at\s+home\b)?\s*\d", re.IGNORECASE)
_VISITED_WITHIN = timedelta(days=28)
_HE = re.compile(r"\b(?:he|him|his|himself)\b", re.IGNORECASE)
_SHE = re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE)


class _Mention(NamedTuple):
    """A row that tells of a birth by the words ``met``, and the children it speaks of."""

    when: ChronologyDate
    children: frozenset[int]
    met: re.Match[str]
    place: str


@dataclass
class _Heard:
    """What was heard of children: the day each is first spoken of, births, and how often "he" and "she" are said."""

    first: dict[int, date] = field(default_factory=dict[int, date])
    births: list[_Mention] = field(default_factory=list[_Mention])
    he: Counter[int] = field(default_factory=Counter[int])
    she: Counter[int] = field(default_factory=Counter[int])

    def of_children(self, children: frozenset[int], day: date) -> None:
        """That day's row speaks of them."""
        for child in children:
            if child not in self.first or day < self.first[child]:
                self.first[child] = day

    def of_birth(
        self, when: ChronologyDate, children: frozenset[int], met: re.Match[str], place: str, row: int
    ) -> None:
        """A row (as numbered) of that sheet tells of a birth and speaks of these children."""
        self.of_children(children, when.day)
        if children:
            where = tr("{place}, row {row}").format(place=place, row=row)
            self.births.append(_Mention(when, children, met, where))


def learn_from_texts(tables: Sequence[Table], dates: Sequence[RowDates], roster: Roster) -> tuple[str, ...]:
    """Add births and sexes that texts let on, where they are needed and no key states them.

    ``dates`` reads those of each table.
    """
    wants_sex = any(child.sex is None for child in roster.children) and _speaks_of_boys_or_girls(tables)
    wants_birth = any(child.born is None for child in roster.children) and any(map(_tells_of_a_birth, tables))
    if not wants_sex and not wants_birth:
        return ()
    heard = _Heard()
    for table, reads in zip(tables, dates, strict=True):
        says_who = _Who(table, roster)
        if wants_sex or not (says_who.by_cell and reads.by_cell):
            _hear(table, reads, says_who, heard, wants_sex)
        else:
            _hear_of_births(table, reads, says_who, heard)
    told = list(_births(heard, roster)) if wants_birth else []
    if wants_sex:
        told += _sexes(heard, roster)
    return tuple(told)


def _tells_of_a_birth(table: Table) -> bool:
    texts = (texts for (texts,) in cells_in_lots(table.sheet.rows, (table.mapping.column("text"),), table.first))
    return any(_birth(words_of(lot[place])) for lot in texts for place in _hinted(lot))


def _hinted(texts: Sequence[RawCell]) -> list[int]:
    """The places of the texts that hold a hint. All are searched at once, which is many times as fast as one by one."""
    said = [text if isinstance(text, str) else "" for text in texts]
    joined = "\0".join(said)
    ends = list(accumulate(len(text) + 1 for text in said))
    found: set[int] = set()
    for hint in _HINTS:
        at = joined.find(hint)
        while at >= 0:
            place = bisect_right(ends, at)
            found.add(place)
            at = joined.find(hint, ends[place])
    return sorted(found)


def _birth(text: str) -> re.Match[str] | None:
    """The words by which a text tells of a birth on its own day."""
    for hint in _HINTS:
        if hint in text:
            return None if _BORN_WHEN.search(text) else people_words().cues["birth"].search(text)
    return None


def _hear_of_births(table: Table, dates: RowDates, says_who: "_Who", heard: _Heard) -> None:
    """As ``_hear``, a lot of rows at a time: what comes again in their cells is read once."""
    mapping = table.mapping
    columns = [mapping.column(name) for name in ("text", "subjects", "date")]
    days: dict[RawCell, date | None] = {}
    first: dict[RawCell, date] = {}
    number = table.first + 1
    for texts, subjects, written in cells_in_lots(table.sheet.rows, columns, table.first):
        days |= {cell: _day(dates.cell(cell)) for cell in set(written) - days.keys()}
        for subject, day in zip(subjects, map(days.__getitem__, written), strict=True):
            if day is not None and (subject not in first or day < first[subject]):
                first[subject] = day
        for place in _hinted(texts):
            words, when = words_of(texts[place]), dates.cell(written[place])
            if isinstance(when, ChronologyDate) and (met := _birth(words)):
                children = says_who.told(subjects[place], words)
                heard.of_birth(when, children, met, table.sheet.place, number + place)
        number += len(texts)
    for subject, day in first.items():
        heard.of_children(says_who.named(subject), day)


def _day(when: Reading) -> date | None:
    return when.day if isinstance(when, ChronologyDate) else None


def _hear(table: Table, dates: RowDates, says_who: "_Who", heard: _Heard, wants_sex: bool) -> None:
    mapping = table.mapping
    column = mapping.column("text")
    width = max(c for columns in mapping.fields.values() for c in columns) + 1
    for number, row in enumerate(table.sheet.rows[table.first :], table.first + 1):
        when = dates.day_of(row) if len(row) >= width else None
        if not isinstance(when, ChronologyDate):
            continue
        words = words_of(row[column])
        met = _birth(words)
        children, alone = says_who.of(row, words, met is not None)
        day = when.day
        heard.of_children(children, day)
        if met:
            heard.of_birth(when, children, met, table.sheet.place, number)
        if wants_sex and alone and len(children) == 1:
            (child,) = children
            heard.he[child] += _HE.search(words) is not None
            heard.she[child] += _SHE.search(words) is not None


class _Who:
    """Tells whom the rows of one table speak of. Each distinct cell is read once.

    ``by_cell`` where the subject cell alone tells it, but for rows that tell of a birth.
    """

    def __init__(self, table: Table, roster: Roster) -> None:
        mapping = table.mapping
        self._subject, self._seen = mapping.column("subjects"), mapping.column("_present")
        self._ticks = [
            (child, column)
            for name, column in mapping.parts.get("subjects", {}).items()
            if (child := roster.child_called(name)) is not None
        ]
        self._subjects = SubjectReader(roster)
        self._reader = TextReader(roster, self._subjects)
        self._memo: dict[str, frozenset[int]] = {}
        self.by_cell = self._subject >= 0 and self._seen < 0 and not self._ticks

    def of(self, row: Sequence[RawCell], text: str, tells_of_a_birth: bool) -> tuple[frozenset[int], bool]:
        """The children, and whether the subject cell names one alone."""
        children = self.named(row[self._subject]) if self._subject >= 0 else frozenset[int]()
        alone = len(children) == 1
        if self._ticks:
            children |= {child for child, at in self._ticks if at < len(row) and words_of(row[at])}
        if self._seen >= 0:
            children |= self.named(row[self._seen])
        if self._subject < 0 or tells_of_a_birth:
            children |= self._reader.named(text)
        return children, alone

    def told(self, subject: RawCell, text: str) -> frozenset[int]:
        """The children whom a row that tells of a birth speaks of, by its subject cell and its text."""
        return self.named(subject) | self._reader.named(text)

    def named(self, cell: RawCell) -> frozenset[int]:
        """The children whom a subject cell names."""
        words = words_of(cell)
        if words not in self._memo:
            self._memo[words] = self._subjects.read(words).children
        return self._memo[words]


def _births(heard: _Heard, roster: Roster) -> Iterator[str]:
    """A child whose first mention is a row that tells of a birth was born then."""
    for mention in sorted(heard.births, key=lambda mention: mention.when.day):
        day = mention.when.day
        new = [child for child in mention.children if roster.children[child].born is None and heard.first[child] >= day]
        if len(new) != 1:
            continue
        born = mention.when
        if "visit" in mention.met[0].lower():
            born = ChronologyDate(
                day - _VISITED_WITHIN, day, Precision.RANGE, tr("shortly before {day}").format(day=spoken(day))
            )
        roster.learn(new[0], born=born)
        yield tr("{child} is taken to be born {when}, from the text of {place}.").format(
            child=roster.children[new[0]].name, when=_said(born), place=mention.place
        )


def _said(born: ChronologyDate) -> str:
    """A birth as a sentence says it: a day in full, however its cell has it."""
    return spoken(born.day) if born.precision is Precision.DAY else born.words


def _speaks_of_boys_or_girls(tables: Sequence[Table]) -> bool:
    words = people_words()
    wanted = {normal(word) for word in (*words.boys, *words.girls)}
    for table in tables:
        column = table.mapping.column("subjects")
        if column >= 0:
            cells = {cell for (lot,) in cells_in_lots(table.sheet.rows, (column,), table.first) for cell in set(lot)}
            if any(isinstance(cell, str) and normal(cell) in wanted for cell in cells):
                return True
    return False


def _sexes(heard: _Heard, roster: Roster) -> Iterator[str]:
    """Rows about one child alone say "he" or "she"; where all but all agree, the child's sex is taken from them."""
    for child in roster.children:
        if child.sex is not None:
            continue
        he, she = heard.he[child.id], heard.she[child.id]
        most, least = max(he, she), min(he, she)
        if most >= 2 and most >= 2 * least:
            sex = "M" if he > she else "F"
            roster.learn(child.id, sex=sex)
            taken = (
                tr("{child} is taken to be a boy, from “he” and “she” in rows about that child alone.")
                if sex == "M"
                else tr("{child} is taken to be a girl, from “he” and “she” in rows about that child alone.")
            )
            yield taken.format(child=child.name)
