"""A record whose words, children or agency a reviewer corrects: what was suggested for the old ones is so no longer."""

from app.case.edits import Reviewer, correct_event, set_level
from app.case.model import Case, Edit
from app.coding.by_hand import suggesting_anew
from app.coding.coder import suggest_codes
from app.coding.following import following
from tests.app.case_builder import Row, a_case

BY = Reviewer("A")
CARE = "Children's Social Care"


def coded() -> Case:
    case = a_case(
        ["Perry", "Robin"],
        Row("2012-01-10", "Perry", text="CIN plan agreed.", agency=CARE),
        Row("2012-05-10", "Perry", text="CIN plan ended.", agency=CARE),
    )
    return suggest_codes(case)(case)[0]


def corrected(case: Case, event: int, edit: Edit) -> Case:
    return following(suggesting_anew(edit, event))(case)[0]


def test_a_level_goes_over_to_the_child_whom_the_record_is_about() -> None:
    case = coded()
    assert case.events.level.tolist() == [[2, -1], [0, -1]]
    case = corrected(case, 0, correct_event(0, BY, subjects=[1]))
    assert case.events.level[0].tolist() == [-1, 2]
    case = corrected(case, 1, correct_event(1, BY, subjects=[1]))
    assert case.events.level[1].tolist() == [-1, 0]


def test_other_words_get_other_codes() -> None:
    case = corrected(coded(), 0, correct_event(0, BY, text="Seen at school, well."))
    assert case.events.level[0].tolist() == [-1, -1]


def test_what_a_reviewer_gave_stays_whoever_the_record_is_about() -> None:
    case = set_level([0], 0, 4, BY)(coded())[0]
    case = corrected(case, 0, correct_event(0, BY, subjects=[1]))
    assert case.events.level[0, 0] == 4


def test_another_author_changes_no_code() -> None:
    case = coded()
    assert corrected(case, 0, correct_event(0, BY, author="A. Smith")).events.level is case.events.level
