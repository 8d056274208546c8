"""Reading one row: its words looked up, weighed and put together."""

from dataclasses import dataclass

import numpy as np

from app.case.dates import EPOCH_ORDINAL, NO_DAY, from_day_number
from app.case.event_table import UNSCORED
from app.case.model import Case
from app.coding.levels import LevelHit, level_hits, levels_of, ranks_of
from app.coding.lexicon import Lexicon
from app.coding.markers import MarkerHit, chosen_markers, marker_hits
from app.coding.naming import ChildNames, Mention
from app.coding.row import Row
from app.coding.scanning import Scan, Scanner
from app.coding.weighing import RowSeverity, weigh

IMPROVEMENT = "improvement"


@dataclass(frozen=True, slots=True)
class Codes:
    """What one row comes to. ``floor`` is the statement of a level that its severity rests on, where it does."""

    severity: RowSeverity
    categories: int
    levels: dict[int, LevelHit]
    level_hits: list[LevelHit]
    markers: tuple[str, ...]
    marker_hits: tuple[tuple[str, MarkerHit], ...]
    floor: LevelHit | None = None


class RowReader:
    """Reads the rows of one case by one lexicon."""

    def __init__(self, case: Case, lexicon: Lexicon) -> None:
        self._case = case
        self._lexicon = lexicon
        self._scanner = Scanner(lexicon)
        self._names = ChildNames(case)
        self._ranks = ranks_of(case.scheme)
        self._bits = case.scheme.category_bits
        self._highest = len(case.scheme.severity) - 1
        events = case.events
        self._text, self._response = events.text, events.response
        self._days: list[int] = events.day.tolist()
        self._subjects: list[list[int]] = [[] for _ in self._days]
        rows, children = np.nonzero(events.subjects)
        for place, child in zip(rows.tolist(), children.tolist(), strict=True):
            self._subjects[place].append(child)
        self._about: dict[tuple[tuple[int, ...], int], tuple[frozenset[int], dict[int, float], frozenset[int]]] = {}

    def row(self, place: int) -> Row:
        """The row at that place, its words found."""
        day = self._days[place]
        text, response = self._scanner.scan(self._text[place]), self._scanner.scan(self._response[place])
        subjects = frozenset(self._subjects[place])
        known = from_day_number(day)
        children = range(len(self._case.children))
        unborn = frozenset(child for child in children if self._names.unborn(child, day))
        ages = {child: age for child in subjects if (age := self._names.age_years(child, day)) is not None}
        speaks = bool(text.levels) or (len(subjects) > 1 and bool(text.concerns))
        return Row(
            text=text,
            response=response,
            subjects=subjects,
            present=subjects or frozenset(children) - unborn,
            year=known.year if known else None,
            ages=ages,
            unborn=unborn,
            named=self._mentions(text, subjects) if speaks else (),
            named_in_response=self._mentions(response, subjects) if response.levels else (),
        )

    def codes(self, place: int) -> Codes:
        """What the row at that place comes to."""
        row = self.row(place)
        severity = weigh(row, self._lexicon.weights)
        hits = level_hits(row, self._ranks) if row.text.levels or row.response.levels else []
        stated = levels_of(hits) if hits else {}
        floor = max((hit for hit in stated.values()), key=lambda hit: hit.entry.severity, default=None)
        if floor is not None and floor.entry.severity > max(severity.severity, 0):
            severity = RowSeverity(
                min(floor.entry.severity, self._highest),
                {},
                severity.categories,
                severity.weighed,
                severity.rules,
            )
        else:
            floor = None
        bits = 0
        for category in severity.categories:
            bits |= self._bits.get(category, 0)
        markers = chosen_markers(marker_hits(row)) if row.text.markers or row.response.markers else ()
        names = tuple(name for name, _hit in markers)
        if any(item.counts and item.entry.improvement for item in severity.weighed) and IMPROVEMENT not in names:
            names = tuple(sorted((*names, IMPROVEMENT)))
        return Codes(severity, bits, stated, hits, names, markers, floor)

    def _mentions(self, scan: Scan, subjects: frozenset[int]) -> tuple[Mention, ...]:
        present = subjects or frozenset(range(len(self._case.children)))
        return tuple(self._names.mentions(scan.written, present))


_ = (EPOCH_ORDINAL, NO_DAY, UNSCORED)
