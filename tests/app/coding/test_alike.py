"""Rows are weighed together with others that say the same: that must come to what each comes to on its own."""

from dataclasses import replace
from datetime import date

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from app.case.dates import exactly
from app.case.event_table import UNSCORED
from app.case.model import Case
from app.coding.coder import Suggestions, suggest
from app.coding.levels import rank_stated
from app.coding.lexicon import default_lexicon
from app.coding.reading import RowReader
from tests.app.case_builder import Row, a_case

TOLD = sorted({text for entry in default_lexicon().entries.values() for text in (*entry.matches, *entry.misses)})
CHILDREN = ("Perry", "Robin", "Sam")
BORN = (date(2008, 5, 1), date(2013, 2, 1), date(2015, 6, 1))

sentences = st.builds(
    "{}{}".format, st.sampled_from(("", "", "Perry: ", "Robin and Sam ", "No ", "In 2009 ")), st.sampled_from(TOLD)
)
rows = st.tuples(
    st.dates(date(2012, 1, 1), date(2016, 12, 31)).map(date.isoformat),
    st.sampled_from(("all", "Perry", "Robin, Sam", "")),
    st.lists(sentences, min_size=1, max_size=4).map(". ".join),
    st.sampled_from(("", "School", "Children's Social Care", "GP", "Police")),
    st.one_of(st.none(), sentences),
).map(lambda told: Row(told[0], told[1], text=told[2], agency=told[3], response=told[4]))


def a_family(told: list[Row]) -> Case:
    case = a_case(CHILDREN, *told)
    born = (replace(child, born=exactly(day)) for child, day in zip(case.children, BORN, strict=True))
    return replace(case, children=tuple(born))


def read_one_by_one(case: Case) -> list[tuple[int, list[int], int, dict[int, int], tuple[str, ...]]]:
    """Severity, the children's own, categories, levels and markers of each row, read with nothing remembered."""
    found: list[tuple[int, list[int], int, dict[int, int], tuple[str, ...]]] = []
    for place in range(len(case.events)):
        codes = RowReader(case, default_lexicon()).codes(place)
        own = [codes.severity.by_child.get(child, UNSCORED) for child in range(len(case.children))]
        levels = {child: rank_stated(hit) for child, hit in codes.levels.items()}
        found.append((codes.severity.severity, own, codes.categories, levels, codes.markers))
    return found


def said(found: Suggestions) -> list[tuple[int, list[int], int, tuple[str, ...]]]:
    columns = (found.severity.tolist(), found.child_severity.tolist(), found.categories.tolist(), found.markers)
    return list(zip(*columns, strict=True))


@settings(max_examples=25, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(st.lists(rows, min_size=1, max_size=12))
def test_rows_read_together_come_to_what_each_comes_to_alone(told: list[Row]) -> None:
    again = [one._replace(text=". ".join(reversed(one.text.split(". ")))) for one in told]
    case = a_family([*told, *again])
    alone, together = read_one_by_one(case), suggest(case)
    assert said(together) == [(severity, own, bits, markers) for severity, own, bits, _levels, markers in alone]
    for place, (_severity, _own, _bits, levels, _markers) in enumerate(alone):
        for child, rank in enumerate(together.level[place].tolist()):
            # What was told to an agency may be left out where others state otherwise about then.
            assert rank in (levels.get(child, UNSCORED), UNSCORED)
