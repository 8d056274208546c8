"""From starting the program until its window can be used, over a bare window with pyqtgraph and numpy.

Each side is a process of its own, in turn, without a case. A window can be used once it has been painted and nothing
waits to be done. The bare side shows a window with an empty plot. Run `python -m tests.benchmarks.start_time`.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Tells the moment at which the first window has been painted and the event loop is idle, and leaves.
WHEN_USABLE = """
import time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

class Watch(QObject):
    painted = False
    def eventFilter(self, watched, event):
        if not self.painted and event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.painted = True
            QTimer.singleShot(0, self.usable)
        return False
    def usable(self):
        print("usable", time.monotonic(), flush=True)
        QApplication.closeAllWindows()
        QApplication.exit(0)

def watch(app):
    app.watching = Watch()
    app.installEventFilter(app.watching)
"""

# As the entry starts the window, but that the application is made here so that it can be watched.
OURS = """
import gc
gc.disable()
import app.cli
gc.enable()
from widgets.main_window import open_window
exec(WHEN_USABLE)
running = QApplication(["Lifelanes"])
watch(running)
open_window()
"""

BARE = """
import numpy
import pyqtgraph
exec(WHEN_USABLE)
from PySide6.QtWidgets import QMainWindow
running = QApplication(["Bare"])
watch(running)
window = QMainWindow()
window.setCentralWidget(pyqtgraph.PlotWidget())
window.show()
running.exec()
"""


def seconds(code: str, settings: Path) -> float:
    """From the start of a process to its usable window. ``settings`` is a folder for what the program keeps."""
    environment = {**os.environ, "XDG_CONFIG_HOME": str(settings), "APPDATA": str(settings)}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    # As a user starts it: compiled modules are kept.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", f"WHEN_USABLE = {WHEN_USABLE!r}\n{code}"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    told = [line.split() for line in done.stdout.splitlines() if line.startswith("usable ")]
    if done.returncode or not told:
        raise SystemExit(f"a window did not come up:\n{done.stderr}")
    return float(told[0][1]) - began


@dataclass(frozen=True)
class Measured:
    """Medians in seconds."""

    ours: float
    bare: float

    @property
    def ratio(self) -> float:
        """How many times as long as a bare window ours takes."""
        return self.ours / self.bare


def measure(rounds: int) -> Measured:
    """Both sides in turn, after one run of each that warms the disk."""
    sides = {"ours": OURS, "bare": BARE}
    times: dict[str, list[float]] = {side: [] for side in sides}
    with tempfile.TemporaryDirectory() as settings:
        for number in range(rounds + 1):
            for side, code in sides.items():
                taken = seconds(code, Path(settings))
                if number:
                    times[side].append(taken)
    return Measured(statistics.median(times["ours"]), statistics.median(times["bare"]))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Start of the window against a bare one")
    parser.add_argument("--rounds", type=int, default=7, help="measured rounds (default: 7)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    chosen = parser.parse_args()
    found = measure(chosen.rounds)
    if chosen.json:
        document = {
            "ratio to bare window": round(found.ratio, 3),
            "window_seconds": round(found.ours, 4),
            "bare_seconds": round(found.bare, 4),
            "rounds": chosen.rounds,
        }
        print(json.dumps(document))
        return
    print(f"usable window         {found.ours:.3f} s")
    print(f"bare window           {found.bare:.3f} s  (pyqtgraph and numpy, an empty plot)")
    print(f"ratio to bare window  {found.ratio:.2f}  (medians of {chosen.rounds} rounds)")


if __name__ == "__main__":
    main()
