"""Brothers and sisters answered differently where no one row says so: the answer for one, and what the other has."""

import pytest

from app.analysis.finding import SIBLINGS, Finding
from app.analysis.findings import find_all
from app.case.edits import add_batch
from tests.app.case_builder import Row, a_batch, a_case

EARLIER = Row("2013-01-15", "Perry", 1, "administrative", {"Perry": 2}, "Perry: child in need plan.")
CONCERN = Row("2014-03-03", "Perry, Robin", 3, "hygiene", {}, "Both dirty, infected sores.", "School")
PLAN = Row(
    "2014-03-17", "Perry, Robin", 1, "administrative", {"Robin": 4}, "Conference: plan for Robin.", "Social care"
)
NOT_HIM = Row("2014-03-18", "Perry", 1, "administrative", {"Perry": 2}, "Perry: stays child in need.", "GP")


def siblings(*rows: Row) -> list[Finding]:
    """What is found of Perry, each row being in a file of its own."""
    case = a_case(["Perry", "Robin"], rows[0], file="first.csv")
    for number, row in enumerate(rows[1:]):
        case = add_batch(a_batch(case, row, file=f"{number}.csv"))(case)[0]
    return [found for found in find_all(case) if found.kind == SIBLINGS and found.child == 0]


def test_an_answer_for_one_beside_what_rows_of_other_files_say_of_the_other() -> None:
    (found,) = siblings(EARLIER, CONCERN, PLAN, NOT_HIM)
    assert found.says == (
        "Perry: a concern at severity 3 on 3 March 2014 is recorded for Perry and Robin alike; on 17 March 2014 the "
        "level recorded is child protection plan for Robin and child in need for Perry, with no rise within 28 days."
    )
    assert set(found.evidence) == {0, 1, 2}, "the concern, the answer, and the row that opened Perry's level"
    assert found.settings == {"severity": 3, "days": 28}


def test_where_no_row_states_a_level_for_the_other_that_is_said() -> None:
    (found,) = siblings(CONCERN, PLAN)
    assert "child protection plan for Robin and none for Perry" in found.says
    assert len(found.evidence) == 2


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ((CONCERN, PLAN, NOT_HIM._replace(levels={"Perry": 4})), "his own row answers it a day later"),
        ((EARLIER._replace(levels={"Perry": 4}), CONCERN, PLAN), "he had the same level already"),
        ((CONCERN, PLAN._replace(subjects="Robin")), "a row about one child alone is read beside that child"),
        ((CONCERN, PLAN._replace(day="2014-06-10")), "it came too late to be an answer"),
        ((CONCERN, PLAN._replace(levels={"Robin": 1})), "early help is no answer at a higher level of need"),
        ((CONCERN._replace(by_child={"Perry": 1}), PLAN), "the concern was not the same"),
        (
            (PLAN._replace(day="2014-01-20", text="Plan for Robin."), CONCERN, PLAN),
            "the level was Robin's before the concern: the row only mentions it",
        ),
    ],
)
def test_the_same_with_a_row_different_does_not(rows: tuple[Row, ...], why: str) -> None:
    assert siblings(*rows) == [], why
