"""What people go by before a panel, and the order of its stops, as facts of a case; bookmarks changed and moved."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.case.dates import exactly
from app.case.edits import Reviewer
from app.case.merge_edits import merge_copy
from app.case.model import Adult, Case
from app.case.panel_edits import LONGEST_PSEUDONYM, arrange_stops, give_pseudonym
from app.case.practice import Bookmark
from app.case.practice_edits import change_bookmark, keep_bookmark, move_bookmark
from app.case.pseudonyms import StopChoice, StopKind, Whose, pseudonyms_of
from app.errors import UserError
from app.session import Session
from tests.app.case_builder import Row, a_case

CHILD, ADULT = Whose.CHILD, Whose.ADULT


def family() -> Case:
    case = a_case(["Ottoline", "Peregrine", "Zebedee"], Row("2013-01-01", "all", 2, "hygiene"))
    born = (exactly(date(2010, 5, 1)), None, exactly(date(2006, 2, 3)))
    children = tuple(replace(child, born=day) for child, day in zip(case.children, born, strict=True))
    return replace(case, children=children, adults=(Adult(0, "Mother"), Adult(1, "Leopold Varga")))


def test_children_go_by_letters_in_the_order_of_their_birth_and_adults_by_numbers() -> None:
    names = pseudonyms_of(family())
    assert names.children == ("Child B", "Child C", "Child A"), "who has no birth date comes last"
    assert names.adults == ("Adult 1", "Adult 2")


def test_thirty_children_have_thirty_names() -> None:
    case = a_case([f"Name{number}" for number in range(30)])
    assert len(set(pseudonyms_of(case).children)) == 30


def test_a_reviewer_chooses_pseudonyms_and_nobody_else_changes_theirs() -> None:
    case, changes = give_pseudonym(CHILD, "Zebedee", "  The   eldest ", "Ann")(family())
    assert changes.panel and pseudonyms_of(case).children == ("Child B", "Child C", "The eldest")
    case, _ = give_pseudonym(CHILD, "Zebedee", "", "Ann")(case)
    assert pseudonyms_of(case) == pseudonyms_of(family()) and case.panel == family().panel


def test_no_two_people_go_by_the_same_words() -> None:
    with pytest.raises(UserError, match="Another person"):
        give_pseudonym(ADULT, "Mother", "child a", "Ann")(family())
    case, _ = give_pseudonym(ADULT, "Mother", "Child D", "Ann")(family())
    four = replace(case, children=(*case.children, replace(case.children[1], id=3, name="Wilhelmina")))
    assert len({*pseudonyms_of(four).children, *pseudonyms_of(four).adults}) == 6


@pytest.mark.parametrize("words", ["Zebedee", "Little ottoline", "Varga’s girl"])
def test_a_pseudonym_that_holds_a_name_is_refused(words: str) -> None:
    with pytest.raises(UserError, match="hide nobody"):
        give_pseudonym(CHILD, "Zebedee", words.replace("’s", ""), "Ann")(family())


def test_words_for_a_role_are_no_names() -> None:
    case, _ = give_pseudonym(ADULT, "Mother", "The mother", "Ann")(family())
    assert pseudonyms_of(case).adults[0] == "The mother"


def test_too_long_a_pseudonym_and_one_for_nobody_are_refused() -> None:
    with pytest.raises(UserError, match=str(LONGEST_PSEUDONYM)):
        give_pseudonym(CHILD, "Zebedee", "x" * (LONGEST_PSEUDONYM + 1), "Ann")
    with pytest.raises(UserError, match="no longer in this case"):
        give_pseudonym(CHILD, "Nobody", "Child X", "Ann")(family())


def test_who_was_renamed_keeps_the_pseudonym() -> None:
    case, _ = give_pseudonym(CHILD, "Zebedee", "Child Z", "Ann")(family())
    renamed = replace(case.children[2], name="Zeb", aliases=("Zebedee",))
    assert pseudonyms_of(replace(case, children=(*case.children[:2], renamed))).children[2] == "Child Z"


def test_pseudonyms_and_stops_are_kept_undone_and_in_the_trail(tmp_path: Path) -> None:
    path = tmp_path / "case.lifelanes"
    session = Session(family(), Reviewer("Ann"))
    session.save_as(path)
    stops = (StopChoice(StopKind.FINDING, "relapse:0:2013-01-01"), StopChoice(StopKind.BOOKMARK, "x", shown=False))
    session.apply(give_pseudonym(CHILD, "Zebedee", "Child Z", "Ann"), "Give Zebedee a pseudonym")
    session.apply(arrange_stops(stops), "Arrange the stops")
    session.apply(keep_bookmark(Bookmark("x", note="Say why")), "Keep a bookmark")
    kept = session.case
    session.close()
    again = Session.open(path, Reviewer("Ben"))
    assert again.case.panel == kept.panel and again.case.bookmarks == kept.bookmarks
    assert "Child Z" in again.trail[-3].what and again.trail[-3].step.by == "Ann"
    again.close()


def test_an_edit_that_changes_nothing_leaves_no_step() -> None:
    session = Session(family(), Reviewer("Ann"))
    session.apply(arrange_stops(()), "Nothing")
    session.apply(give_pseudonym(CHILD, "Zebedee", "", "Ann"), "Nothing")
    assert session.steps == ()
    session.apply(give_pseudonym(CHILD, "Zebedee", "Child Z", "Ann"), "Something")
    session.undo()
    assert session.case.panel == family().panel
    session.close()


def test_a_colleagues_pseudonyms_join_mine_and_mine_stand() -> None:
    mine, _ = give_pseudonym(CHILD, "Zebedee", "Child Z", "Ann")(family())
    theirs, _ = give_pseudonym(CHILD, "Zebedee", "Child Y", "Ben")(family())
    theirs, _ = give_pseudonym(CHILD, "Ottoline", "Child O", "Ben")(theirs)
    joined, changes = merge_copy(theirs)(mine)
    assert changes.panel and pseudonyms_of(joined).children == ("Child O", "Child C", "Child Z")


def test_a_bookmark_is_renamed_noted_and_moved_and_its_stop_goes_with_it() -> None:
    case = family()
    for name in ("One", "Two", "Three"):
        case, _ = keep_bookmark(Bookmark(name))(case)
    case, _ = arrange_stops((StopChoice(StopKind.BOOKMARK, "Two"),))(case)
    case, changes = change_bookmark("Two", Bookmark(" Second  one ", note=" Say why "))(case)
    assert changes.bookmarks and changes.panel
    assert (case.bookmarks[1].name, case.bookmarks[1].note) == ("Second one", "Say why")
    assert case.panel.stops[0].key == "Second one"
    case, _ = move_bookmark("Three", -5)(case)
    assert [mark.name for mark in case.bookmarks] == ["Three", "One", "Second one"]
    assert move_bookmark("Three", -1)(case)[0] is case
    with pytest.raises(UserError, match="Another bookmark"):
        change_bookmark("Three", Bookmark("one"))(case)
    with pytest.raises(UserError, match="no longer there"):
        change_bookmark("Gone", Bookmark("Here"))(case)
    with pytest.raises(UserError, match="needs a name"):
        change_bookmark("Three", Bookmark(" "))
