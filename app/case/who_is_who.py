"""Whom the words of a subject cell mean: a reviewer's decisions first, then names and aliases.

A decision is kept in the case, so that it holds for every row that says so, and for files that come later.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.case.code_edits import Reviewer
from app.case.dates import known_date
from app.case.edit_parts import must_know_child, recoded
from app.case.event_table import UNSCORED
from app.case.model import Case, Cell, Changes, Child, Edit, Source, WhoIsWho
from app.errors import UserError
from app.language import tr

_NOT_WORD = re.compile(r"[\W_]+")
_BETWEEN = re.compile(r"[;,/&+\n|]|\band\b|\bplus\b|(?-i:\bac?\b(?=\s+[A-ZÀ-Þ]))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SubjectCell:
    """What stands in the subject cells of some events (ids in the table's order), in the first one's spelling.

    ``children`` are those that any of the rows is about. ``decided`` is the decision about these very words.
    ``about_nobody`` counts the rows that are about no child.
    """

    words: str
    events: tuple[int, ...]
    children: tuple[int, ...]
    decided: WhoIsWho | None = None
    about_nobody: int = 0


def plain(words: str) -> str:
    """Words for comparing: lower case, without accents, punctuation and doubled spaces."""
    letters = unicodedata.normalize("NFKD", words)
    return _NOT_WORD.sub(" ", "".join(x for x in letters if not unicodedata.combining(x)).lower()).strip()


def known_words(case: Case) -> Mapping[str, WhoIsWho]:
    """Every decision of the case under its plain words. It comes before any name, alias or word for everybody."""
    return {plain(decision.words): decision for decision in case.who_is_who}


def meant(decision: WhoIsWho, children: Sequence[Child], day: date) -> frozenset[int]:
    """The children (ids) whom a decision means on a day; of several those who are born by then."""
    if decision.before_birth or len(decision.children) < 2:
        return frozenset(decision.children)
    return frozenset(child for child in decision.children if is_born(children[child], day))


def is_born(child: Child, day: date) -> bool:
    """Whether a child may be born by that day. One whose birth nobody states counts as born."""
    return child.born is None or child.born.day <= day


def subject_cells(case: Case) -> tuple[SubjectCell, ...]:
    """What the subject cells of the events say, most frequent first: what the place for who is who lists."""
    places: dict[str, list[int]] = {}
    spelt: dict[str, str] = {}
    for place, cell in enumerate(said_of(case)):
        if said := plain(cell):
            places.setdefault(said, []).append(place)
            spelt.setdefault(said, " ".join(cell.split()))
    known, ids, subjects = known_words(case), case.events.id, case.events.subjects
    cells = [
        SubjectCell(
            spelt[said],
            tuple(ids[at].tolist()),
            tuple(np.flatnonzero(subjects[at].any(axis=0)).tolist()),
            known.get(said),
            int((~subjects[at].any(axis=1)).sum()),
        )
        for said, at in places.items()
    ]
    return tuple(sorted(cells, key=lambda cell: -len(cell.events)))


def said_of(case: Case) -> list[str]:
    """For each event, in the table's order, the words of its subject cell; empty where no one column serves it.

    Rows that a reviewer added say whom they are about themselves, and have no such words.
    """
    cells = {source.id: dict(_cells(source, "subjects")) for source in case.sources if not source.by_hand}
    rows = zip(case.events.source.tolist(), case.events.row.tolist(), strict=True)
    return [cells.get(source, {}).get(row, "") for source, row in rows]


def cell_of(source: Source, cells: Sequence[Cell], field: str) -> str:
    """What a row's cells say in the one column that serves a field of the contract; empty where none does."""
    column = _column(source, field)
    return _in_words(cells[column]) if 0 <= column < len(cells) else ""


def _cells(source: Source, field: str) -> Iterator[tuple[int, str]]:
    column = _column(source, field)
    if column < 0:
        return
    for row in source.rows:
        if column < len(row.cells):
            yield row.number, _in_words(row.cells[column])


def _column(source: Source, field: str) -> int:
    heading = source.columns.get(field)
    return source.headings.index(heading) if isinstance(heading, str) and heading in source.headings else -1


def _in_words(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def children_said(case: Case, cell: str, day: date) -> frozenset[int] | None:
    """The children (ids) whom a subject cell means on a day by decisions, names and aliases; None where it is unclear.

    "C1 & the twins" is clear where each of its parts is.
    """
    reading = _Reading(case)
    parts = reading.parts(cell)
    return None if parts is None else reading.on(parts, day)


_Part = WhoIsWho | int


class _Reading:
    """Reads subject cells by what a case knows: decisions, names and aliases."""

    def __init__(self, case: Case) -> None:
        self._children = case.children
        self._decided = known_words(case)
        self._names: dict[str, int] = {}
        for child in case.children:
            for word in (child.name, *child.aliases):
                self._names.setdefault(plain(word), child.id)

    def parts(self, cell: str) -> tuple[_Part, ...] | None:
        """The decisions and children that a cell consists of; None where any part of it is unclear."""
        whole = self._part(cell)
        if whole is not None:
            return (whole,)
        parts = [self._part(part) for part in _BETWEEN.split(cell) if plain(part)]
        clear = tuple(part for part in parts if part is not None)
        return clear if clear and len(clear) == len(parts) else None

    def _part(self, words: str) -> _Part | None:
        said = plain(words)
        return self._decided[said] if said in self._decided else self._names.get(said)

    def on(self, parts: Sequence[_Part], day: date) -> frozenset[int]:
        """The children whom such parts mean on a day."""
        found: frozenset[int] = frozenset()
        for part in parts:
            found |= frozenset((part,)) if isinstance(part, int) else meant(part, self._children, day)
        return found


def reassign(words: str, children: Collection[int], by: Reviewer, before_birth: bool = False) -> Edit:
    """Decide whom these words of a subject cell mean: these children (ids), or none of them (grown-ups).

    Every row whose subject cell says so, alone or beside words that are clear ("C1 & the twins"), is about
    them from now on; of several children one who is not yet born that day is left out unless
    ``before_birth``. A row whose subjects a reviewer corrected by itself stays as it is. The decision is
    kept for files that come later, in place of an earlier one about the same words.

    Raises:
        UserError: for words without a letter or digit, or an unknown child.
    """
    told = " ".join(words.split())
    decision = WhoIsWho(told, tuple(sorted(set(children))), by.name, before_birth)

    def edit(case: Case) -> tuple[Case, Changes]:
        if not plain(told):
            raise UserError(tr("Say which words of the subject column are meant."))
        for child in decision.children:
            must_know_child(case, child)
        if decision not in case.who_is_who:
            others = tuple(item for item in case.who_is_who if plain(item.words) != plain(told))
            decided = replace(case, who_is_who=(*others, decision))
        else:
            decided = case
        after, changes = about_these(decided, as_decided(decided, {plain(told)}))
        return after, changes if decided is case else changes | Changes(people=True)

    return edit


def forget_words(words: str) -> Edit:
    """Forget what was decided about these words. Rows stay about whom they are about.

    Raises:
        UserError: when nothing was decided about them.
    """

    def edit(case: Case) -> tuple[Case, Changes]:
        left = tuple(item for item in case.who_is_who if plain(item.words) != plain(words))
        if left == case.who_is_who:
            raise UserError(tr("Nothing was decided about “{words}”.").format(words=words))
        return replace(case, who_is_who=left), Changes(people=True)

    return edit


def as_decided(case: Case, decided: Collection[str]) -> NDArray[np.bool_]:
    """(n, k): whom each event is about once the decisions about these plain words hold; other rows as they are."""
    reading, subjects = _Reading(case), case.events.subjects.copy()
    by_hand = {item.event for item in case.corrections if item.field == "subjects"}
    memo: dict[str, tuple[_Part, ...] | None] = {}
    ids, days = case.events.id.tolist(), case.events.day.tolist()
    for place, cell in enumerate(said_of(case)):
        if not cell or ids[place] in by_hand:
            continue
        if cell not in memo:
            parts = reading.parts(cell) or ()
            named = any(isinstance(part, WhoIsWho) and plain(part.words) in decided for part in parts)
            memo[cell] = parts if named else None
        parts = memo[cell]
        if parts is not None:
            about = reading.on(parts, known_date(days[place]))
            subjects[place] = flags_of(subjects.shape[1], about)
    return subjects


def flags_of(count: int, children: Collection[int]) -> NDArray[np.bool_]:
    """(count,): whether each child of that many is among these (ids)."""
    flags = np.zeros(count, np.bool_)
    flags[list(children)] = True
    return flags


def about_these(case: Case, subjects: NDArray[np.bool_]) -> tuple[Case, Changes]:
    """The case whose events are about these children, (n, k). A child left out loses its own severity there."""
    gone = case.events.subjects & ~subjects
    own = np.where(gone, np.int8(UNSCORED), case.events.child_severity)
    return recoded(case, {"subjects": subjects, "child_severity": own})
