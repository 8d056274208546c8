"""Whom a row's words are said of where it is about two children: clause by clause, not by the whole sentence."""

from dataclasses import replace

import pytest

from app.coding.coder import suggest
from tests.app.case_builder import Row, a_case


def weights(text: str, *, sexes: bool = False) -> tuple[int, int]:
    """What a row about Leo and Mia weighs for each of them."""
    case = a_case(("Leo", "Mia"), Row("2014-03-03", "all", text=text))
    if sexes:
        leo, mia = case.children
        case = replace(case, children=(replace(leo, sex="M"), replace(mia, sex="F")))
    found = suggest(case)
    of_leo, of_mia = (int(found.severity[0]) if rank < 0 else int(rank) for rank in found.child_severity[0])
    return of_leo, of_mia


@pytest.mark.parametrize(
    "text",
    [
        "Home very cluttered, no food in fridge, Leo in wet nappy",
        "Leo in wet nappy, home very cluttered, no food in fridge",
        "Leo in wet nappy and no food in the fridge",
        "Leo told teacher there is no food at home",
        "No heating on and kitchen filthy, Mia asleep on sofa",
        "Mia asleep on sofa; kitchen filthy",
        "Police called to domestic, Leo upstairs, Mia at nan's",
        "Leo and Mia both dirty",
        "Leo & Mia hungry",
        "Leo hungry, Mia hungry",
        "Parents arguing and shouting, Leo was at school",
        "Mum drunk, Leo watching television",
        "Mia quiet, both hungry",
    ],
)
def test_what_is_said_of_the_home_the_parents_or_both_counts_for_both(text: str) -> None:
    leo, mia = weights(text)
    assert leo == mia >= 2


@pytest.mark.parametrize(
    "text",
    [
        "Leo dirty and hungry, Mia well presented",
        "Mia well presented, Leo dirty and hungry",
        "Leo seen, he had a bruise to his cheek, Mia well",
        "Bruise to cheek, Leo says he fell",
        "Bruise to cheek (Leo), Mia well",
        "Leo - bruise to cheek",
        "Leo: attendance 72%",
        "Leo's attendance 72%, Mia 96%",
        "Leo has head lice, sister clear",
        "Leo hungry, his sister well fed",
        "Leo said mum hit him with a belt",
        "Leo not brought to dentist, Mia attended",
        "Leo's bedroom has no bedding, Mia's room tidy",
    ],
)
def test_what_is_said_of_one_child_by_name_counts_for_that_child(text: str) -> None:
    leo, mia = weights(text)
    assert leo > mia <= 0


@pytest.mark.parametrize(
    "text",
    [
        "Leo: bruise to cheek; home filthy",
        "Leo has a bruise to his cheek, house dirty and cluttered",
        "Both dirty, Leo has bruise to cheek",
        "House dirty, Leo with bruise to cheek",
        "Mum drunk, Leo left alone in the bath",
        "Children dirty and hungry, Leo underweight",
        "Leo underweight, both children dirty and hungry",
    ],
)
def test_each_child_bears_its_own_and_what_all_share(text: str) -> None:
    leo, mia = weights(text)
    assert leo > mia >= 1


@pytest.mark.parametrize(
    ("text", "heavier"),
    [
        ("Leo and Mia seen, he was bruised on the arm, she was clean", 0),
        ("Leo and Mia seen, she was bruised on the arm, he was clean", 1),
        ("He had a bruise to his cheek", 0),
        ("She was very hungry", 1),
        ("Leo well, sister has a bruise to her arm", 1),
    ],
)
def test_he_and_she_are_told_apart_where_sexes_are_known(text: str, heavier: int) -> None:
    found = weights(text, sexes=True)
    assert found[heavier] > found[1 - heavier] <= 0


def test_he_and_she_may_be_a_grown_up() -> None:
    assert weights("Father seen, he was drunk", sexes=True)[1] > 0
