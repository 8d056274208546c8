"""The guards of conftest.py can fail: a probe does each forbidden thing, and each is told."""

import re
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

PROBE = """
import logging, threading
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QMainWindow, QMessageBox

kept, go_on = [], threading.Event()

def test_leaves_a_window():
    kept.append(QMainWindow())

def test_leaves_a_thread():
    threading.Thread(target=go_on.wait, name="sleeper", daemon=True).start()

def test_logs_a_warning():
    logging.getLogger("probe").warning("something is off")

def test_makes_qt_complain(qapp):
    qWarning("Qt is not amused")

def test_loses_an_exception_in_a_thread():
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()

def test_asks_what_nobody_answers(qtbot, monkeypatch):
    monkeypatch.setattr("tests.conftest.ANSWER_WITHIN", 0.5)
    QMessageBox(text="Save?").exec()

def test_is_in_order(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
"""


def test_what_is_amiss_fails_the_test_that_did_it(tmp_path: Path) -> None:
    probe = tmp_path / "test_probe.py"
    probe.write_text(PROBE, encoding="utf-8")
    options = [
        "-p",
        "tests.conftest",
        "-p",
        "no:cacheprovider",
        "-c",
        str(ROOT / "pyproject.toml"),
        "--rootdir",
        str(ROOT),
    ]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(probe)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    told = set(re.findall(r"^(?:FAILED|ERROR) \S*::(\w+)", done.stdout, re.MULTILINE))
    assert told == {
        "test_leaves_a_window",
        "test_leaves_a_thread",
        "test_logs_a_warning",
        "test_makes_qt_complain",
        "test_loses_an_exception_in_a_thread",
        "test_asks_what_nobody_answers",
    }, done.stdout
    assert "window: QMainWindow" in done.stdout
    assert "thread: sleeper" in done.stdout
