"""A finding says that it is confirmed once nothing that it rests on is only suggested, and not before."""

from collections.abc import Callable

import numpy as np
import pytest

from app.analysis.confirming import RESTS_ON
from app.analysis.finding import ESCALATION, RELAPSE, SUSTAINED, UNCLEAR
from app.analysis.findings import FINDERS_BY_KIND, find_all
from app.case.edit_parts import recoded
from app.case.edits import Reviewer, set_categories, set_level, set_severity
from app.case.event_table import CodeFrom
from app.case.model import Case, Edit
from tests.app.case_builder import Row, a_case

BY = Reviewer("A")
CIN, PLAN = 2, 4

CYCLE = (
    Row("2013-01-10", "Perry", 4, "hygiene"),
    Row("2013-02-01", "Perry", levels={"Perry": PLAN}),
    Row("2013-05-01", "Perry", 1, "protective"),
    Row("2013-06-01", "Perry", levels={"Perry": CIN}),
    Row("2013-08-01", "Perry", 4, "hygiene"),
)
HELD = (*CYCLE[:4], Row("2015-08-01", "Perry", 1, "hygiene"))
ILL = tuple(Row(f"2013-0{month}-01", "Perry", 2 + month // 3, "physical_health") for month in range(1, 7))
GIVEN = (
    Row("2013-01-10", "Perry", markers=("referral:unclear",), categories="hygiene"),
    Row("2014-01-10", "Perry", 1, "hygiene"),
)


def suggested(case: Case, column: str) -> Case:
    """The case with the codes of that kind only suggested, all others stated."""
    return recoded(case, {column: np.full_like(getattr(case.events, column), CodeFrom.LEXICON)})[0]


def confirmed(case: Case, kind: str) -> bool:
    found = [finding for finding in find_all(case) if finding.kind == kind]
    assert found
    return all(finding.confirmed for finding in found)


@pytest.mark.parametrize(
    ("kind", "rows", "column", "confirm"),
    [
        (RELAPSE, CYCLE, "level_from", lambda event: set_level([event], 0, PLAN if event == 1 else CIN, BY)),
        (SUSTAINED, HELD, "level_from", lambda event: set_level([event], 0, PLAN if event == 1 else CIN, BY)),
        (ESCALATION, ILL, "categories_from", lambda event: set_categories([event], ["physical_health"], BY)),
        (UNCLEAR, GIVEN, "categories_from", lambda event: set_categories([event], ["hygiene"], BY)),
    ],
)
def test_a_finding_is_confirmed_when_what_it_rests_on_is(
    kind: str, rows: tuple[Row, ...], column: str, confirm: Callable[[int], Edit]
) -> None:
    stated = a_case(["Perry"], *rows)
    assert confirmed(stated, kind)
    case = suggested(stated, column)
    assert not confirmed(case, kind)
    places = np.flatnonzero((case.events.level[:, 0] >= 0) if column == "level_from" else case.events.categories != 0)
    for event in case.events.id[places].tolist():
        case, _ = confirm(event)(case)
    assert confirmed(case, kind)


def test_a_code_that_a_finding_does_not_rest_on_makes_it_no_less_firm() -> None:
    assert confirmed(suggested(a_case(["Perry"], *HELD), "severity_from"), SUSTAINED)
    assert confirmed(suggested(a_case(["Perry"], *CYCLE), "categories_from"), RELAPSE)


def test_a_level_that_one_row_states_is_firm_though_another_only_suggests_it() -> None:
    case = a_case(["Perry"], *HELD, Row("2013-06-01", "Perry", levels={"Perry": CIN}, text="Told so too."))
    origins = case.events.level_from.copy()
    fell = np.flatnonzero(case.events.level[:, 0] == CIN)
    origins[fell[0]] = CodeFrom.LEXICON
    assert confirmed(recoded(case, {"level_from": origins})[0], SUSTAINED)
    origins[fell] = CodeFrom.LEXICON
    assert not confirmed(recoded(case, {"level_from": origins})[0], SUSTAINED)


def test_every_kind_of_finding_says_what_it_rests_on() -> None:
    assert list(RESTS_ON) == list(FINDERS_BY_KIND)
    case, _ = set_severity([0], 3, BY)(suggested(a_case(["Perry"], *CYCLE), "severity_from"))
    assert not confirmed(case, RELAPSE)
