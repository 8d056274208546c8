"""A row about one child changes no other child's level, whatever it states: neither its code nor its state."""

from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.levels import level_states, levels_on
from app.case.model import Case
from app.coding.coder import suggest_codes
from tests.app.case_builder import Row, a_case

NAMES = ["Perry", "Robin", "Sam"]
RECORD = (
    Row("2012-01-10", "Perry, Robin", text="ICPC: both made subject of a CP plan, neglect."),
    Row("2012-03-02", "Perry", text="CP visit. Home tidy."),
    Row("2012-09-14", "all", text="RCPC. Plan ended for all. CIN plan."),
    Row("2013-02-20", "Sam", text="CIN closed, universal services."),
)
STEPS = (
    "Strategy discussion. S47 started.", "S47 concluded, no further action.", "CIN plan agreed.", "PLO letter sent.",
    "Case closed.", "De-registered.", "Returned home from foster care, order continues.", "TAF meeting.",
    "Robin placed with foster carers under s20.", "Told by GP that social care have closed.", "Not registered.",
)  # fmt: skip
LATER = st.dates(min_value=date(2012, 1, 1), max_value=date(2013, 6, 30))


def _coded(*rows: Row) -> Case:
    case = a_case(NAMES, *rows)
    return suggest_codes(case)(case)[0]


def _by_day(case: Case, child: int, days: np.ndarray) -> list[int]:
    return levels_on(level_states(case, child), days).tolist()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(LATER, st.sampled_from(STEPS)), min_size=1, max_size=3))
def test_rows_about_one_child_change_no_other_childs_level(more):
    extra = [Row(day.isoformat(), "Robin", text=text) for day, text in more]
    before, after = _coded(*RECORD), _coded(*RECORD, *extra)
    days = np.arange(before.events.day.min(), before.events.day.max() + 200, dtype=np.int32)
    for child in (0, 2):
        assert _by_day(before, child, days) == _by_day(after, child, days), NAMES[child]
