"""Rows that show the child as seen without the word, and rows that see somebody else."""

import pytest

from app.coding.coder import suggest
from tests.app.coding.sentences import row


def seen_words(text: str, agency: str, response: str | None = None) -> set[str]:
    """What the coder says of seeing the child in a row that this agency wrote."""
    return {name for name in suggest(row(text, response, agency=agency)).markers[0] if "seen" in name}


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("27 month review: climbs, 40 words.", "Health visiting"),
        ("Weight 9.8kg at the drop-in.", "Health visiting"),
        ("Boosters given today.", "GP"),
        ("Chest clear, antibiotics prescribed.", "GP"),
        ("Plaster removed, moving the wrist well.", "Hospital"),
        ("Hearing test: mild loss on the left.", "Audiology"),
        ("Looked very pale at register.", "School"),
        ("In the same torn jumper, smelt of damp.", "School"),
        ("Clung to the key worker at home time.", "Nursery"),
        ("Saw both girls at school before lunch.", "Children's Social Care"),
        ("Spoke to mum and both boys on the sofa.", "Children's Social Care"),
        ("Direct work with Robin, drew his house.", "Family support"),
        ("Seen with mum. Rash settling.", "GP"),
    ],
)
def test_who_weighs_treats_or_describes_a_child_saw_it(text: str, agency: str) -> None:
    assert seen_words(text, agency) == {"child_seen"}


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("27 month review due in June.", "Health visiting"),
        ("Hearing test appointment sent.", "Audiology"),
        ("Mother seen in clinic about her sleep.", "GP"),
        ("Mum looked very pale at the gate.", "School"),
        ("The kitchen smelt of damp.", "Family support"),
        ("Spoke to dad about dinner money.", "School"),
        ("Father spoken to in the police car.", "Police"),
        ("Nan rang: Robin said his leg hurts.", "Children's Social Care"),
        ("Told that the worker has left.", "School"),
        ("Telephone consultation, antibiotics prescribed.", "GP"),
        ("Disturbance in the street. Attended by two officers.", "Police"),
        ("The partner has not been seen since Easter.", "Housing"),
    ],
)
def test_who_sees_or_hears_somebody_else_did_not_see_the_child(text: str, agency: str) -> None:
    assert not seen_words(text, agency)


@pytest.mark.parametrize("text", ["Robin is no longer seen by anyone.", "Nobody has seen him since term began."])
def test_a_child_whom_nobody_sees_was_not_seen(text: str) -> None:
    assert seen_words(text, "School") == {"child_not_seen"}


def test_a_visit_to_come_is_no_sight_of_the_child() -> None:
    assert not seen_words("Antenatal contact by letter.", "Health visiting", "New birth visit")
