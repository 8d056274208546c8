"""Searching, filtering, scrolling and sorting the rows of a large case in the real window; and what it takes in memory.

A search is measured from the key to table and count painted with its result, to the chart painted with it as well, and
to all painted, the list of findings too, which follows the chart. So is a filter.
Memory is that of a program of its own with the case open and searched, beside one with a thousand rows.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.case.edits import Reviewer
from app.case.model import Case, RowKind, Source
from app.case.narrowing import Filter
from app.case.sheet_rows import SheetRows, code_of
from app.search.facets import AGENCY, CATEGORY, CHILD, IN_USE, KIND, SEEN, SEVERITY, STANDING, TWINS
from app.session import Session
from app.settings import load
from tests.benchmarks.busy_case import a_busy_case
from tests.benchmarks.figures import p95, print_figures
from tests.benchmarks.screen import HEIGHT, WIDTH, pretend_screen
from widgets.appearance import dress
from widgets.events.columns import COLUMNS
from widgets.main_window import MainWindow, make_window

Clock = Callable[[], float]
PATIENCE_SECONDS, ROUNDS_TO_PAINT = 300, 3
WORDS = 30
"""Words in a row, where nothing else is asked for."""
COMMON = """the and to of was with for not seen home school mother father visit call nurse police worker attended
reported child children plan review meeting said agreed concern neglect hygiene food weight appointment missed health
letter family support contact assessment conference risk bruise asthma insulin kitchen bedroom clothing head lice late
tired hungry quiet withdrawn upset calm happy clean warm cold dirty bare empty locked away again still never"""
ENDINGS = ("", "s", "ed", "ing", "ly", "ness", "er", "ment")
TYPED = ("mother", '"head lice"', "neglect -police", "bru* asthma", "zzz", "a")
FILTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (CHILD, ("Child 1",)),
    (AGENCY, ("School", "Police")),
    (SEVERITY, ("3", "4", "5")),
    (CATEGORY, ("hygiene", "nutrition")),
    (KIND, ("relapse",)),
    (SEEN, ("seen",)),
    (STANDING, ("suggested",)),
    (TWINS, ("once",)),
    (IN_USE, ("used", "withdrawn")),
)


def a_wordy_case(rows: int, words: int = WORDS) -> Case:
    """The busy case with so many words in each row, of a few thousand different ones, and its rows as sent."""
    case = a_busy_case(rows)
    random = np.random.default_rng(3)
    known = [f"{word}{ending}" for word in COMMON.split() for ending in ENDINGS] + [
        f"name{place}" for place in range(2000)
    ]
    weights = 1 / (np.arange(len(known)) + 2) ** 0.8
    chosen = random.choice(len(known), (rows, words), p=weights / weights.sum())
    texts = tuple(" ".join([known[place] for place in row]) for row in chosen.tolist())
    heads = ("Date", "Event", "Reference")
    cells = [heads, *(("a day", text, f"R{place}") for place, text in enumerate(texts))]
    kinds = bytes([code_of(RowKind.HEADER), *[code_of(RowKind.EVENT)] * rows])
    source = Source(
        0, "log.csv", "", 1, heads, {"date": "Date", "text": "Event"}, digest="log", rows=SheetRows(cells, kinds, {})
    )
    return replace(case, sources=(source,), events=replace(case.events, text=texts))


def open_window(app: QApplication, case: Case, reviewer: str | None = None) -> MainWindow:
    """The main window on that case at 1920x1080, its findings found and its rows read for searching."""
    settings, _told = load()
    settings = settings if reviewer is None else replace(settings, reviewer=reviewer)
    dress(app, "light", 100)
    window = make_window(Session(case, Reviewer("Ann")), settings)
    window.resize(WIDTH, HEIGHT)
    window.show()
    window.activateWindow()
    _settle(app, window)
    window.narrowing.find()
    _settle(app, window)
    if window.width() != WIDTH or window.height() != HEIGHT:
        sys.exit(f"the window is {window.width()}x{window.height()}: give it a screen that is large enough")
    return window


def parts_of(window: MainWindow) -> dict[str, str]:
    """The size of the window, of its chart and of its table."""
    parts = {"window": window, "chart": window.chart.viewport(), "table": window.events.records.viewport()}
    return {f"{name}_size": f"{part.width()}x{part.height()}" for name, part in parts.items()}


def _settle(app: QApplication, window: MainWindow) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    app.processEvents()
    while window.jobs.running:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.monotonic() > until:
            sys.exit("the work was not done in time")
    app.processEvents()


def until_painted(app: QApplication, window: MainWindow) -> None:
    """Let everything that waits be done and painted, what follows from it too."""
    app.processEvents()
    while window.narrowing.waiting:
        app.processEvents()
    for _ in range(ROUNDS_TO_PAINT):
        app.processEvents()
        app.sendPostedEvents()


class Painted(QObject):
    """Counts how often a widget has been painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Count, and let it be painted."""
        self.times += event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)


def until_chart_painted(app: QApplication, window: MainWindow, chart: Painted) -> None:
    """Let the chart be drawn, and all be painted that is to be painted with it; the findings follow later."""
    before = chart.times
    app.processEvents()
    while window.narrowing.chart_waiting:
        app.processEvents()
    app.sendPostedEvents()
    if chart.times == before:
        sys.exit("the chart was not painted")


def timed(deed: Callable[[], object], clock: Clock) -> float:
    """Milliseconds that a deed takes."""
    began = clock()
    deed()
    return 1000 * (clock() - began)


Times = tuple[list[float], list[float], list[float]]


def searching(app: QApplication, window: MainWindow, clock: Clock) -> Times:
    """For each key: milliseconds until the table and the count show its result, until the chart does, and until
    everything does."""
    field, paper = window.narrowing.bar.field, window.events.records.viewport()
    chart = Painted(window.chart.viewport())
    shown: list[float] = []
    drawn: list[float] = []
    whole: list[float] = []
    for words in TYPED:
        for key in (*words, *("" for _ in words)):
            began = clock()
            if key:
                QTest.keyClicks(field, key)
            else:
                QTest.keyClick(field, Qt.Key.Key_Backspace)
            paper.repaint()
            window.narrowing.bar.repaint()
            shown.append(1000 * (clock() - began))
            until_chart_painted(app, window, chart)
            drawn.append(1000 * (clock() - began))
            until_painted(app, window)
            whole.append(1000 * (clock() - began))
    return shown, drawn, whole


def filtering(app: QApplication, window: MainWindow, clock: Clock) -> tuple[list[float], list[float]]:
    """For each filter set and cleared: milliseconds until table and chart are painted, and until the findings are."""
    chart = Painted(window.chart.viewport())
    drawn: list[float] = []
    whole: list[float] = []

    def ask(wanted: Filter) -> None:
        began = clock()
        window.bridge.workspace.narrow(wanted)
        until_chart_painted(app, window, chart)
        drawn.append(1000 * (clock() - began))
        until_painted(app, window)
        whole.append(1000 * (clock() - began))

    wishes = [Filter().with_keys(facet, keys) for facet, keys in FILTERS]
    wishes.append(Filter().with_keys(AGENCY, ("School",)).with_keys(SEVERITY, ("2", "3")))
    for wanted in wishes * 2:
        ask(wanted)
        ask(Filter())
    return drawn, whole


def scrolling(window: MainWindow, clock: Clock) -> list[float]:
    """Milliseconds for each step of the wheel, each page, and jumps to and fro, until the table is painted."""
    table = window.events.records
    bar, paper = table.verticalScrollBar(), table.viewport()

    def go(value: int) -> None:
        bar.setValue(value)
        paper.repaint()

    def steps() -> Iterable[int]:
        yield from range(0, 300, 3)
        yield from range(0, 60 * bar.pageStep(), bar.pageStep())
        yield from np.random.default_rng(5).integers(0, max(1, bar.maximum()), 40).tolist()

    return [timed(lambda value=value: go(value), clock) for value in steps()]


def sorting(window: MainWindow, clock: Clock) -> dict[str, float]:
    """Milliseconds to sort by each column for the first time."""
    table = window.events.records
    found: dict[str, float] = {}
    for number, column in enumerate(COLUMNS):
        found[column.heading] = round(
            timed(lambda number=number: table.sortByColumn(number, Qt.SortOrder.DescendingOrder), clock), 1
        )
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    return found


def memory_mb() -> float:
    """The memory this process holds now, in megabytes; where the system does not tell, the most it ever held."""
    pages = Path("/proc/self/statm")
    if pages.exists():
        return int(pages.read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def memory_of(rows: int, words: int) -> float:
    """The same of a program of its own that opens and searches a case of so many rows of so many words."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.finding_rows"]
        + ["--rows", str(rows), "--words", str(words), "--memory"],
        check=True,
        capture_output=True,
        text=True,
    )
    return float(told.stdout.split()[-1])


