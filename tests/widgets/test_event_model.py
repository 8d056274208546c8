"""The table of events: order, speed with many rows, and what it says of each."""

import time
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from app.case.edits import withdraw_events
from app.case.event_table import CodeFrom
from tests.app.case_builder import Row, a_case, a_large_case
from widgets.events.event_model import COLUMNS, EVIDENCE, EventModel

DOWN = Qt.SortOrder.DescendingOrder


def column(heading: str) -> int:
    """The number of the column of that heading."""
    return next(number for number, column in enumerate(COLUMNS) if column.heading == heading)


def shown(model: EventModel, heading: str) -> list[str]:
    """What the column says, from top to bottom."""
    return [model.index(row, column(heading)).data() for row in range(model.rowCount())]


@pytest.fixture
def model() -> EventModel:
    """Four rows about two children."""
    return EventModel(
        a_case(
            ["Perry", "Robin"],
            Row("2013-01-01", "Robin", 1, "hygiene", {"Robin": 2}, "b", "School"),
            Row("2013-02-01", "all", None, "", {}, "A\nsecond line", "GP"),
            Row("2013-03-01", "Perry", 4, "nutrition", {"Perry": 4}, "c", "", severity_from=CodeFrom.LEXICON),
            Row("2013-04-01", "all", 1, "", {"Perry": 4, "Robin": 2}, "", "School"),
        )
    )


def test_it_is_a_sound_model(model: EventModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)
    model.sort(column("Severity"), DOWN)
    qtmodeltester.check(model)


def test_rows_stand_in_order_of_date_at_first(model: EventModel) -> None:
    assert shown(model, "Date") == ["1 Jan 2013", "1 Feb 2013", "1 Mar 2013", "1 Apr 2013"]
    assert shown(model, "Children") == ["Robin", "all children", "Perry", "all children"]
    assert shown(model, "Level") == ["2 Child in need", "", "4 Child protection plan", "Perry 4, Robin 2"]


@pytest.mark.parametrize(
    ("heading", "falling", "expected"),
    [
        ("Severity", False, ["–", "1", "1", "4 (suggested)"]),
        ("Severity", True, ["4 (suggested)", "1", "1", "–"]),
        ("Text", False, ["A second line", "b", "c", ""]),
        ("Agency", False, ["GP", "School", "School", ""]),
        ("Children", False, ["all children", "all children", "Perry", "Robin"]),
    ],
)
def test_a_heading_sorts(model: EventModel, heading: str, falling: bool, expected: list[str]) -> None:
    model.sort(column(heading), DOWN if falling else Qt.SortOrder.AscendingOrder)
    assert shown(model, heading) == expected


def test_equal_rows_keep_the_order_of_their_dates(model: EventModel) -> None:
    model.sort(column("Severity"), DOWN)
    assert shown(model, "Date")[1:3] == ["1 Jan 2013", "1 Apr 2013"]


def test_evidence_is_marked_and_can_be_brought_to_the_top(model: EventModel) -> None:
    model.show_evidence(frozenset({2}))
    model.sort(EVIDENCE)
    assert model.event_at(0) == 2
    assert model.index(0, EVIDENCE).data() == "●"
    assert model.index(0, 0).data(Qt.ItemDataRole.FontRole).bold()
    assert model.index(1, EVIDENCE).data() == ""


def test_a_withdrawn_row_is_not_shown(model: EventModel) -> None:
    case = a_case(["Perry"], Row("2013-01-01", "Perry"), Row("2013-02-01", "Perry"))
    model.show_case(case)
    after, changes = withdraw_events([0])(case)
    model.refresh_events(after, changes.events)
    assert model.rowCount() == 1
    assert model.row_of(0) is None and model.row_of(1) == 0


def test_an_empty_case_shows_nothing() -> None:
    model = EventModel(a_case([]))
    model.sort(column("Severity"))
    assert model.rowCount() == 0
    assert model.event_at(0) is None


def test_fifty_thousand_rows_sort_and_scroll_without_a_wait() -> None:
    large = a_large_case(5_000)
    places = np.tile(np.arange(5_000), 10)
    events = large.events.take(places)
    case = replace(large, events=replace(events, id=np.arange(50_000, dtype=np.int32)).in_order())
    model = EventModel(case)
    began = time.perf_counter()
    model.sort(column("Severity"), DOWN)
    sorting = time.perf_counter() - began
    began = time.perf_counter()
    for row in range(30):
        for number in range(len(COLUMNS)):
            model.index(row, number).data()
            model.index(row, number).data(Qt.ItemDataRole.FontRole)
    page = time.perf_counter() - began
    # Ten times what it takes on two shared cores; what a person notices is a tenth of a second.
    assert sorting < 1.0
    assert page < 0.3
