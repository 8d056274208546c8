"""What texts let on about children whose birth and sex no key states. Each inference is told to the user."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from app.case.dates import ChronologyDate, Precision, spoken
from importers.date_words import Order
from importers.people import SubjectReader
from importers.roster import Roster
from importers.row_dates import RowDates
from importers.sheet import words_of
from importers.tables import Table
from importers.text_people import TextReader
from importers.vocabulary import normal, people_words

_HINTS = ("birth", "Birth", "BIRTH", "born", "Born", "BORN")
_AT_ONCE = 500
_BORN_WHEN = re.compile(r"\bborn\s+(?:in\b|on\b|at\s+home\b)?\s*\d", re.IGNORECASE)
_VISITED_WITHIN = timedelta(days=28)
_HE = re.compile(r"\b(?:he|him|his|himself)\b", re.IGNORECASE)
_SHE = re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE)


class _Mention(NamedTuple):
    """A row, and the children it speaks of. ``alone`` says that its subject cell names that one child only.

    ``met`` are the words by which it tells of a birth.
    """

    when: ChronologyDate
    children: frozenset[int]
    text: str
    table: Table
    row: int
    alone: bool
    met: re.Match[str] | None

    @property
    def place(self) -> str:
        """The file, sheet and row as a person names them."""
        return f"{self.table.sheet.place}, row {self.row}"


def learn_from_texts(tables: Sequence[Table], roster: Roster, order: Order) -> tuple[str, ...]:
    """Add births and sexes that texts let on, where they are needed and no key states them."""
    wants_sex = any(child.sex is None for child in roster.children) and _speaks_of_boys_or_girls(tables)
    wants_birth = any(child.born is None for child in roster.children) and any(map(_tells_of_a_birth, tables))
    if not wants_sex and not wants_birth:
        return ()
    mentions = [mention for table in tables for mention in _mentions(table, roster, order)]
    told = list(_births(mentions, roster)) if wants_birth else []
    if wants_sex:
        told += _sexes(mentions, roster)
    return tuple(told)


def _tells_of_a_birth(table: Table) -> bool:
    column, rows = table.mapping.column("text"), table.sheet.rows
    for start in range(table.first, len(rows), _AT_ONCE):
        texts = [words_of(row[column]) for row in rows[start : start + _AT_ONCE] if column < len(row)]
        joined = "\n".join(texts)
        if any(hint in joined for hint in _HINTS) and any(map(_birth, texts)):
            return True
    return False


def _birth(text: str) -> re.Match[str] | None:
    """The words by which a text tells of a birth on its own day."""
    for hint in _HINTS:
        if hint in text:
            return None if _BORN_WHEN.search(text) else people_words().cues["birth"].search(text)
    return None


def _mentions(table: Table, roster: Roster, order: Order) -> Iterator[_Mention]:
    mapping = table.mapping
    subject, text, seen = mapping.column("subjects"), mapping.column("text"), mapping.column("_present")
    ticks = [(roster.child_called(name), column) for name, column in mapping.parts.get("subjects", {}).items()]
    dates, subjects = RowDates(table, order, with_time=False), SubjectReader(roster)
    reader = TextReader(roster, subjects)
    width = max(c for columns in mapping.fields.values() for c in columns) + 1
    for number, row in enumerate(table.sheet.rows[table.first :], table.first + 1):
        when = dates.of(row) if len(row) >= width else None
        if not isinstance(when, ChronologyDate):
            continue
        words = words_of(row[text])
        children = subjects.read(words_of(row[subject])).children if subject >= 0 else frozenset[int]()
        alone = len(children) == 1
        if ticks:
            children |= {child for child, at in ticks if child is not None and at < len(row) and words_of(row[at])}
        if seen >= 0:
            children |= subjects.read(words_of(row[seen])).children
        met = _birth(words)
        if subject < 0 or met:
            children |= reader.named(words)
        if children:
            yield _Mention(when, children, words, table, number, alone, met)


def _births(mentions: Sequence[_Mention], roster: Roster) -> Iterator[str]:
    """A child whose first mention is a row that tells of a birth was born then."""
    first: dict[int, date] = {}
    for mention in mentions:
        day = mention.when.day
        for child in mention.children:
            if child not in first or day < first[child]:
                first[child] = day
    told = [(mention, mention.met) for mention in mentions if mention.met]
    for mention, met in sorted(told, key=lambda pair: pair[0].when.day):
        day = mention.when.day
        new = [child for child in mention.children if roster.children[child].born is None and first[child] >= day]
        if len(new) != 1:
            continue
        born = mention.when
        if "visit" in met[0].lower():
            born = ChronologyDate(day - _VISITED_WITHIN, day, Precision.RANGE, f"shortly before {spoken(day)}")
        roster.learn(new[0], born=born)
        yield f"{roster.children[new[0]].name} is taken to be born {born.words}, from the text of {mention.place}."


def _speaks_of_boys_or_girls(tables: Sequence[Table]) -> bool:
    words = people_words()
    wanted = {normal(word) for word in (*words.boys, *words.girls)}
    for table in tables:
        column = table.mapping.column("subjects")
        if column >= 0:
            cells = {row[column] for row in table.sheet.rows[table.first :] if column < len(row)}
            if any(isinstance(cell, str) and normal(cell) in wanted for cell in cells):
                return True
    return False


def _sexes(mentions: Sequence[_Mention], roster: Roster) -> Iterator[str]:
    """Rows about one child alone say "he" or "she"; where all but all agree, the child's sex is taken from them."""
    he: Counter[int] = Counter()
    she: Counter[int] = Counter()
    for mention in mentions:
        if mention.alone and len(mention.children) == 1:
            (child,) = mention.children
            he[child] += _HE.search(mention.text) is not None
            she[child] += _SHE.search(mention.text) is not None
    for child in roster.children:
        if child.sex is not None:
            continue
        most, least = max(he[child.id], she[child.id]), min(he[child.id], she[child.id])
        if most >= 2 and most >= 2 * least:
            sex = "M" if he[child.id] > she[child.id] else "F"
            roster.learn(child.id, sex=sex)
            word = "boy" if sex == "M" else "girl"
            yield f"{child.name} is taken to be a {word}, from “he” and “she” in rows about that child alone."
