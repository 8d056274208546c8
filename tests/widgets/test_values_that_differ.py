"""What two reviewers keep otherwise reads as words: bookmarks, filters, pseudonyms, stops, the rules of the scheme."""

from datetime import date

import pytest

from app.case.disagreements import GRAVITY, NOTHING, as_json
from app.case.kept_values import PUT
from app.case.model import Disagreement
from app.case.narrowing import Filter, NamedFilter
from app.case.practice import Bookmark, Episode
from app.case.pseudonyms import Pseudonym, StopChoice, StopKind, Whose
from app.case.scheme import default_scheme
from tests.app.case_builder import a_case
from widgets.agreement.values import FIELDS, field_in_words, value_in_words


@pytest.mark.parametrize(
    ("field", "about", "value", "words"),
    [
        ("bookmark", "The turn", Bookmark("The turn", date(2013, 1, 1), note="Who knew?"), "2013-01-01, Who knew?"),
        ("episode", "Summer", Episode("Summer", date(2014, 5, 6), date(2014, 6, 7)), "2014-05-06, 2014-06-07"),
        ("filter", "Lice", NamedFilter("Lice", Filter("lice")), "Lice"),
        ("pseudonym", "Perry", Pseudonym(Whose.CHILD, "Perry", "Child X", "Ann"), "Child X"),
        ("stops", "", (StopChoice(StopKind.FINDING, "a"), StopChoice(StopKind.FINDING, "b")), "2 stops"),
        ("scheme", "", default_scheme(), "England, six levels, version 1"),
    ],
)
def test_a_value_reads_as_words(field: str, about: str, value: object, words: str) -> None:
    item = Disagreement(None, field, about, as_json(value), "Ann", NOTHING, "Ben")
    case = a_case(["Perry"])
    assert words in value_in_words(case, item, item.mine) and "{" not in value_in_words(case, item, item.mine)
    assert value_in_words(case, item, item.theirs)
    assert field_in_words(item).startswith(FIELDS[field]) and about in field_in_words(item)


def test_every_field_has_a_name_and_a_place_among_the_others() -> None:
    assert set(GRAVITY) == set(FIELDS) and set(PUT) <= set(FIELDS)
