"""What rows come to without its reasons: what takes long is done once for all rows that say the same."""

from typing import NamedTuple

from app.case.model import Case
from app.coding.alike import BY_AGENCY, NAMES_CHILDREN, STATES_LEVEL, TELLS_GOOD, Gist, apart
from app.coding.levels import rank_stated
from app.coding.lexicon import Lexicon
from app.coding.reading import RowReader, Steps
from app.coding.weighing import RowSeverity

_UNSAID = RowSeverity(-1, {}, frozenset(), ())
_NO_STEPS: Steps = ({}, (), False)
_ANY = -1


class Outline(NamedTuple):
    """What a row comes to, without its reasons. ``number`` counts those of one case from 0.

    ``levels`` hold the rank that the row states for each child.
    """

    number: int
    severity: int
    by_child: dict[int, int]
    categories: int
    levels: dict[int, int]
    markers: tuple[str, ...]
    told: bool


_Whom = tuple[frozenset[int], frozenset[int]] | None


class Outlines:
    """The outlines of the rows of one case by one lexicon. Rows that come to the same share one."""

    def __init__(self, case: Case, lexicon: Lexicon) -> None:
        self._reader = RowReader(case, lexicon)
        self._alike = self._reader.alike
        self._ages = self._alike.ages_on(case.events.day.tolist())
        self._weighed: dict[object, tuple[int, RowSeverity]] = {}
        self._stepped: dict[tuple[tuple[int, ...], int, _Whom], tuple[int, Steps]] = {}
        self._outlines: dict[tuple[int, int, bool], Outline] = {}
        self._days: list[int] = case.events.day.tolist()
        self._nothing = self._alike.weight_of(_UNSAID), _UNSAID

    def of(self, place: int) -> Outline:
        """What ``RowReader.codes`` comes to for the row at that place."""
        text, response = self._reader.text(place), self._reader.response(place)
        by, clinical, deciding = self._reader.by(place)
        weight, severity = self._weight(text, place, clinical)
        number, steps = self._steps([*text, *response], place, by)
        key = weight, number, deciding
        found = self._outlines.get(key)
        if found is None:
            codes = self._reader.together(severity, steps, place)
            levels = {child: rank_stated(hit) for child, hit in codes.levels.items()}
            found = self._outlines[key] = Outline(
                len(self._outlines),
                codes.severity.severity,
                codes.severity.by_child,
                codes.categories,
                levels,
                codes.markers,
                codes.told,
            )
        return found

    def _weight(self, text: list[Gist], place: int, clinical: bool) -> tuple[int, RowSeverity]:
        """The severity of a row that says the same, be it in another order, and its number."""
        kinds: list[int] = []
        asks = 0
        for gist in text:
            kind = gist.kinds[clinical]
            if kind:
                kinds.append(kind)
                asks |= gist.asks
        if not kinds:
            return self._nothing
        if len(kinds) > 1:
            kinds.sort()
            if asks & TELLS_GOOD and not apart(text):
                return self._weighed_alone(text, place)
        about, ages = self._reader.about(place), self._ages[place]
        if self._alike.crowded(text):
            kinds = [clinical, *sorted([gist.worded for gist in text])]
        if asks & NAMES_CHILDREN:
            key = tuple(kinds), about.subjects, ages
        else:
            key = tuple(kinds), self._alike.youngest(about, self._days[place], ages)
        known = self._weighed.get(key)
        if known is None:
            known = self._weighed[key] = self._weighed_alone(text, place)
        return known

    def _weighed_alone(self, text: list[Gist], place: int) -> tuple[int, RowSeverity]:
        severity = self._reader.severity([gist.said for gist in text], place)
        return self._alike.weight_of(severity), severity

    def _steps(self, said: list[Gist], place: int, by: int) -> tuple[int, Steps]:
        """What a row that records the same steps says of levels and markers, and its number."""
        kinds: list[int] = []
        asks = 0
        for gist in said:
            if gist.steps:
                kinds.append(gist.steps)
                asks |= gist.asks
        if not kinds:
            return 0, _NO_STEPS
        about = self._reader.about(place)
        whom = (about.subjects, about.unborn) if asks & STATES_LEVEL else None
        key = tuple(kinds), by if asks & BY_AGENCY else _ANY, whom
        known = self._stepped.get(key)
        if known is None:
            steps = self._reader.steps([gist.said for gist in said], place)
            known = self._stepped[key] = self._alike.steps_of(*steps), steps
        return known
