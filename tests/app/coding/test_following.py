"""An edit of one row, and the suggested levels of others that follow from it: as if all were suggested anew."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.analysis.findings import find_all
from app.analysis.refinding import find_again
from app.case.dates import exactly, known_date
from app.case.edits import (
    Reviewer,
    correct_event,
    restore_events,
    set_level,
    set_severity,
    set_subjects,
    withdraw_events,
)
from app.case.model import Case, Edit
from app.coding.coder import explain, suggest_codes
from app.coding.following import following, levels_afresh
from app.coding.held_back import Said
from app.coding.lexicon import default_lexicon
from app.coding.words_said import read_all, said_at
from app.progress import Cancelled, Progress
from tests.app.case_builder import Row, a_case, afresh

BY = Reviewer("A")
CHILDREN = ("Perry", "Robin")
PLAN = "Child protection plan made for Perry."
ENDED = "S47 enquiry concluded, no further action."
ROWS = 40
STEPS = (
    "Strategy discussion. S47 started.", ENDED, "CIN plan agreed.", "CIN plan ended.", "PLO letter sent.",
    "ICPC: made subject of a CP plan, neglect.", "CP plan ended.", "Case closed.", "De-registered.",
    "Returned home from foster care, order continues.", "TAF meeting.", "Told by GP that social care have closed.",
    "Robin placed with foster carers under s20.", "CP visit. Home tidy.", "Seen at school, well.",
)  # fmt: skip


def coded(*rows: Row) -> Case:
    case = a_case(list(CHILDREN), *rows)
    return suggest_codes(case)(case)[0]


def a_record(seed: int, apart: int) -> Case:
    """Steps of every kind about two children, drawn by lot, so many days apart at most."""
    lot = Random(seed)
    day, rows = known_date(16_000), list[Row]()
    for _row in range(ROWS):
        day += timedelta(days=lot.randrange(apart))
        agency = lot.choice(("Children's Social Care", "Children's Social Care", "School", "GP"))
        rows.append(Row(day.isoformat(), lot.choice(("Perry", "Robin", "all")), text=lot.choice(STEPS), agency=agency))
    return coded(*rows)


def levels(case: Case) -> list[list[int]]:
    return case.events.level.tolist()


def moved(case: Case, event: int, days: int) -> Edit:
    day = known_date(int(case.events.day[case.events.position(event)])) + timedelta(days=days)
    return correct_event(event, BY, when=exactly(day))


EDITS: tuple[Callable[[Case, int, int], Edit], ...] = (
    lambda _case, event, number: set_level([event], number % 2, None if number > 11 else number % 6, BY),
    lambda _case, event, _number: withdraw_events([event]),
    lambda _case, event, number: withdraw_events([event, (event + number) % ROWS]),
    lambda _case, event, _number: restore_events([event]),
    lambda case, event, number: moved(case, event, number * 7 - 60),
    lambda case, event, number: moved(case, event, number - 8),
    lambda _case, event, number: set_severity([event], number % 5, BY),
)


@settings(max_examples=50, deadline=None)
@example(17, 2, [(0, 0, 0)], False)
@given(
    st.integers(0, 40),
    st.sampled_from((2, 12, 60)),
    st.lists(
        st.tuples(st.integers(0, len(EDITS) - 1), st.integers(0, ROWS - 1), st.integers(0, 16)), min_size=1, max_size=5
    ),
    st.booleans(),
)
def test_levels_after_any_edits_are_those_of_suggesting_all_anew(
    seed: int, apart: int, edits: list[tuple[int, int, int]], opened_again: bool
) -> None:
    case = a_record(seed, apart)
    assert levels(levels_afresh(case)) == levels(case)
    found = find_all(case)
    for kind, event, number in edits:
        before = afresh(case) if opened_again else case
        case, changes = following(EDITS[kind](before, event, number))(before)
        anew = levels_afresh(afresh(case))
        assert levels(case) == levels(anew)
        assert np.array_equal(case.events.level_from, anew.events.level_from)
        found = find_again(before, found, case, changes)
        assert found == find_all(afresh(case))


PLANNED = Row("2012-01-10", "Perry", text=PLAN, agency="Children's Social Care")
ENQUIRY_ENDS = Row("2012-03-01", "Perry", text=ENDED, agency="Children's Social Care")


@pytest.mark.parametrize(
    "edit",
    [
        lambda _case: withdraw_events([0]),
        lambda _case: set_level([0], 0, 3, BY),
        lambda _case: set_level([0], 0, None, BY),
        lambda case: moved(case, 0, 90),
    ],
)
def test_an_end_held_back_by_a_plan_is_suggested_once_the_plan_is_gone(edit: Callable[[Case], Edit]) -> None:
    case = coded(PLANNED, ENQUIRY_ENDS)
    assert levels(case) == [[4, -1], [-1, -1]]
    after, changes = following(edit(case))(case)
    place = after.events.position(1)
    assert after.events.level[place, 0] == 0
    assert changes.events == {0, 1}


def test_an_end_is_held_back_once_another_level_is_in_force() -> None:
    case = coded(PLANNED, ENQUIRY_ENDS)
    gone = following(withdraw_events([0]))(case)[0]
    assert levels(following(restore_events([0]))(gone)[0]) == levels(case)


def test_what_a_reviewer_said_of_the_end_stays() -> None:
    case = coded(PLANNED, ENQUIRY_ENDS)
    case = set_level([1], 0, 2, BY)(case)[0]
    assert following(withdraw_events([0]))(case)[0].events.level[1, 0] == 2


def test_an_edit_of_other_codes_leaves_every_level() -> None:
    case = coded(PLANNED, ENQUIRY_ENDS)
    edit = set_severity([0], 2, BY)
    assert following(edit)(case)[0].events.level is case.events.level


def test_no_reason_is_told_for_an_end_that_is_held_back() -> None:
    case = coded(PLANNED, ENQUIRY_ENDS)
    assert [reason.field for reason in explain(case, 0)].count("level") == 1
    assert "level" not in [reason.field for reason in explain(case, 1)]
    alone = following(withdraw_events([0]))(case)[0]
    assert "level" in [reason.field for reason in explain(alone, 1)]


def test_rows_about_nobody_are_read_anew_once_their_sheet_tells_whom_another_is_about() -> None:
    case = coded(PLANNED._replace(subjects="", text="CIN plan agreed."), Row("2012-02-01", "", text="Seen at school."))
    assert levels(levels_afresh(case)) == [[2, 2], [-1, -1]]
    after = set_subjects([1], [0], BY)(case)[0]
    assert levels(levels_afresh(after)) == levels(levels_afresh(afresh(after))) == [[-1, -1], [-1, -1]]


@pytest.mark.parametrize("part", [1, 7, ROWS])
def test_rows_read_in_parts_say_what_they_say_read_together(part: int) -> None:
    case, lexicon = a_record(3, 40), default_lexicon()
    together = said_at(afresh(case), np.arange(ROWS), lexicon)
    in_parts = read_all(afresh(case), lexicon, part=part)
    for one, other in zip(together, in_parts, strict=True):
        assert one.dtype == other.dtype and np.array_equal(one, other)


def test_rows_whose_reading_was_stopped_are_read_on_from_there() -> None:
    case, lexicon, begun, asked = a_record(3, 40), default_lexicon(), list[Said](), list[int]()
    stop_after: int | None = None

    def give_way() -> None:
        asked.append(1)
        if len(asked) == stop_after:
            progress.cancel()

    progress = Progress(give_way=give_way)
    together = read_all(case, lexicon, progress, part=5)
    every, stop_after = len(asked), len(asked) // 2
    asked.clear()
    with pytest.raises(Cancelled):
        read_all(case, lexicon, progress, 5, begun)
    read, stop_after, progress = len(begun), None, Progress(give_way=give_way)
    asked.clear()
    in_two_goes = read_all(case, lexicon, progress, 5, begun)
    assert 0 < read < len(begun) and len(asked) < every
    for one, other in zip(together, in_two_goes, strict=True):
        assert np.array_equal(one, other)


def test_a_case_without_rows_says_nothing() -> None:
    assert len(read_all(a_case(list(CHILDREN)), default_lexicon()).told) == 0
