"""How notes and reviews tell that a level opens, goes on, comes down or ends, and what says nothing of it."""

import pytest

from app.coding.coder import suggest
from tests.app.case_builder import Row, a_case
from tests.app.coding.sentences import row

NOTHING = -1
SOCIAL_CARE = "Children's Social Care"

OPENED = (
    ("Early help", "EH open. FSW alloc'd.", 1),
    ("", "The children were made subject to child in need plans.", 2),
    (SOCIAL_CARE, "The assessment concluded that support under section 17 was needed.", 2),
    (SOCIAL_CARE, "s47 -> ICPC.", 3),
    (SOCIAL_CARE, "Initial conference. Perry is to have a child protection plan because of neglect.", 4),
    (SOCIAL_CARE, "Conference agreed that both need a plan.", 4),
    (SOCIAL_CARE, "CP x2 sibs, cat neglect.", 4),
    (SOCIAL_CARE, "PLO mtg 1.", 5),
    ("", "The children entered foster care.", 5),
)
KEPT = (
    ("School", "Team around the family: mum has a new job.", 1),
    (SOCIAL_CARE, "Child in need review: plan to continue.", 2),
    (SOCIAL_CARE, "CPP cont.", 4),
    (SOCIAL_CARE, "Review conference. Both to remain on plans.", 4),
    (SOCIAL_CARE, "Second review conference. Father did not come.", 4),
    ("", "The children returned home under a supervision order.", 5),
    ("Court", "Final hearing: care orders made; proceedings concluded.", 5),
)
CAME_DOWN = (
    (SOCIAL_CARE, "Stepped ↓ to EH.", 1),
    (SOCIAL_CARE, "CIN closed, TAF.", 1),
    (SOCIAL_CARE, "De-planned, CIN.", 2),
    ("", "The child protection plan was replaced by a child in need plan.", 2),
    ("", "The section 47 enquiry led to a child in need plan.", 2),
    (SOCIAL_CARE, "Review conference: threshold no longer met. Child in need plan.", 2),
    (SOCIAL_CARE, "The interim care order came to an end; child in need plan to follow.", 2),
    (SOCIAL_CARE, "Stepped down from PLO to CP.", 4),
)
ENDED = (
    ("Early help", "The early help plan came to an end as all the goals had been reached.", 0),
    (SOCIAL_CARE, "CIN plan came to an end, no further role.", 0),
    (SOCIAL_CARE, "The child protection plan came to an end.", 0),
    ("", "The review conference took both children off plans.", 0),
    (SOCIAL_CARE, "Section 20 came to an end.", 0),
    ("", "The children stopped being looked after.", 0),
    ("Court", "A special guardianship order to the aunt; the interim care order came to an end.", 0),
)
NO_LEVEL = (
    ("GP", "Asthma plan continues."),
    ("School", "Education plan to continue."),
    (SOCIAL_CARE, "Care plan to continue."),
    ("School", "Team around the family offered."),
    ("School", "Perry should have a child protection plan."),
    (SOCIAL_CARE, "Conference decided that a plan was not needed."),
    (SOCIAL_CARE, "RCPC report sent."),
    (SOCIAL_CARE, "Strategy discussion: agreed no section 47."),
    (SOCIAL_CARE, "Mother refused section 20."),
    ("School", "A section 47 enquiry should have been started."),
    ("", "The children were not subject to any plan at this time."),
    ("Police", "Investigation closed."),
    ("Health visiting", "Case closed to health visiting as he is five."),
    ("School", "Perry is looked after by his nan after school."),
)


def _stated(agency: str, text: str) -> int:
    return int(suggest(row(text, children=("Perry",), agency=agency)).level[0, 0])


@pytest.mark.parametrize(("agency", "text", "level"), [*OPENED, *KEPT, *CAME_DOWN, *ENDED])
def test_what_a_row_says_of_the_level(agency: str, text: str, level: int) -> None:
    assert _stated(agency, text) == level


@pytest.mark.parametrize(("agency", "text"), NO_LEVEL)
def test_other_plans_wishes_and_what_was_not_done_say_nothing(agency: str, text: str) -> None:
    assert _stated(agency, text) == NOTHING


def _levels(*rows: tuple[str, str]) -> list[int]:
    days = (f"2014-{month:02}-03" for month in range(1, 13))
    case = a_case(
        ["Perry"],
        *(Row(day, "Perry", text=text, agency=agency) for day, (agency, text) in zip(days, rows, strict=False)),
    )
    return [int(level) for level in suggest(case).level[:, 0]]


def test_an_enquiry_that_ends_within_a_plan_leaves_the_plan() -> None:
    plan = (SOCIAL_CARE, "Made subject of a child protection plan.")
    assert _levels(plan, (SOCIAL_CARE, "Strategy meeting, s47 started."), (SOCIAL_CARE, "s47 ended.")) == [
        4,
        3,
        NOTHING,
    ]


def test_early_help_that_ends_because_social_care_steps_in_closes_nothing() -> None:
    assert _levels((SOCIAL_CARE, "CIN plan agreed."), ("School", "TAF closed.")) == [2, NOTHING]


def test_a_plan_that_ends_once_the_child_is_in_care_leaves_the_child_in_care() -> None:
    assert _levels((SOCIAL_CARE, "ICO made."), (SOCIAL_CARE, "Child protection plan ended.")) == [5, NOTHING]


def test_what_is_in_force_ends() -> None:
    assert _levels((SOCIAL_CARE, "CIN plan agreed."), (SOCIAL_CARE, "CIN plan ended.")) == [2, 0]
