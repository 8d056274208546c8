"""Words that mean a thing only from a year on, before which the same letters stood for something else."""

import pytest

from app.case.scheme import shipped_scheme
from app.case.scheme_edits import set_scheme
from app.coding.coder import suggest
from app.coding.lexicon import default_lexicon
from tests.app.case_builder import Row, a_case
from tests.app.coding.sentences import categories, severity

NOTHING = -1
CARE = "Children's Social Care"


def level(text: str, day: str, scheme: str = "england-six-level") -> int:
    """The level that a row of social care of that day states."""
    case = set_scheme(shipped_scheme(scheme))(a_case(("Perry",), Row(day, "all", text=text, agency=CARE)))[0]
    return int(suggest(case).level[0, 0])


@pytest.mark.parametrize(
    ("text", "before", "after", "means", "scheme"),
    [
        # A police or parent liaison officer; the Public Law Outline, tried from June 2007, in force from April 2008.
        ("PLO meeting with parents.", "2004-03-03", "2012-03-03", 5, "england-six-level"),
        # Plain English; the programme of 2021.
        ("Worker supporting families agreed to call.", "2014-03-03", "2022-03-03", 1, "england-six-level"),
        ("Flying start programme begun.", "2003-03-03", "2012-03-03", 1, "wales"),
    ],
)
def test_letters_that_meant_something_else_before(text: str, before: str, after: str, means: int, scheme: str) -> None:
    assert level(text, before, scheme) == NOTHING
    assert level(text, after, scheme) == means


def test_a_school_examination_is_no_exploitation() -> None:
    assert severity("Sat CSE.", day="1986-06-03") == NOTHING
    assert severity("CSE.", day="2014-06-03") == 3
    assert "sexual_harm" not in categories("Mother has CSE grades.")


@pytest.mark.parametrize(
    ("text", "day", "means"),
    [
        ("CAF opened.", "2016-03-03", 1),
        ("Names placed on the child protection register.", "2012-03-03", 4),
        ("Pre-proceedings begun.", "2005-03-03", 5),
    ],
)
def test_an_old_word_used_late_is_still_the_word(text: str, day: str, means: int) -> None:
    assert level(text, day) == means


def test_a_row_without_a_year_loses_nothing() -> None:
    rows = [entry for entry in default_lexicon().entries.values() if entry.valid_from or entry.valid_to]
    assert rows and all(entry.holds_in(None) for entry in rows)


def test_every_year_in_the_lexicon_has_its_reason() -> None:
    """The source of a dated entry says what fixes the year."""
    for entry in default_lexicon().entries.values():
        if entry.valid_from:
            assert any(f"{year}" in entry.source for year in range(entry.valid_from, entry.valid_from + 5)), entry.id
