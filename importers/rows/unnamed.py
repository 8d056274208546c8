"""Whom a chronology is about where no column names a child: by its title, its texts, its file's name, or as it stands.

A careful reader does the same. Whatever is taken so is told with its reason, and a person may rename, merge or undo it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from app.language import tr
from importers.people.name_cues import finds
from importers.people.roster import Roster
from importers.people.subjects import SubjectReader, is_numbered_child
from importers.people.text_names import Tally, children_among, numbered_children, tally_names
from importers.people.title_names import Titled, is_of_adults, named_by_file, named_in_titles
from importers.sheet import Row, words_of
from importers.tables.table_search import Table
from importers.vocabulary import normal

_Place = tuple[str, str]
_LOOKED_AT = 2000
_QUOTED = 60
_LIFE = 0.15
_SURE = 2
_TOLD = ("text", "response", "outcome", "_other_text", "_lead", "_also")


def take_unnamed(tables: Sequence[Table], roster: Roster) -> tuple[str, ...]:
    """Add the children of chronologies in which no column names one, and say whom their rows are about.

    Where other sheets name children, a sheet that names nobody is about the only one of them, if there is one; two
    children are never taken for one. Adds to ``alone``, ``stands_for`` and ``told`` of the roster; returns what a
    person should be told besides.
    """
    chronologies = [table for table in tables if table.why is None]
    silent = [table for table in chronologies if not _names_children(table, roster)]
    named = roster.by_column or len(silent) < len(chronologies)
    if named and len(roster.children) > 1:
        _tell_titles(silent, roster)
    else:
        # Where nobody is named all the sheets tell of one family; beside a child who is, each file may tell of another.
        files = dict.fromkeys(table.sheet.file for table in silent) if named else ("",)
        for file in files:
            _Reading([table for table in silent if table.sheet.file == file or not named], roster).take()
        for table in silent:
            _stand_in(table, roster, named)
    return tuple(_may_be_the_same(roster))


def _may_be_the_same(roster: Roster) -> Iterator[str]:
    """A sentence where a case has a child without a name, and its new files name one."""
    known = roster.children[: roster.known_before]
    nameless = [child.name for child in known if child.name == tr("Child")]
    new = [child.name for child in roster.children[roster.known_before :]]
    if nameless and new:
        yield tr(
            "{new} may be the child whom the case calls “{child}”: nothing says so, and they were kept apart. "
            "“Who is who” merges them."
        ).format(new=", ".join(new), child=nameless[0])


def _place(table: Table) -> _Place:
    return table.sheet.file, table.sheet.name


def _names_children(table: Table, roster: Roster) -> bool:
    """Whether a column of a table, or the sheet's own name, says whom its rows are about."""
    if _place(table) in roster.tabs:
        return True
    parts = table.mapping.parts
    if parts.get("subjects") or any(roster.child_called(name) is not None for name in parts.get("text", {})):
        return True
    column = table.mapping.column("subjects")
    if column < 0 or roster.children:
        return column >= 0
    # More names than a family has are left out elsewhere, and are not one child either.
    subjects = SubjectReader(roster)
    cells = {row[column] for row in islice(table.sheet.rows, table.first, None) if column < len(row)}
    return any(subjects.read(words_of(cell)).unknown for cell in cells)


def _tell_titles(silent: Sequence[Table], roster: Roster) -> None:
    """Tell of the sheets whose title names their one child."""
    for table in silent:
        if (child := roster.alone.get(_place(table))) is not None and _place(table) not in roster.told:
            _tell(table, roster, frozenset((child,)), tr("its title says so"))


