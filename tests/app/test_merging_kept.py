"""What reviewers keep beside the record, taken away in one copy of a case and changed in the other."""

from collections.abc import Callable

import pytest

from app.case.checks import find_problems
from app.case.disagreements import settle, waiting
from app.case.model import Case, Edit, Settled
from app.case.narrowing import Filter
from app.case.narrowing_edits import forget_filter, keep_filter
from app.case.own_words import OwnEntry
from app.case.own_words_edits import forget_own_entry, keep_own_entry
from app.case.panel_edits import give_pseudonym
from app.case.practice import Bookmark
from app.case.practice_edits import forget_bookmark, keep_bookmark
from app.case.pseudonyms import Whose
from app.session import Session
from tests.app.test_merging_copies import ANN, BEN, CHAIR, a_start, joined, worked_on


def own(severity: int) -> OwnEntry:
    return OwnEntry("ours.left", "concerns", f'{{"phrases":["left at soft play"],"severity":{severity}}}')


@pytest.mark.parametrize("mine_goes", [True, False])
@pytest.mark.parametrize(
    ("first", "changed", "gone", "kept"),
    [
        (
            keep_bookmark(Bookmark("The turn")),
            keep_bookmark(Bookmark("The turn", note="Who knew?")),
            forget_bookmark("The turn"),
            lambda case: case.bookmarks,
        ),
        (
            keep_filter("Grave", Filter("bruise")),
            keep_filter("Grave", Filter("bruise bite")),
            forget_filter("Grave"),
            lambda case: case.filters,
        ),
        (keep_own_entry(own(2)), keep_own_entry(own(3)), forget_own_entry("ours.left"), lambda case: case.own_words),
        (
            give_pseudonym(Whose.CHILD, "Perry", "Child X", "Ann"),
            give_pseudonym(Whose.CHILD, "Perry", "Child Y", "Ann"),
            give_pseudonym(Whose.CHILD, "Perry", "", "Ann"),
            lambda case: case.panel.pseudonyms,
        ),
    ],
    ids=["bookmark", "filter", "own words", "pseudonym"],
)
def test_what_one_took_away_and_the_other_changed_stays_and_is_decided(
    mine_goes: bool, first: Edit, changed: Edit, gone: Edit, kept: Callable[[Case], tuple[object, ...]]
) -> None:
    start = Session(a_start(), ANN)
    start.apply(first, "Keep it")
    ours, theirs = (gone, changed) if mine_goes else (changed, gone)
    mine = worked_on(start, ANN, [lambda _case, _by: ours])
    other = worked_on(start, BEN, [lambda _case, _by: theirs])
    case = joined(mine, other)(mine.case)[0]
    assert kept(case) == kept(changed(start.case)[0]) and find_problems(case) == []
    (place,) = waiting(case)
    with_it, without = (Settled.THEIRS, Settled.MINE) if mine_goes else (Settled.MINE, Settled.THEIRS)
    assert kept(settle(place, without, CHAIR, "2020-01-01")(case)[0]) == ()
    assert kept(settle(place, with_it, CHAIR, "2020-01-01")(case)[0]) == kept(case)
