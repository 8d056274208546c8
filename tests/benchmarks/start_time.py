"""From starting the program until its window can be used, over a bare window with pyqtgraph and numpy.

Each side is a process of its own, in turn, without a case. A window can be used once it has been painted and nothing
waits to be done. The bare side shows a window with an empty plot. Run `python -m tests.benchmarks.start_time`.
"""

import tempfile
import time
from functools import partial
from pathlib import Path

from tests.benchmarks.in_turn import Measured, Named, asked, in_turn, run, tell

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
from app import language
from app.settings_file import kept_language
language.use(language.wanted([], kept_language))
import app.cli
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
