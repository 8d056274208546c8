"""Each step of each ladder is told apart: what rows state under the eleven steps of England, in Wales, in Scotland."""

import pytest

from app.case.model import Case
from app.case.scheme import shipped_scheme
from app.case.scheme_edits import set_scheme
from app.coding.coder import suggest, suggest_codes
from app.coding.following import levels_afresh
from tests.app.case_builder import Row, a_case

NOTHING = -1
CARE = "Children's Social Care"
ENGLAND = (
    (CARE, "EPO granted, baby placed with foster carers.", 10),
    (CARE, "Interim care order made today.", 10),
    (CARE, "ICO renewed for 28 days.", 10),
    (CARE, "Full care order made at final hearing.", 10),
    ("Police", "Taken into police protection at 23:40.", 10),
    (CARE, "Placement order granted.", 10),
    (CARE, "Placed with parents under care order.", 10),
    (CARE, "Interim supervision order made, child stays with mother.", 8),
    (CARE, "Supervision order made for 12 months.", 8),
    (CARE, "Care proceedings issued.", 8),
    (CARE, "Accommodated under section 20 with mother's consent.", 9),
    (CARE, "s20 agreement signed, moved to foster carers.", 9),
    (CARE, "LAC review held.", 9),
    (CARE, "Letter before proceedings sent to both parents.", 7),
    (CARE, "PLO meeting held.", 7),
    (CARE, "Pre-proceedings begun.", 7),
    (CARE, "Made subject of a child protection plan, neglect.", 6),
    (CARE, "Stepped down from PLO to child protection plan.", 6),
    (CARE, "Strategy discussion held, section 47 to start.", 5),
    (CARE, "Child in need plan agreed.", 4),
    (CARE, "Referral accepted, initial assessment started.", 3),
    (CARE, "Social worker allocated for single assessment.", 3),
    ("School", "CAF opened.", 2),
    ("Health visiting", "Moved to Universal Partnership Plus.", 1),
    (CARE, "Care order discharged.", 0),
    (CARE, "Case closed.", 0),
    (CARE, "Initial assessment completed.", NOTHING),
)
WALES = (
    (CARE, "Accommodated under section 76.", 5),
    (CARE, "s76 signed by mother.", 5),
    (CARE, "CLA review.", 5),
    (CARE, "Interim care order made.", 5),
    (CARE, "Letter before proceedings sent.", 5),
    (CARE, "Care and support protection plan agreed at conference.", 4),
    (CARE, "Name placed on the child protection register.", 4),
    (CARE, "Remains on the CPR.", 4),
    (CARE, "Strategy meeting: section 47 to proceed.", 3),
    (CARE, "Care and support plan agreed.", 2),
    (CARE, "Part 4 plan started.", 2),
    (CARE, "CASP reviewed, to continue.", 2),
    (CARE, "Name removed from the register, care and support plan.", 2),
    ("Families First", "JAFF completed, team around the family opened.", 1),
    ("Families First", "Families First support started.", 1),
    (CARE, "Care and support plan closed.", 0),
    ("School", "Referred to Families First.", NOTHING),
)
SCOTLAND = (
    ("Social Work", "Compulsory supervision order made at hearing.", 5),
    ("Social Work", "Interim CSO made.", 5),
    ("Social Work", "ICSO made for 22 days.", 5),
    ("Social Work", "CSO continued.", 5),
    ("Social Work", "Child protection order granted by sheriff.", 5),
    ("Social Work", "CPO granted.", 5),
    ("Social Work", "Section 25 agreed with mother.", 5),
    ("Social Work", "Permanence order granted.", 5),
    ("Social Work", "CPPM: name placed on the child protection register.", 4),
    ("Social Work", "IRD held, joint investigation to start.", 3),
    ("Social Work", "Child's plan started, lead professional named.", 2),
    ("Education", "Single agency plan started.", 1),
    ("Health visiting", "HPI changed to additional.", 1),
    ("Social Work", "CSO terminated.", 0),
    ("Social Work", "De-registered at review CPPM.", 0),
    ("Reporter", "Referred to the Reporter.", NOTHING),
    ("Social Work", "CPO not granted.", NOTHING),
)


def told(scheme: str, *rows: tuple[str, str]) -> Case:
    """A child's rows, a month apart, coded under a scheme."""
    record = a_case(
        ("Perry",), *(Row(f"2012-{at:02}-03", text=text, agency=by) for at, (by, text) in enumerate(rows, 1))
    )
    case = set_scheme(shipped_scheme(scheme))(record)[0]
    return suggest_codes(case)(case)[0]


@pytest.mark.parametrize(
    ("scheme", "agency", "text", "level"),
    [
        (scheme, *row)
        for scheme, rows in (("england-eleven-step", ENGLAND), ("wales", WALES), ("scotland", SCOTLAND))
        for row in rows
    ],
)
def test_each_row_states_its_own_step(scheme: str, agency: str, text: str, level: int) -> None:
    assert int(suggest(told(scheme, (agency, text))).level[0, 0]) == level


@pytest.mark.parametrize(
    ("texts", "levels"),
    [
        # A review, or the carers, of a child who is under an order say nothing of the order.
        (("Interim care order made.", "LAC review held.", "Settled in placement."), [10, NOTHING, NOTHING]),
        # Without an order the same words are all that is told.
        (("Accommodated under section 20.", "LAC review held."), [9, 9]),
        # Proceedings run beside a placement; an assessment within a plan lowers nothing.
        (("s20 agreed.", "Letter before proceedings sent.", "Care proceedings issued."), [9, NOTHING, NOTHING]),
        (("Child protection plan agreed.", "Single assessment started."), [6, NOTHING]),
        (("Child protection plan agreed.", "Plan ended, stepped down to early help."), [6, 2]),
        (("Single assessment started.", "Stepped down to early help after single assessment."), [3, 2]),
        # An order ends by its own name and by none; what never was in force ends nothing.
        (("Interim care order made.", "Interim care order discharged."), [10, 0]),
        (("Interim care order made.", "Returned home to mother from foster care."), [10, 0]),
        (("Interim care order made.", "PLO ended."), [10, NOTHING]),
        # One order after another.
        (("Interim care order made.", "Supervision order made for 12 months."), [10, 8]),
        (("EPO granted.", "EPO lapsed, s20 agreed."), [10, 9]),
    ],
)
def test_steps_of_care_one_after_another(texts: tuple[str, ...], levels: list[int]) -> None:
    case = told("england-eleven-step", *((CARE, text) for text in texts))
    assert case.events.level[:, 0].tolist() == levels
    assert levels_afresh(case).events.level[:, 0].tolist() == levels


def test_six_levels_hold_all_of_care_in_one() -> None:
    texts = (
        "Interim care order made.",
        "LAC review held.",
        "Letter before proceedings sent.",
        "Care order discharged.",
    )
    assert told("england-six-level", *((CARE, text) for text in texts)).events.level[:, 0].tolist() == [5, 5, 5, 0]
