"""What a panel would not take from a row: a sight that was none, an accident as harm, an earlier or another's plan."""

from datetime import date

import pytest

from app.analysis.finding import NO_CONTACT
from app.analysis.findings import find_all
from app.analysis.levels import level_on, level_states
from app.case.dates import day_number
from app.case.model import Case
from app.coding.coder import suggest_codes
from tests.app.case_builder import Row, a_case
from tests.app.coding.sentences import categories, levels, markers, severity


def coded(*rows: tuple[str, str, str]) -> Case:
    """A case of these rows (day, agency, text) about Perry and Robin, with what is suggested for them."""
    told = [Row(day, severity=None, agency=agency, text=text) for day, agency, text in rows]
    case = a_case(("Perry", "Robin"), *told)
    return suggest_codes(case)(case)[0]


@pytest.mark.parametrize(
    "text",
    [
        "Home visit - no access. Card left.",
        "Home visit. Not at home.",
        "Visited as arranged, not at home.",
        "No reply at door.",
        "CP visit attempted, family not in.",
        "Home visit cancelled by mother.",
        "Attempted visit. No answer.",
        "Arrived for home visit; family out.",
        "Statutory visit not completed.",
        "Unannounced home visit. Mother refused entry.",
    ],
)
def test_a_visit_without_access_is_no_sight_of_the_child(text: str) -> None:
    assert "child_seen" not in markers(text)
    assert "child_not_seen" in markers(text)


@pytest.mark.parametrize("text", ["Home visit planned for Thursday.", "Home visit booked for 12/3."])
def test_a_visit_to_come_says_nothing_of_sight(text: str) -> None:
    assert markers(text).isdisjoint({"child_seen", "child_not_seen"})


def test_a_visit_that_was_made_is_a_sight_of_the_child() -> None:
    assert "child_seen" in markers("Home visit completed, house tidy.")
    assert "child_not_seen" not in markers("Home visit. Father was not at home. Both children seen.")
    assert "child_seen" in markers("First visit no access. Second home visit, children seen and well.")


def test_grown_ups_who_come_to_a_meeting_did_not_show_the_child() -> None:
    assert "child_seen" not in markers("Attended strategy discussion.")
    assert "child_seen" not in markers("Mother attended 3 of 12 sessions.")
    assert "child_seen" in markers("Perry attended clinic with mother.")


def test_visits_to_nobody_leave_a_time_without_contact() -> None:
    seen = ("2014-01-06", "Children's Social Care", "ICPC. Both made subject to a child protection plan. Both seen.")
    last = ("2014-05-02", "Children's Social Care", "CP visit. Both children seen alone.")
    between = [
        (f"2014-0{month}-03", "Children's Social Care", "CP visit - no access. Card left.") for month in (2, 3, 4)
    ]
    made = [(day, agency, "CP visit. Both children seen.") for day, agency, _text in between]
    assert NO_CONTACT in {finding.kind for finding in find_all(coded(seen, *between, last))}
    assert NO_CONTACT not in {finding.kind for finding in find_all(coded(seen, *made, last))}


def test_an_injury_that_a_clinician_takes_for_an_accident_weighs_less() -> None:
    assert severity("Two black eyes. Paediatrician satisfied that these were accidental.") == 2
    assert severity("Fracture of arm. Consultant: accidental, no further enquiries.", agency="Hospital") == 2
    assert severity("Two black eyes. Paediatrician not satisfied with the explanation.") == 5
    assert severity("Bruising to both eyes. Mother says he fell. Doctor not satisfied with explanation.") >= 4


def test_intensive_care_for_an_illness_without_concern_about_care_is_low() -> None:
    assert severity("Admitted to PICU with bronchiolitis. No safeguarding concerns.", agency="Hospital") <= 2
    assert severity("Admitted to PICU severely malnourished. No safeguarding concerns shared.", agency="Hospital") == 5


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Attended 8 of 26 sessions.", "education"),
        ("Has attended only 4/20 sessions.", "education"),
        ("Attended 24 of 26 sessions.", "protective"),
        ("Attended 5 of 6 sessions.", "protective"),
        ("Mother attended 3 of 12 sessions.", "parental_engagement"),
        ("Attended 1 of 4 hospital appointments.", "missed_health"),
    ],
)
def test_a_share_of_what_was_offered_is_good_or_poor_by_its_figures(text: str, category: str) -> None:
    assert categories(text) == {category}
    assert severity(text) == (0 if category == "protective" else 2)


