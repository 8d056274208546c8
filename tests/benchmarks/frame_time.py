"""How long a person waits for a frame: from an input event on the real chart until its paint has finished.

The chart is panned, zoomed and hovered over; beside it plain pyqtgraph items with the same points and steps are
panned and zoomed in the same run. Run `python -m tests.benchmarks.frame_time --events 10000 --size 1920x1080`.
"""

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable, Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pyqtgraph
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.analysis.findings import find_all
from app.analysis.levels import level_states
from app.analysis.severity import concern_points
from app.case.model import Case
from tests.app.case_builder import a_large_case
from widgets.lanes.lanes_view import LanesView

FRAMES = 40


def measured(frames: Iterator[Callable[[], None]], surface: QWidget) -> list[float]:
    """Milliseconds of each frame: the gesture, then the paint that it asked for."""
    taken: list[float] = []
    for gesture in frames:
        began = time.perf_counter()
        gesture()
        surface.repaint()
        taken.append((time.perf_counter() - began) * 1000)
    return taken[2:]


def gestures(view: LanesView) -> Iterator[Callable[[], None]]:
    """Wheel in and out, drag along, and move over the marks."""
    surface, middle = view.viewport(), QPointF(view.width() / 2, view.height() / 2)

    def wheel(turn: int) -> None:
        event = QWheelEvent(
            middle, surface.mapToGlobal(middle), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(surface, event)

    def mouse(kind: QMouseEvent.Type, at: QPointF, held: bool) -> None:
        button = Qt.MouseButton.LeftButton if held else Qt.MouseButton.NoButton
        event = QMouseEvent(kind, at, surface.mapToGlobal(at), button, button, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(surface, event)

    for frame in range(FRAMES):
        yield lambda frame=frame: wheel(120 if frame % 4 < 2 else -120)
    yield lambda: wheel(600)
    yield lambda: mouse(QMouseEvent.Type.MouseButtonPress, middle, True)
    for frame in range(FRAMES):
        at = middle + QPointF(5.0 * frame, 0)
        yield lambda at=at: mouse(QMouseEvent.Type.MouseMove, at, True)
    yield lambda: mouse(QMouseEvent.Type.MouseButtonRelease, middle, False)
    for frame in range(FRAMES):
        at = QPointF(300.0 + 10 * frame, 100.0 + 5 * frame)
        yield lambda at=at: mouse(QMouseEvent.Type.MouseMove, at, False)


def plain_plots(case: Case, width: int, height: int) -> tuple[pyqtgraph.GraphicsLayoutWidget, list[Callable[[], None]]]:
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
    shifts = [(0.01 * frame * span, 0.02 * frame * span) for frame in range(FRAMES)]
    return board, [lambda a=a, b=b: show(first + a / 2, last - b / 2) for a, b in shifts]


def measure(events: int, width: int, height: int) -> dict[str, float | int]:
    """Median and 95th percentile in milliseconds, and that of plain pyqtgraph items."""
    app = QApplication.instance() or QApplication(["frame_time"])
    case = a_large_case(events)
    view = LanesView()
    view.resize(width, height)
    view.show_case(case, find_all(case))
    view.show()
    app.processEvents()
    ours = measured(gestures(view), view.viewport())
    view.hide()
    board, steps = plain_plots(case, width, height)
    app.processEvents()
    plain = measured(iter(steps), board.viewport())
    board.hide()
    return {
        "events": events,
        "median_ms": round(statistics.median(ours), 1),
        "p95_ms": round(statistics.quantiles(ours, n=20)[-1], 1),
        "plain_pyqtgraph_p95_ms": round(statistics.quantiles(plain, n=20)[-1], 1),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Frames of the chart beside plain pyqtgraph items")
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--size", default="1920x1080")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    chosen = parser.parse_args()
    width, height = (int(part) for part in chosen.size.split("x"))
    found = measure(chosen.events, width, height)
    if chosen.json:
        print(json.dumps(found))
        return
    for name, figure in found.items():
        print(f"{name:<26}{figure}")


if __name__ == "__main__":
    main()
