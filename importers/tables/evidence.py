"""What stands in a column, and how well that fits what a field holds."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.case.dates import ChronologyDate, Precision
from importers.dates.ages import tells_age
from importers.dates.date_patterns import MONTH_MISSING
from importers.dates.date_words import Order, Problem, is_day_number, read_cell
from importers.dates.turned_dates import reads_turned
from importers.people.subjects import names_a_person, names_a_service, names_an_agency, speaks_of_family
from importers.sheet import RawCell, words_of
from importers.tables.other_tables import Held, tells_the_past
from importers.vocabulary import normal, status_words

TICKS = frozenset(
    ("✓", "✔", "√", "☑", "☒", "x", "X", "y", "Y", "yes", "Yes", "YES", "●", "•", "*", "1")  # not words: cells
)
_YES_NO = frozenset(  # not words: cells looked for
    ("y", "n", "yes", "no", "na", "n a", "not seen", "seen", "alone", "not known", "unknown", "wnb", "dna")
    + ("no wnb", "no dna", "attended", "not attended", "true", "false")
)

_YES_NO_FIRST = frozenset(("yes", "no", "y", "n", "seen", "not"))

_YEAR = re.compile(r"1\d{3}|20\d{2}|21\d{2}")

SHORT_MEAN = 60
"""The mean length, in characters, up to which a column's cells are short."""

DATES = 0.8
"""The share of dates from which a column holds dates and nothing else."""