def measure(app: QApplication, rows: int, words: int, clock: Clock) -> dict[str, float | int | str | dict[str, float]]:
    """Every figure."""
    few, many = memory_of(1_000, words), memory_of(rows, words)
    window = open_window(app, a_wordy_case(rows, words))
    shown, with_chart, with_findings = searching(app, window, clock)
    found: dict[str, float | int | str | dict[str, float]] = {
        "rows": rows,
        "words_in_a_row": words,
        **parts_of(window),
        "search_p95_ms": p95(shown),
        "search_most_ms": round(max(shown), 1),
        "search_with_chart_p95_ms": p95(with_chart),
        "search_with_findings_p95_ms": p95(with_findings),
    }
    drawn, everything = filtering(app, window, clock)
    found |= {"filter_p95_ms": p95(drawn), "filter_median_ms": round(statistics.median(drawn), 1)}
    found |= {"findings": len(window.bridge.findings), "filter_with_findings_p95_ms": p95(everything)}
    found |= {"scroll_p95_ms": p95(scrolling(window, clock)), "sort_ms": sorting(window, clock)}
    window.jobs.stop()
    window.bridge.close()
    return found | {"memory_1000_mb": round(few), "memory_mb": round(many), "memory_ratio": round(many / few, 2)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Finding rows in a large case, in the real window")
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--words", type=int, default=WORDS, help="words in each row")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--cpu", action="store_true", help="count the processor's time instead of the clock's")
    parser.add_argument("--memory", action="store_true", help="print only the memory this process takes, in MB")
    chosen = parser.parse_args()
    pretend_screen()
    known = QApplication.instance()
    app = known if isinstance(known, QApplication) else QApplication(["finding_rows"])
    if chosen.memory:
        window = open_window(app, a_wordy_case(chosen.rows, chosen.words))
        window.bridge.workspace.narrow(Filter(words="mother"))
        app.processEvents()
        print(memory_mb())
        window.jobs.stop()
        window.bridge.close()
        return
    found = measure(app, chosen.rows, chosen.words, time.process_time if chosen.cpu else time.perf_counter)
    print_figures(found, as_json=chosen.json)


if __name__ == "__main__":
    main()
