"""Which of the things that a row speaks of it is about, by who writes it and what stands beside them."""

import pytest

from app.coding.coder import explain, health_rows, suggest, suggest_codes
from tests.app.case_builder import Row, a_case
from tests.app.coding.sentences import categories, coded, severity


def topics(text: str, agency: str, subjects: str = "all") -> set[str]:
    """What a row of that agency is about."""
    other = Row("2014-03-04", "Perry", text="Seen.")
    case = a_case(["Perry", "Robin"], Row("2014-03-03", subjects, text=text, agency=agency), other)
    return set(case.scheme.categories_in(int(suggest(case).categories[0])))


def is_about_health(text: str, agency: str) -> bool:
    """Whether a row of that agency is told to be about a child's health."""
    case = a_case(["Perry"], Row("2014-03-03", "Perry", text=text, agency=agency))
    return bool(health_rows(suggest_codes(case)(case)[0])[0])


def test_praise_of_school_is_about_school_where_a_school_gives_it() -> None:
    assert "education" in topics("Attendance 97%.", "School")
    assert "education" not in topics("Review: attendance 97%, all well.", "Children's Social Care")


def test_poor_attendance_is_about_school_whoever_tells_of_it() -> None:
    assert "education" in topics("Attendance 61%, no reason given.", "Children's Social Care")


def test_a_tidy_home_is_about_the_home_where_its_conditions_are_looked_at() -> None:
    assert "home_conditions" in topics("Home clean and tidy.", "Children's Social Care")
    assert "home_conditions" not in topics("Weighed at home. Home clean and tidy.", "Health visiting")


def test_what_a_landlord_smells_is_the_home() -> None:
    assert topics("Strong smell of urine.", "Housing") == {"home_conditions"}
    assert "hygiene" in topics("Strong smell of urine.", "School")


def test_a_grown_ups_own_illness_is_business_in_a_row_about_no_child() -> None:
    assert topics("Low mood, tablets reviewed.", "GP", subjects="") == {"administrative"}
    assert "emotional" in topics("Robin low in mood, self-harm.", "GP", subjects="Robin")


def test_the_business_that_follows_an_injury_is_part_of_it() -> None:
    assert categories("Bruises to face. Allocated to a social worker.") == {"physical_injury"}


def test_nobody_who_opened_the_door_is_part_of_the_appointment_that_was_missed() -> None:
    assert categories("Health visitor review: was not brought, mother did not answer.") == {"missed_health"}


@pytest.mark.parametrize(
    "text", ["Review conference: plan ended. Child in need plan.", "RCPC. Off plan, step down to child in need."]
)
def test_a_step_down_weighs_nothing_though_it_names_a_level(text: str) -> None:
    assert severity(text, agency="Children's Social Care") == 0


def test_a_plan_that_an_enquiry_ends_in_still_weighs() -> None:
    assert severity("Enquiry completed. Child in need plan.", agency="Children's Social Care") == 1


def test_an_assessment_is_opened_because_of_a_concern() -> None:
    assert severity("Single assessment started.", agency="Children's Social Care") == 3
    assert severity("Single assessment started.", agency="School") <= 1


def test_a_strategy_discussion_that_is_asked_for_weighs_too() -> None:
    assert severity("Strategy discussion to be convened.", agency="Children's Social Care") >= 3
    assert severity("No need for a strategy discussion.", agency="Children's Social Care") <= 4


def test_the_third_appointment_that_is_missed_weighs_more() -> None:
    first = severity("Clinic not attended.", agency="Hospital")
    assert severity("Third clinic not attended.", agency="Hospital") > first


def test_a_step_weighs_in_a_case_whose_children_nobody_names() -> None:
    case = a_case([], Row("2014-03-03", "", text="All ten children placed on the child protection register."))
    found = suggest(case)
    assert found.severity[0] == 4
    assert case.scheme.categories_in(int(found.categories[0])) == ("administrative",)


def test_a_row_is_about_health_by_what_it_says_beside_what_weighs_more() -> None:
    text = "Black eye. Asthma worse."
    assert is_about_health(text, "Foster care")
    case, found = coded(text, agency="Foster care")
    assert "physical_health" not in case.scheme.categories_in(int(found.categories[0]))
    assert [reason.says for reason in explain(case, 0) if reason.field == "health"]


def test_what_a_health_visitor_sees_is_about_health_but_for_meetings() -> None:
    assert is_about_health("Toys out, smiling, sits unaided.", "Health visiting")
    assert not is_about_health("Attended core group.", "Health visiting")
    assert not is_about_health("Toys out, smiling, sits unaided.", "School")
