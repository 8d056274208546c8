"""Words that look like a concern or a level and mean something else: another person or time, turned away, mere play."""

import pytest

from tests.app.coding.sentences import categories, coded, levels, markers, severity

SOCIAL_CARE = "Children's Social Care"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Mother's foster home as a child was talked about.", None),
        ("Father's own years in care came up.", None),
        ("Mum grew up in care.", None),
        ("His best friend lives in foster care.", None),
        ("Respite foster carer found for the week of her operation.", None),
        ("Grandparents are foster carers for another council.", None),
        ("Supervised contact at the contact centre under the child arrangements order.", None),
        ("Left in care of his nan for the weekend.", None),
        ("The family were on a child protection plan abroad before they came here.", None),
        ("Older sister was de-registered in 2009.", None),
        ("Seen at the foster home.", 5),
        ("Happy with his foster family.", 5),
        ("Both remain in care.", 5),
        ("De-registered, family support to continue.", 1),
        ("Assessed as a child in need; child in need plan agreed.", 2),
    ],
)
def test_a_level_is_read_only_where_it_is_this_childs_and_holds_now(text: str, level: int | None) -> None:
    assert set(levels(text).values()) == (set() if level is None else {level})


def test_where_a_child_lives_is_no_new_concern() -> None:
    assert severity("Happy at the foster home.") <= 1
    assert severity("Moved into foster care last night.") == 4


def test_a_supervision_order_keeps_the_child_at_the_level_of_proceedings_until_it_runs_out() -> None:
    # Guide to levels, rung 8: proceedings with the child at home, and a supervision order; scales: level 5 ends with
    # the order, or at home with no order.
    assert set(levels("Supervision order made, home with dad.").values()) == {5}
    assert set(levels("Supervision order expired.").values()) == {0}


@pytest.mark.parametrize(
    "text", ["Initial contact. Advice given. NFA", "Contact from the school, information only. NFA"]
)
def test_a_contact_in_which_no_concern_is_stated_is_low_at_most(text: str) -> None:
    assert severity(text, agency=SOCIAL_CARE) <= 1


def test_a_referral_that_is_turned_away_keeps_the_weight_of_what_it_tells() -> None:
    assert severity("Referral from school: found hungry and dirty again. NFA", agency=SOCIAL_CARE) >= 2


def test_closing_a_contact_closes_no_plan() -> None:
    _case, found = coded("Contact from school, advice given.", "Closed", agency=SOCIAL_CARE)
    assert (found.level < 0).all()
    _case, found = coded("Child in need plan completed.", "Closed", agency=SOCIAL_CARE)
    assert (found.level == 0).all()


def test_a_health_visitors_universal_offer_closes_nothing() -> None:
    _case, found = coded("One year review done.", "Universal", agency="Health visiting")
    assert (found.level < 0).all()
    _case, found = coded("No further role.", "Universal services", agency=SOCIAL_CARE)
    assert (found.level == 0).all()


def test_words_with_non_or_de_before_them_are_not_the_words() -> None:
    assert severity("Bruised ear, thought to be a non-accidental injury.", agency="Hospital") >= 4
    assert severity("Bruised ear, accidental injury seen by staff.", agency="School") <= 2


def test_a_fall_at_play_that_staff_saw_is_no_grave_injury() -> None:
    assert severity("Fell in the playground, cut lip, ice pack.", agency="School") <= 2
    assert severity("Cut lip and a bruised ear, will not say how.", agency="School") >= 4


@pytest.mark.parametrize(
    ("text", "not_said"),
    [
        ("Scratches to his forearm, says he cut himself.", "physical_injury"),
        ("Came in a thin coat.", "nutrition"),
        ("Father arrested for drink driving.", "domestic_abuse"),
        ("Tenant is two months behind with the rent.", "development"),
        ("Bottles of bleach on the kitchen floor.", "substance_misuse"),
        ("Excluded for swearing at staff.", "parental_engagement"),
        ("Clinic cancelled by the hospital.", "missed_health"),
        ("Weight loss 13%, sleepy.", "education"),
        ("Mother denies it.", "parental_engagement"),
        ("Back with mum on a child in need plan.", "domestic_abuse"),
        ("Shows me his new shoes.", "sexual_harm"),
        ("Fire drill this morning.", "supervision"),
    ],
)
def test_a_category_is_not_read_into_words_of_something_else(text: str, not_said: str) -> None:
    assert not_said not in categories(text)


def test_names_before_dirty_are_children_who_are_dirty() -> None:
    assert categories("Perry & Robin dirty, clothes stiff.") == {"hygiene"}


def test_what_an_adult_says_is_not_the_childs_voice() -> None:
    assert "child_voice" not in markers("Mum says he is fine.")
    assert "child_voice" in markers("Says he is scared at home.")


def test_a_condition_is_no_concern_though_a_longer_cue_begins_with_it() -> None:
    assert categories("If he is late again a letter will go out.") == set()
    assert "education" in categories("Late again, a letter went out.")


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("Drowsy and feverish since break.", 3),
        ("39.4, shivering and being sick.", 3),
        ("Patches behind the knees weeping.", 3),
        ("Ankle hot and swollen, cannot stand for the pain.", 3),
    ],
)
def test_signs_of_illness_in_lay_words(text: str, least: int) -> None:
    assert severity(text, agency="School") >= least
