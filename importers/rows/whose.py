"""The one child whom a whole sheet is about: named above its table, or by the sheet's own name."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from app.case.dates import ChronologyDate
from app.language import tr
from importers.agencies import agency_named, is_generic, owner_of
from importers.dates.date_words import Order, read_date
from importers.headings import is_name_like
from importers.people.name_cues import cue_words, finds
from importers.people.roster import Roster
from importers.people.subjects import parts_of
from importers.people.text_names import is_no_name
from importers.people.title_names import forename_first
from importers.sheet import words_of
from importers.tables.table_search import Table
from importers.vocabulary import normal, people_words, row_words

_BIRTH_WORDS = re.compile(r"\s{2,}|\bDOB\b|\bD\.O\.B|\bborn\b|\bdate of birth\b|\bEDD\b", re.IGNORECASE)
_BIRTH = re.compile(r"\b(?:dob|d\.o\.b\.?|date of birth|born|dyddiad geni)\b\s*[:\-–=]?\s*(.*)", re.IGNORECASE)
_AFTER_BIRTH = re.compile(r"\s{2,}|[;,()|]|\s+-\s+")
_LEAST_SAID, _SAID = 2, 0.2
_LOOKED_AT = 2000
_ABSTRACT = re.compile(r"(?:ing|ings|tions?|sions?|ments?|ences?|ances?|ities|ity|ships?|ology|isms?)$")
_LEAST_SHEETS, _WHOLE_NAME, _LIFE = 2, 2, 0.15
_LONGEST_FORM, _PAIR = 40, 2
_OF_A_CHILD = frozenset(("child", "childs", "young", "pupil", "patient", "subject", "plentyn"))


def learn_from_titles(table: Table, roster: Roster, order: Order) -> None:
    """Add the children named above a table ("Name of child: Perry"), and the birth of one who is named alone."""
    lines = table.titles()
    found = {roster.add_child(name) for name in _named_above(lines)}
    if len(found) != 1:
        return
    (child,) = found
    roster.alone[_place(table)] = child
    if born := _birth_above(lines, order):
        roster.learn(child, born=born)


def learn_from_form(table: Table, roster: Roster, order: Order) -> None:
    """Add the child whom a form beside a chronology names ("Name of child" and the name next to it), with the birth."""
    pairs = [[words for cell in row if (words := words_of(cell))] for row in table.sheet.rows[:_LONGEST_FORM]]
    pairs = [pair for pair in pairs if len(pair) == _PAIR]
    said = [(normal(words), value) for words, value in pairs]
    titles = {normal(word) for word in people_words().titles}
    names = {
        name
        for words, value in said
        if words in titles and not _OF_A_CHILD.isdisjoint(words.split())
        for name in parts_of(forename_first(_BIRTH_WORDS.split(value)[0].rstrip(" (,;-")))
        if is_name_like(name)
    }
    if len(names) == 1:
        child = roster.alone[_place(table)] = roster.add_child(names.pop())
        if born := _birth_above([words for pair in pairs for words in pair], order):
            roster.learn(child, born=born)


def learn_from_sheets(tables: Sequence[Table], roster: Roster) -> None:
    """Find the sheets that are called after a child, and those of a file all of which is about one child.

    ``tables`` are chronologies. A sheet's name is a child's where the case knows the child, where it is a numbered
    child, where the rows of the sheets speak of whom they are called after, or where several sheets of one form are
    called after persons and tell of children.
    """
    for file in dict.fromkeys(table.sheet.file for table in tables):
        mine = [table for table in tables if table.sheet.file == file and table.mapping.column("subjects") < 0]
        mine = [table for table in mine if not table.mapping.parts.get("subjects")]
        named = [table for table in mine if table.sheet.name and _may_be_child(table)]
        sure = any(_is_child(table, roster) for table in named)
        if sure or (named and _alike(named)):
            for table in named:
                roster.tabs[_place(table)] = roster.add_child(table.sheet.name)
                if not sure:
                    roster.told[_place(table)] = _called_after(table)
        alone = {child for (of, _sheet), child in roster.alone.items() if of == file}
        if len(alone) == 1:
            for table in mine:
                roster.alone.setdefault(_place(table), next(iter(alone)))


def _called_after(table: Table) -> str:
    return tr(
        "{place}: no column names a child; its rows were taken as about {name}, after whom the sheet seems to be "
        "called. “Who is who” renames or merges them."
    ).format(place=table.sheet.place, name=table.sheet.name.strip())


def _place(table: Table) -> tuple[str, str]:
    return table.sheet.file, table.sheet.name


def _named_above(lines: Sequence[str]) -> Iterator[str]:
    """The names of children in the lines above a table."""
    for place, line in enumerate(lines):
        match = _titles().match(line.strip())
        said = match[1] if match else ""
        if not match and normal(line) in map(normal, people_words().titles) and place + 1 < len(lines):
            said = lines[place + 1]
        for part in parts_of(forename_first(_BIRTH_WORDS.split(said)[0].rstrip(" (,;-"))):
            if is_name_like(part) and agency_named(part) is None and normal(part) not in people_words().known_adults:
                yield part


@cache
def _titles() -> re.Pattern[str]:
    titles = sorted(map(re.escape, people_words().titles), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(titles)})\s*(?:\(s\))?\s*[:\-–]\s*(.+)", re.IGNORECASE)


def _birth_above(lines: Sequence[str], order: Order) -> ChronologyDate | None:
    """The one birth that the lines above a table tell, in the same cell as its heading or in the next."""
    found: set[ChronologyDate] = set()
    for place, line in enumerate(lines):
        if met := _BIRTH.search(line):
            following = lines[place + 1] if place + 1 < len(lines) else ""
            said = read_date(_AFTER_BIRTH.split(met[1].strip() or following)[0].strip(), order)
            if isinstance(said, ChronologyDate) and said.earliest and said.latest:
                found.add(said)
    return found.pop() if len(found) == 1 else None


def _may_be_child(table: Table) -> bool:
    """Whether a sheet's name looks like that of a person, and like nothing else that sheets are called after."""
    name = table.sheet.name.strip()
    words = {normal(word) for word in name.split()}
    keys = {normal(word) for word in (*row_words().keys, *row_words().banners)}
    if not is_name_like(name) or is_generic(name) or words & keys or normal(name) in people_words().known_adults:
        return False
    return agency_named(name) is None and owner_of(name, (), "") is None


