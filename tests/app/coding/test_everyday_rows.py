"""Everyday rows of schools, nurseries and health visitors weigh little, and plain words of grave things weigh much."""

import pytest

from tests.app.coding.sentences import categories, markers, severity

EVERYDAY = {
    "School": ("Told not to talk in assembly.", "Played with the skipping rope.", "Cried when she lost the race."),
    "Nursery": (
        "Picked a raisin up off the floor and ate it.",
        "Fell asleep in the car seat on the way.",
        "Did not want to share the digger.",
        "Cut his own fringe with the craft scissors.",
    ),
    "Health visitor": (
        "Safe sleep discussed, moses basket by the bed.",
        "Bruise on forehead from bumping into coffee table, walking since last week.",
        "Not yet walking at 14 months, within the normal range.",
    ),
}
GRAVE = (
    "Wet himself when told dad was collecting.",
    "Cigarette-shaped mark on his forearm.",
    "Mother says she has thoughts of throwing baby against the wall.",
    "Left asleep in the car for an hour with the windows shut.",
    "Stuffs bread into her sleeves to take home.",
    "Sibling told worker that dad locks the baby in the cupboard.",
    "Bruise on forehead of 3 month old, mum says he bumped into the coffee table.",
)


@pytest.mark.parametrize(("agency", "text"), [(who, text) for who, rows in EVERYDAY.items() for text in rows])
def test_an_everyday_row_weighs_little(agency: str, text: str) -> None:
    assert severity(text, agency=agency) <= 1


@pytest.mark.parametrize("text", GRAVE)
def test_a_grave_row_in_plain_words_weighs_much(text: str) -> None:
    assert severity(text, agency="Health visitor") >= 3


@pytest.mark.parametrize(
    "text",
    [
        "Taken by ambulance and admitted.",
        "Admitted by ambulance.",
        "Kept in overnight for observation.",
        "Rushed to hospital and admitted.",
    ],
)
def test_a_stay_in_hospital_is_an_admission(text: str) -> None:
    assert "admission" in markers(text)


@pytest.mark.parametrize(
    "text",
    [
        "Father admitted that he hit him.",
        "Not admitted, sent home.",
        "Mum admitted by ambulance after an overdose.",
        "Grandmother kept in overnight.",
        "Admission to nursery agreed.",
        "Kept in at break for talking.",
    ],
)
def test_no_stay_of_the_child_is_no_admission(text: str) -> None:
    assert "admission" not in markers(text)


def test_a_meeting_of_grown_ups_is_no_appointment_of_the_child() -> None:
    assert "missed_health" not in categories("Mum did not attend core group.")
    assert "was_not_brought" not in markers("GP did not attend the core group.")
    assert "was_not_brought" in markers("Nobody came for the 8 week check.")


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Referral made to CSC, NFA.", "referral:nfa"),
        ("Re-referred to MASH, allocated to a social worker.", "referral:accepted"),
        ("Referral declined by CSC.", "referral:nfa"),
    ],
)
def test_what_came_of_a_referral_is_read_beside_to_whom_it_went(text: str, outcome: str) -> None:
    assert outcome in markers(text)


def test_a_quarrel_that_grows_is_no_procedure_and_a_planned_discussion_was_not_held() -> None:
    assert not [one for one in markers("Argument escalated to pushing.") if one.startswith("escalation")]
    assert "escalation_procedure:used" in markers("Escalated to the service manager under the policy.")
    assert "strategy_discussion:held" not in markers("Strategy discussion to be held tomorrow.")
    assert "strategy_discussion:held" in markers("Strategy discussion held.")
