"""An opened case can be searched before anybody asks: the first key typed finds as quickly as the next."""

from collections.abc import Iterator
from threading import Event
from time import monotonic

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.case.edits import Reviewer
from app.progress import Progress
from app.search.query import parse
from app.session import Session
from app.workspace import Workspace
from tests.benchmarks.finding_rows import a_wordy_case
from widgets.case_bridge import CaseBridge
from widgets.jobs import Jobs
from widgets.search_ahead import SearchAhead
from widgets.searching import QUICK_ROWS, Searching


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[tuple[CaseBridge, Searching, Jobs]]:
    """A large case just opened, of which nothing was read, and its worker."""
    jobs = Jobs()
    session = Session(a_wordy_case(QUICK_ROWS + 500, words=5), Reviewer("A"))
    bridge = CaseBridge(session, Workspace(session.looking()), jobs)
    qtbot.waitUntil(lambda: not jobs.running, timeout=20_000)
    yield bridge, Searching(jobs, bridge), jobs
    jobs.stop()
    bridge.close()


def finds(searching: Searching, bridge: CaseBridge, words: str) -> int | None:
    """How many records have these words; None where that cannot be told yet."""
    rows = searching.matching(bridge.case, parse(words))
    return None if rows is None else int(rows.sum())


def wanted(bridge: CaseBridge) -> int:
    """How many records have a word that begins with m."""
    return sum(any(word.startswith("m") for word in text.split()) for text in bridge.case.events.text)


def is_read(searching: Searching) -> bool:
    return searching.ready and not searching.making_ready


def test_the_first_key_finds_at_once(qtbot: QtBot, opened: tuple[CaseBridge, Searching, Jobs]) -> None:
    bridge, searching, jobs = opened
    SearchAhead(bridge, jobs, searching, bridge, after=0)
    qtbot.waitUntil(lambda: is_read(searching))
    assert finds(searching, bridge, "m") == wanted(bridge)


def test_where_nobody_waited_the_first_key_has_to(opened: tuple[CaseBridge, Searching, Jobs]) -> None:
    bridge, searching, _jobs = opened
    assert finds(searching, bridge, "m") is None and searching.making_ready


def test_another_case_is_read_instead(qtbot: QtBot, opened: tuple[CaseBridge, Searching, Jobs]) -> None:
    bridge, searching, jobs = opened
    bridge.session_opened.connect(searching.forget)
    SearchAhead(bridge, jobs, searching, bridge, after=0)
    qtbot.waitUntil(lambda: searching.making_ready)
    other = Session(a_wordy_case(QUICK_ROWS + 100, words=5), Reviewer("A"))
    bridge.take_session(other)
    assert not searching.making_ready
    qtbot.waitUntil(lambda: is_read(searching), timeout=20_000)
    assert finds(searching, bridge, "m") == wanted(bridge)


def test_other_work_goes_first_unless_somebody_waits(qtbot: QtBot, opened: tuple[CaseBridge, Searching, Jobs]) -> None:
    bridge, searching, jobs = opened
    free, done = Event(), list[str]()

    def work(_progress: Progress) -> str:
        free.wait()
        return "done"

    def other_begins() -> None:
        jobs.start("Other work", work, done.append, lambda error: done.append(str(error)))

    searching.make_ahead(bridge.case)
    other_begins()
    assert not searching.making_ready
    assert finds(searching, bridge, "m") is None
    other_begins()
    assert searching.making_ready
    free.set()
    qtbot.waitUntil(lambda: is_read(searching) and len(done) == 2)


def test_it_is_read_though_the_window_is_never_at_rest(
    qapp: QApplication, opened: tuple[CaseBridge, Searching, Jobs]
) -> None:
    bridge, searching, _jobs = opened
    searching.make_ready(bridge.case)
    until = monotonic() + 20
    while searching.making_ready and monotonic() < until:
        qapp.processEvents()
    assert finds(searching, bridge, "m") == wanted(bridge)
