"""What holds for every test: no screen, no settings of the user's, British dates, and nothing amiss that goes unseen.

A test fails, even if all it asserts is true, when Qt complains, when something is logged at warning level or above,
when an exception is lost in a thread or a destructor, or when it leaves a window or a thread behind.
"""

import gc
import logging
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Before Qt is imported: without a screen it would end the interpreter.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_scratch = tempfile.TemporaryDirectory(prefix="lifelanes-tests-")
os.environ["LIFELANES_SETTINGS_DIR"] = _scratch.name

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QTimer  # noqa: E402 - see above
from PySide6.QtWidgets import QApplication, QDialog, QWidget  # noqa: E402

from app.memory import look_through, look_when_told  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
LET_GO_AFTER = 500_000  # blocks of memory, some 50 MB
ANSWER_WITHIN = 10  # seconds; a test's own answer comes at once

# A shared machine may stall in any example, so no deadline; found failures print how to repeat them.
settings.register_profile(
    "ci", deadline=None, max_examples=60, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("deep", parent=settings.get_profile("ci"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

# The C locale that servers run in would write dates as nobody in Britain does.
QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


@pytest.fixture(scope="session")
def sample_files() -> dict[str, Path]:
    """The example case's files as agencies would send them: file name -> path."""
    folder = ROOT / "resources" / "examples" / "perry"
    return {path.name: path for path in sorted(folder.iterdir()) if path.is_file()}


@pytest.fixture(scope="session", autouse=True)
def one_application(qapp: QApplication) -> QApplication:
    """A process has one application for good: were the first test to draw a chart, it would be one without windows."""
    return qapp


@pytest.fixture(scope="session")
def unanswered(one_application: QApplication) -> Iterator[list[str]]:
    """Closes a dialog that has waited too long, so that a question nobody answers fails a test and does not stop it."""
    told: list[str] = []
    waiting: dict[QWidget, float] = {}

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        since = waiting.setdefault(dialog, time.monotonic()) if dialog else 0.0
        for other in waiting.keys() - {dialog}:
            del waiting[other]
        if dialog and time.monotonic() - since > ANSWER_WITHIN:
            told.append(f"{dialog.metaObject().className()} {dialog.windowTitle()!r}")
            # A form that asks before it lets what was typed go would ask again and again if it were only closed.
            dialog.done(0) if isinstance(dialog, QDialog) else dialog.close()

    timer = QTimer(one_application)
    timer.timeout.connect(look)
    timer.start(200)
    yield told
    timer.stop()


@pytest.fixture(autouse=True)
def every_question_is_answered(unanswered: list[str]) -> Iterator[None]:
    """Fail when a dialog waited for an answer that the test never gave."""
    unanswered.clear()
    yield
    if unanswered:
        pytest.fail(f"asked, and nobody answered for {ANSWER_WITHIN} s: {', '.join(unanswered)}", pytrace=False)


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test starts with settings as on the first day."""
    monkeypatch.setenv("LIFELANES_SETTINGS_DIR", str(tmp_path_factory.mktemp("settings")))


@pytest.fixture(autouse=True)
def nothing_amiss_in_the_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail on any record of level warning or above, unless the test says ``expects_logs``."""
    yield
    if request.node.get_closest_marker("expects_logs"):
        return
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    bad = [f"{r.levelname} {r.name}: {r.getMessage()}" for r in records if r.levelno >= logging.WARNING]
    if bad:
        pytest.fail("logged during the test (mark it expects_logs if it means to):\n" + "\n".join(bad), pytrace=False)


class _Garbage:
    """Looks through everything once much has come since it last did: with all tests loaded a look takes a second."""

    def __init__(self) -> None:
        look_when_told()
        self._blocks = sys.getallocatedblocks()

    def look_now_and_then(self) -> None:
        if sys.getallocatedblocks() > self._blocks + LET_GO_AFTER:
            look_through()
            self._blocks = sys.getallocatedblocks()


@pytest.fixture(scope="session")
def garbage(one_application: QApplication) -> _Garbage:
    """Old values are looked through between tests alone, as the window does it only while a person pauses."""
    return _Garbage()


@pytest.fixture(autouse=True)
def memory_given_back(garbage: _Garbage) -> Iterator[None]:
    """What hundreds of tests let go of would fill the memory."""
    yield
    garbage.look_now_and_then()


@pytest.fixture(autouse=True)
def nothing_left_behind(memory_given_back: None) -> Iterator[None]:
    """Fail when a window or a thread that began in the test outlives it."""
    windows, threads = _windows(), _threads()
    yield
    left = _windows_left(windows)
    told = [f"window: {window.metaObject().className()} {window.windowTitle()!r}" for window in left]
    for window in left:
        window.close()
        window.deleteLater()
    told += [f"thread: {thread.name}" for thread in _threads_left(threads)]
    if told:
        pytest.fail(
            "left behind by this test. Hand windows to qtbot.addWidget and close what owns a thread:\n"
            + "\n".join(told),
            pytrace=False,
        )


def _windows() -> set[QWidget]:
    # A tool tip belongs to Qt and stays for the application's life.
    if QApplication.instance() is None:
        return set()
    return {widget for widget in QApplication.topLevelWidgets() if widget.metaObject().className() != "QTipLabel"}


def _windows_left(before: set[QWidget]) -> set[QWidget]:
    left = _windows() - before
    if left:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        # Here rather than in a thread of the next test: a part of a window may go in the thread of windows alone.
        gc.collect(1)
        left = _windows() - before
    if left:
        gc.collect()
        left = _windows() - before
    return left


def _threads() -> set[threading.Thread]:
    # Python makes a stand-in for a thread that another library started; its end cannot be seen.
    return {t for t in threading.enumerate() if not isinstance(t, threading._DummyThread)}


def _threads_left(before: set[threading.Thread]) -> set[threading.Thread]:
    give_up = time.monotonic() + 2
    while (left := _threads() - before) and time.monotonic() < give_up:
        time.sleep(0.01)
    return left


def pytest_report_header() -> str:
    """Say what the tests draw with."""
    return f"Qt platform: {os.environ['QT_QPA_PLATFORM']}; Python: {sys.executable}"
