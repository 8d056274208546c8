"""Draw the pictures of the README from the running program: `./run shots`.

Each is what a user would see: the chart as `lifelanes chart` draws it, and the real window with the
sample case read through its own import. Run it again after changing what is seen, and look at them.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from os import environ
from pathlib import Path

environ.setdefault("QT_QPA_PLATFORM", "offscreen")
environ["LIFELANES_SETTINGS_DIR"] = tempfile.mkdtemp(prefix="lifelanes-shots-")

from PySide6.QtWidgets import QApplication

from app.cli import run
from app.settings import load
from widgets.appearance import dress
from widgets.main_window import MainWindow, make_window

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
SAMPLE = ROOT / "resources" / "examples" / "perry" / "combined.xlsx"
PATIENCE_SECONDS = 60.0

CHARTS: dict[str, tuple[str, ...]] = {
    "perry.png": ("--size", "1920x1080"),
    "perry-3840x2160.png": ("--size", "3840x2160"),
    "perry-dark.png": ("--size", "1280x720", "--theme", "dark"),
    "perry-facing.png": ("--size", "1920x1080", "--facing"),
    "perry-phase-3840x2160.png": ("--size", "3840x2160", "--view", "phase"),
    "one-child.png": ("--size", "1920x1080", "--children", "Perry", "--from", "2011-09-01", "--to", "2014-06-30"),
}


def draw_charts(folder: Path) -> None:
    """The chart in files, as the command line draws it."""
    for name, options in CHARTS.items():
        if run(["chart", str(SAMPLE), "-o", str(folder / name), *options]):
            sys.exit(f"{name} could not be drawn")


def take_windows(app: QApplication, folder: Path) -> None:
    """The window: the sample case, a cycle zoomed with its evidence, its phase view, and the start page."""
    settings, _told = load()
    dress(app, settings.theme, settings.text_percent)
    window = make_window(None, settings)
    window.resize(1280, 720)
    window.show()
    _settle(app)
    _take(window, folder / "window-start.png")
    window.filing.take_files([SAMPLE])
    _wait(app, lambda: len(window.bridge.findings) > 0 and not window.jobs.running)
    window.message_bar.hide()
    _settle(app)
    _take(window, folder / "window-1280x720.png")
    cycle = [finding for finding in window.bridge.findings if finding.kind == "relapse"][0]
    window.moving.go_to_finding(cycle.id)
    window.bridge.workspace.choose_event(cycle.evidence[-1])
    _settle(app)
    _take(window, folder / "window-finding.png")
    window.area.show_phase(True)
    _settle(app)
    _take(window, folder / "window-phase.png")
    window.jobs.stop()
    window.bridge.close()
    window.hide()


def _take(window: MainWindow, path: Path) -> None:
    if not window.grab().save(str(path)):
        sys.exit(f"{path.name} could not be written")
    print(f"{path.relative_to(ROOT)}")


def _settle(app: QApplication) -> None:
    for _turn in range(10):
        app.processEvents()


def _wait(app: QApplication, done: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not done():
        app.processEvents()
        if time.monotonic() > until:
            sys.exit("the sample case was not read in time")
    _settle(app)


if __name__ == "__main__":
    PICTURES.mkdir(parents=True, exist_ok=True)
    application = QApplication(["Lifelanes"])
    draw_charts(PICTURES)
    take_windows(application, PICTURES)
