"""Reasons of a record are those of the case as it stands, whatever was asked about before and edited since."""

from dataclasses import replace

import numpy as np

from app.case.code_edits import Reviewer, set_severity, set_subjects
from app.case.model import Case
from app.coding.coder import explain
from tests.app.case_builder import Row, a_case

ANN = Reviewer("Ann")
ROWS = (
    Row("2012-02-01", "Perry", text="Home visit. Head lice again and hungry."),
    Row("2012-02-03", "Perry", text="Referral to CSC. NFA. Robin has bruises."),
    Row("2012-02-09", "all", text="CIN visit. Kitchen filthy. No bruises."),
)


def reasons(case: Case) -> list[tuple[object, ...]]:
    return [explain(case, place) for place in range(len(case.events))]


def anew(case: Case) -> Case:
    """The same case, of which nothing was asked yet."""
    return replace(case, events=case.events.take(np.arange(len(case.events))))


def test_after_an_edit_reasons_are_as_if_asked_for_the_first_time() -> None:
    case = a_case(["Perry", "Robin"], *ROWS)
    assert any(reasons(case))
    for edit in (set_severity([0], 4, ANN), set_subjects([1], [0, 1], ANN), set_severity([2], None, ANN)):
        case, _changes = edit(case)
        assert reasons(case) == reasons(anew(case))


def test_a_child_by_another_name_is_read_anew() -> None:
    case = a_case(["Perry", "Robin"], *ROWS)
    before = reasons(case)
    case = replace(case, children=(case.children[0], replace(case.children[1], name="Jules")))
    assert reasons(case) == reasons(anew(case)) != before
