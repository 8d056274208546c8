"""How long a person waits for a large file in the real window, and for how long the window does not answer.

From the moment the files are chosen until their records are shown and no work is left. A timer ticks on the GUI thread
meanwhile; the longest gap between two ticks is the longest stall. Beside it the same work without a window.
Run `python -m tests.benchmarks.import_in_window --rows 50000`.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.case.edits import add_batch
from app.case.model import Case
from app.case.scheme import default_scheme
from app.coding.coder import suggest_codes
from app.settings import Settings
from importers.batch import import_files
from tests.benchmarks.figures import print_figures
from tests.benchmarks.import_speed import a_large_workbook
from widgets.appearance import dress
from widgets.importing.wizard import ImportWizard
from widgets.main_window import make_window

TICK = 2
PATIENCE = 300


class Stalls:
    """Notes how long the event loop did not come round."""

    def __init__(self) -> None:
        self.gaps: list[tuple[float, float]] = []
        self._began = self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last, self._last - self._began))
        self._last = now

    def stop(self) -> None:
        """Note no more."""
        self._timer.stop()

    def longest(self, count: int) -> list[tuple[float, float]]:
        """The longest gaps: seconds, and when they began."""
        return sorted(self.gaps, reverse=True)[:count]


def until(done: Callable[[], bool], app: QApplication) -> None:
    """Let the window live until something is so."""
    began = time.perf_counter()
    while not done():
        app.processEvents()
        time.sleep(0.0005)
        if time.perf_counter() - began > PATIENCE:
            raise RuntimeError("the window has not come to rest")


def in_window(path: Path, app: QApplication) -> dict[str, object]:
    """Import the file through the window's own command."""
    settings = Settings()
    dress(app, settings.theme, settings.text_percent)
    window = make_window(None, settings)
    window.resize(1280, 720)
    window.show()
    until(lambda: not window.jobs.running, app)
    stalls, began = Stalls(), time.perf_counter()
    window.filing.import_files([path])
    until(lambda: not window.jobs.running or _wizard() is not None, app)
    asked = time.perf_counter() - began
    wizard = _wizard()
    if wizard is not None:
        wizard.import_all.click()
    until(lambda: len(window.bridge.case.events) > 0, app)
    shown = time.perf_counter() - began
    until(lambda: not window.jobs.running, app)
    app.processEvents()
    at_rest = time.perf_counter() - began
    stalls.stop()
    return {
        "seconds until records are shown": round(shown, 2),
        "seconds until at rest": round(at_rest, 2),
        "seconds until a question": round(asked, 2) if wizard is not None else None,
        "longest stall ms": round(stalls.longest(1)[0][0] * 1000),
        "longest stalls ms": [round(gap * 1000) for gap, _ in stalls.longest(5)],
        "stalls began at": [round(at, 2) for _, at in stalls.longest(5)],
        "events": len(window.bridge.case.events),
    }


def _wizard() -> ImportWizard | None:
    dialog = QApplication.activeModalWidget()
    return dialog if isinstance(dialog, ImportWizard) else None


def without_window(path: Path) -> float:
    """Seconds of the same work as plain functions: read, taken in, added, coded."""
    began = time.perf_counter()
    case = Case(default_scheme())
    after, _changes = add_batch(import_files([path], case))(case)
    suggest_codes(after)(after)
    return time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Import of a large workbook in the real window")
    parser.add_argument("--rows", type=int, default=50_000, help="rows of the workbook (default: 50000)")
    parser.add_argument("--file", type=Path, help="a workbook to import instead of one that is made")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    chosen = parser.parse_args()
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CONFIG_HOME"] = folder
        path = chosen.file or Path(folder) / "large.xlsx"
        if chosen.file is None:
            a_large_workbook(path, chosen.rows)
        plain = without_window(path)
        found = {**in_window(path, app), "seconds without a window": round(plain, 2)}
    print_figures(found, as_json=chosen.json)


if __name__ == "__main__":
    main()
