"""Memory is given back while a person pauses, and no key waits for it."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.analysis.findings import find_all
from app.case.edits import Reviewer, set_severity
from app.case.model import Case
from app.memory import look_when_told, nothing_let_go
from app.session import Session
from app.workspace import Workspace
from tests.app.case_builder import Row, a_case
from widgets.case_bridge import CaseBridge
from widgets.jobs import Jobs
from widgets.tidying import Tidying

BY = Reviewer("A")
SOON = 20


class Page:
    """Something that holds itself, as a page of a window does, and through that the case."""

    def __init__(self, case: Case) -> None:
        self.case, self.itself = case, self


@pytest.fixture
def window_like() -> Iterator[None]:
    """Garbage is looked for as a window has it."""
    before = gc.get_threshold()
    look_when_told()
    yield
    gc.set_threshold(*before)


@pytest.fixture
def opened(qtbot: QtBot, window_like: None) -> Iterator[tuple[CaseBridge, Jobs]]:
    jobs = Jobs()
    session = Session(a_perry(), BY)
    bridge = CaseBridge(session, Workspace(session.looking()), jobs)
    qtbot.waitUntil(lambda: not jobs.running)
    yield bridge, jobs
    jobs.stop()
    bridge.close()


def a_perry() -> Case:
    return a_case(["Perry"], *[Row(f"2013-{month:02}-01", "Perry", severity=month % 5) for month in range(1, 13)])


def test_a_closed_case_is_given_back_once_a_person_pauses(qtbot: QtBot, opened: tuple[CaseBridge, Jobs]) -> None:
    bridge, jobs = opened
    with nothing_let_go():
        page = Page(bridge.case)
    closed = weakref.ref(page)
    del page
    Tidying(bridge, jobs, jobs, after=SOON)
    bridge.take_session(Session(a_perry(), BY))
    assert closed() is not None
    qtbot.waitUntil(lambda: closed() is None)


def test_nothing_is_looked_through_in_the_middle_of_coding(qtbot: QtBot, opened: tuple[CaseBridge, Jobs]) -> None:
    bridge, jobs = opened
    Tidying(bridge, jobs, jobs)
    looked: list[int] = []

    def note(phase: str, told: dict[str, int]) -> None:
        if phase == "start" and told["generation"] == len(gc.get_threshold()) - 1:
            looked.append(1)

    gc.callbacks.append(note)
    try:
        for turn in range(20):
            bridge.session.apply(set_severity([int(bridge.case.events.id[turn % 12])], turn % 5, BY), "severity")
        kept = [[number] for number in range(200_000)]
        qtbot.wait(10)
    finally:
        gc.callbacks.remove(note)
    assert (looked, len(kept)) == ([], 200_000)


def test_what_was_found_is_not_looked_through_as_the_search_ends() -> None:
    case = a_perry()
    with nothing_let_go():
        made = [[number] for number in range(10_000)]
        find_all(case)
    assert gc.get_count()[0] < len(made) // 10
