"""What rows state of the level in the words of the four nations, and what changes nothing."""

import pytest

from app.coding.coder import suggest
from tests.app.case_builder import Row, a_case
from tests.app.coding.sentences import row

NOTHING = -1

ENGLAND = (
    ("Children's Social Care", "ICPC today. All agreed: CPP, category sexual abuse.", 4),
    ("Children's Social Care", "Second review. Registration no longer needed, step to CIN.", 2),
    ("Children's Social Care", "Legal planning meeting: enter PLO next week.", 5),
    ("Children's Social Care", "Father consents to s.20, stays with carers.", 5),
    ("Children's Social Care", "S20 ended and replaced by interim care order, order continues.", 5),
    ("Children's Social Care", "Receiving-in conference, plan accepted from neighbouring authority.", 4),
    ("Children's Social Care", "Home with dad under a care order.", 5),
    ("Children's Social Care", "Special guardianship order to granny.", 0),
    ("Children's Social Care", "Adopted by her foster carers.", 0),
    ("Children's Social Care", "CIN closes.", 0),
    ("Children's Social Care", "Names off the register, child in need to follow.", 2),
    ("Police", "s.46 powers exercised at the flat.", 5),
    ("Family court", "Supervision order, 12 months, live at home.", 5),
    ("Early Help", "EHA completed with dad.", 1),
    ("Early Help", "Keyworker allocated.", 1),
    ("School", "TAF postponed by school.", NOTHING),
    ("Children's Social Care", "Mother declines to sign section 20.", NOTHING),
    ("Children's Social Care", "Conference chair decides against registration.", NOTHING),
    ("Children's Social Care", "On the waiting list for family support.", NOTHING),
    ("Children's Social Care", "Awaiting allocation for assessment.", NOTHING),
    ("Probation", "Father given a two year supervision order with probation.", NOTHING),
    ("Children's Social Care", "De-registration to be considered in June.", NOTHING),
    ("Children's Social Care", "Health visitor recommended an initial conference.", NOTHING),
)
WALES = (
    ("Children's Services", "Case conference: registered under neglect.", 4),
    ("Children's Services", "Case managed under care and support.", 2),
    ("Children's Services", "Care & support ended, over to TAF.", 1),
    ("Children's Services", "Part 4 ended, family to TAF.", 1),
    ("Children's Services", "s.76 accommodation ends, home on a care and support plan.", 2),
    ("Children's Services", "Child remains on the CPR.", 4),
    ("Children's Services", "Panel decided not to register, care and support plan instead.", 2),
    ("Edge of Care team", "Family allocated to worker.", 1),
    ("Edge of Care team", "Referral accepted.", 1),
    ("Children's Services", "MARF received, information only.", NOTHING),
)
SCOTLAND = (
    ("Social Work", "Transfer CPPM: registration accepted from Fife.", 4),
    ("Social Work", "RCPPM: de-registered. Child's plan with lead social worker.", 2),
    ("Social Work", "Support to go on a voluntary basis.", 2),
    ("Social Work", "Voluntary support ended. Case closed.", 0),
    ("Social Work", "CPO lapsed, back home with voluntary support.", 2),
    ("Reporter", "Children's Hearing: order revoked.", 0),
    ("Reporter", "CSO renewed, to live with aunt.", 5),
    ("Reporter", "Report asked for by the Reporter.", NOTHING),
    ("Social Work", "Permanence order granted by the sheriff.", 5),
    ("Social Work", "Joint investigative interview held.", 3),
    ("Social Work", "Registration from birth agreed.", 4),
    ("Education", "Named person has no worries.", NOTHING),
    ("Social Work", "Family declined voluntary measures. Case closed.", 0),
)
NORTHERN_IRELAND = (
    ("Belfast Trust", "Article 18 criteria met.", 2),
    ("Belfast Trust", "Family support meeting held at home.", 2),
    ("Belfast Trust", "Moved to family intervention service.", 2),
    ("Belfast Trust", "Family support file closed.", 0),
    ("Belfast Trust", "Gateway closes, signposted.", 0),
    ("Belfast Trust", "Art 66 enquiry begun.", 3),
    ("PSNI", "Joint Protocol case, ABE done.", 3),
    ("Belfast Trust", "Accommodated under Art 21.", 5),
    ("Belfast Trust", "Freed for adoption by the court.", 5),
    ("Belfast Trust", "Names put on CPR.", 4),
    ("Belfast Trust", "UNOCINI received, allocated for initial assessment.", NOTHING),
    ("Family Support Hub", "Accepted. Volunteer to visit.", 1),
    ("Family Support Hub", "All goals met.", 0),
)


OTHERS = (
    ("Police", "Case closed, no witness.", NOTHING),
    ("Police", "Told that social care case closed.", 0),
    ("Housing", "Damp repaired, case closed.", NOTHING),
    ("CAMHS", "Discharged from service.", NOTHING),
    ("CAMHS", "Core group therapy.", NOTHING),
    ("GP", "Informed by children's services: case closed.", 0),
    ("GP", "Baby registered at the surgery.", NOTHING),
    ("Hospital", "Looked after by staff on the ward.", NOTHING),
    ("School", "Cousin was removed under an EPO.", NOTHING),
    ("Health visiting", "Mother was on a child protection plan herself.", NOTHING),
    ("", "Case closed.", 0),
)


@pytest.mark.parametrize(("agency", "text", "level"), [*OTHERS, *ENGLAND, *WALES, *SCOTLAND, *NORTHERN_IRELAND])
def test_the_level_that_a_row_states(agency: str, text: str, level: int) -> None:
    assert int(suggest(row(text, children=("Perry",), agency=agency)).level[0, 0]) == level


def test_proceedings_in_a_row_about_the_parents_are_the_childrens() -> None:
    rows = (Row("2014-02-01", "Perry", text="Seen."), Row("2014-03-01", "", text="PLO letter sent to both."))
    assert suggest(a_case(["Perry", "Robin"], *rows)).level[1].tolist() == [5, 5]


@pytest.mark.parametrize("text", ["CIN closed.", "Now in residential care for drink.", "Case closed."])
def test_nothing_else_in_a_row_about_the_parents_is(text: str) -> None:
    rows = (Row("2014-02-01", "Perry", text="Seen."), Row("2014-03-01", "", text=text))
    assert suggest(a_case(["Perry", "Robin"], *rows)).level[1].tolist() == [-1, -1]
