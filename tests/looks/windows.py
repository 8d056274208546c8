"""The window as the README shows it, in one size: start page, sample, a cycle, phase, panel, table, import wizard."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QDockWidget

from app.analysis.finding import RELAPSE
from tests.looks.saving import keep
from tests.looks.sitting import SAMPLES, Sitting
from tests.widgets.answers import answering, choose_files
from widgets.commands import COMMANDS

AGENCIES = ("csc_chronology.xlsx", "gp_summary.xls", "health.xlsx", "housing.docx", "school_log.csv")
PANEL = "panel.show"
LEAST_TABLE = 60
"""Below this height (pixels) the tables are folded up."""


def take_windows(app: QApplication, folder: Path, size: QSize, name: str) -> None:
    """All of them; ``size`` in logical pixels, ``name`` is what each file is called by its size."""

    def kept(what: str) -> Path:
        return folder / f"window-{what}-{name}.png"

    sitting = Sitting(app, size)
    keep(sitting.looks(), kept("start"))
    sitting.opens_sample()
    keep(sitting.looks(), kept("sample"))
    cycle = sitting.first(RELAPSE)
    sitting.window.moving.go_to_finding(cycle.id)
    sitting.window.bridge.workspace.choose_event(cycle.evidence[-1])
    keep(sitting.looks(), kept("relapse"))
    sitting.window.area.show_phase(True)
    keep(sitting.looks(), kept("phase"))
    sitting.window.area.show_phase(False)
    show_table(sitting)
    keep(sitting.looks(), kept("table"))
    if any(command.id == PANEL for command in COMMANDS):
        take_panel(sitting, kept("panel"), size)
    sitting.leaves()
    take_wizard(app, kept("import"), size)


def show_table(sitting: Sitting) -> None:
    """Give the table most of the window."""
    window = sitting.window
    sitting.gives("look.whole")
    if window.events.records.height() < LEAST_TABLE:
        sitting.gives("look.panels.tables")
    dock = next(part for part in window.findChildren(QDockWidget) if part.widget() is window.events)
    window.resizeDocks([dock], [round(window.height() * 0.6)], Qt.Orientation.Vertical)
    sitting.settle()
    window.events.records.scrollTo(window.events.records.currentIndex())


def take_panel(sitting: Sitting, path: Path, size: QSize) -> None:
    """What a panel sees, of the cycle."""
    before = set(QApplication.topLevelWidgets())
    sitting.window.moving.go_to_finding(sitting.first(RELAPSE).id)
    sitting.gives(PANEL)
    opened = [part for part in QApplication.topLevelWidgets() if part not in before and part.isVisible()]
    shown = opened[0] if opened else sitting.window
    shown.resize(size)
    sitting.settle()
    keep(shown.grab(), path)
    shown.close()


def take_wizard(app: QApplication, path: Path, size: QSize) -> None:
    """The page that shows what agencies' files are taken for."""
    sitting = Sitting(app, size)
    with answering(lambda dialog: choose_files(dialog, [SAMPLES / name for name in AGENCIES])):
        sitting.window.actions_by_id["case.import_check"].trigger()
    sitting.waits(lambda: QApplication.activeModalWidget() is not None)
    wizard = sitting.page("ImportWizard")
    keep(sitting.looks(wizard), path)
    wizard.close()
    sitting.leaves()
