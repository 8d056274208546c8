"""How words are meant: a table of terse sentences, as agencies write them."""

import pytest

from tests.app.coding.sentences import categories, severity

NEGATED = [
    "No head lice seen.",
    "Nil bruising.",
    "Denied being hit.",
    "Both children deny being hit at home.",
    "No evidence of sexual abuse.",
    "Head lice: none.",
    "Not hungry, not dirty.",
    "Finger-marks? - no, birthmark.",
    "Bruising ruled out.",
    "Free from head lice.",
    "No bruises or burns.",
]
HISTORIC = [
    "Previous domestic abuse noted.",
    "History of head lice.",
    "Scald in 2009.",
    "Impetigo 2 years ago.",
    "Was left alone in the past.",
]
HYPOTHETICAL = [
    "HV will refer if bruises or sores.",
    "Advice re head lice.",
    "At risk of domestic violence.",
    "Unless hungry no breakfast club.",
    "Leaflet about nappy rash.",
]
SOMEONE_ELSE = [
    "Mother's own childhood neglect.",
    "Dad has a chest infection.",
    "Mum is poorly.",
    "No lice seen on Mo.",
    "Another child bruised.",
]


@pytest.mark.parametrize("text", NEGATED + HISTORIC + HYPOTHETICAL + SOMEONE_ELSE)
def test_words_that_are_not_meant_so_are_no_concern(text: str) -> None:
    assert severity(text) <= 0, text


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Denied being hit. Bruise to cheek.", "physical_injury"),
        ("No lice, but hungry and cold.", "nutrition"),
        ("Clean but hungry.", "nutrition"),
        ("No coat, hungry.", "nutrition"),
        ("No food in the house.", "nutrition"),
        ("No bedding upstairs.", "home_conditions"),
        ("Not brought to clinic.", "missed_health"),
        ("Not engaging with the plan.", "parental_engagement"),
        ("Poor attendance.", "education"),
        ("Mum says he has impetigo.", "physical_health"),
        ("Nobody home, lice seen on Tuesday at school.", "hygiene"),
        ("Scald in 2014.", "physical_injury"),
        ("Won't take him to hospital.", "missed_health"),
        ("?head lice", "hygiene"),
    ],
)
def test_words_that_are_meant_are_found(text: str, category: str) -> None:
    assert category in categories(text)


def test_a_question_mark_weighs_less() -> None:
    assert severity("?impetigo") < severity("impetigo")


def test_a_year_that_is_past_is_history_and_this_year_is_not() -> None:
    assert severity("Scald in 2009.", day="2014-03-03") <= 0
    assert severity("Scald in 2009.", day="2009-03-03") >= 3


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ("Dirty nails.", "Dirty nails again."),
        ("Head lice.", "Head lice +++"),
        ("Hungry.", "Always hungry."),
        ("Infected wound.", "Infected wound, untreated."),
        ("Nappy rash.", "Nappy rash raw and bleeding."),
        ("Home untidy.", "Home filthy, dog faeces on the floor."),
        ("WNB clinic.", "Third missed appointment."),
        ("Weight 25th centile.", "Weight dropped from 25th to 9th centile."),
        ("T 37.2", "Fever, T 39.4"),
        ("A little hungry.", "Hungry."),
        ("Unkempt.", "Hungry, dirty clothes, house dirty."),
    ],
)
def test_repeated_untreated_and_several_at_once_weigh_more(less: str, more: str) -> None:
    assert severity(less) < severity(more)


def test_good_news_is_protective_and_weighs_nothing() -> None:
    assert severity("Home clean and warm, children well dressed and happy. No concerns.") == 0
    assert "protective" in categories("Home clean and warm. No concerns.")


def test_one_kind_word_does_not_make_a_bad_row_good() -> None:
    found = categories("Home filthy, dog faeces in every room, no food in the house. Mum friendly. TV lovely.")
    assert "home_conditions" in found
    assert "protective" not in found


def test_what_was_done_is_not_scored_as_a_concern() -> None:
    assert severity("Seen in class.", agency="School") == severity("Seen in class.", agency="GP")
    from_response = severity("Telephone call.")
    assert from_response <= 0
