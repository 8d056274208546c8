"""Draw the pictures of the README and of the help from the running program: `./run shots`.

Each is what a user would see: the chart as `lifelanes chart` draws it, and the real window with the sample case read
through its own import, at 1280x720 and, twice as fine, at 3840x2160. Run it again after changing what is seen, and
look at them. `./run shots help` draws those of the help alone, `./run shots windows` those of the window.
"""

import json
import subprocess
import sys
import tempfile
from os import environ
from pathlib import Path

from PySide6.QtCore import QLocale, QSize
from PySide6.QtWidgets import QApplication

from app.cli import run
from tests.looks.help_pictures import take_help
from tests.looks.saving import ROOT, make_small
from tests.looks.sitting import SAMPLES
from tests.looks.windows import take_windows

SMALL, LARGE = "windows", "large-windows"
SCREENS = {LARGE: (3840, 2160)}
"""The screen that a process pretends to have, in device pixels; panels are laid out by it. Else 1280 by 720."""

PICTURES = ROOT / "docs" / "pictures"
SAMPLE = SAMPLES / "combined.xlsx"

CHARTS: dict[str, tuple[str, ...]] = {
    "perry.png": ("--size", "1920x1080"),
    "perry-3840x2160.png": ("--size", "3840x2160"),
    "perry-dark.png": ("--size", "1280x720", "--theme", "dark"),
    "perry-facing.png": ("--size", "1920x1080", "--facing"),
    "perry-phase-3840x2160.png": ("--size", "3840x2160", "--view", "phase"),
    "one-child.png": ("--size", "1920x1080", "--children", "Perry", "--from", "2011-09-01", "--to", "2014-06-30"),
}


def pretend(screen: tuple[int, int]) -> None:
    """Have the next application see no screen but one of so many device pixels, and settings as on the first day."""
    scratch = Path(tempfile.mkdtemp(prefix="lifelanes-shots-"))
    told = {"name": "shots", "x": 0, "y": 0, "width": screen[0], "height": screen[1], "logicalDpi": 96, "dpr": 1}
    (scratch / "screen.json").write_text(json.dumps({"screens": [told]}), encoding="utf-8")
    environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={scratch}/screen.json"
    environ["LIFELANES_SETTINGS_DIR"] = str(scratch)


def draw_charts() -> None:
    """The chart in files, as the command line draws it."""
    for name, options in CHARTS.items():
        if run(["chart", str(SAMPLE), "--markers", "-o", str(PICTURES / name), *options]):
            sys.exit(f"{name} could not be drawn")
        make_small(PICTURES / name)


def take_large() -> None:
    """The window on a screen of 3840x2160 at twice the usual scale, which only a process of its own can have."""
    command = [sys.executable, "-m", "tests.looks.shots", LARGE]
    subprocess.run(command, cwd=ROOT, env={**environ, "QT_SCALE_FACTOR": "2"}, check=True)


def main(asked: str) -> None:
    """Draw those that are asked for; all where nothing is."""
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    pretend(SCREENS.get(asked, (1280, 720)))
    app = QApplication(["Lifelanes"])
    PICTURES.mkdir(parents=True, exist_ok=True)
    if asked == LARGE:
        take_windows(app, PICTURES, QSize(1920, 1080), "3840x2160")
        return
    if asked in ("", "charts"):
        draw_charts()
    if asked in ("", "help"):
        take_help(app)
    if asked in ("", SMALL):
        take_windows(app, PICTURES, QSize(1280, 720), "1280x720")
        take_large()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
