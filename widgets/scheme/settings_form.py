"""The windows and thresholds of a scheme as a form: days, counts and ranks."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QFormLayout, QScrollArea, QSpinBox, QWidget

from app.case.scheme import Scheme
from app.case.scheme_files import settings_of
from widgets.parts.headings import section_label

_MOST = 3650

WINDOWS = {
    "concern_area_days": "A concern lasts for",
    "relapse_days": "Return of concern: within",
    "relapse_severity": "Return of concern: from severity",
    "trigger_severity": "Concern before a rise: from severity",
    "trigger_days": "Concern before a rise: within",
    "health_run_days": "Health concerns: within",
    "health_run_concerns": "Health concerns: at least",
    "health_run_severity": "Health concerns: reaching severity",
    "health_run_gap_days": "Health concerns: no more apart than",
    "health_run_own_rows": "Health concerns: rows of the child’s own",
    "answer_days": "An answer counts within",
    "not_mentioned_days": "A level is not mentioned for",
}
"""What the windows are called; a setting of a rule is called after its kind of finding."""


class PlainSpin(QSpinBox):
    """A number that the wheel leaves alone, so that a form can be scrolled."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form."""
        event.ignore()


class SettingsForm(QScrollArea):
    """A box for each setting. ``changed`` when a person changed one."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setAccessibleName("Windows and thresholds")
        self.boxes: dict[str, PlainSpin] = {}

    @property
    def settings(self) -> Mapping[str, int]:
        """Every setting as the form has it now."""
        return {path: box.value() for path, box in self.boxes.items()}

    def show_scheme(self, scheme: Scheme) -> None:
        """Show the settings of this scheme."""
        page = QWidget()
        form = QFormLayout(page)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        self.boxes = {}
        kind = ""
        for path, value in settings_of(scheme).items():
            if path.split(".")[-2] != kind:
                kind = path.split(".")[-2]
                words = "Windows" if kind == "windows" else kind.replace("_", " ").capitalize()
                form.addRow(section_label(words, page))
            self.boxes[path] = self._box(path, value, scheme, page)
            form.addRow(_called(path), self.boxes[path])
        self.setWidget(page)
        self.setMinimumWidth(page.sizeHint().width() + self.verticalScrollBar().sizeHint().width() + 8)

    def _box(self, path: str, value: int, scheme: Scheme, page: QWidget) -> PlainSpin:
        box = PlainSpin(page)
        last = path.rpartition(".")[2]
        ranks = {"severity": len(scheme.severity) - 1, "level": scheme.highest_level}
        most = next((highest for word, highest in ranks.items() if last.endswith(word)), _MOST)
        box.setRange(1, max(most, value))
        box.setSuffix(" working days" if last == "working_days" else " days" if last.endswith("days") else "")
        box.setValue(value)
        box.setAccessibleName(f"{path.split('.')[-2].replace('_', ' ')}: {_called(path)}")
        box.valueChanged.connect(lambda _value: self.changed.emit())
        return box


def _called(path: str) -> str:
    last = path.rpartition(".")[2]
    words = last.replace("_", " ").capitalize()
    return WINDOWS.get(last, words) if path.startswith("windows.") else words
