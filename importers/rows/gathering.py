"""Finding out who there is, before any row is taken in: from keys, headings, titles, and the subject columns."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from app.case.dates import ChronologyDate
from app.case.model import Stay
from app.language import tr
from importers.agencies import agency_named
from importers.dates.date_words import Order, read_cell, read_date
from importers.headings import is_name_like
from importers.people.roster import Roster
from importers.people.subjects import SubjectReader, codes_with_names, forenames_first, means_several, parts_of
from importers.people.text_names import tally_names
from importers.rows.row_dates import shared_dates
from importers.rows.surnames import initialled, texts_of, whole_names
from importers.rows.whose import learn_from_form, learn_from_sheets, learn_from_titles
from importers.sheet import RawCell, cells_in_lots, words_of
from importers.tables.legends import key_below, legend_pairs
from importers.tables.table_search import Table
from importers.vocabulary import normal, people_words, row_words

MOST_CHILDREN = 200
"""More names than this are no family: such a list is told, and its rows are taken without subjects."""

_QUOTED = re.compile(r"[\"“]([^\"”]+)[\"”]|[‘]([^’]+)[’]")
_ALSO = re.compile(r"^(?:also|aka|a\.?k\.?a\.?|known as|also known as|or)\s+(.+)", re.IGNORECASE)
_SEXES = {"f": "F", "female": "F", "girl": "F", "m": "M", "male": "M", "boy": "M"}
_BIRTH = re.compile(r"\b(?:dob|d\.o\.b\.?|born|b\.)\s*:?\s*([^,;]+)", re.IGNORECASE)
_CHILD_WORDS = re.compile(r"\b(?:child|son|daughter|sibling|brother|sister|baby|unborn|twin|subject)\b", re.IGNORECASE)


def gather_people(tables: Sequence[Table], roster: Roster, order: Order) -> tuple[str, ...]:
    """Add to a roster everyone whom these tables know; returns what a person should be told."""
    for table in tables:
        if table.is_key and table.header is None:
            _read_legend(table, roster, order)
        elif table.is_key:
            _read_key(table, roster, order)
    for table in tables:
        if table.why is None and (below := key_below(table.sheet.rows, table.first)):
            _read_legend(replace(table, sheet=replace(table.sheet, rows=below)), roster, order)
    for table in tables:
        if table.why is None:
            _from_headings(table, roster)
            learn_from_titles(table, roster, order)
        elif not table.is_key:
            learn_from_form(table, roster, order)
    chronologies = [table for table in tables if table.why is None]
    _learn_grown_ups(chronologies, roster)
    told = _from_subjects(chronologies, roster)
    learn_from_sheets(chronologies, roster)
    return told


def _read_key(table: Table, roster: Roster, order: Order) -> None:
    words = row_words()
    at = {
        name: _column(table.header_words, known)
        for name, known in (
            ("name", words.key_name),
            ("code", words.key_code),
            ("born", words.key_born),
            ("sex", words.key_sex),
            ("relation", words.key_relation),
            ("notes", words.key_notes),
        )
    }
    at["notes"] = _column(table.header_words, words.key_notes, not_at=at["name"])
    groups: list[tuple[str, str]] = []
    for row in table.sheet.rows[table.first :]:
        cells = {name: words_of(row[column]) if 0 <= column < len(row) else "" for name, column in at.items()}
        born = row[at["born"]] if 0 <= at["born"] < len(row) else ""
        groups += _key_row(cells, born, roster, order)
    for left, right in groups:
        _add_group(left, right, roster)


def _read_legend(table: Table, roster: Roster, order: Order) -> None:
    """ "C1 = Robin, born 3 May 2002": a key without headings names people where a birth or a child's number says so."""
    for code, meaning in legend_pairs(table.sheet):
        name, _, notes = meaning.partition(",") if "," in meaning else meaning.partition("(")
        met = _BIRTH.search(meaning)
        born = met[1].strip(" )") if met else ""
        _key_row({"name": name.strip(), "code": code, "notes": notes, "sex": "", "relation": ""}, born, roster, order)


