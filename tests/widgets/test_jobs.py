"""Long work runs beside the window and never speaks after it was told to stop."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.progress import Progress
from widgets.jobs import Jobs


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    """A worker that is stopped at the end."""
    jobs = Jobs()
    yield jobs
    jobs.stop()


def refuse(error: UserError) -> None:
    """For work that must not fail."""
    raise error


def test_work_runs_elsewhere_and_its_answer_comes_back_here(qtbot: QtBot, jobs: Jobs) -> None:
    where: list[threading.Thread] = []

    def work(_progress: Progress) -> int:
        where.append(threading.current_thread())
        return 42

    def done(answer: int) -> None:
        where.append(threading.current_thread())
        assert answer == 42

    jobs.start("Counting", work, done, refuse)
    qtbot.waitUntil(lambda: len(where) == 2)
    assert where[0] is not threading.main_thread()
    assert where[1] is threading.main_thread()


def test_progress_is_told_in_words(qtbot: QtBot, jobs: Jobs) -> None:
    go_on = threading.Event()

    def work(progress: Progress) -> None:
        progress.at(0.5, "Half way")
        go_on.wait(5)

    job = jobs.start("Reading", work, lambda _answer: None, refuse)
    qtbot.waitUntil(lambda: job.words == "Half way")
    assert job.share == 0.5
    go_on.set()
    qtbot.waitUntil(lambda: not jobs.running)


def test_a_cancelled_answer_is_dropped(qtbot: QtBot, jobs: Jobs) -> None:
    begun, go_on = threading.Event(), threading.Event()
    answers: list[str] = []
    dropped: list[str] = []

    def work(_progress: Progress) -> str:
        begun.set()
        go_on.wait(5)
        return "too late"

    job = jobs.start("Reading", work, answers.append, refuse, dropped=dropped.append)
    begun.wait(5)
    jobs.cancel(job)
    assert jobs.running == ()
    go_on.set()
    qtbot.waitUntil(lambda: dropped == ["too late"])
    assert answers == []


def test_work_stops_where_it_asks(qtbot: QtBot, jobs: Jobs) -> None:
    steps: list[int] = []
    begun = threading.Event()

    def work(progress: Progress) -> None:
        for step in range(10_000):
            progress.at(step / 10_000)
            steps.append(step)
            begun.set()
            threading.Event().wait(0.001)

    job = jobs.start("Reading", work, lambda _answer: None, refuse)
    begun.wait(5)
    jobs.cancel(job)
    jobs.stop()
    assert len(steps) < 10_000


def test_an_error_meant_for_people_is_handed_over(qtbot: QtBot, jobs: Jobs) -> None:
    told: list[UserError] = []

    def work(_progress: Progress) -> None:
        raise UserError("log.csv cannot be read.")

    jobs.start("Reading", work, lambda _answer: None, told.append)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert told[0].message == "log.csv cannot be read."


def test_a_fault_of_ours_reaches_whoever_catches_faults(
    qtbot: QtBot, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[type[BaseException]] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, _fault, _trace: caught.append(kind))

    def work(_progress: Progress) -> None:
        raise ZeroDivisionError

    jobs.start("Reading", work, lambda _answer: None, refuse)
    qtbot.waitUntil(lambda: caught == [ZeroDivisionError])
    assert jobs.running == ()


def test_jobs_wait_for_each_other(qtbot: QtBot, jobs: Jobs) -> None:
    order: list[str] = []
    for name in ("first", "second", "third"):
        jobs.start(name, lambda _progress, name=name: order.append(name), lambda _answer: None, refuse)
    qtbot.waitUntil(lambda: not jobs.running)
    assert order == ["first", "second", "third"]


def test_what_is_begun_while_the_window_goes_is_let_go(jobs: Jobs) -> None:
    jobs.stop()
    job = jobs.start("Reading the rows", lambda _progress: 1, lambda _answer: None, refuse, quiet=True)
    assert job.cancelled and jobs.running == ()
