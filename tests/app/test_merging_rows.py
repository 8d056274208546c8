"""Rows and children that both copies of a case changed: added, split, mended, deleted or renamed by both."""

from datetime import date

import numpy as np

from app.case.dates import exactly
from app.case.disagreements import settle, waiting
from app.case.edits import Part, add_child, mend_rejected_row, remove_child, rename_child, set_subjects, split_event
from app.case.model import Child, Settled
from app.session import Session
from tests.app.merge_steps import Step
from tests.app.test_merging_copies import ANN, BEN, CHAIR, a_start, added, copies, joined, live_texts, worked_on


def test_rows_added_by_both_get_numbers_of_their_own() -> None:
    case = copies([added("Ann's row.")], [added("Ben's row."), added("Ben's second.")])
    assert {"Ann's row.", "Ben's row.", "Ben's second."} <= set(live_texts(case))
    assert sorted(case.events.id.tolist()) == list(range(8))
    hand = next(source for source in case.sources if source.by_hand)
    assert [row.number for row in hand.rows] == [1, 2, 3, 4]
    assert [row.cells[-1] for row in hand.rows[1:]] == ["Ann", "Ben", "Ben"]


def test_the_same_row_added_twice_by_joining_again_counts_once() -> None:
    start = Session(a_start(), ANN)
    mine, other = worked_on(start, ANN, []), worked_on(start, BEN, [added("Ben's row.")])
    mine.apply(joined(mine, other), "Join")
    again, _ = joined(mine, other)(mine.case)
    assert again is mine.case


def test_a_split_by_both_waits_and_counts_one_way_only() -> None:
    def split(words: str) -> Step:
        return lambda _case, by: split_event(3, [Part(words), Part("The rest.")], by)

    case = copies([split("Ann's half.")], [split("Ben's half.")])
    assert "Ann's half." in live_texts(case) and "Ben's half." not in live_texts(case)
    (place,) = waiting(case)
    assert case.disagreements[place].field == "parts"
    case, _ = settle(place, Settled.THEIRS, CHAIR, "2026-01-02T00:00:00+00:00")(case)
    assert "Ben's half." in live_texts(case) and "Ann's half." not in live_texts(case)
    case, _ = settle(place, Settled.MINE, CHAIR, "2026-01-02T00:00:00+00:00")(case)
    assert "Ann's half." in live_texts(case) and "Ben's half." not in live_texts(case)


def test_a_row_that_both_mended_is_one_event_whose_dates_wait() -> None:
    def mended(day: date) -> Step:
        return lambda _case, by: mend_rejected_row(0, 9, exactly(day), by)

    case = copies([mended(date(2013, 1, 1))], [mended(date(2013, 2, 2))])
    assert int((case.events.row == 9).sum()) == 1
    assert [case.disagreements[place].field for place in waiting(case)] == ["date"]


def test_a_child_whom_one_deleted_stays_deleted_unless_records_name_it() -> None:
    start = Session(a_start(), ANN)
    start.apply(add_child(Child(0, "Kim")), "Add a child")
    deletes: list[Step] = [lambda case, _by: remove_child(case.child_named("Kim").id)]
    names: list[Step] = [lambda case, by: set_subjects([2], [case.child_named("Kim").id], by)]
    for ours, theirs, left in (
        (deletes, [], False),
        ([], deletes, False),
        (deletes, names, True),
        (names, deletes, True),
    ):
        mine, other = worked_on(start, ANN, ours), worked_on(start, BEN, theirs)
        case, _ = joined(mine, other)(mine.case)
        assert any(child.name == "Kim" for child in case.children) is left


def test_a_child_whom_both_renamed_is_one_child_whose_name_waits() -> None:
    def named(name: str) -> list[Step]:
        return [lambda case, _by: rename_child(case.child_named("Perry").id, name)]

    case = copies(named("Paul"), named("Pete"))
    assert [child.name for child in case.children] == ["Paul", "Robin", "Sam"]
    assert [case.disagreements[place].field for place in waiting(case)] == ["person"]
    settled, _ = settle(waiting(case)[0], Settled.THEIRS, CHAIR, "2026-01-02T00:00:00+00:00")(case)
    assert [child.name for child in settled.children] == ["Pete", "Robin", "Sam"]
    assert np.array_equal(settled.events.subjects, a_start().events.subjects)