def _column(headings: Sequence[str], known: Iterable[str], not_at: int = -1) -> int:
    """The column headed by the first of the known words that any is headed by; -1 for none."""
    for word in map(normal, known):
        if word in headings and headings.index(word) != not_at:
            return headings.index(word)
    return -1


def _key_row(cells: dict[str, str], born: RawCell, roster: Roster, order: Order) -> list[tuple[str, str]]:
    """Take one row of a key; returns the groups that its notes define, for when everybody is known."""
    name = cells["name"] or cells["code"]
    codes = [code for code in re.split(r"\s*[/,;]\s*|\s+or\s+", cells["code"]) if code and code != name]
    pieces = [piece.strip() for piece in re.split(r";|\.\s|\n", cells["notes"]) if piece.strip()]
    if not name:
        return []
    when = read_cell(born, order) if born != "" else None
    adults = people_words().known_adults
    if any(normal(words) in adults for words in (cells["relation"], *re.split(r"[,/(]", cells["relation"]))):
        roster.add_adult(name, (*codes, *_aliases(pieces)))
        return []
    adult = normal(name) in adults or any(normal(code) in adults for code in codes)
    if adult and not isinstance(when, ChronologyDate):
        roster.add_adult(name, (*codes, *_aliases(pieces)))
        return []
    numbered = any(re.fullmatch(r"(?:c|ch|child|s|sib|yp)\s*\d+", normal(code)) for code in (*codes, name))
    is_child = (
        isinstance(when, ChronologyDate)
        or numbered
        or _CHILD_WORDS.search(f"{cells['notes']} {cells['relation']}") is not None
    )
    if not is_child or not (is_name_like(name) or numbered):
        return []
    child = roster.add_child(name, (*codes, *_aliases(pieces)), when if isinstance(when, ChronologyDate) else None)
    sex = next((_SEXES[normal(w)] for w in (cells["sex"], *pieces) if normal(w) in _SEXES), None)
    stays = [stay for piece in pieces if (stay := _stay(piece, order)) is not None]
    roster.learn(child, sex=sex, away=stays)
    return [(left, right) for piece in pieces if "=" in piece for left, _, right in (piece.partition("="),)]


def _aliases(pieces: Iterable[str]) -> list[str]:
    """What the notes of a key say a person is called as well."""
    found: list[str] = []
    for piece in pieces:
        if "=" in piece:
            continue
        if match := _ALSO.match(piece):
            found += re.split(r"\s*[/,]\s*|\s+or\s+", match[1])
        else:
            found += [next(filter(None, match.groups())) for match in _QUOTED.finditer(piece)]
    return [alias.strip("\"“”‘’' ") for alias in found if len(alias) <= 40]


def _add_group(left: str, right: str, roster: Roster) -> None:
    members = [roster.child_called(part) for part in parts_of(left)]
    ids = [child for child in members if child is not None]
    if len(ids) != len(members) or len(ids) < 2:
        return
    names = [next(filter(None, match.groups())) for match in _QUOTED.finditer(right)] or [right.strip()]
    for name in names:
        roster.add_group(name, ids)


@cache
def _away_pattern() -> re.Pattern[str]:
    (words,) = people_words().away
    before, since = ("|".join(map(re.escape, group)) for group in (words.before, words.since))
    return re.compile(rf"\b(?:{before})\s+(?P<where>[^;,.]*?)\s*\b(?:{since})\s+(?P<since>[^;,]+)", re.IGNORECASE)


def _stay(piece: str, order: Order) -> Stay | None:
    """A time outside the household that a note states: "with MGM full time from Aug 2013"."""
    match = _away_pattern().search(piece)
    if match is None or re.search(r"\b(?:mother|mum|mo|home|parents)\b", match["where"], re.IGNORECASE):
        return None
    first, _, last = re.sub(r"\s+(?:to|until|till)\s+", "\0", match["since"].strip()).partition("\0")
    since, until = read_date(first, order), read_date(last, order) if last else None
    if not isinstance(since, ChronologyDate):
        return None
    return Stay(since, until if isinstance(until, ChronologyDate) else None, piece)