def test_repeated_is_moderate_and_more_needs_more_words() -> None:
    assert severity("Late collection, traffic.", agency="School") == 1
    assert severity("Late collection again.", agency="School") == 2
    assert severity("Ongoing hygiene concerns.", agency="School") == 2
    assert severity("Ongoing hygiene concerns, other children avoid him.", agency="School") == 3
    assert severity("Mould in the back bedroom.", agency="Housing") == 2
    assert severity("Black mould in every room and the cot bedding damp and mouldy.", agency="Housing") == 3


def test_a_contact_and_its_outcome_are_a_referral_that_was_turned_away() -> None:
    assert "referral:nfa" in markers("Contact. NFA", "NFA")
    assert "referral:nfa" in markers("Contact.", "No further action")
    assert "referral:nfa" in markers("Contact re home conditions.", "NFA")
    assert not any(marker.startswith("referral") for marker in markers("Contact re home conditions."))


def test_an_enquiry_within_a_plan_neither_ends_nor_lowers_it() -> None:
    case = coded(
        ("2014-01-06", "Children's Social Care", "ICPC. Both made subject to a child protection plan."),
        ("2014-03-03", "Children's Social Care", "Strategy discussion re a bruise. Section 47 enquiry started."),
        ("2014-03-20", "Children's Social Care", "Section 47 concluded. Plan to continue."),
    )
    states = level_states(case, 0)
    assert [
        level_on(states, day_number(date.fromisoformat(day))) for day in ("2014-02-01", "2014-03-10", "2014-04-01")
    ] == [4, 4, 4]


def test_an_enquiry_told_within_a_plan_that_the_record_did_not_open_states_the_plan() -> None:
    text = "Section 47 enquiry started. Children already on child protection plan."
    assert levels(text) == {"Perry": 4, "Robin": 4}
    assert severity(text) == 4


@pytest.mark.parametrize("agency", ["Hospital", "Police", "Children's Social Care"])
@pytest.mark.parametrize("heard_by", ["Health Visitor", "Children's Social Care"])
def test_a_strategy_discussion_days_before_an_order_is_an_enquiry_and_the_order_stands(
    agency: str, heard_by: str
) -> None:
    case = coded(
        ("2014-01-06", agency, "Strategy discussion with consultant and police."),
        ("2014-01-12", heard_by, "Interim care order granted."),
    )
    assert case.events.level.tolist() == [[3, 3], [5, 5]]


@pytest.mark.parametrize(
    "text",
    [
        "Children had been on a child protection plan until 2009.",
        "Previously CP plan 2008-2009.",
        "Was subject to a child protection plan as a baby.",
        "In the past the family had a CIN plan.",
        "Had been open under section 17 for a year when younger.",
        "Records from Kent: child protection plan ended 2011.",
        "Previous history: siblings removed under EPO 2005.",
        "They were on the register before moving here.",
        "Once subject of a plan, years ago.",
        "Mum says she grew up in care.",
        "Mother was in care herself.",
        "Father had been subject to a child protection plan as a boy.",
        "Uncle was in care.",
        "Cousins were made subject to child protection plans last week.",
        "Half-sibling is on a child protection plan in another authority.",
        "Father's older children are looked after.",
        "Mother's first child was removed and adopted.",
        "Step-father's daughter is on a CIN plan.",
        "Mother's partner has a child on a child protection plan elsewhere.",
        "Aunt's baby made subject of child protection plan.",
        "Grandmother fosters two children under care orders.",
        "Neighbour's children on a child protection plan.",
    ],
)
def test_an_earlier_plan_and_another_child_s_plan_open_nothing(text: str) -> None:
    assert levels(text) == {}


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("CP plan since 12 March.", 4),
        ("CP plan since 2012.", 4),
        ("Both children remain on a child protection plan.", 4),
        ("ICPC: mother spoke of her own time in care. Both children made subject of child protection plan.", 4),
        ("Mother was in care. Perry and Robin placed with foster carers today.", 5),
        ("Mother was told that both are subject to a child protection plan.", 4),
    ],
)
def test_a_plan_in_force_is_read_beside_words_of_another(text: str, level: int) -> None:
    assert levels(text) == {"Perry": level, "Robin": level}


def test_a_child_named_with_another_family_s_child_is_still_meant() -> None:
    assert levels("Robin and his half-sister made subject to child protection plan.").get("Robin") == 4