@dataclass
class _Reading:
    """Sheets that name nobody in a column, being read together for whom they are about."""

    tables: list[Table]
    roster: Roster
    rows: list[tuple[Table, int, str]] = field(default_factory=list["tuple[Table, int, str]"])

    def __post_init__(self) -> None:
        for table in self.tables:
            self.rows += [(table, number, text) for number, text in _texts(table) if text]

    @cached_property
    def used(self) -> dict[str, Tally]:
        """How the texts of the file use each name."""
        return tally_names([text for _, _, text in self.rows])

    def take(self) -> None:
        """Add the children whom titles, texts or the file's name tell, in that order."""
        open_still: list[Table] = []
        for table in self.tables:
            if _place(table) in self.roster.alone:
                _tell_titles([table], self.roster)
            elif (titled := named_in_titles(_titles(table), self.used)) is not None:
                reason = tr("its title says “{words}”").format(words=_short(titled.words))
                self._about([table], self._added(titled.names), reason)
            else:
                open_still.append(table)
        if not open_still or self._by_text(open_still) or self.roster.children:
            return
        for table in open_still:
            hint = self._by_names(table)
            if hint is not None and _tells_of_a_child(table):
                reason = tr("the file or the sheet is called “{words}”").format(words=hint.words)
                self._about([table], self._added(hint.names), reason)

    def _by_text(self, tables: list[Table]) -> bool:
        """Whether the texts name children: those who are new to a case that has one child must be surely so."""
        found = children_among(self.used)
        numbered = numbered_children(text for _, _, text in self.rows)
        known = self.roster.children
        if known:
            met = {child.id for child in known if any(self._speaks_of(child.name, text) for _, _, text in self.rows)}
            found = [use for use in found if self._is_new(use) and (use.close or use.strong >= _SURE)]
            numbered = {name: row for name, row in numbered.items() if self.roster.child_called(name) is None}
            if not found and not numbered:
                return False
        else:
            met = set[int]()
        if not found and not numbered:
            return False
        row = min([use.row for use in found] + list(numbered.values()))
        table, number, text = self.rows[row]
        children = self._added((*(use.name for use in found), *numbered)) | met
        reason = tr("row {row} of {place} says “{words}”").format(
            row=number, place=table.sheet.place, words=_short(text)
        )
        self._about(tables, children, reason)
        return True

    def _is_new(self, use: Tally) -> bool:
        if len(use.name) == 1 and normal(use.name) in self.roster.initials():
            return False
        return self.roster.child_called(use.name) is None and not any(
            normal(use.name) in normal(child.name).split() for child in self.roster.children
        )

    @staticmethod
    def _speaks_of(name: str, text: str) -> bool:
        return any(f" {word} " in f" {normal(text)} " for word in normal(name).split() if len(word) > 1)

    def _by_names(self, table: Table) -> Titled | None:
        stem = table.sheet.file.rpartition(".")[0]
        return named_by_file(stem, self.used) or (
            named_by_file(table.sheet.name, self.used) if table.sheet.name else None
        )

    def _added(self, names: Sequence[str]) -> frozenset[int]:
        """The ids of the children of these names; a numbered child goes by its letter too."""
        found: set[int] = set()
        for name in names:
            child = self.roster.add_child(name)
            if is_numbered_child(name) and name[-1].isalpha() and not name[-2:].isalpha():
                self.roster.learn(child, aliases=(name[-1],))
            found.add(child)
        return frozenset(found)

    def _about(self, tables: Sequence[Table], children: frozenset[int], reason: str) -> None:
        for table in tables:
            if len(children) == 1 and table.mapping.column("subjects") < 0:
                self.roster.alone[_place(table)] = next(iter(children))
            self.roster.stands_for[_place(table)] = children
            _tell(table, self.roster, children, reason)


def _stand_in(table: Table, roster: Roster, named: bool) -> None:
    """Let the only child of a case, or a child without a name, stand for whom a sheet that names nobody is about."""
    place = _place(table)
    if place in roster.stands_for or place in roster.alone or (named and len(roster.children) > 1):
        return
    meant = frozenset(child.id for child in roster.children)
    if len(meant) > 1:
        reason = tr("they are the children of the case, none of whose sheets has such a column")
    elif meant:
        reason = tr("it is the only child of the case")
    elif _tells_of_a_child(table) and not is_of_adults(_titles(table)):
        meant = frozenset((roster.add_child(tr("Child")),))
        reason = tr("nothing names it; this child stands for whoever the chronology is about")
    else:
        return
    roster.stands_for[place] = meant
    _tell(table, roster, roster.stands_for[place], reason)


def _tells_of_a_child(table: Table) -> bool:
    """Whether the texts are about a child's life, and not a list of other events."""
    texts = [text for _, text in _texts(table) if text]
    met = sum(finds("life of a child").search(text) is not None for text in texts)
    return met > 0 and met >= _LIFE * len(texts)


def _tell(table: Table, roster: Roster, children: frozenset[int], reason: str) -> None:
    names = ", ".join(roster.children[child].name for child in sorted(children))
    roster.told[_place(table)] = tr(
        "{place}: no column names a child; taken as about {children}, because {reason}. "
        "“Who is who” renames them or merges them."
    ).format(place=table.sheet.place, children=names, reason=reason)


def _titles(table: Table) -> tuple[str, ...]:
    """The lines above a table; above notes without columns, the rows before the first."""
    if not table.lines:
        return table.titles()
    return tuple(words for row in table.sheet.rows[: table.first] for cell in row if (words := words_of(cell)))


def _texts(table: Table) -> Iterator[tuple[int, str]]:
    """The number of each row (1-based) of a table, and all that it tells in words."""
    mapping = table.mapping
    columns = [column for name in _TOLD for column in mapping.fields.get(name, ())]
    columns += list(mapping.parts.get("text", {}).values())
    for number, row in enumerate(islice(table.sheet.rows, table.first, table.first + _LOOKED_AT), table.first + 1):
        yield number, _joined(row, columns)


def _joined(row: Row, columns: Sequence[int]) -> str:
    said = (words_of(row[column]) for column in dict.fromkeys(columns) if column < len(row))
    return "\n".join(words for words in said if words)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _QUOTED else line[:_QUOTED].rsplit(" ", 1)[0] + " …"