def _alike(tables: Sequence[Table]) -> bool:
    """Whether several sheets with the same headings, each called after a person, tell of a child's life."""
    if len({_forename(table) for table in tables}) < _LEAST_SHEETS or len({t.header_words for t in tables}) > 1:
        return False
    texts = [words for table in tables for words in _texts(table)]
    said = {token for words in texts for token in re.findall(r"[^\W\d_]+", words)}
    for table in tables:
        words = table.sheet.name.split()
        if len(words) > _WHOLE_NAME or any(map(_is_topic, words)):
            return False
        # A word that texts have in small letters is no name, nor is a month.
        if not words[0].isalpha() or words[0].lower() in said or isinstance(read_date(words[0], "dmy"), ChronologyDate):
            return False
    met = sum(finds("life of a child").search(words) is not None for words in texts)
    return met > 0 and met >= _LIFE * len(texts)


def _is_topic(word: str) -> bool:
    """Whether a word says what a sheet holds, and is not somebody's name."""
    topics = cue_words("topic") | cue_words("title word") | cue_words("place after")  # not words: keys
    return is_no_name(word) or word.lower() in topics or _ABSTRACT.search(word) is not None


def _forename(table: Table) -> str:
    return normal(table.sheet.name).partition(" ")[0]


def _texts(table: Table) -> list[str]:
    column = table.mapping.column("text")
    rows = table.sheet.rows[table.first : table.first + _LOOKED_AT]
    return [words for row in rows if column < len(row) and (words := words_of(row[column]))]


def _is_child(table: Table, roster: Roster) -> bool:
    name = table.sheet.name.strip()
    if roster.child_called(name) is not None or _numbered().fullmatch(normal(name)):
        return True
    if is_no_name(name):
        return False
    said = re.compile(rf"(?<!\w){re.escape(name)}(?:[’']s)?\s+(?=[a-z])")
    texts = _texts(table)
    met = sum(said.search(words) is not None for words in texts)
    return met >= _LEAST_SAID or (met > 0 and met >= _SAID * len(texts))


@cache
def _numbered() -> re.Pattern[str]:
    words = "|".join(sorted((re.escape(normal(word)) for word in people_words().numbered), key=len, reverse=True))
    return re.compile(rf"(?:{words})\s?(?:\d{{1,2}}|[a-z])")
