"""Deciding that two events are one, that they are two, and thinking again; a saved case keeps what was decided."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.case.checks import equal_cases, find_problems
from app.case.duplicate_edits import (
    accept_duplicate,
    mark_twins,
    reconsider_duplicate,
    reject_duplicate,
    separate,
)
from app.case.edits import Part, Reviewer, split_event
from app.case.event_table import NO_DUPLICATE
from app.case.model import Case, DuplicateDecision
from app.errors import UserError
from app.session import Session
from app.storage.audit import WhatChanged
from app.storage.case_file import read_case
from tests.app.case_builder import a_case

ANN = Reviewer("Ann")


def a_case_of(count: int = 4) -> Case:
    return a_case(["Perry"], *((f"2012-03-{day + 1:02}", "Perry", 2) for day in range(count)))


def twins(case: Case) -> dict[int, int]:
    """Which event repeats which, by ids."""
    pairs = zip(case.events.id.tolist(), case.events.duplicate_of.tolist(), strict=True)
    return {twin: kept for twin, kept in pairs if kept != NO_DUPLICATE}


def test_an_accepted_twin_is_counted_no_more_and_says_who_decided():
    case, changes = accept_duplicate(0, 1, ANN)(a_case_of())
    assert twins(case) == {1: 0}
    assert case.events.counted.tolist() == [True, False, True, True]
    assert case.decisions == (DuplicateDecision(0, 1, True, "Ann"),)
    assert changes.events == {1} and changes.decisions


def test_a_rejected_pair_changes_no_event_but_is_remembered():
    before = a_case_of()
    case, changes = reject_duplicate(0, 1, ANN)(before)
    assert case.events is before.events
    assert case.decisions == (DuplicateDecision(0, 1, False, "Ann"),)
    assert changes.decisions and not changes.events


def test_three_agencies_that_tell_one_event_share_the_first_row():
    case, _ = accept_duplicate(1, 2, ANN)(a_case_of())
    case, _ = accept_duplicate(0, 1, ANN)(case)
    assert twins(case) == {1: 0, 2: 0}
    case, _ = accept_duplicate(2, 3, ANN)(case)
    assert twins(case) == {1: 0, 2: 0, 3: 0}
    assert find_problems(case) == []


def test_a_twin_can_be_separated_and_accepted_again_at_any_time():
    case, _ = accept_duplicate(0, 1, ANN)(a_case_of())
    case, _ = separate(1, Reviewer("Bea"))(case)
    assert twins(case) == {}
    assert case.decisions == (DuplicateDecision(0, 1, False, "Bea"),)
    case, _ = accept_duplicate(1, 0, ANN)(case)
    assert twins(case) == {0: 1}
    assert case.decisions == (DuplicateDecision(1, 0, True, "Ann"),)


def test_a_rejection_can_be_forgotten():
    case, _ = reject_duplicate(0, 1, ANN)(a_case_of())
    forgotten, changes = reconsider_duplicate(0, 1)(case)
    assert forgotten.decisions == () and changes.decisions
    again, changes = reconsider_duplicate(0, 1)(forgotten)
    assert again is forgotten


def test_the_same_decision_twice_changes_nothing():
    case, _ = accept_duplicate(0, 1, ANN)(a_case_of())
    assert accept_duplicate(0, 1, ANN)(case)[0] is case


def test_pairs_may_be_marked_without_a_decision():
    case, _ = mark_twins({1: 0, 3: 2})(a_case_of())
    assert twins(case) == {1: 0, 3: 2} and case.decisions == ()


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (accept_duplicate(0, 9, ANN), "e9 is not in this case"),
        (accept_duplicate(1, 1, ANN), "cannot repeat itself"),
        (separate(1, ANN), "does not repeat another"),
        (mark_twins({1: 0, 2: 1}), "repeats another event itself"),
    ],
)
def test_what_cannot_be_decided_is_told(edit, says: str):
    with pytest.raises(UserError, match=says):
        edit(a_case_of())


def test_the_other_way_round_needs_a_separation_first():
    case, _ = accept_duplicate(0, 1, ANN)(a_case_of())
    with pytest.raises(UserError, match="already repeats"):
        accept_duplicate(1, 0, ANN)(case)


@pytest.mark.parametrize("pairs", [{1: 2}, {3: 2}])
def test_what_repeats_another_is_kept_by_no_mark(pairs: dict[int, int]):
    case, _ = accept_duplicate(1, 2, ANN)(a_case_of())
    with pytest.raises(UserError, match="Event e2 repeats another event itself"):
        mark_twins(pairs)(case)


def test_what_repeated_a_twin_goes_with_it_when_it_is_marked():
    case, _ = mark_twins({2: 1, 3: 1})(a_case_of())
    case, _ = mark_twins({1: 0})(case)
    assert twins(case) == {1: 0, 2: 0, 3: 0}


def test_what_is_taken_for_a_split_event_repeats_its_first_part():
    case, _ = split_event(0, (Part("Seen at school."), Part("Seen at home.")), ANN)(a_case_of())
    case, _ = accept_duplicate(0, 1, ANN)(case)
    assert twins(case) == {1: 4} and case.events.counted.sum() == 4, "it counts beside none of the parts"
    with pytest.raises(UserError, match="already repeats"):
        accept_duplicate(1, 0, ANN)(accept_duplicate(0, 1, ANN)(a_case_of())[0])


def test_a_saved_case_keeps_decisions_and_its_trail_tells_them(tmp_path: Path):
    session = Session(a_case_of(), ANN)
    session.save_as(tmp_path / "perry")
    session.apply(accept_duplicate(0, 1, ANN), "Take two events for one")
    session.apply(reject_duplicate(2, 3, ANN), "Keep two events apart")
    path = session.path
    assert path is not None
    told = [msgspec.json.decode(line.what, type=WhatChanged) for line in session.trail]
    assert told[0].decisions_made == (DuplicateDecision(0, 1, True, "Ann"),)
    session.close()
    assert equal_cases(read_case(path), session.case)
    reopened = Session.open(path, ANN)
    reopened.apply(separate(1, ANN), "Separate")
    reopened.close()
    assert read_case(path).decisions == (DuplicateDecision(2, 3, False, "Ann"), DuplicateDecision(0, 1, False, "Ann"))


def test_undo_takes_a_decision_back():
    session = Session(a_case_of(), ANN)
    session.apply(accept_duplicate(0, 1, ANN), "Take two events for one")
    session.undo()
    assert twins(session.case) == {} and session.case.decisions == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("arsm"), st.integers(0, 4), st.integers(0, 4)), max_size=12))
def test_whatever_is_decided_the_case_holds_together(deeds: list[tuple[str, int, int]]):
    case = a_case_of(5)
    for deed, kept, twin in deeds:
        edit = {
            "a": accept_duplicate(kept, twin, ANN),
            "r": reject_duplicate(kept, twin, ANN),
            "s": separate(twin, ANN),
            "m": mark_twins({twin: kept}),
        }
        try:
            case, _ = edit[deed](case)
        except UserError:
            continue
        assert find_problems(case) == []