_MOSTLY = 0.5
_TURNED = 0.75
_FEW = 3
_NAMES_OF_GRADES, _A_FEW_WORDS = 10, 2.5
"""More cells than a scale has names, 0 to 5 and some, and on average more words than a name of a grade has."""
_LONGEST_AGE = 40


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands in a column, over a sample of its rows. Shares are of the filled cells, 0 to 1.

    ``past`` is the share of cells that tell what has happened, ``family`` of short ones that speak of children,
    ``ages`` of those that tell one where most cells are no dates, ``services`` of short ones that name agencies or
    their workers alone, ``agencies`` of those of them that say which agency: "HV Price" does, "Mrs Owen" does not.
    ``persons`` is the share of short cells that are one person's name, ``progress`` of cells that tell how far a piece
    of work has come, the ends of one left out.
    """

    filled: int
    dates: float = 0.0
    numbers: float = 0.0
    ticks: float = 0.0
    yes_no: float = 0.0
    mean_length: float = 0.0
    distinct: int = 0
    years: float = 0.0
    words: float = 0.0
    past: float = 0.0
    family: float = 0.0
    ages: float = 0.0
    services: float = 0.0
    agencies: float = 0.0
    persons: float = 0.0
    progress: float = 0.0


def evidence_of(cells: Sequence[RawCell], order: Order) -> Evidence:
    """What a column holds."""
    held = _Cells.of(cells)
    seen, share = _dates_and_lengths(held, order), held.share
    if not seen.filled:
        return seen
    return replace(
        seen,
        ages=share(_tells_age) if seen.dates < _MOSTLY else 0.0,
        services=share(lambda word: len(word) <= SHORT_MEAN and names_a_service(word)),
        agencies=share(lambda word: len(word) <= SHORT_MEAN and names_an_agency(word)),
        persons=share(lambda word: len(word) <= SHORT_MEAN and names_a_person(word)),
        progress=share(lambda word: normal(word) in status_words().known_progress),
        numbers=sum(times for cell, _, times in held.different if _is_number(cell)) / held.filled,
        ticks=share(lambda word: word in TICKS),
        yes_no=share(_says_yes_or_no),
        distinct=len({word for _, word, _ in held.different}),
        words=sum(len(word.split()) * times for _, word, times in held.different) / held.filled,
        past=share(tells_the_past),
        family=share(lambda word: len(word) <= SHORT_MEAN and speaks_of_family(word)),
        years=share(lambda word: _YEAR.fullmatch(word) is not None),
    )


def dates_and_lengths(cells: Sequence[RawCell], order: Order) -> Evidence:
    """How many cells of a column are filled, the share of dates, and the mean length; nothing else is looked at."""
    return _dates_and_lengths(_Cells.of(cells), order)


@dataclass(frozen=True, slots=True)
class _Cells:
    """How many cells of a column are filled, and those that differ: each with its words and how often it stands there.

    Most of a column comes again and again, and is looked at once.
    """

    filled: int
    different: tuple[tuple[RawCell, str, int], ...]

    @staticmethod
    def of(cells: Sequence[RawCell]) -> "_Cells":
        filled = [cell for cell in cells if cell != "" and not (isinstance(cell, str) and not cell.strip())]
        # 1.0, 1 and True are one key to a dictionary, and mean different things.
        often = Counter(zip(map(type, filled), filled, strict=True))
        return _Cells(len(filled), tuple([(cell, words_of(cell), times) for (_, cell), times in often.items()]))

    def share(self, holds: Callable[[str], bool]) -> float:
        """The share of the filled cells of whose words this holds."""
        return sum(times for _, word, times in self.different if holds(word)) / self.filled


def _dates_and_lengths(held: _Cells, order: Order) -> Evidence:
    if not held.filled:
        return Evidence(0)
    dates = sum(_as_date(cell, order) * times for cell, _, times in held.different) + _days_under_months(held, order)
    length = sum(len(word) * times for _, word, times in held.different) / held.filled
    return Evidence(held.filled, dates / held.filled, mean_length=length)


def _says_yes_or_no(words: str) -> bool:
    said = normal(words)
    return said in _YES_NO or said.partition(" ")[0] in _YES_NO_FIRST


def _tells_age(words: str) -> bool:
    return len(words) <= _LONGEST_AGE and tells_age(words)


def _is_number(cell: RawCell) -> bool:
    return isinstance(cell, int | float) or words_of(cell).replace(".", "", 1).isdecimal()


def _as_date(cell: RawCell, order: Order) -> float:
    """How much a cell counts as a date: one that is a date only with day and month exchanged speaks for less."""
    if isinstance(cell, date):
        return 1.0
    if not isinstance(cell, str) or len(cell) > 60 or not any(map(str.isdigit, cell)) or is_day_number(cell):
        return 0.0
    if not isinstance(read_cell(cell, order), Problem):
        return 1.0
    return _TURNED if reads_turned(cell, order) else 0.0


def _days_under_months(held: _Cells, order: Order) -> int:
    """How many cells are a day like "Mon 3rd", in a column that has the months between them."""
    read = [
        (read_cell(cell, order), times)
        for cell, _, times in held.different
        if isinstance(cell, str) and len(cell) <= _LONGEST_AGE
    ]
    under = any(isinstance(when, ChronologyDate) and when.precision is Precision.MONTH for when, _ in read)
    return sum(times for when, times in read if when == MONTH_MISSING) if under else 0


def _fits_date(evidence: Evidence, _longest: float) -> float:
    if evidence.filled == 0:
        return 0.3
    # Bare day numbers of a spreadsheet count as dates only under a heading that says so.
    share = max(evidence.dates + evidence.ages, evidence.numbers * 0.9)
    return share if share >= 0.15 else -1.0


def _fits_text(evidence: Evidence, longest: float) -> float:
    if evidence.dates > DATES or evidence.numbers >= _MOSTLY:
        return -1.0
    return evidence.mean_length / longest if longest else 0.0


def _fits_short(evidence: Evidence, _longest: float) -> float:
    if evidence.dates > DATES:
        return -1.0
    return 1.0 if evidence.mean_length <= SHORT_MEAN else 0.2


def _fits_grade(evidence: Evidence, _longest: float) -> float:
    held = Held(evidence.filled, evidence.numbers, evidence.words, evidence.distinct)
    if evidence.dates > DATES or (evidence.filled >= _FEW and held.is_prose):
        return -1.0
    # Grades have few names, which come again: what is said in other words each time is none.
    if evidence.filled >= _NAMES_OF_GRADES and held.words >= _A_FEW_WORDS and held.is_different:
        return -1.0
    return 1.0 if evidence.mean_length <= SHORT_MEAN / 2 else 0.1


def _fits_any(evidence: Evidence, _longest: float) -> float:
    return -1.0 if evidence.dates > DATES else 1.0


def _fits_mixed(_evidence: Evidence, _longest: float) -> float:
    return 1.0


FITS: dict[str, Callable[[Evidence, float], float]] = {
    "date": _fits_date,
    "text": _fits_text,
    "short": _fits_short,
    "grade": _fits_grade,
    "mixed": _fits_mixed,
    "any": _fits_any,
}
"""How well a column's cells fit what a field holds, from 0 to 1, -1 for never; by the names in ``fields.toml``."""
