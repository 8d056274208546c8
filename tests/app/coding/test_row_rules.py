"""What the words of a row come to together: caps, passing mentions, ends that look like openings, who may say what."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.case.dates import exactly
from app.coding.coder import suggest
from tests.app.coding.sentences import categories, coded, levels, markers, row, severity


def test_an_accident_whose_account_fits_weighs_less_than_one_that_is_doubted() -> None:
    assert severity("Fractured wrist on the trampoline. History consistent.") == 2
    assert severity("Fractured wrist. History inconsistent.") >= 4


def test_a_grave_illness_that_is_looked_after_is_no_grave_concern() -> None:
    looked_after = "Sepsis, responded to treatment. Parents stayed throughout."
    assert severity(looked_after, agency="Hospital") == 2
    assert severity("Sepsis after weeks untreated. Parents stayed throughout.", agency="Hospital") == 5


def test_words_that_only_a_clinic_means_so_say_nothing_of_health_elsewhere() -> None:
    case, found = coded("Discussed at the ward panel.", agency="Housing")
    assert "physical_health" not in case.scheme.categories_in(int(found.categories[0]))


def test_what_is_named_in_passing_is_left_out() -> None:
    assert "education" not in categories("Father held a knife to mother. Child late to school.")
    assert "domestic_abuse" in categories("Father held a knife to mother. Child late to school.")


def test_a_healed_graze_is_nothing_to_worry_about() -> None:
    assert severity("Eczema much better, cream used daily.", agency="GP") == 0


def test_a_parent_who_misses_a_meeting_is_no_child_who_was_not_brought() -> None:
    assert "was_not_brought" not in markers("Mother left the housing interview early.")
    assert "was_not_brought" in markers("Was not brought to the eye clinic.")


@pytest.mark.parametrize(
    ("text", "missed"),
    [
        ("TAF - mum DNA.", False),
        ("Core group: parents did not attend.", False),
        ("Dad not attended any of 3 TAF meetings.", False),
        ("TAF meeting - mum missed two hospital appointments.", True),
        ("Core group - DNA at dentist discussed.", True),
        ("Mum cancelled settling-in visit, DNA paediatrician.", True),
    ],
)
def test_a_missed_meeting_hides_no_appointment_that_is_told_beside_it(text: str, missed: bool) -> None:
    assert ("missed_health" in categories(text)) is missed
    assert ("was_not_brought" in markers(text)) is missed


@pytest.mark.parametrize(
    ("text", "response", "level"),
    [
        ("Agreed early help plan to close.", None, 0),
        ("The team around the family was closed.", "Closed", 0),
        ("Both should become the subject of a child protection plan.", None, 4),
        ("Names removed from the register.", "De-registered, voluntary support", 2),
        ("Plan ended.", "Child in need for three months", 2),
        ("Compulsory supervision order terminated.", None, 0),
        ("Compulsory supervision orders made.", None, 5),
        ("Living with foster carers.", None, 5),
        ("Escalated to section 47.", None, 3),
        ("Care and support plan agreed.", None, 2),
        ("Plan to be ended at next conference if improvement continues.", None, None),
        ("Section 17 support was offered but declined.", None, None),
        ("Mother was in care as a child.", None, None),
        ("Threshold for section 47 not met.", None, None),
    ],
)
def test_a_step_is_read_from_plain_sentences(text: str, response: str | None, level: int | None) -> None:
    assert set(levels(text, response).values()) == (set() if level is None else {level})


@pytest.mark.parametrize(
    ("text", "months", "expected"),
    [
        ("Bruise to forehead. Clear hx given, consistent.", 18, 2),
        ("Bruise to forehead. No clear history given.", 18, 4),
        ("Bruise to forehead. Clear hx given, consistent.", 4, 3),
    ],
)
def test_a_bruise_whose_account_fits_is_not_raised_for_the_age_of_a_child_who_can_move(
    text: str, months: int, expected: int
) -> None:
    case = row(text, children=("Perry",))
    day = case.events.when(0).earliest
    assert day is not None
    born = exactly(day - timedelta(days=round(months * 30.4)))
    found = suggest(replace(case, children=(replace(case.children[0], born=born),)))
    assert found.severity[0] == expected


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("Dad signed off sick and child bruised to face", 3),
        ("Mum off work, Perry has bruise to cheek", 3),
        ("Mum has bruised him on the arm", 3),
        ("Dad bruised her cheek", 3),
        ("Mo bruising to neck noted on child", 3),
        ("F has bruising to face", 3),
        ("Baby's feeding is consistent. Bruise on arm unexplained.", 3),
        ("Full history taken. Bruise on arm.", 3),
        ("Liaison call following bruising to face today", 3),
    ],
)
def test_what_is_said_of_a_grown_up_or_beside_it_hides_no_bruise_of_a_child(text: str, least: int) -> None:
    assert "physical_injury" in categories(text)
    assert severity(text) >= least


@pytest.mark.parametrize(
    "text",
    ["Change in status of the plan", "Report should have been requested", "Repeat prescription last issued 3 May"],
)
def test_words_of_an_office_are_no_grave_illness(text: str) -> None:
    assert severity(text) <= 1


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("FSW to pick up children from school", "Children's Social Care"),
        ("Support worker holding sessions with mum", "Children's Social Care"),
        ("Enquiries complete.", "Police"),
    ],
)
def test_what_a_worker_does_in_passing_ends_no_level(text: str, agency: str) -> None:
    case, found = coded(text, agency=agency)
    assert all(found.level[0, child.id] < 0 for child in case.children)
