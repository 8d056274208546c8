"""The entry: without a word it opens the window, and loads nothing that only the commands need."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.conftest import ROOT

# The window is closed as soon as the program waits for a person; then it tells what it has loaded.
STARTED = """
import atexit, sys
sys.argv = ["lifelanes"]
from app.__main__ import main
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
app = QApplication([])
def leave():
    print(any(part.isVisible() for part in app.topLevelWidgets()))
    app.closeAllWindows()
    app.exit(0)

QTimer.singleShot(0, app, leave)
atexit.register(lambda: print(*sorted({"click", "pandas", "openpyxl", "pyqtgraph", "_hashlib"} & set(sys.modules))))
main()
"""


# As `lifelanes demo` does where there is a screen.
EXAMPLE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from widgets.main_window import MainWindow, open_window
app = QApplication([])

def look():
    window = next((part for part in app.topLevelWidgets() if isinstance(part, MainWindow)), None)
    if window is not None and len(window.bridge.case.events) and not window.jobs.busy:
        case = window.bridge.case
        print(case.name, case.events.marked_at_all.any())
        app.idle.stop()
        app.closeAllWindows()
        app.exit(0)

app.idle = QTimer(interval=50, timeout=look)
app.idle.start()
open_window(sample=True)
"""


def ran(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    around: Mapping[str, str] = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **more}
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, env=around, capture_output=True, text=True)


def test_a_start_without_a_word_opens_the_window_and_loads_no_more_than_it_shows(tmp_path: Path) -> None:
    done = ran("-c", STARTED, LIFELANES_SETTINGS_DIR=str(tmp_path))
    assert (done.returncode, done.stdout) == (0, "True\n\n"), done.stderr


def test_the_example_opens_as_on_the_start_page_with_what_its_records_say_beside_their_codes(tmp_path: Path) -> None:
    done = ran("-c", EXAMPLE, LIFELANES_SETTINGS_DIR=str(tmp_path))
    assert (done.returncode, done.stdout) == (0, "Sample case True\n"), done.stderr


def test_a_shell_that_asks_for_the_commands_gets_them_and_no_window() -> None:
    script = "import sys; sys.argv = ['lifelanes']; from app.__main__ import main; main()"
    done = ran("-c", script, _LIFELANES_COMPLETE="bash_source")
    assert "_lifelanes_completion" in done.stdout, done.stderr


def test_what_the_commands_are_asked_for_they_still_answer() -> None:
    assert ran("-m", "app", "--version").stdout.startswith("Lifelanes")
