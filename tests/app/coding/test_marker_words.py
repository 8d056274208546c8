"""What else rows record."""

import pytest

from tests.app.coding.sentences import markers


@pytest.mark.parametrize(
    ("text", "response", "marker"),
    [
        ("Referral to CSC.", "Initial assessment agreed", "referral:accepted"),
        ("MASH contact: school worried about hunger.", "NFA", "referral:nfa"),
        ("T/C to duty SW. Not told if this counts as a referral.", "Await feedback", "referral:unclear"),
        ("Referral made to social care.", "Nothing heard", "referral:no_reply"),
        ("Strategy discussion held.", "", "strategy_discussion:held"),
        ("No strategy meeting called.", "", "strategy_discussion:missing"),
        ("Strategy meeting 3 days after admission.", "", "strategy_discussion:late"),
        ("ICPC.", "", "conference"),
        ("HV disagrees with the decision.", "", "disagreement"),
        ("HV disagrees, told in the corridor, not in writing.", "", "escalation_procedure:not_used"),
        ("Escalated to the service manager under the policy.", "", "escalation_procedure:used"),
        ("ICPC.", "Graded care profile to be done by HV", "tool_use:planned"),
        ("GCP completed by SW.", "", "tool_use:used"),
        ("TAF.", "CAF form half complete", "tool_use:incomplete"),
        ("I asked for GCP to be used.", "", "tool_use:available_not_used"),
        ("Admitted to the ward.", "", "admission"),
        ("Seen alone at school.", "", "child_seen"),
        ("Children not seen.", "", "child_not_seen"),
        ("WNB renal scan.", "", "was_not_brought"),
        ("Home much improved.", "", "improvement"),
        ("Says he is hungry.", "", "child_voice"),
    ],
)
def test_a_row_records_it(text: str, response: str, marker: str) -> None:
    assert marker in markers(text, response or None)


def test_a_call_that_is_no_referral_is_none() -> None:
    assert not any(marker.startswith("referral") for marker in markers("T/C to mum about PE kit.", "Letter to GP"))


@pytest.mark.parametrize("text", ["Not brought for immunisations x3.", "Was not brought to clinic, letter to GP."])
def test_a_child_who_was_not_brought_was_not_seen(text: str) -> None:
    found = markers(text, "")
    assert "child_not_seen" in found and "child_seen" not in found


def test_one_status_of_a_kind_at_most() -> None:
    found = markers("Referral to CSC. Strategy discussion held. No strategy meeting called.", "NFA. Await feedback")
    kinds = [marker.partition(":")[0] for marker in found if marker != "improvement"]
    assert len(kinds) == len(set(kinds))
