"""One key that codes a row of a large case in the real window: until lanes and findings are drawn with it.

    python -m tests.benchmarks.one_edit --rows 50000 --json

A row is chosen, a digit is pressed in the table (it codes the severity; each turn another one), and the clock runs
until the key is answered, until the chart is painted, and until the findings that follow are known and painted.
"""

import argparse
import statistics
import sys
import time

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.case.model import Case
from tests.benchmarks.figures import p95, print_figures
from tests.benchmarks.finding_rows import a_wordy_case, open_window, parts_of, until_painted
from tests.benchmarks.screen import pretend_screen
from widgets.main_window import MainWindow

PATIENCE_SECONDS = 60
ROUNDS = 30


def one_key(app: QApplication, window: MainWindow, event: int, key: str) -> tuple[float, float, float]:
    """Milliseconds until the key is answered, until the chart is painted, and until the findings are."""
    window.bridge.workspace.choose_event(event)
    until_painted(app, window)
    table = window.events.records
    table.setFocus()
    before = window.bridge.case
    began = time.perf_counter()
    QTest.keyClicks(table, key)
    answered = time.perf_counter()
    if window.bridge.case is before:
        sys.exit("the key changed nothing")
    window.chart.viewport().repaint()
    painted = time.perf_counter()
    while window.jobs.running:
        app.processEvents()
        if time.perf_counter() - began > PATIENCE_SECONDS:
            sys.exit("the findings did not come in time")
    until_painted(app, window)
    window.chart.viewport().repaint()
    done = time.perf_counter()
    return 1000 * (answered - began), 1000 * (painted - began), 1000 * (done - began)


def measure(app: QApplication, case: Case, rounds: int = ROUNDS) -> dict[str, float | int | str]:
    """The figures for keys on rows spread over the case."""
    window = open_window(app, case, "Ann")
    events, sizes = window.bridge.case.events, parts_of(window)
    taken: list[tuple[float, float, float]] = []
    for turn in range(rounds):
        place = turn * len(events) // rounds
        key = str((int(events.severity[place]) + 1 + turn % 2) % 5)
        taken.append(one_key(app, window, int(events.id[place]), key))
    window.jobs.stop()
    window.bridge.close()
    answered, painted, done = map(list, zip(*taken, strict=True))
    return {
        "rows": len(events),
        **sizes,
        "findings": len(window.bridge.findings),
        "answered_median_ms": round(statistics.median(answered), 1),
        "answered_p95_ms": p95(answered),
        "chart_painted_median_ms": round(statistics.median(painted), 1),
        "chart_painted_p95_ms": p95(painted),
        "findings_painted_median_ms": round(statistics.median(done), 1),
        "findings_painted_p95_ms": p95(done),
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    pretend_screen()
    known = QApplication.instance()
    app = known if isinstance(known, QApplication) else QApplication(["one_edit"])
    found = measure(app, a_wordy_case(options.rows), options.rounds)
    print_figures(found, as_json=options.json)


if __name__ == "__main__":
    main()
