"""What rows say of the level of intervention, for which child."""

import pytest

from tests.app.coding.sentences import levels

BOTH = {"Perry": 1, "Robin": 1}


def _all(level: int) -> dict[str, int]:
    return dict.fromkeys(BOTH, level)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("CAF opened by school.", 1),
        ("First TAF meeting.", 1),
        ("TAF 3. Slow progress.", 1),
        ("Stepped down to TAF.", 1),
        ("CIN plan agreed.", 2),
        ("CIN visit. Home tidy.", 2),
        ("Open as CIN.", 2),
        ("Strategy discussion held by phone. S47 started.", 3),
        ("Joint s47 agreed.", 3),
        ("ICPC: made subject of a CP plan, category neglect.", 4),
        ("All children placed on the child protection register.", 4),
        ("Core group. Father did not come.", 4),
        ("RCPC: plan continues.", 4),
        ("Letter before proceedings sent.", 5),
        ("PLO meeting 2.", 5),
        ("EPO granted this afternoon.", 5),
        ("Police protection taken at 2am.", 5),
        ("ICO made.", 5),
        ("LAC review.", 5),
        ("Section 20 agreed by mother.", 5),
        ("CP plan ended. Step down to CIN.", 2),
        ("CIN closed, step down to TAF.", 1),
        ("PLO ended. Back to CP plan only.", 4),
        ("RCPC. Plan ended for all. CIN for 3 months.", 2),
        ("Case closed to CSC.", 0),
        ("De-registered today.", 0),
        ("CIN review. Case closed, universal services.", 0),
    ],
)
def test_a_row_states_a_level(text: str, level: int) -> None:
    assert levels(text) == _all(level)


@pytest.mark.parametrize(
    "text",
    [
        "Home visit. Children seen.",
        "Referral to CSC. No further action.",
        "Initial assessment agreed.",
        "Advice given to school.",
        "HV asks for strategy discussion.",
        "Strategy meeting requested.",
        "Consider PLO if no change.",
        "Threshold for s47 not met.",
        "School to do CAF.",
        "CAF form printed, not started.",
        "Filed with TAF papers.",
        "Told TAF lead.",
        "Not made subject of a plan.",
        "Previous CP plan in 2009 noted.",
        "No strategy meeting called.",
        "CP plan ended 10 months ago.",
        "Too early to end the plan.",
        "Registered with new GP.",
        "Closed on Fridays.",
    ],
)
def test_contacts_requests_refusals_and_the_past_change_nothing(text: str) -> None:
    assert levels(text) == {}


def test_names_in_the_sentence_decide_for_each_child() -> None:
    assert levels("ICPC. Perry made subject of CP plan. Robin to be CIN.") == {"Perry": 4, "Robin": 2}
    assert levels("Perry on CP plan (neglect), Robin CIN.") == {"Perry": 4, "Robin": 2}


def test_a_child_who_is_named_alone_is_stated_alone() -> None:
    assert levels("Robin stepped down to CIN.") == {"Robin": 2}


def test_the_response_is_read_for_what_was_done() -> None:
    assert levels("Bruise to face.", "s47 started") == _all(3)
    assert levels("CIN review.", "Case closed to CSC") == _all(0)


def test_a_row_about_one_child_states_nothing_of_another() -> None:
    assert levels("CIN visit.", subjects="Perry") == {"Perry": 2}


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("ICPC. Perry: CP plan. Robin: CIN.", {"Perry": 4, "Robin": 2}),
        ("Perry made subject to a plan, Robin CIN.", {"Perry": 4, "Robin": 2}),
        ("RCPC: Perry's plan to end, CIN. Robin stays on CP plan.", {"Perry": 2, "Robin": 4}),
        ("Robin placed with foster carers under s20. Perry stays home on CP plan.", {"Robin": 5, "Perry": 4}),
        ("Returned to mother from foster care, supervision order continues.", _all(5)),
        ("s20 ended. Returned home.", _all(0)),
    ],
)
def test_what_is_decided_for_each_child(text: str, stated: dict[str, int]) -> None:
    assert levels(text) == stated
