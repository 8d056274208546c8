"""After an edit only what it touches is found and suggested anew, and comes to the same as doing all again."""

from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.findings import find_all
from app.analysis.levels import level_states
from app.analysis.refinding import children_touched, find_again
from app.case.dates import exactly
from app.case.edits import Reviewer, correct_event, set_categories, set_level, set_severity
from app.case.model import Case
from app.coding.coder import recode_rows, suggest, suggest_codes, suggest_rows
from tests.app.case_builder import Row, a_case, afresh

TOLD = (
    ("Perry", "Child protection plan made for Perry."),
    ("Perry", "Filthy kitchen, dog faeces in the hall, no food in the house."),
    ("Robin", "Weight falling, not brought to the clinic again."),
    ("all", "CP plan ends, child in need plan agreed."),
    ("Robin", "Home clean and tidy."),
    ("", "Mother drunk in the street."),
)


def a_family() -> Case:
    rows = [
        Row(f"{2012 + at // 12}-{at % 12 + 1:02}-03", who, text=text, agency="Children's Social Care")
        for at, (who, text) in enumerate(TOLD * 6)
    ]
    case = a_case(("Perry", "Robin"), *rows)
    return suggest_codes(case)(case)[0]


@settings(max_examples=20, deadline=None)
@given(st.sets(st.integers(0, 35), min_size=1, max_size=3), st.sampled_from((None, 0, 2, 4)))
def test_finding_again_what_a_code_touches_finds_what_finding_all_does(events: set[int], severity: int | None) -> None:
    before = a_family()
    found = find_all(before)
    after, changes = set_severity(events, severity, Reviewer("A"))(before)
    assert find_again(before, found, after, changes) == find_all(afresh(after))


@settings(max_examples=20, deadline=None)
@given(
    st.sets(st.integers(0, 35), min_size=1, max_size=4),
    st.integers(0, 5),
    st.sampled_from(((), ("hygiene",), ("protective",))),
)
def test_what_a_table_keeps_after_an_edit_is_what_it_would_work_out(
    events: set[int], severity: int, keys: tuple[str, ...]
) -> None:
    case = a_family()
    find_all(case)
    for edit in (
        set_severity(events, severity, Reviewer("A")),
        set_categories(events, keys, Reviewer("A")),
        set_level({min(events)}, 0, severity, Reviewer("A")),
    ):
        case = edit(case)[0]
        fresh = afresh(case).events
        assert np.array_equal(case.events.canonical, fresh.canonical)
        assert np.array_equal(case.events.severity_for, fresh.severity_for)
        assert level_states(case, 0) == level_states(afresh(case), 0)


def test_a_code_of_a_row_about_one_child_touches_no_other_child() -> None:
    before = a_family()
    after, changes = set_severity([1], 4, Reviewer("A"))(before)
    assert children_touched(before, after, changes) == {0}


@given(st.sets(st.integers(0, 35), min_size=1, max_size=5))
def test_single_rows_are_suggested_the_codes_they_get_among_all(events: set[int]) -> None:
    case = a_family()
    few, whole = suggest_rows(case, events), suggest(case)
    places = sorted(case.events.position(event) for event in events)
    for name in ("severity", "child_severity", "categories", "level"):
        assert np.array_equal(getattr(few, name), getattr(whole, name)[places])
    assert few.markers == tuple(whole.markers[place] for place in places)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 35), st.integers(0, 5), st.integers(0, 2)), min_size=1, max_size=4))
def test_rows_corrected_are_suggested_the_codes_they_get_among_all(edits: list[tuple[int, int, int]]) -> None:
    case = a_family()
    for event, told, kind in edits:
        who, text = TOLD[told]
        about = {"": (), "all": (0, 1)}.get(who, (told % 2,))
        when = exactly(date(2013 + told, 1, 3))
        corrected = (
            correct_event(event, Reviewer("A"), text=text),
            correct_event(event, Reviewer("A"), subjects=about),
            correct_event(event, Reviewer("A"), when=when),
        )[kind]
        case = corrected(case)[0]
        few, whole = suggest_rows(case, [event]), suggest(afresh(case))
        place = case.events.position(event)
        for name in ("severity", "child_severity", "categories", "level"):
            assert np.array_equal(getattr(few, name)[0], getattr(whole, name)[place])
        assert few.markers == (whole.markers[place],)


def test_a_row_recoded_keeps_what_a_reviewer_said() -> None:
    case = a_family()
    assert recode_rows([1, 2])(case)[0] is case
    changed = set_severity([1], 1, Reviewer("A"))(case)[0]
    assert recode_rows([1])(changed)[0].events.severity[1] == 1
