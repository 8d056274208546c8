"""Illness that is looked after, words that only look like a concern, and plans without a name."""

import pytest

from app.coding.coder import suggest
from tests.app.case_builder import Row, a_case
from tests.app.coding.sentences import coded, markers, row, severity

SOCIAL_CARE = "Children's Social Care"


@pytest.mark.parametrize(
    "text",
    [
        "Parents trained in basic life support.",
        "Off oxygen since Monday.",
        "Seen undressed for weighing, no marks.",
        "Abandoned 999 call, toddler with the phone.",
        "Weight climbing through the centiles.",
        "Discharged on a new drug.",
    ],
)
def test_words_that_only_look_like_a_concern_weigh_nothing(text: str) -> None:
    assert severity(text) <= 0


@pytest.mark.parametrize(
    "text",
    [
        "Anaphylaxis at a party, adrenaline given by dad, who called 999.",
        "Born at 27 weeks, ventilated.",
        "Febrile fit, admitted overnight. Father dialled 999 at once.",
        "Infected eczema, weeping. Mother applying creams as prescribed.",
        "Black eye: walked into a post at training, coach saw it.",
    ],
)
def test_illness_and_accidents_that_are_seen_to_are_low(text: str) -> None:
    assert severity(text, agency="Hospital") <= 2


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("Weight crossing two centiles down.", 3),
        ("Black eye. Inconsistent history.", 3),
        ("Child ingested ?3 of mother's tablets.", 3),
        ("Swallowed two of nan's heart tablets.", 3),
    ],
)
def test_what_nobody_saw_to_keeps_its_weight(text: str, least: int) -> None:
    assert severity(text, agency="Hospital") >= least


def test_a_childs_taking_of_a_grown_ups_tablets_is_about_supervision() -> None:
    case, found = coded("Child ingested ?3 of mother's tablets, taken to A&E.")
    assert "supervision" in case.scheme.categories_in(int(found.categories[0]))


@pytest.mark.parametrize("text", ["Mum says he is well.", "Dad said the baby eats.", "Social worker told the school."])
def test_a_grown_up_who_speaks_of_a_child_did_not_show_it(text: str) -> None:
    assert "child_seen" not in markers(text)


@pytest.mark.parametrize("text", ["Says he is tired.", "Robin told staff that he was cold."])
def test_a_child_who_speaks_was_seen(text: str) -> None:
    assert "child_seen" in markers(text)


def test_a_contact_that_ends_in_advice_is_a_referral_refused() -> None:
    assert "referral:nfa" in markers("Initial contact. Advice given. NFA")
    assert not any(marker.startswith("referral") for marker in markers("Initial contact visit at the centre."))


@pytest.mark.parametrize(
    ("text", "response", "level"),
    [
        ("Assessment finished: care and support plan.", "Plan", 2),
        ("Assessment finished.", "Plan", -1),
        ("Initial conference held.", "Plan", 4),
        ("Case conference. All three registered, neglect.", None, 4),
        ("Case conference. Both registered at the new dentist.", None, -1),
    ],
)
def test_a_plan_without_a_name_is_that_of_the_conference_alone(text: str, response: str | None, level: int) -> None:
    found = suggest(row(text, response, agency=SOCIAL_CARE))
    assert int(found.level[0, 0]) == level


def test_early_help_that_is_over_is_not_fallen_to() -> None:
    case = a_case(
        ("Perry",),
        Row("2014-01-06", text="TAF plan agreed.", agency="School"),
        Row("2014-06-02", text="Final TAF, goals met, closed to early help.", agency="School"),
    )
    assert suggest(case).level[:, 0].tolist() == [1, 0]
