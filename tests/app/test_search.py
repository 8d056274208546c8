"""What a search finds: words, words in a row, beginnings, and what must not be there."""

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.case.edits import Reviewer, correct_event, note_finding, set_severity, withdraw_events
from app.case.model import Case, Edit
from app.progress import Cancelled, Progress
from app.search.index import FIELD_ENDS, index_words
from app.search.query import fold, found_in, parse, suits
from app.search.record_search import RecordSearch, search_over
from tests.app.case_builder import Row, a_case, a_full_case

ANN = Reviewer("Ann")
ROWS = [
    "Mother reported head lice again.",
    "Head of year: lice not mentioned",
    "Neglect of the teeth; Café owner rang",
    "Neglected pets. Police attended" + FIELD_ENDS + "Lice head",
    "",
]


def found(typed: str, rows: list[str] | None = None) -> list[int]:
    """The numbers of the rows that a search finds."""
    texts = ROWS if rows is None else rows
    return np.flatnonzero(index_words(texts).matching(parse(typed))).tolist()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", [0, 1, 2, 3, 4]),
        ("lice ", [0, 1, 3]),
        ("LICE", [0, 1, 3]),
        ("lic", [0, 1, 3]),
        ("lic ", []),
        ("lic* ", [0, 1, 3]),
        ("neglect ", [2]),
        ("neglect", [2, 3]),
        ("head lice", [0, 1, 3]),
        ('"head lice"', [0]),
        ('"head lic', [0]),
        ('"head lic*"', [0]),
        ('"attended lice"', []),
        ("lice -mother ", [1, 3]),
        ('lice -"head lice"', [1, 3]),
        ("-lice ", [2, 4]),
        ("cafe", [2]),
        ("café", [2]),
        ("teeth;Café", [2]),
        ('"', [0, 1, 2, 3, 4]),
        ("-", [0, 1, 2, 3, 4]),
        ("*", [0, 1, 2, 3, 4]),
        ("zzz", []),
    ],
)
def test_what_is_typed_finds(typed: str, expected: list[int]) -> None:
    assert found(typed) == expected


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ('"head lice"', ["Head  LICE"]),
        ("-lice caf", ["Café"]),
        ("-head", []),
        ("li* ", ["LICE"]),
        ("ead", []),
    ],
)
def test_what_was_found_is_marked_where_it_stands(typed: str, marked: list[str]) -> None:
    text = "Head  LICE, at the Café"
    assert [text[first:last] for first, last in found_in(parse(typed), text)] == marked


def test_letters_keep_their_places_whatever_they_are() -> None:
    text = "İÇ ſ ﬁ Straße ÅNGSTRÖM 𝔄"
    assert len(fold(text)) == len(text)


WORDS = st.sampled_from(["ab", "abc", "b", "ba", "c", "Äb", "1"])
TEXTS = st.lists(st.lists(WORDS, max_size=6).map(" ".join), max_size=8)
TERMS = st.lists(
    st.tuples(st.booleans(), st.lists(WORDS, min_size=1, max_size=3), st.booleans()), min_size=1, max_size=3
)


@settings(max_examples=150, deadline=None)
@given(TEXTS, TERMS)
def test_the_index_finds_what_reading_every_row_finds(
    texts: list[str], terms: list[tuple[bool, list[str], bool]]
) -> None:
    typed = " ".join(f'{"-" * minus}"{" ".join(words)}{"*" * star}"' for minus, words, star in terms) + " "

    def has(text: str, words: list[str], star: bool) -> bool:
        told = r"\b" + " ".join(fold(word) for word in words) + ("" if star else r"\b")
        return re.search(told, fold(text)) is not None

    expected = [all(has(text, words, star) is not minus for minus, words, star in terms) for text in texts]
    assert index_words(texts).matching(parse(typed)).tolist() == expected
    assert [suits(parse(typed), text) for text in texts] == expected


def test_words_in_a_row_are_found_alike_in_few_rows_and_in_many() -> None:
    rows = [f"seen at home by {name}" for name in ["the nurse"] * 3 + ["a nurse, the", "nobody"] * 20]
    assert found('"the nurse"', rows) == [0, 1, 2]
    assert found('"at home"', rows) == list(range(len(rows)))
    assert found('"home by the nurse"', rows + rows[:1]) == [0, 1, 2, len(rows)]


def test_making_an_index_can_be_cancelled() -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        index_words(ROWS, progress)


def ids(search: RecordSearch, case: Case, typed: str) -> list[int]:
    """The events (ids) that a search finds."""
    return case.events.id[search.matching(case, parse(typed))].tolist()


def test_every_field_of_a_row_is_searched() -> None:
    case = a_full_case()
    search = search_over(case)
    assert ids(search, case, '"second line"') == [3]
    assert ids(search, case, "nfa") == [0]
    assert ids(search, case, "smith") == [0]


def after(case: Case, search: RecordSearch, *edits: Edit) -> tuple[Case, RecordSearch]:
    """The case and the search after some edits, one by one."""
    for edit in edits:
        changed, _ = edit(case)
        kept = search.brought_up(case, changed)
        assert kept is not None
        case, search = changed, kept
    return case, search


def test_a_record_whose_sheet_the_case_lacks_is_searched_by_its_own_words() -> None:
    case = a_case(["Perry"], Row("2013-03-01", text="Head lice again."), Row("2013-04-01", text="Home visit."))
    bare = replace(case, sources=(replace(case.sources[0], rows=case.sources[0].rows[:2]),))
    assert search_over(bare).matching(bare, parse("visit")).tolist() == [False, True]


def test_the_search_follows_what_is_changed() -> None:
    case = a_case(["Perry"], Row("2013-01-01", text="Head lice."), Row("2013-02-01", text="Head teacher rang."))
    search = search_over(case)
    changed, kept = after(
        case,
        search,
        correct_event(1, ANN, text="Nurse rang."),
        set_severity([0], 3, ANN),
        correct_event(0, ANN, author="P. Teacher"),
        withdraw_events([0]),
    )
    assert ids(kept, changed, "nurse") == [1]
    assert ids(kept, changed, "teacher") == [0, 1], "what the agency wrote is found as well as what was corrected"
    back = kept.brought_up(changed, case)
    assert back is not None and ids(back, case, "teacher") == [1]


def test_a_note_on_a_finding_is_found_with_its_rows() -> None:
    class Found:
        kind, child, evidence = "relapse", 0, (1,)
        start = a_full_case().events.when(0).day

    case = a_case(["Perry"], Row("2013-01-01", text="One."), Row("2013-02-01", text="Two."))
    changed, search = after(case, search_over(case), note_finding(Found(), "Ask the consultant", ANN, "2026-01-01"))
    assert ids(search, changed, "consultant") == [1]
