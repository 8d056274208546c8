"""Two people work on copies of a case: joining the copies loses no decision of either."""

import json
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from app.agreement.since import touched_since
from app.case.checks import equal_cases, find_problems
from app.case.edits import Reviewer
from app.case.event_table import CodeFrom
from app.case.merge_edits import merge_copy
from app.case.model import Adult, Case, Edit, RowKind, SheetRow
from app.errors import UserError
from app.session import Session
from tests.app.case_builder import Row, a_case
from tests.app.merge_steps import STEPS, Step

ANN, BEN, CHAIR = Reviewer("Ann"), Reviewer("Ben"), Reviewer("Chair")


def a_start() -> Case:
    case = a_case(
        ["Perry", "Robin", "Sam"],
        Row("2012-01-01", "Perry", 2, "hygiene", {"Perry": 2}, "Head lice."),
        Row("2012-02-01", "all", 3, "hygiene", {}, "Lice again.", severity_from=CodeFrom.LEXICON),
        Row("2013-03-01", "Robin", None, "", {}, "Home visit."),
        Row("2013-04-01", "all", 1, "nutrition", {"Robin": 4}, "Hungry."),
        Row("2014-05-01", "Sam, Perry", None, "", {}, "Call."),
    )
    sheet = case.sources[0]
    rejected = SheetRow(9, RowKind.REJECTED, ("soon", "all", "Words of a row without a date."), "no date")
    return replace(case, sources=(replace(sheet, rows=(*sheet.rows, rejected)),), adults=(Adult(0, "Mother"),))


def worked_on(start: Session, by: Reviewer, steps: Sequence[Step]) -> Session:
    """A copy of a session on which a reviewer took these steps; what does not fit is left out."""
    copy = Session(start.case, by)
    copy._trail = list(start.trail)  # a copy of the file holds the trail so far
    for step in steps:
        try:
            copy.apply(step(copy.case, by), "a step")
        except (UserError, IndexError):
            continue
    return copy


def joined(mine: Session, theirs: Session) -> Edit:
    return merge_copy(theirs.case, *touched_since(mine.trail, theirs.trail))


def stands_in(case: Case, event: int) -> str:
    """The row that an event stands in, however its event is numbered and whatever was corrected."""
    place = case.events.position(event)
    source, row = int(case.events.source[place]), int(case.events.row[place])
    file = case.sources[source].file
    return f"{file}: {case.sheet_row(source, row).cells if case.sources[source].by_hand else row}"


def given_codes(case: Case) -> set[tuple[str, str, str]]:
    """(row, field, value) of every code that a reviewer gave; levels of any child."""
    events, told = case.events, set[tuple[str, str, str]]()
    for place, event in enumerate(events.id.tolist()):
        row = stands_in(case, event)
        if events.severity_from[place] == CodeFrom.REVIEWER:
            told.add((row, "severity", str(int(events.severity[place]))))
        if events.categories_from[place] == CodeFrom.REVIEWER:
            told.add((row, "categories", str(sorted(case.scheme.categories_in(int(events.categories[place]))))))
        for child in np.flatnonzero(events.level_from[place] == CodeFrom.REVIEWER).tolist():
            told.add((row, "level", str(int(events.level[place, child]))))
    return told


def kept_codes(case: Case) -> set[tuple[str, str, str]]:
    """As ``given_codes``, with what the record of disagreements keeps."""
    told = given_codes(case)
    for item in case.disagreements:
        if item.event is None or item.field not in ("severity", "categories", "level"):
            continue
        row = stands_in(case, item.event)
        for value in (json.loads(item.mine), json.loads(item.theirs)):
            said = value[0] if item.field == "severity" else value
            told.add((row, item.field, "-1" if said is None else str(said)))
    return told


@settings(max_examples=120, deadline=None)
@given(before=STEPS, ours=STEPS, theirs=STEPS)
def test_joining_two_copies_loses_no_decision(before: list[Step], ours: list[Step], theirs: list[Step]) -> None:
    start = worked_on(Session(a_start(), ANN), ANN, before)
    mine, other = worked_on(start, ANN, ours), worked_on(start, BEN, theirs)
    case, edit = mine.case, joined(mine, other)
    after, _ = edit(case)
    assert find_problems(after) == []
    assert given_codes(case) | given_codes(other.case) <= kept_codes(after)
    assert set(case.events.id.tolist()) <= set(after.events.id.tolist())
    mine.apply(edit, "Join")
    if after is not case:
        mine.undo()
        assert equal_cases(mine.case, case)


@settings(max_examples=80, deadline=None)
@given(steps=STEPS, known=st.booleans())
def test_joining_a_copy_with_itself_changes_nothing(steps: list[Step], known: bool) -> None:
    one = worked_on(Session(a_start(), ANN), ANN, steps)
    other = worked_on(one, BEN, [])
    edit = joined(one, other) if known else merge_copy(other.case)
    assert edit(one.case)[0] is one.case
