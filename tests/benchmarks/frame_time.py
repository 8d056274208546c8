"""How long a person waits for a frame: from an input event on the real window until its paint has finished.

The main window is opened on a made-up case, with its table and panels, at the size asked for. Then real wheel and
mouse events are delivered to the chart in it: zooming about the pointer, dragging the days along, moving over the
marks. A frame begins as the event is delivered and ends when everything that it made dirty, in all panels, has been
painted and flushed. The sharp picture is painted within it and nothing is scaled; one thing is put off: while turns
of the wheel follow one another, only what had words in the frame before has them, and the others come in one frame
more when the hand rests. That frame is waited for after each gesture and counted among its frames; the dearest of
them is told apart (``at_rest_ms``), and is also what each turn costs of a wheel that is turned slowly. Making the
case, finding its findings and opening the window are told apart too (``preparing_s``) and are no part of a frame.
Beside it plain pyqtgraph items with the same points and steps are panned and zoomed in the same run and at the same
size.

Run `python -m tests.benchmarks.frame_time --events 10000 --size 1920x1080`. `--cpu` counts the processor's time of
this process instead of the clock's, for a machine that has other work to do.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LIFELANES_SETTINGS_DIR"] = tempfile.mkdtemp(prefix="lifelanes-frames-")

import pyqtgraph
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from app.analysis.levels import level_states
from app.analysis.severity import concern_points
from app.case.edits import Reviewer
from app.case.model import Case
from app.session import Session
from app.settings import load
from tests.benchmarks.busy_case import a_busy_case
from tests.benchmarks.figures import p95, print_figures
from widgets.appearance import dress
from widgets.lanes.lanes_view import LanesView
from widgets.lanes.pointing import HAND_RESTS_MS
from widgets.main_window import MainWindow, make_window

FRAMES = 60
FIRST_FRAMES = 2
"""Frames of each gesture that are not counted: they make fonts and pictures."""

PATIENCE_SECONDS = 600.0

REST_SECONDS = 2 * HAND_RESTS_MS / 1000
"""How long the hand rests after a gesture, so that the frame has come due in which all words are back."""

Clock = Callable[[], float]
Gesture = Callable[[], None]


def measured(frames: Iterator[Gesture], app: QApplication, clock: Clock) -> list[float]:
    """Milliseconds of each frame: the gesture, then all painting that it asked for; the last is that at rest."""
    taken: list[float] = []
    for gesture in frames:
        began = clock()
        gesture()
        app.processEvents()
        taken.append((clock() - began) * 1000)
    time.sleep(REST_SECONDS)
    began = clock()
    app.processEvents()  # what has come due
    app.processEvents()  # the painting that it asked for
    taken.append((clock() - began) * 1000)
    return taken[FIRST_FRAMES:]


class Hand:
    """Delivers wheel and mouse events to a chart."""

    def __init__(self, view: LanesView) -> None:
        self.surface = view.viewport()
        self.middle = QPointF(self.surface.width() * 0.6, self.surface.height() / 2)

    def wheel(self, turn: int) -> None:
        """Turn the wheel in the middle of the chart; 120 is a notch."""
        event = QWheelEvent(
            self.middle, self.surface.mapToGlobal(self.middle), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(self.surface, event)

    def mouse(self, kind: QMouseEvent.Type, at: QPointF, held: bool) -> None:
        """Press, move or release at that point."""
        button = Qt.MouseButton.LeftButton if held else Qt.MouseButton.NoButton
        event = QMouseEvent(kind, at, self.surface.mapToGlobal(at), button, button, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.surface, event)

    def zooming(self) -> Iterator[Gesture]:
        """In by twenty notches and out again, again and again: every scale from the whole record to some weeks."""
        for frame in range(FRAMES):
            yield lambda frame=frame: self.wheel(120 if frame % 30 < 15 else -120)

    def panning(self) -> Iterator[Gesture]:
        """Drag to and fro at a few scales."""
        held = self.middle
        for scale in (240, 360, 600):
            self.wheel(scale)
            self.mouse(QMouseEvent.Type.MouseButtonPress, held, True)
            for frame in range(FRAMES // 3):
                at = held + QPointF(9.0 * (frame if frame < 10 else 20 - frame) - 60, 0)
                yield lambda at=at: self.mouse(QMouseEvent.Type.MouseMove, at, True)
            self.mouse(QMouseEvent.Type.MouseButtonRelease, held, True)

    def hovering(self) -> Iterator[Gesture]:
        """Move over the lanes."""
        wide, high = self.surface.width(), self.surface.height()
        for frame in range(FRAMES):
            at = QPointF(wide * (0.2 + 0.012 * frame), high * (0.15 + 0.01 * frame))
            yield lambda at=at: self.mouse(QMouseEvent.Type.MouseMove, at, False)


def open_window(app: QApplication, case: Case, width: int, height: int) -> MainWindow:
    """The main window on that case, its findings found, shown at that size."""
    settings, _told = load()
    dress(app, "light", 100)
    window = make_window(Session(case, Reviewer("Ann")), settings)
    window.resize(width, height)
    window.show()
    window.resize(width, height)
    until = time.monotonic() + PATIENCE_SECONDS
    while not window.bridge.findings or window.jobs.running:
        app.processEvents()
        if time.monotonic() > until:
            sys.exit("the findings were not there in time")
    app.processEvents()
    return window


def plain_plots(case: Case, width: int, height: int) -> tuple[pyqtgraph.GraphicsLayoutWidget, list[Gesture]]:
    """A plot for each child with stock items, and the pans and zooms that are asked of it."""
    board = pyqtgraph.GraphicsLayoutWidget()
    board.resize(width, height)
    plots = []
    for child in case.children:
        points, states = concern_points(case, child.id), level_states(case, child.id)
        plot = board.ci.addPlot(row=child.id, col=0)
        plot.addItem(pyqtgraph.ScatterPlotItem(points.day.astype(float), points.severity.astype(float), size=9))
        edges = [float(state.start) for state in states] + [float(states[-1].end)] if states else [0.0, 1.0]
        levels = [float(state.level) for state in states] if states else [0.0]
        plot.addItem(pyqtgraph.PlotDataItem(edges, [*levels, levels[-1]], stepMode="right"))
        plots.append(plot)
    board.show()
    first, last = float(case.events.day.min()), float(case.events.day.max())

    def show(start: float, end: float) -> None:
        for plot in plots:
            plot.setXRange(start, end, padding=0)

    span = last - first
    shifts = [(0.01 * frame * span, 0.02 * frame * span) for frame in range(30)]
    return board, [lambda a=a, b=b: show(first + a / 2, last - b / 2) for a, b in shifts]


def measure(events: int, width: int, height: int, clock: Clock) -> dict[str, float | int | str]:
    """Median and 95th percentile in milliseconds, those of each gesture, the frame at rest, and plain pyqtgraph's."""
    known = QApplication.instance()
    app = known if isinstance(known, QApplication) else QApplication(["frame_time"])
    began = time.perf_counter()
    case = a_busy_case(events)
    window = open_window(app, case, width, height)
    prepared = time.perf_counter() - began
    hand = Hand(window.chart)
    seen = window.chart.viewport().size()
    parts = {
        name: measured(gesture(), app, clock)
        for name, gesture in (("zoom", hand.zooming), ("pan", hand.panning), ("hover", hand.hovering))
    }
    every = [taken for part in parts.values() for taken in part]
    window.hide()
    board, steps = plain_plots(case, seen.width(), seen.height())
    app.processEvents()
    plain = measured(iter(steps), app, clock)
    board.hide()
    window.jobs.stop()
    window.bridge.close()
    return {
        "events": events,
        "window": f"{width}x{height}",
        "chart": f"{seen.width()}x{seen.height()}",
        "preparing_s": round(prepared, 1),
        "median_ms": round(statistics.median(every), 1),
        "p95_ms": p95(every),
        **{f"{name}_p95_ms": p95(part) for name, part in parts.items()},
        "at_rest_ms": round(max(part[-1] for part in parts.values()), 1),
        "plain_pyqtgraph_p95_ms": p95(plain),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Frames of the chart beside plain pyqtgraph items")
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--size", default="1920x1080", help="of the window, in pixels")
    parser.add_argument("--cpu", action="store_true", help="count the processor's time instead of the clock's")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    chosen = parser.parse_args()
    width, height = (int(part) for part in chosen.size.split("x"))
    found = measure(chosen.events, width, height, time.process_time if chosen.cpu else time.perf_counter)
    print_figures(found, as_json=chosen.json)


if __name__ == "__main__":
    main()
