"""What rows say of levels is read while the window waits: the first changed level of an opened case is quick."""

from collections.abc import Iterator
from threading import Event
from time import monotonic

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.case.edits import Reviewer, add_batch, set_level
from app.coding.lexicon import default_lexicon
from app.coding.words_said import knows_all
from app.progress import Progress
from app.session import Session
from app.workspace import Workspace
from tests.app.case_builder import Row, a_batch, a_case
from widgets.case_bridge import CaseBridge
from widgets.jobs import Jobs
from widgets.warming import WordsAhead

BY = Reviewer("A")
ROWS = tuple(Row(f"2013-{month:02}-01", "Perry", text=f"CIN plan agreed in month {month}.") for month in range(1, 13))


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[tuple[CaseBridge, Jobs]]:
    """A case just opened, of which nothing was read, and its worker."""
    jobs = Jobs()
    session = Session(a_case(["Perry"], *ROWS), BY)
    bridge = CaseBridge(session, Workspace(session.looking()), jobs)
    qtbot.waitUntil(lambda: not jobs.running)
    yield bridge, jobs
    jobs.stop()
    bridge.close()


def knows(bridge: CaseBridge) -> bool:
    return knows_all(bridge.case, default_lexicon())


def test_an_opened_case_is_read_once_while_the_window_waits(qtbot: QtBot, opened: tuple[CaseBridge, Jobs]) -> None:
    bridge, jobs = opened
    assert not knows(bridge)
    at_work: list[int] = []
    WordsAhead(bridge, jobs, jobs, after=0)
    jobs.changed.connect(lambda: at_work.append(len(jobs.running)))
    qtbot.waitUntil(lambda: knows(bridge))
    qtbot.wait(50)
    assert (at_work[-1], at_work.count(0)) == (0, 1)


def test_what_was_read_is_known_of_later_states_of_the_case(qtbot: QtBot, opened: tuple[CaseBridge, Jobs]) -> None:
    bridge, jobs = opened
    WordsAhead(bridge, jobs, jobs, after=0)
    qtbot.waitUntil(lambda: knows(bridge))
    bridge.session.apply(set_level([int(bridge.case.events.id[3])], 0, 4, BY), "level")
    assert knows(bridge)


def test_a_timer_that_rings_while_the_window_goes_begins_nothing(qtbot: QtBot, opened: tuple[CaseBridge, Jobs]) -> None:
    bridge, jobs = opened
    WordsAhead(bridge, jobs, jobs, after=0)
    jobs.stop()
    qtbot.wait(20)
    assert jobs.running == () and not knows(bridge)


def test_rows_that_come_in_later_are_read_too(qtbot: QtBot, opened: tuple[CaseBridge, Jobs]) -> None:
    bridge, jobs = opened
    WordsAhead(bridge, jobs, jobs, after=0)
    qtbot.waitUntil(lambda: knows(bridge))
    bridge.session.apply(add_batch(a_batch(bridge.case, Row("2014-01-01", "Perry", text="Case closed."))), "Import")
    assert not knows(bridge)
    qtbot.waitUntil(lambda: knows(bridge))


def test_other_work_goes_first_and_the_rows_are_read_after_it(qtbot: QtBot, opened: tuple[CaseBridge, Jobs]) -> None:
    bridge, jobs = opened
    free, done = Event(), list[str]()

    def work(_progress: Progress) -> str:
        free.wait()
        return "done"

    def other_begins() -> None:
        if [job.title for job in jobs.running] == ["Reading the rows"]:
            jobs.changed.disconnect(other_begins)
            jobs.start("Other work", work, done.append, lambda error: done.append(str(error)))

    jobs.changed.connect(other_begins)
    WordsAhead(bridge, jobs, jobs, after=0)
    qtbot.waitUntil(lambda: [job.title for job in jobs.running] == ["Other work"])
    qtbot.wait(20)
    assert not knows(bridge)
    free.set()
    qtbot.waitUntil(lambda: knows(bridge))
    assert done == ["done"]


def test_it_is_read_though_the_window_is_never_at_rest(qapp: QApplication, opened: tuple[CaseBridge, Jobs]) -> None:
    bridge, jobs = opened
    WordsAhead(bridge, jobs, jobs, after=0)
    until = monotonic() + 20
    while not knows(bridge) and monotonic() < until:
        qapp.processEvents()
    assert knows(bridge)
