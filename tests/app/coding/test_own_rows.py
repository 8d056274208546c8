"""Suggested codes as an agency could have had them on a day: those of the rows it knew, and of no other row."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.knowledge import agencies_named, seen_as
from app.case.checks import find_problems
from app.case.dates import exactly, known_date
from app.case.edits import Reviewer, set_level, set_severity
from app.case.event_table import CodeFrom
from app.case.model import Case
from app.coding.coder import explain, suggest_codes
from app.coding.own_rows import codes_of_own_rows
from tests.app.case_builder import Row, a_case
from tests.app.coding.test_following import a_record

CARE, POLICE, SCHOOL = "Children's Social Care", "Police", "School"
PLAN = Row("2012-01-10", "Perry", text="Child protection plan made for Perry.", agency=CARE)
ENDED = Row("2012-03-01", "Perry", text="S47 enquiry concluded, no further action.", agency=POLICE)
TOLD = Row("2012-03-06", "Perry", text="Told that social care have closed the case for Perry.", agency=SCHOOL)
STILL = PLAN._replace(day="2012-03-08", text="Core group. Child protection plan continues for Perry.")


def coded(*rows: Row) -> Case:
    case = a_case(["Perry", "Robin"], *rows)
    return suggest_codes(case)(case)[0]


def seen(case: Case, agency: str, on: date) -> Case:
    """The case as that agency (or those, parted by commas) could have seen it, coded from its rows."""
    return seen_as(case, agencies_named(case, agency.split(", ")), on).coded(codes_of_own_rows).case


def level_in(case: Case, text: str) -> int:
    return int(case.events.level[case.events.text.index(text), 0])


@pytest.mark.parametrize(
    ("rows", "agency", "on", "why"),
    [
        ((PLAN, ENDED), POLICE, date(2012, 4, 1), "the plan that outweighs the end of the enquiry is another agency's"),
        ((TOLD, STILL), SCHOOL, date(2012, 3, 31), "what tells the school otherwise stands in a row it never had"),
        (
            (TOLD, STILL),
            f"{SCHOOL}, {CARE}",
            date(2012, 3, 7),
            "the row that tells otherwise is of a day later",
        ),
    ],
)
def test_a_row_outside_the_view_holds_no_level_back(rows: tuple[Row, Row], agency: str, on: date, why: str) -> None:
    case = coded(*rows)
    mine = next(row.text for row in rows if row.agency == agency.split(", ")[0])
    assert level_in(case, mine) == -1, "with every row at hand it is outweighed"
    view = seen(case, agency, on)
    assert level_in(view, mine) == 0, why
    assert find_problems(view) == []
    assert "level" in [reason.field for reason in explain(view, view.events.text.index(mine))]


def test_a_row_in_the_view_still_holds_a_level_back() -> None:
    own = ENDED._replace(agency=CARE)
    assert level_in(seen(coded(PLAN, own), CARE, date(2012, 4, 1)), own.text) == -1


def test_what_a_reviewer_gave_or_a_sheet_states_stays() -> None:
    by = Reviewer("Ann")
    stated = ENDED._replace(day="2012-03-04", severity=4, categories="hygiene", levels={"Perry": 3})
    case = coded(PLAN, ENDED, stated)
    case = set_severity([1], 5, by)(set_level([1], 0, 2, by)(case)[0])[0]
    view = seen(case, POLICE, date(2012, 4, 1)).events
    assert view.severity.tolist() == [5, 4] and view.level[:, 0].tolist() == [2, 3]
    assert view.severity_from.tolist() == [CodeFrom.REVIEWER, CodeFrom.STATED]


def test_where_nothing_was_suggested_nothing_is() -> None:
    case = a_case(["Perry"], ENDED, PLAN)
    assert seen(case, POLICE, date(2012, 4, 1)).events.severity_from.tolist() == [CodeFrom.NOBODY]


def test_a_child_born_after_the_day_is_not_among_all_children() -> None:
    case = a_case(
        ["Perry", "Robin"], PLAN._replace(subjects="", text="All children subject of child protection plans.")
    )
    perry, robin = case.children
    born = exactly(date(2013, 1, 1))
    case = Case(case.scheme, children=(perry, type(robin)(1, "Robin", born)), agencies=case.agencies,
                sources=case.sources, events=case.events)  # fmt: skip
    case = suggest_codes(case)(case)[0]
    assert case.events.level.tolist() == [[4, -1]]
    view = seen(case, CARE, date(2012, 4, 1))
    assert [child.born for child in view.children] == [None] * len(view.children)
    assert view.events.level.tolist() == [[4]]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 40), st.sampled_from((2, 12, 60)), st.integers(0, 400), st.sampled_from((CARE, SCHOOL, "GP")))
def test_a_view_has_the_codes_of_a_record_that_never_held_more(seed: int, apart: int, days: int, agency: str) -> None:
    case = a_record(seed, apart)
    on = known_date(16_000) + timedelta(days)
    if agency not in [one.name for one in case.agencies]:
        return
    view = seen(case, agency, on)
    bare = view.events.recoded({
        "severity": np.full_like(view.events.severity, -1),
        "severity_from": np.zeros_like(view.events.severity_from),
        "child_severity": np.full_like(view.events.child_severity, -1),
        "categories": np.zeros_like(view.events.categories),
        "categories_from": np.zeros_like(view.events.categories_from),
        "level": np.full_like(view.events.level, -1),
        "level_from": np.zeros_like(view.events.level_from),
    })  # fmt: skip
    alone = Case(view.scheme, children=view.children, agencies=view.agencies, sources=view.sources, events=bare)
    alone = suggest_codes(alone)(alone)[0]
    for name in ("severity", "child_severity", "categories", "level", "level_from", "severity_from", "categories_from"):
        assert np.array_equal(getattr(view.events, name), getattr(alone.events, name)), name
