"""The pictures of the help, from the running program: every mark of the chart, and parts of the window at work."""

import sys
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtPrintSupport import QPrintPreviewWidget
from PySide6.QtWidgets import QApplication, QDockWidget, QWidget

from app.analysis.finding import ESCALATION, RELAPSE
from app.analysis.knowledge import agencies_named, seen_as
from app.cli import run
from app.theme import load_theme
from tests.looks.saving import ROOT, keep, make_small
from tests.looks.sitting import SAMPLES, Sitting
from tests.looks.windows import AGENCIES, show_table, take_panel, take_wizard
from widgets.fonts import load_fonts
from widgets.help.tour import Tour
from widgets.lanes.brush import Brush
from widgets.lanes.surround import draw_key_glyph

FOLDER = ROOT / "resources" / "help" / "pictures"
WINDOW = QSize(1100, 680)
PANEL_SIZE = QSize(1280, 720)
COLOURS = 64
SOME_DAYS = timedelta(days=60)
"""Shown before and after what a picture is of."""
GLYPHS = (
    "concern", "health", "missed", "admission", "harm", "death", "improvement", "quiet", "unscored", "hypothetical",
    "suggested", "disputed", "imprecise", "twin", "classes", "area", "faded", "strategy", "conference", "accepted",
    "refused", "unclear", "disagreement", "escalated", "seen", "tool", "unseen", "missing", "column", "held", "run",
)  # fmt: skip
"""Every sign of the chart's key."""


def take_help(app: QApplication) -> None:
    """All pictures of the help."""
    (FOLDER / "marks").mkdir(parents=True, exist_ok=True)
    sitting = Sitting(app, WINDOW)
    _keep(sitting.looks(), "start")
    sitting.opens_sample()
    _marks(sitting)
    _keep(sitting.looks(), "window")
    _chart(sitting)
    _panels(sitting)
    _other_views(sitting)
    _seen(sitting)
    _going_out(sitting)
    sitting.leaves()
    _tour(app)
    _agencies(app)
    take_wizard(app, FOLDER / "wizard.png", WINDOW)
    panel = Sitting(app, WINDOW)
    panel.opens_sample()
    take_panel(panel, FOLDER / "panel.png", PANEL_SIZE)
    panel.leaves()


def _keep(picture: QPixmap, name: str) -> None:
    keep(picture, FOLDER / f"{name}.png", COLOURS)


def _marks(sitting: Sitting) -> None:
    layout = sitting.window.chart.layout_now()
    assert layout is not None
    for glyph in GLYPHS:
        image = QImage(96, 64, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(2)
        image.fill(QColor("#FFFFFF"))
        painter = QPainter(image)
        painter.scale(1.4, 1.4)
        draw_key_glyph(Brush(painter, load_theme("light"), load_fonts()), layout, glyph, 17, 12)
        painter.end()
        keep(image, FOLDER / "marks" / f"{glyph}.png", 16)


def _chart(sitting: Sitting) -> None:
    """One lane with a cycle, and one with a run, as the command line draws them."""
    for kind, name in ((RELAPSE, "lane"), (ESCALATION, "run")):
        finding = sitting.first(kind)
        child = sitting.window.bridge.case.children[finding.child].name
        days = ("--from", str(finding.start - SOME_DAYS), "--to", str(finding.end + SOME_DAYS))
        path = FOLDER / f"{name}.png"
        if run(
            [
                "chart",
                str(SAMPLES / "combined.xlsx"),
                "--markers",
                "-o",
                str(path),
                "--size",
                "760x420",
                "--children",
                child,
                *days,
            ]
        ):
            sys.exit(f"{path.name} could not be drawn")
        make_small(path)


def _panels(sitting: Sitting) -> None:
    window = sitting.window
    cycle = sitting.first(RELAPSE)
    window.moving.go_to_finding(cycle.id)
    window.bridge.workspace.choose_event(cycle.evidence[-1])
    sitting.waits(lambda: not window.jobs.running)
    _keep(_grown(window.findings_panel, QSize(430, 420), sitting), "findings")
    _keep(_grown(window.record, QSize(430, 640), sitting), "record")
    show_table(sitting)
    _keep(window.events.grab(), "table")
    dock = next(part for part in window.findChildren(QDockWidget) if part.widget() is window.events)
    window.resizeDocks([dock], [160], Qt.Orientation.Vertical)
    window.bridge.workspace.choose_finding(None)
    window.moving.show_whole()


def _grown(part: QWidget, size: QSize, sitting: Sitting) -> QPixmap:
    """A part of the window as large as that, whatever room it has now."""
    was = part.size()
    part.resize(size)
    QApplication.sendEvent(part, QEvent(QEvent.Type.LayoutRequest))
    picture = part.grab()
    part.resize(was)
    sitting.settle()
    return picture


def _other_views(sitting: Sitting) -> None:
    window = sitting.window
    window.area.show_phase(True)
    sitting.settle()
    _keep(window.area.grab(), "phase")
    window.area.show_phase(False)
    sitting.gives("look.measures")
    page = sitting.page("MeasuresPage")
    page.resize(860, 480)
    sitting.settle()
    _keep(page.grab(), "measures")
    page.close()


def _going_out(sitting: Sitting) -> None:
    """The page that asks for a form, and the print preview; both wait for an answer, so a timer looks at them."""

    def export() -> None:
        page = sitting.page("ExportDialog")
        _keep(page.grab(), "export")
        page.close()

    def preview() -> None:
        page = sitting.page("Preview")
        page.resize(900, 640)
        shown = page.findChild(QPrintPreviewWidget)
        assert isinstance(shown, QPrintPreviewWidget)
        sitting.settle()
        _keep(page.grab(), "print")
        page.close()

    for deed, command in ((export, "chart.export"), (preview, "chart.print")):
        QTimer.singleShot(300, deed)
        sitting.gives(command)


def _tour(app: QApplication) -> None:
    sitting = Sitting(app, WINDOW)
    sitting.window.actions_by_id["help.tour"].trigger()
    tour = sitting.window.helping.tour
    assert isinstance(tour, Tour)
    sitting.waits(lambda: tour.at == 0)
    tour.go_to(1)
    sitting.settle()
    _keep(sitting.looks(), "tour")
    tour.leave()
    sitting.leaves()


def _agencies(app: QApplication) -> None:
    """Pages for which several agencies' files are needed."""
    sitting = Sitting(app, WINDOW)
    sitting.opens(*AGENCIES)
    for command, name, file in (
        ("edit.duplicates", "DuplicatesPage", "duplicates"),
        ("edit.people", "PeoplePage", "people"),
    ):
        sitting.gives(command)
        page = sitting.page(name)
        page.resize(900, 560)
        sitting.settle()
        _keep(page.grab(), file)
        page.close()
        sitting.settle()
    sitting.leaves()


def _seen(sitting: Sitting) -> None:
    """What one agency could have seen half way through the record."""
    bridge = sitting.window.bridge
    agency = agencies_named(bridge.case, [bridge.case.agencies[0].name])
    bridge.see_as(seen_as(bridge.case, agency, date(2012, 6, 1)))
    _keep(sitting.looks(), "seen")
    bridge.see_all()
