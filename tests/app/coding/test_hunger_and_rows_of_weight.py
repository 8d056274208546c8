"""Hunger that is health, and rows that were once left without any code: what they say, and what looks like them."""

import pytest

from app.analysis.finding import ESCALATION, RELAPSE
from app.analysis.findings import find_all
from app.case.event_table import CodeFrom
from app.case.model import Case
from app.case.scheme import shipped_scheme
from app.case.scheme_edits import set_scheme
from app.coding.coder import health_rows, suggest, suggest_codes
from tests.app.case_builder import Row, a_case
from tests.app.coding.sentences import row


def coded(text: str, agency: str = "School", response: str | None = None) -> tuple[int, set[str], bool]:
    """The severity, the categories and whether it is about health."""
    case = suggest_codes(row(text, response, agency=agency))(row(text, response, agency=agency))[0]
    event = case.events.event(0)
    return event.severity, set(case.scheme.categories_in(event.categories)), bool(health_rows(case)[0])


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("Shockingly thin when changing for swimming.", "School"),
        ("Trousers slipping off her hips, tied with string.", "School"),
        ("You can count his ribs.", "Public"),
        ("Has lost a lot of weight since Whitsun.", "Football club"),
        ("Fishing crusts out of the dinner hall bin, ate them.", "School"),
        ("Saw the girl rummaging in bins behind the chip shop.", "Public"),
        ("Asks for seconds daily and hides bread up her sleeve.", "School"),
        ("Third call to duty about hunger and weight.", "School"),
    ],
)
def test_a_child_seen_to_starve_is_a_health_concern_whoever_writes(text: str, agency: str) -> None:
    severity, categories, health = coded(text, agency)
    assert severity >= 3 and "nutrition" in categories and health


@pytest.mark.parametrize(
    "text",
    [
        "Packed lunch was crisps again.",
        "Hungry this morning, given cereal.",
        "No dinner money on Monday.",
        "Toddler eats with her fingers.",
        "Asked for second helpings of crumble.",
        "Thin coat for the time of year.",
    ],
)
def test_a_poor_lunch_or_one_hungry_morning_is_no_health_concern(text: str) -> None:
    severity, _categories, health = coded(text)
    assert severity < 3 and not health


def _hungry(thin: str) -> Case:
    start = a_case(
        ["Robin"],
        *[
            Row(day, "Robin", None, text=text, agency="School", severity_from=CodeFrom.NOBODY)
            for day, text in (
                ("2014-01-13", "Scavenging for scraps after lunch, hungry all the time."),
                ("2014-02-03", thin),
                ("2014-02-24", "Found eating out of the bin by the bike shed."),
                ("2014-03-17", "Clothes hang off him. Duty told, advice given."),
            )
        ],
    )
    return suggest_codes(start)(start)[0]


def test_hunger_that_nobody_answers_is_an_escalation() -> None:
    found = [
        finding for finding in find_all(_hungry("Ribs showing, sleeps through class.")) if finding.kind == ESCALATION
    ]
    assert [(str(finding.start), str(finding.end)) for finding in found] == [("2014-01-13", "2014-03-17")]


def test_hunger_that_a_doctor_looks_at_is_none() -> None:
    start = _hungry("Ribs showing, sleeps through class.")
    events = start.events
    assert len(events) == 4
    case = a_case(
        ["Robin"],
        *[
            Row(str(events.event(place).when.earliest), "Robin", None, text=events.text[place], agency="School",
                severity_from=CodeFrom.NOBODY)
            for place in range(4)
        ],
        Row("2014-03-20", "Robin", None, text="Examined, weight up 1 kg, treated for anaemia.", agency="Hospital",
            severity_from=CodeFrom.NOBODY),
    )  # fmt: skip
    assert not [finding for finding in find_all(suggest_codes(case)(case)[0]) if finding.kind in (ESCALATION, RELAPSE)]


@pytest.mark.parametrize(
    ("text", "agency", "least", "category"),
    [
        ("Says the three of them sleep in the van.", "School", 3, "home_conditions"),
        ("Gas was disconnected before Christmas.", "Housing", 3, "home_conditions"),
        ("Baby left with a woman whom mother hardly knows.", "Police", 4, "supervision"),
        ("Eleven year old driving his mother home.", "Police", 4, "supervision"),
        ("He was warned not to talk to the nurse about home.", "School", 3, "emotional"),
        ("Absent for five weeks without any reason.", "School", 3, "education"),
        ("CP visit not completed, nobody answered.", "Children's Social Care", 2, "parental_engagement"),
        ("Gobbled her dinner and begged for more.", "School", 3, "nutrition"),
    ],
)
def test_rows_of_weight_are_not_left_without_a_code(text: str, agency: str, least: int, category: str) -> None:
    severity, categories, _health = coded(text, agency)
    assert severity >= least and category in categories


@pytest.mark.parametrize(
    "text",
    [
        "Left with his aunt for the afternoon.",
        "Told not to run in the corridor.",
        "Away for two weeks with chickenpox, doctor's note.",
        "Rarely absent and hardly ever late.",
    ],
)
def test_rows_that_look_like_them_stay_quiet(text: str) -> None:
    assert coded(text)[0] <= 1


def test_who_is_seen_by_a_doctor_had_no_accident() -> None:
    assert "physical_injury" not in coded("Seen by the GP about sleep.", "GP")[1]
    assert "physical_injury" in coded("Tripped on the step, seen by two staff.", "School")[1]


def test_superficial_cuts_are_no_superficial_parents() -> None:
    assert "parental_engagement" not in coded("Superficial cuts on both arms.")[1]
    assert "parental_engagement" in coded("Mother superficial with the worker.", "Family support")[1]


def _level(text: str, scheme: str) -> int:
    start = a_case(["Robin"], Row("2018-03-01", "Robin", None, text=text, severity_from=CodeFrom.NOBODY))
    case, _ = set_scheme(shipped_scheme(scheme))(start)
    return int(suggest(case).level[0, 0])


def test_a_childs_plan_meeting_is_a_level_in_scotland_alone() -> None:
    assert _level("Child's Plan meeting.", "england-six-level") == -1
    assert _level("Child's Plan agreed.", "scotland") == 2


def test_an_enquiry_that_ends_within_a_plan_leaves_the_plan() -> None:
    assert _level("Section 47 concluded. Plan to continue.", "england-six-level") == -1
    assert _level("Section 47 concluded. No further action.", "england-six-level") == 0
