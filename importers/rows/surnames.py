"""How a column writes names: "Cole, Max" for one child or for two, and "Theo B" beside "Theo M"."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from importers.people.subjects import is_numbered_child, parts_of, surname_first
from importers.sheet import cells_in_lots, words_of
from importers.tables.table_search import Table
from importers.vocabulary import normal, people_words

_INITIALLED = re.compile(r"([A-ZÀ-Þ][\w'’-]{2,}) ([A-Z])\.?(?!\w)")
_TEXTS = 400
_TITLED = r"(?:mr|mrs|ms|miss|mx|dr)\.?\s+"  # not words: titles looked for


def whole_names(cells: Collection[str], tables: Sequence[Table]) -> tuple[str, ...]:
    """The children, forename first, of cells that hold a surname, a comma and a forename; empty where they list two.

    Every cell has to be written so. "COLE, Max" tells by its letters which is the surname. Elsewhere no surname may
    stand for a first name in another cell, nor in a text but after a title or before "family"; and one surname has
    several forenames, or the texts have the forenames.
    """
    said = [cell for cell in cells if cell.strip()]
    pairs = [pair for cell in said if (pair := surname_first(cell))]
    if not pairs or len(pairs) < len(said):
        return ()
    if all(surname.isupper() and not forename.isupper() for surname, forename in pairs):
        return _forename_first(pairs)
    forenames = defaultdict[str, set[str]](set)
    for surname, forename in pairs:
        forenames[surname].add(forename)
    first_names = {forename.split()[0] for _, forename in pairs}
    if not first_names.isdisjoint(forenames):
        return ()
    texts = "\n".join(texts_of(tables))
    if any(_stands_alone(surname, first_names, texts) for surname in forenames):
        return ()
    several = all(len(group) > 1 for group in forenames.values())
    if not several and not any(_is_in(forename, texts) for forename in first_names):
        return ()
    return _forename_first(pairs)


def _forename_first(pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{forename} {_as_said(surname)}" for surname, forename in pairs))


def _as_said(surname: str) -> str:
    return surname.title() if surname.isupper() else surname


def initialled(cells: Iterable[str]) -> tuple[str, ...]:
    """The children of one first name who are told apart by an initial: "Theo B" and "Theo M".

    One letter alone may stand for a class or a nursery, and so may several that are nothing but such words.
    """
    letters: dict[str, dict[str, None]] = {}
    for part in dict.fromkeys(part for cell in cells if _INITIALLED.search(cell) for part in parts_of(cell)):
        met = _INITIALLED.match(part)
        if met and not is_numbered_child(met[0].strip()) and normal(met[1]) not in people_words().known_numbered:
            letters.setdefault(met[1], {})[met[2]] = None
    classes = frozenset(people_words().decorations)
    told = {first: found for first, found in letters.items() if len(found) > 1 and {*map(normal, found)} - classes}
    return tuple(f"{first} {letter}" for first, found in told.items() for letter in found)


def texts_of(tables: Iterable[Table]) -> list[str]:
    """The texts of rows of the tables with a subject column, the first of each."""
    found: list[str] = []
    for table in tables:
        column = table.mapping.column("text")
        if table.why is None and column >= 0 and table.mapping.column("subjects") >= 0:
            lot = next(iter(cells_in_lots(table.sheet.rows[: table.first + _TEXTS], (column,), table.first)), [()])
            found += [words_of(cell) for cell in lot[0]]
    return found


def _is_in(name: str, texts: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", texts) is not None


def _stands_alone(surname: str, first_names: Collection[str], texts: str) -> bool:
    """Whether texts use the word by itself, as they do a first name."""
    before = "|".join([_TITLED, *(rf"{re.escape(name)}\s+" for name in first_names)])
    for met in re.finditer(rf"({before})?\b{re.escape(surname)}\b(\s+(?:family|household|children))?", texts, re.I):
        if not met[1] and not met[2]:
            return True
    return False
