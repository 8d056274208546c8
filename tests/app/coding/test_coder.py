"""The coder as a whole: it fills only what nobody has said, gives its reasons, and reads each row on its own."""

import string
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.case.event_table import UNSCORED, CodeFrom
from app.case.model import Case
from app.coding.coder import explain, mark_stated_rows, suggest, suggest_codes
from app.progress import Cancelled, Progress
from tests.app.case_builder import Row, a_case
from tests.app.coding.sentences import coded, row

WORDS = st.sampled_from(
    [
        "no",
        "not",
        "head",
        "lice",
        "++",
        "hungry",
        "again",
        "Perry",
        "Robin",
        "but",
        "home",
        "filthy",
        "?",
        "if",
        "CP",
        "plan",
        "ended",
        "CIN",
        "s47",
        "x3",
        "denied",
        "in",
        "2009",
        "mum",
        "told",
        "MASH",
        "NFA",
        ",",
        ".",
        ";",
        "-",
        "(",
        ")",
        ":",
        "\n",
        "weight",
        "9th",
        "improved",
        "strategy",
        "meeting",
        "referral",
        "to",
        "CSC",
    ]
)
TEXTS = st.one_of(st.lists(WORDS, max_size=25).map(" ".join), st.text(max_size=80))


def test_a_code_that_the_sheet_states_stays() -> None:
    text = "EPO granted. Kitchen filthy."
    case = a_case(["Perry"], Row("2014-03-03", "all", 1, "education", {"Perry": 2}, text))
    after, changes = suggest_codes(case)(case)
    event = after.events.event(0)
    assert (event.severity, event.levels) == (1, {0: 2})
    assert case.scheme.categories_in(event.categories) == ("education",)
    assert event.severity_from is CodeFrom.STATED
    assert changes.events <= {0}


def test_a_row_whose_codes_its_sheet_states_gets_markers_when_they_are_asked_for() -> None:
    text = "Strategy discussion held by telephone. Kitchen filthy."
    case = a_case(["Perry"], Row("2014-03-03", "all", 1, "education", {"Perry": 2}, text))
    assert suggest_codes(case)(case)[0].events.markers == case.events.markers
    after, _changes = mark_stated_rows(case)(case)
    assert after.events.markers[0] == ("strategy_discussion:held",)
    for column in ("severity", "categories", "level", "severity_from", "categories_from", "level_from"):
        assert getattr(after.events, column).tolist() == getattr(case.events, column).tolist()


def test_what_nobody_has_said_is_suggested_and_marked_so() -> None:
    case = row("Kitchen filthy, dog faeces. CIN visit.")
    after, changes = suggest_codes(case)(case)
    event = after.events.event(0)
    assert event.severity == 3
    assert event.severity_from is CodeFrom.LEXICON
    assert event.categories_from is CodeFrom.LEXICON
    assert set(event.levels_from.values()) == {CodeFrom.LEXICON}
    assert changes.events == frozenset({0})


def test_suggesting_twice_changes_nothing_more() -> None:
    case = row("Kitchen filthy. CIN visit. Referral to CSC.")
    once = suggest_codes(case)(case)[0]
    assert suggest_codes(once)(once)[0].events.severity.tolist() == once.events.severity.tolist()
    assert suggest_codes(once)(once)[0] is once


def test_a_row_in_which_nothing_is_recognised_stays_unscored() -> None:
    _case, found = coded("Qwertz uiop.")
    assert found.severity[0] == UNSCORED


def test_markers_that_a_row_has_stay() -> None:
    case = a_case(["Perry"], Row("2014-03-03", text="ICPC.", markers=("admission",)))
    assert suggest_codes(case)(case)[0].events.markers[0] == ("admission",)


