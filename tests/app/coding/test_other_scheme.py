"""Going over to another scheme: what was only suggested comes out as if the files had been read with it."""

import pytest

from app.case.code_edits import Reviewer, set_level
from app.case.model import Case
from app.case.scheme import shipped_names, shipped_scheme
from app.case.scheme_edits import set_scheme
from app.coding.coder import suggest_codes
from app.coding.other_scheme import use_scheme
from tests.app.case_builder import Row, a_case


def a_record() -> Case:
    """Rows that nobody has coded: a child comes into care, and earlier help."""
    told = ("CAF opened", "CIN plan agreed", "PLO letter sent to parents", "Placed in foster care under section 20")
    return a_case(
        ("Ada",),
        *(Row(f"2014-0{month}-03", text=text, agency="Children's Social Care") for month, text in enumerate(told, 1)),
    )


def suggested(case: Case) -> Case:
    return suggest_codes(case)(case)[0]


@pytest.mark.parametrize("name", shipped_names())
def test_suggested_levels_are_those_of_the_scheme_itself(name: str) -> None:
    scheme = shipped_scheme(name)
    ours, _ = use_scheme(scheme)(suggested(a_record()))
    theirs = suggested(set_scheme(scheme)(a_record())[0])
    assert ours.events.level.tolist() == theirs.events.level.tolist()


def test_a_child_placed_by_agreement_is_not_told_as_at_home_in_proceedings() -> None:
    eleven = shipped_scheme("england-eleven-step")
    case, changes = use_scheme(eleven)(suggested(a_record()))
    assert eleven.levels[int(case.events.level[3, 0])].name == "Looked after by agreement"
    assert changes.scheme and int(case.events.id[3]) in changes.events


def test_a_confirmed_level_is_carried_over_and_not_suggested_anew() -> None:
    before = suggested(a_record())
    confirmed, _ = set_level([int(before.events.id[3])], 0, 5, Reviewer("Ann"))(before)
    eleven = shipped_scheme("england-eleven-step")
    ours, theirs = use_scheme(eleven)(confirmed)[0], set_scheme(eleven)(confirmed)[0]
    assert ours.events.level[3].tolist() == theirs.events.level[3].tolist()
    assert ours.events.level_from[3].tolist() == theirs.events.level_from[3].tolist()