def _from_headings(table: Table, roster: Roster) -> None:
    """Columns that belong to one child each ("Level Perry") name the children."""
    for people in table.mapping.parts.values():
        for person in people:
            if normal(person) in people_words().known_adults:
                roster.add_adult(person)
            elif agency_named(person) is None and not means_several(person) and roster.child_called(person) is None:
                if len(person) == 1 and normal(person) in roster.initials():
                    continue
                roster.add_child(person)


def _from_subjects(tables: Sequence[Table], roster: Roster) -> tuple[str, ...]:
    """Names in subject columns that nobody knows yet: whole names first, letters only where they come again."""
    by_table = [_subject_cells(table) for table in tables]
    cells = sum(by_table, Counter[str]())
    # "Cole, Jo; Cole, Max" tells how names are written, and so that "Cole, Jo" elsewhere is one child.
    written = SubjectReader(roster)
    turned = [cell for cell in cells if ";" in cell and forenames_first(cell) != cell]
    several = dict.fromkeys(name for cell in turned for name in written.read(cell).unknown)
    # Each file writes names its own way: what another's cells hold says nothing of this one's.
    alone = [name for of_one in by_table for name in whole_names(of_one, tables)]
    for name in (*several, *alone):
        if len(roster.children) < MOST_CHILDREN:
            roster.add_child(name)
    for name in initialled(cells):
        if roster.with_initial(name) is None and len(roster.children) < MOST_CHILDREN:
            roster.add_child(name)
    for name, code in dict.fromkeys(pair for cell in cells for pair in codes_with_names(cell)):
        if len(roster.children) < MOST_CHILDREN:
            roster.add_child(name, (code,))
    for least_letters in (2, 1):
        reader = SubjectReader(roster)
        unknown: Counter[str] = Counter()
        for cell, count in cells.items():
            for name in reader.read(cell).unknown:
                unknown[name] += count
        new = [name for name, count in unknown.items() if len(name) >= least_letters and (len(name) > 1 or count > 1)]
        if len(new) + len(roster.children) > MOST_CHILDREN:
            return (
                tr(
                    "The subject columns hold {count} different names, which is no family; "
                    "rows were taken in without saying whom they are about."
                ).format(count=len(new)),
            )
        for name in sorted(new, key=lambda name: len(name.split())):
            roster.add_child(name)
    return ()


def _learn_grown_ups(tables: Sequence[Table], roster: Roster) -> None:
    """Add the grown-ups of columns that list whoever was involved: names that no text uses as a child's, but as theirs.

    "Robin Cole, Max Cole" under "Persons" and "Robin Cole was arrested" tell that Robin is no child.
    """
    involved = [table for table in tables if _lists_everybody(table)]
    cells = [cell for table in involved for cell in _subject_cells(table)]
    names = dict.fromkeys(name for cell in cells for name in SubjectReader(roster).read(cell).unknown)
    uses = tally_names(texts_of(tables)) if names else {}
    for name in names:
        use = uses.get(name.split()[0])
        if use is not None and use.adult and not use.is_child:
            roster.add_adult(name)


def _lists_everybody(table: Table) -> bool:
    column = table.mapping.column("subjects")
    return column >= 0 and normal(table.mapping.headings[column]) in people_words().known_involved


def _subject_cells(table: Table) -> Counter[str]:
    """Every different subject cell of rows that have a date and a text, and how often it stands there."""
    mapping = table.mapping
    column, date, text = mapping.column("subjects"), mapping.column("date"), mapping.column("text")
    if column < 0:
        return Counter()
    shared = shared_dates(table)
    found: Counter[RawCell] = Counter()
    place = table.first
    for lot in cells_in_lots(table.sheet.rows, (column, date, text), table.first):
        rows = enumerate(zip(*lot, strict=True), place)
        found.update(who for at, (who, day, said) in rows if said != "" and (day != "" or at in shared))
        place += len(lot[0])
    heading = normal(mapping.headings[column])
    cells: Counter[str] = Counter()
    for cell, count in found.items():
        if normal(words := words_of(cell)) != heading:
            cells[words] += count
    return cells
