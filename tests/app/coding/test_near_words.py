"""Words out of their phrase: ordinary rows that hold a word of concern and tell of none, and the rows that do tell."""

import pytest

from tests.app.coding.sentences import coded


def said(text: str, agency: str) -> tuple[set[str], int]:
    """The categories and the severity that are proposed for a row of this agency."""
    case, found = coded(text, agency=agency)
    return set(case.scheme.categories_in(int(found.categories[0]))), int(found.severity[0])


TELLS_OF_NONE = [
    ("GP", "Surgery rearranged the appointment as doctor off sick.", "missed_health"),
    ("Midwifery", "Cancelled appointment because of snow, rebooked.", "missed_health"),
    ("GP", "Routine enquiry about domestic abuse negative at postnatal check.", "domestic_abuse"),
    ("Health visiting", "Safe sleep, home safety and domestic abuse discussed as routine.", "domestic_abuse"),
    ("GP", "Alcohol discussed, 6 units a week, within limits.", "substance_misuse"),
    ("Police", "Neighbour dispute over parking, words of advice.", "domestic_abuse"),
    ("Police", "Witness to fight at school.", "domestic_abuse"),
    ("School", "Parents evening not attended by either parent.", "missed_health"),
    ("Children's Social Care", "Statutory visit cancelled by mother for the third time.", "missed_health"),
    ("Children's Social Care", "Telephone call to school, no answer, message left.", "parental_engagement"),
    ("Nursery", "Fees overdue.", "missed_health"),
    ("Nursery", "High temp, mum collected within 20 mins.", "substance_misuse"),
    ("Court", "Suspended sentence, 12 months, for theft.", "education"),
    ("Ambulance", "Kitchen ceiling collapsed, nobody hurt.", "physical_health"),
    ("School", "Fixed term exclusion 2 days for hitting a pupil.", "physical_injury"),
    ("A&E", "No injuries found on examination.", "physical_injury"),
    ("Police", "Warrant executed, rooms full of children, home filthy.", "hygiene"),
    ("Police", "Believed to be running county lines with older males.", "sexual_harm"),
    ("Midwifery", "Booked at 10 weeks. Taking folic acid.", "domestic_abuse"),
    ("Hospital", "Dietitian: seen in school.", "nutrition"),
    ("School", "We asked the disabled children's team to visit.", "physical_health"),
    ("School", "Both children admitted on transfer from another school.", "physical_health"),
]


@pytest.mark.parametrize(("agency", "text", "category"), TELLS_OF_NONE, ids=[text for _by, text, _not in TELLS_OF_NONE])
def test_a_word_out_of_its_phrase_says_nothing(agency: str, text: str, category: str) -> None:
    assert category not in said(text, agency)[0]


TELLS = [
    ("Health visiting", "Baby is ten weeks old and has severe nappy rash.", "physical_health", 2),
    ("School", "Is six years old and arrived hungry.", "nutrition", 2),
    ("School", "Said that he had been hit by his stepfather.", "physical_injury", 3),
    ("Early Help", "EHA declined by parents.", "parental_engagement", 1),
    ("Children's Social Care", "Mother has not turned up for contact three times.", "parental_engagement", 2),
    ("Police", "Mother arrested drink driving with children in car.", "substance_misuse", 3),
    ("CAMHS", "Hearing voices at night.", "emotional", 3),
    ("GP", "Disclosed sexual assault at party.", "sexual_harm", 3),
    ("Hospital", "Mother has been watering down the feeds.", "nutrition", 1),
    ("School", "Daddy Lee shakes the baby.", "physical_injury", 4),
]


@pytest.mark.parametrize(("agency", "text", "category", "least"), TELLS, ids=[text for _by, text, _is, _least in TELLS])
def test_the_same_words_in_their_phrase_count(agency: str, text: str, category: str, least: int) -> None:
    categories, severity = said(text, agency)
    assert category in categories
    assert severity >= least


@pytest.mark.parametrize(
    ("agency", "text"),
    [
        ("GP", "Six week check normal."),
        ("Dental", "Check-up, no treatment needed."),
    ],
)
def test_a_check_that_finds_a_well_child_tells_of_good_care_alone(agency: str, text: str) -> None:
    assert said(text, agency) == ({"protective"}, 0)


def test_a_return_interview_is_no_new_missing_episode() -> None:
    assert said("Return home interview offered and declined.", "Children's Social Care")[1] <= 1
