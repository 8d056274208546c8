"""A large case is painted before it is searched for findings: the two at once would take the window twice as long."""

from time import sleep

from pytestqt.qtbot import QtBot

from app.case.edits import Reviewer
from app.session import Session
from app.workspace import Workspace
from tests.benchmarks.busy_case import a_busy_case
from widgets.case_bridge import PAINTS_FIRST, QUICK_EVENTS, CaseBridge
from widgets.jobs import Jobs


def test_a_large_case_is_searched_once_the_window_has_come_round(qtbot: QtBot) -> None:
    jobs, session = Jobs(), Session(a_busy_case(QUICK_EVENTS + 1), Reviewer("A"))
    bridge = CaseBridge(session, Workspace(session.looking()), jobs)
    sleep(PAINTS_FIRST / 5)
    untouched = not session.case.events.kept_here
    qtbot.waitUntil(lambda: not jobs.running, timeout=20_000)
    assert (untouched, bool(session.case.events.kept_here), bool(bridge.findings)) == (True, True, True)
    jobs.stop()
    bridge.close()