def test_each_child_has_its_own_severity_where_the_row_tells_them_apart() -> None:
    case, found = coded("Perry has an infected wound, untreated. Robin lice seen.")
    perry, robin = case.child_named("Perry").id, case.child_named("Robin").id
    assert found.severity[0] == 4
    assert found.child_severity[0, robin] == 1
    assert found.child_severity[0, perry] == UNSCORED


def test_a_toddler_on_the_road_weighs_more_than_a_schoolchild() -> None:
    case = row("Playing in the street unsupervised.", children=("Perry",))
    day = case.events.when(0).earliest
    assert day is not None
    born = replace(case.events.when(0), earliest=day.replace(year=2013), latest=day.replace(year=2013))
    toddler = replace(case, children=(replace(case.children[0], born=born),))
    assert suggest(toddler).severity[0] > suggest(case).severity[0]


def test_reasons_quote_the_row_where_it_says_so() -> None:
    text = "Kitchen filthy. No bruises. CIN visit."
    case = row(text, "Referral to CSC. NFA")
    reasons = explain(case, 0)
    fields = {reason.field for reason in reasons}
    assert {"severity", "category", "level", "marker", "negated"} <= fields
    for reason in reasons:
        whole = text if reason.part == "text" else "Referral to CSC. NFA"
        if reason.end:
            assert whole[reason.start : reason.end] == reason.words
        assert reason.says.endswith(".")


def test_reasons_and_suggestions_agree() -> None:
    case = row("Perry bruised cheek. Robin clean. Strategy discussion held.")
    found, reasons = suggest(case), explain(case, 0)
    highest = max(int(reason.value) for reason in reasons if reason.field == "severity")
    assert found.severity[0] == highest
    said = {reason.value for reason in reasons if reason.field == "category"}
    assert said == set(case.scheme.categories_in(int(found.categories[0])))


def test_what_another_agency_heard_gives_way_to_who_took_the_step() -> None:
    case = a_case(
        ["Perry"],
        Row("2011-07-12", text="CIN closed, step down to TAF.", agency="Children's Social Care"),
        Row("2011-07-13", text="Told yesterday that social care have closed.", agency="School"),
        Row("2012-07-13", text="Told yesterday that social care have closed.", agency="School"),
    )
    assert suggest(case).level[:, 0].tolist() == [1, UNSCORED, 0]


def test_coding_stops_when_asked() -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        suggest(row("Lice."), progress=progress)


def test_words_that_grow_when_made_small_do_not_shift_reasons() -> None:
    case = row("İİİ Kitchen filthy.")
    reason = next(reason for reason in explain(case, 0) if reason.field == "severity")
    assert case.events.text[0][reason.start : reason.end] == reason.words


@given(TEXTS, TEXTS)
@settings(max_examples=120, deadline=None)
def test_any_text_can_be_read(text: str, response: str) -> None:
    case = row(text, response or None)
    found = suggest(case)
    assert -1 <= int(found.severity[0]) <= 5
    assert set(np.unique(found.level).tolist()) <= {-1, 0, 1, 2, 3, 4, 5}
    for reason in explain(case, 0):
        assert reason.says


@given(st.lists(TEXTS, min_size=2, max_size=5, unique=True), st.randoms())
@settings(max_examples=40, deadline=None)
def test_rows_are_read_on_their_own(texts: list[str], chance: Random) -> None:
    letters = string.ascii_lowercase[: len(texts)]
    rows = [Row("2014-03-03", text=text, agency=letter) for text, letter in zip(texts, letters, strict=True)]
    mixed = list(rows)
    chance.shuffle(mixed)
    assert _by_text(a_case(["Perry", "Robin"], *rows)) == _by_text(a_case(["Perry", "Robin"], *mixed))


def _by_text(case: Case) -> dict[str, tuple[object, ...]]:
    found = suggest(case)
    return {
        case.events.text[place]: (
            int(found.severity[place]),
            int(found.categories[place]),
            tuple(found.child_severity[place].tolist()),
            found.markers[place],
        )
        for place in range(len(case.events))
    }
