"""From starting the program until its window can be used, over a bare window with pyqtgraph and numpy.

Each side is a process of its own, in turn, without a case: ours is the entry itself, as `lifelanes` runs it, and the
bare side a window with an empty plot. A window can be used once it has been painted and nothing waits to be done. That
is looked for when the event loop has nothing else to do, so that watching costs both sides nothing: a filter of every
event, of which ours has three times as many, took a twentieth of our time. Run `python -m tests.benchmarks.start_time`.
"""

import tempfile
import time
from functools import partial
from pathlib import Path

from tests.benchmarks.in_turn import Measured, Named, asked, in_turn, run, tell

# Tells the moment at which a window has been painted, which Qt does as it is exposed, and the event loop is idle; then
# leaves.
WHEN_USABLE = """
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

def watch(app):
    def look():
        if any(window.isExposed() for window in app.topLevelWindows()):
            app.idle.stop()
            print("usable", time.monotonic(), flush=True)
            QApplication.closeAllWindows()
            QApplication.exit(0)

    app.idle = QTimer(app)
    app.idle.timeout.connect(look)
    app.idle.start(0)
"""

# The entry, but that the application is made here so that it can be watched.
OURS = """
import sys
sys.argv = ["lifelanes"]
from app.__main__ import main
exec(WHEN_USABLE)
running = QApplication(["Lifelanes"])
watch(running)
main()
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

NAMED = Named("usable window", "bare window", "window", "bare", "pyqtgraph and numpy, an empty plot")


def seconds(code: str, settings: Path) -> float:
    """From the start of a process to its usable window. ``settings`` is a folder for what the program keeps."""
    began = time.monotonic()
    done = run(["-c", f"WHEN_USABLE = {WHEN_USABLE!r}\n{code}"], XDG_CONFIG_HOME=str(settings), APPDATA=str(settings))
    told = [line.split() for line in done.stdout.splitlines() if line.startswith("usable ")]
    if not told:
        raise SystemExit(f"a window did not come up:\n{done.stderr}")
    return float(told[0][1]) - began


def measure(rounds: int) -> Measured:
    """Our window beside a bare one."""
    with tempfile.TemporaryDirectory() as folder:
        ours, bare = (partial(seconds, code, Path(folder)) for code in (OURS, BARE))
        return in_turn(ours, bare, rounds)


def main() -> None:
    """Measure and print."""
    wanted = asked("Start of the window against a bare one")
    found = measure(wanted.rounds)
    tell(found, NAMED, wanted, {})


if __name__ == "__main__":
    main()
