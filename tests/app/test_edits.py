"""What each edit does to a case, and what it refuses, in a reviewer's words."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from app.case.checks import equal_cases, find_problems
from app.case.dates import exactly
from app.case.edits import (
    Reviewer,
    add_batch,
    add_child,
    change_child,
    rename_case,
    restore_events,
    restore_source,
    set_categories,
    set_duplicates,
    set_level,
    set_marking,
    set_severity,
    set_subjects,
    withdraw_events,
    withdraw_source,
)
from app.case.event_table import CodeFrom
from app.case.model import Case, Changes, Child
from app.errors import UserError
from tests.app.case_builder import Row, a_batch, a_case, event

ANN = Reviewer("Ann")


@pytest.fixture
def case() -> Case:
    return a_case(
        ["Perry", "Robin"],
        ("2013-03-01", "Perry", 2, "hygiene", {}, "Head lice again."),
        Row("2013-04", "all", 3, "hygiene, nutrition", {"Perry": 2}, "CIN plan agreed.", by_child={"Robin": 1}),
        Row("2014", "Robin", text="School report.", agency="School"),
        Row("2014-05-06", "all", 4, text="Bruise seen.", severity_from=CodeFrom.LEXICON),
    )


def test_the_builder_makes_what_it_says(case: Case):
    assert find_problems(case) == []
    assert event(case, 1).severity_by_child == {1: 1}
    assert event(case, 1).levels == {0: 2}
    assert event(case, 2).when.latest == date(2014, 12, 31)
    assert case.agency_name(event(case, 2).agency) == "School"


def test_a_reviewers_severity_stands_with_their_name(case: Case):
    after, changes = set_severity([0, 3], 5, ANN)(case)
    assert changes == Changes(events=frozenset({0, 3}))
    assert event(after, 0).severity == 5
    assert event(after, 0).severity_from is CodeFrom.REVIEWER
    assert event(after, 0).severity_by == "Ann"
    assert event(case, 0).severity == 2, "the case before is as it was"


def test_a_row_can_be_unscored_again(case: Case):
    after, _ = set_severity([0], None, ANN)(case)
    assert event(after, 0).severity == -1
    assert event(after, 0).severity_from is CodeFrom.REVIEWER


def test_confirming_a_suggestion_counts_as_a_change(case: Case):
    after, changes = set_severity([3], 4, ANN)(case)
    assert changes.events == {3}
    assert not after.events.suggested.any()


def test_the_rows_severity_replaces_that_of_single_children(case: Case):
    after, _ = set_severity([1], 2, ANN)(case)
    assert event(after, 1).severity_by_child == {}


def test_one_child_can_have_a_severity_of_their_own_and_lose_it(case: Case):
    after, changes = set_severity([3], 1, ANN, child=1)(case)
    assert changes.events == {3}
    assert (event(after, 3).severity, event(after, 3).severity_by_child) == (4, {1: 1})
    again, _ = set_severity([3], None, ANN, child=1)(after)
    assert event(again, 3).severity_by_child == {}
    same, _ = set_severity([3], 4, ANN, child=1)(after)
    assert event(same, 3).severity_by_child == {}, "the same as the row's is no severity of their own"


def test_a_child_a_row_is_not_about_gets_no_severity_from_it(case: Case):
    with pytest.raises(UserError, match=r"Row 2 of log\.csv is not about Robin"):
        set_severity([0], 3, ANN, child=1)(case)


def test_doing_the_same_again_changes_nothing(case: Case):
    after, _ = set_severity([0], 5, ANN)(case)
    again, changes = set_severity([0], 5, ANN)(after)
    assert again is after
    assert changes == Changes()


def test_what_did_not_change_is_shared_with_the_case_before(case: Case):
    after, _ = set_severity([0], 5, ANN)(case)
    assert after.events.text is case.events.text
    assert after.events.level is case.events.level
    assert after.events.child_severity is case.events.child_severity


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (set_severity([99], 3, ANN), "Event e99 is not in this case"),
        (set_severity([0], 6, ANN), "Severity 6 is not in the scheme .* \\(0 to 5\\)"),
        (set_severity([0], -1, ANN), "Severity -1"),
        (set_severity([0], 1, ANN, child=7), "no child 7"),
        (set_level([0], 0, 9, ANN), "Level 9 is not in the scheme"),
        (set_level([0], 5, 1, ANN), "no child 5"),
        (set_categories([0], ["lice"], ANN), "no category lice"),
        (set_subjects([0], [2], ANN), "no child 2"),
        (withdraw_events([4]), "Event e4"),
        (withdraw_source(3), "no source 3"),
        (set_duplicates({0: 0}), "cannot repeat itself"),
        (set_duplicates({0: 17}), "Event e17"),
        (set_duplicates({0: 1, 1: 2}), "Event e1 repeats another event itself"),
        (rename_case("  "), "needs a name"),
        (add_child(Child(0, "perry ")), "already a child called perry"),
        (add_child(Child(0, " ")), "A child needs a name"),
        (change_child(Child(0, "Robin")), "already a child called Robin"),
        (change_child(Child(4, "Sam")), "no child 4"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_sentence(case: Case, edit, says: str):
    with pytest.raises(UserError, match=says):
        edit(case)


def test_a_reviewer_has_a_name():
    with pytest.raises(UserError, match="needs a name"):
        Reviewer(" ")


def test_categories_are_replaced(case: Case):
    after, changes = set_categories([0, 1], ["nutrition"], ANN)(case)
    assert changes.events == {0, 1}
    assert after.scheme.categories_in(event(after, 0).categories) == ("nutrition",)
    assert event(after, 0).categories_from is CodeFrom.REVIEWER


def test_a_level_can_be_stated_and_taken_away_for_any_child(case: Case):
    after, _ = set_level([0], 1, 4, ANN)(case)
    assert event(after, 0).levels == {1: 4}, "a row states a level whether or not it is about the child"
    without, _ = set_level([1], 0, None, ANN)(after)
    assert event(without, 1).levels == {}
    assert without.events.level_from[1, 0] == CodeFrom.REVIEWER, "so that nothing suggests it again"


def test_whom_a_row_is_about_can_be_changed(case: Case):
    after, changes = set_subjects([1], [0], ANN)(case)
    assert changes.events == {1}
    assert event(after, 1).subjects == (0,)
    assert event(after, 1).severity_by_child == {}


def test_a_twin_does_not_count_and_can_count_again(case: Case):
    after, changes = set_duplicates({0: 1, 2: 1})(case)
    assert changes.events == {0, 2}
    assert after.events.counted.tolist() == [False, True, False, True]
    again, _ = set_duplicates({0: None})(after)
    assert again.events.counted.tolist() == [True, True, False, True]


def test_withdrawn_rows_stay_and_do_not_count(case: Case):
    after, changes = withdraw_events([0])(case)
    assert changes.events == {0}
    assert len(after.events) == 4
    assert not after.events.counted[0]
    assert equal_cases(restore_events([0])(after)[0], case)


def test_a_withdrawn_source_takes_its_rows_along(case: Case):
    after, changes = withdraw_source(0)(case)
    assert changes == Changes(events=frozenset({0, 1, 2, 3}), sources=frozenset({0}))
    assert not after.events.counted.any()
    assert find_problems(after) == []
    with pytest.raises(UserError, match=r"log\.csv is withdrawn"):
        restore_events([0])(after)
    assert equal_cases(restore_source(0)(after)[0], case)


def test_the_case_has_a_name_and_a_marking(case: Case):
    named, changes = rename_case(" Family Q ")(case)
    assert (named.name, changes) == ("Family Q", Changes(name=True))
    marked, changes = set_marking("OFFICIAL-SENSITIVE")(named)
    assert (marked.marking, changes) == ("OFFICIAL-SENSITIVE", Changes(name=True))


def test_a_child_can_be_added_and_changed(case: Case):
    after, changes = add_child(Child(0, "Sam", born=exactly(date(2010, 5, 1))))(case)
    assert changes == Changes(people=True)
    assert after.children[2].id == 2
    assert not after.events.subjects[:, 2].any()
    assert find_problems(after) == []
    renamed, changes = change_child(replace(after.children[2], name="Samuel", aliases=("Sam",)))(after)
    assert changes == Changes(people=True)
    assert [child.name for child in renamed.children] == ["Perry", "Robin", "Samuel"]


def test_an_import_adds_rows_after_the_highest_number(case: Case):
    batch = a_batch(case, ("2013-03-15", "Perry", 1), ("2015-01-01", "Sam", 2), file="gp.csv", new_children=["Sam"])
    after, changes = add_batch(batch)(case)
    assert find_problems(after) == []
    assert changes == Changes(frozenset({4, 5}), all_events=True, people=True, sources=frozenset({1}))
    assert after.events.id.tolist() == [0, 4, 1, 2, 3, 5], "in the order of their days"
    assert event(after, 5).subjects == (2,)
    assert np.array_equal(after.events.take(np.array([0, 2, 3, 4])).text, case.events.text)


def test_an_import_keeps_what_the_case_knows_of_a_child(case: Case):
    known, _ = change_child(replace(case.children[0], vulnerabilities=("diabetes",), sex="M"))(case)
    batch = a_batch(case, ("2013-03-15", "Perry", 1))
    perry = replace(batch.children[0], aliases=("C1",), born=exactly(date(2008, 1, 2)), sex="F")
    after, _ = add_batch(replace(batch, children=(perry, *batch.children[1:])))(known)
    assert after.children[0] == Child(0, "Perry", exactly(date(2008, 1, 2)), "M", ("C1",), ("diabetes",))


def test_twins_within_an_import_are_renumbered_with_it(case: Case):
    batch = a_batch(case, ("2013-03-15", "Perry", 1), ("2013-03-16", "Perry", 1))
    twins = replace(batch.events, duplicate_of=np.array([-1, 0], np.int32))
    after, _ = add_batch(replace(batch, events=twins))(case)
    assert event(after, 5).duplicate_of == 4


def test_the_marking_on_the_sheets_becomes_the_cases_where_it_has_none(case: Case):
    batch = replace(a_batch(case, ("2013-03-15", "Perry", 1)), marking="RESTRICTED")
    assert add_batch(batch)(case)[0].marking == "RESTRICTED"
    marked, _ = set_marking("OFFICIAL")(case)
    assert add_batch(batch)(marked)[0].marking == "OFFICIAL"


def test_files_read_for_another_state_of_the_case_are_refused(case: Case):
    batch = a_batch(case, ("2013-03-15", "Perry", 1))
    grown, _ = add_child(Child(0, "Sam"))(case)
    renamed, _ = change_child(Child(0, "Peregrine"))(case)
    for changed in (grown, renamed):
        with pytest.raises(UserError, match="changed since these files were read"):
            add_batch(batch)(changed)


def test_a_batch_that_does_not_hold_together_stays_outside(case: Case):
    batch = a_batch(case, ("2013-03-15", "Perry", 1))
    lost = replace(batch.events, row=np.array([77], np.int32))
    with pytest.raises(UserError, match="cannot be added: Event e4 names a row that its source does not have"):
        add_batch(replace(batch, events=lost))(case)
